import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Written } from './written.ts';

const run = promisify(execFile);
/** A hook or a signature that asks for something must not hold up the desk. */
const MOST_MS = 20_000;

/**
 * Commits the files that a decision has changed, and nothing else that may be changed or staged around them. Null where it
 * did; else one sentence. What is in the pack is live either way.
 */
export async function commitWritten(written: Written): Promise<string | null> {
  const { folder, files } = written;
  if (files.length === 0) return null;
  const git = (...words: readonly string[]) =>
    run('git', ['-C', folder, ...words], {
      timeout: MOST_MS,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true' },
    });
  try {
    await git('rev-parse', '--is-inside-work-tree');
  } catch (error) {
    return isMissing(error)
      ? 'Nothing was committed: there is no git on this machine.'
      : `Nothing was committed: ${folder} is in no git repository.`;
  }
  try {
    const named = await git('config', 'user.email').then(
      () => [],
      () => ['-c', 'user.name=Readout', '-c', 'user.email=readout@localhost'],
    );
    await git('add', '--', ...files);
    await git(...named, 'commit', '--quiet', '--only', '--message', messageFor(written), '--', ...files);
    return null;
  } catch (error) {
    return `Nothing was committed: git says "${firstLine(error)}".`;
  }
}

function messageFor({ what, by, proposer }: Written): string {
  const [done = '', record = ''] = what.split(' ');
  return `${done.slice(0, 1).toUpperCase()}${done.slice(1)} ${record}\n\nProposed by ${proposer}, ${done} by ${by}.`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function firstLine(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return (said.trim() || String(error)).split('\n')[0]?.slice(0, 200) ?? '';
}
