import { existsSync } from 'node:fs';
import { ConfigError } from '../../../domain/errors.ts';
import { lookAtSqliteStore } from '../../../store/sqlite/sqlite.ts';
import { forgottenStore } from '../../config/forgotten-store.ts';
import { type ExitCode, readConfig, type Terminal } from '../../process/process.ts';

/** `readout backup`: a whole, consistent copy of the store, also while a process is using it. Never overwrites a file. */
export async function backUp(terminal: Terminal, file: string): Promise<ExitCode> {
  const { database } = await readConfig(terminal);
  if (database.kind === 'postgres') {
    const { noBackup } = await import('../../../store/postgres/no-backup.ts');
    throw noBackup(database.address);
  }
  const forgotten = forgottenStore(database);
  if (forgotten !== null) throw new ConfigError([`${forgotten.says} ${forgotten.mend}`]);
  if (existsSync(file)) throw new Error(`${file} is there already; name another file.`);
  const store = lookAtSqliteStore(database.path);
  if (store === null) {
    throw new Error(
      `There is no store at ${database.path} yet: it is made when Readout first serves a platform.`,
    );
  }
  try {
    await store.backup(file);
  } finally {
    await store.close();
  }
  terminal.output.write(`${file}\n`);
  return 0;
}
