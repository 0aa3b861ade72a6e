import { createHash } from 'node:crypto';
import { ConfigError } from '../../../domain/errors.ts';
import { diskFolder } from '../../../pack/read/disk-folder.ts';
import { loadPacks } from '../../../pack/read/load.ts';
import { packBytes, packContents } from '../../../pack/read/pack-folder.ts';
import { formatProblem } from '../../../pack/read/problem.ts';
import { complain, type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { openStoreBeside } from './open-beside.ts';

/**
 * `readout pack push [folder]`: puts the packs of a folder, all of them whole, into the store; from then on every process on it
 * answers from these. Nothing is pushed where anything is wrong with them.
 */
export async function pushPacks(terminal: Terminal, given: string | undefined): Promise<ExitCode> {
  const config = await readConfig(terminal);
  if (config.database.kind === 'sqlite') {
    throw new ConfigError([
      `readout pack push is for several processes on one PostgreSQL: this store is a file (${config.database.path}), and the process that serves it reads ${config.behaviour.briefings} by itself, also when it changes.`,
    ]);
  }
  const root = given ?? config.behaviour.briefings;
  const folder = diskFolder(root);
  const { packs, problems } = loadPacks(folder);
  if (problems.length > 0 || packs.length === 0) {
    for (const problem of problems) complain(terminal, formatProblem(problem));
    complain(terminal, `Nothing was pushed: ${root} has ${problems.length > 0 ? 'problems' : 'no pack'}.`);
    return 1;
  }
  const files = packContents(folder).flatMap(({ path, bytes }) =>
    bytes === undefined ? [] : [{ path, body: Buffer.from(bytes).toString('base64') }],
  );
  const version = versionOf(packBytes(folder));
  const store = await openStoreBeside(config);
  try {
    const before = await store.presentPack();
    if (before?.version === version) {
      terminal.output.write(`${version}: these are the present packs already.\n`);
      return 0;
    }
    await store.pushPack({ version, pushedAt: terminal.clock().epochMilliseconds }, files);
    const names = packs.map(({ briefing }) => briefing.id).join(', ');
    terminal.output.write(`${version}: ${files.length} files of ${names} were pushed.\n`);
    return 0;
  } finally {
    await store.close();
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
