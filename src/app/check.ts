import { posix } from 'node:path';
import { loadPacks } from '../pack/load.ts';
import { diskFolder } from '../pack/pack-folder.ts';
import { formatProblem } from '../pack/problem.ts';
import { type ExitCode, readConfig, type Terminal } from './process.ts';

/**
 * `readout check`: every problem of every pack in the folder, a line each, and 1 where there is any. With `archive`
 * also every quotation that the archived copy of its source does not have.
 */
export async function check(
  terminal: Terminal,
  folder: string | undefined,
  _options: { readonly archive?: string },
): Promise<ExitCode> {
  const root = folder ?? readConfig(terminal.env).behaviour.briefings;
  const { packs, problems } = loadPacks(diskFolder(root));
  for (const problem of problems) {
    terminal.output.write(`${formatProblem({ ...problem, file: posix.join(root, problem.file) })}\n`);
  }
  if (problems.length > 0) {
    terminal.errors.write(`${countOf(problems.length, 'problem')} in ${root}\n`);
    return 1;
  }
  for (const { briefing } of packs) {
    const { statements, sources } = briefing;
    terminal.output.write(
      `${briefing.id}: no problem in ${countOf(statements.length, 'statement')} and ${countOf(sources.length, 'source')}\n`,
    );
  }
  return 0;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
