import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An older Readout, as its commit has it, with the packages of this checkout. */
export interface Older {
  readonly folder: string;
  readonly program: string;
  readonly name: string;
  readonly remove: () => void;
}

/** The commit before the newest one that changed what tables there are. */
export function beforeLastMigration(): string {
  const newest = git(
    'log',
    '-1',
    '--format=%h',
    '-G(create|alter|drop) (table|index)',
    '--',
    'src/store/sql/migrations.ts',
  );
  return `${newest}^`;
}

/** The commit before Readout could stand on PostgreSQL at all. */
export function beforeSeveralProcesses(): string {
  const [first = ''] = git('log', '--reverse', '--format=%h', '--', 'src/store/postgres').split('\n');
  return `${first}^`;
}

/** Its tree, in a folder of its own. */
export function olderReadout(commit: string): Older {
  const folder = mkdtempSync(join(tmpdir(), 'readout-older-'));
  const archive = join(folder, 'tree.tar');
  mkdirSync(join(folder, 'tree'));
  git('archive', '--output', archive, commit);
  execFileSync('tar', ['-xf', archive, '-C', join(folder, 'tree')]);
  // What a Readout keeps from start to start is in there, and each keeps its own.
  const packages = join(folder, 'tree', 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => each !== '.cache'))
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
  return {
    folder: join(folder, 'tree'),
    program: join(folder, 'tree', 'bin', 'readout.js'),
    name: git('rev-parse', '--short', commit),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
}
