import { resolve } from 'node:path';
import { ConfigError } from '../../../domain/errors.ts';
import { restoreSqliteStore } from '../../../store/sqlite/restore.ts';
import { type ExitCode, readConfig, type Terminal } from '../../process/process.ts';

export interface RestoreOptions {
  readonly postMissed?: boolean;
}

/** `readout restore`: a copy becomes the store. Says where the store that was there is now. */
export async function restore(terminal: Terminal, file: string, options: RestoreOptions): Promise<ExitCode> {
  const { database } = await readConfig(terminal);
  if (database.kind === 'postgres') {
    throw new ConfigError([
      'readout restore is for the embedded store; DATABASE_URL names a PostgreSQL: use its own pg_restore.',
    ]);
  }
  if (resolve(file) === resolve(database.path)) throw new ConfigError([`${file} is the store itself.`]);
  const postMissed = options.postMissed === true;
  const { kept, digests } = await restoreSqliteStore({
    ...{ from: file, file: database.path, postMissed },
    now: terminal.clock().epochMilliseconds,
  });
  const say = (sentence: string) => terminal.output.write(`${sentence}\n`);
  say(`The store ${database.path} is ${file} now: ${digests} ${digests === 1 ? 'digest' : 'digests'}.`);
  if (kept !== null) say(`What was there is kept as ${kept}.`);
  say(
    postMissed
      ? 'Digests that came due since the copy was made are posted late where their time has not run out.'
      : 'Digests that came due since the copy was made are not posted again; those from now on are.',
  );
  return 0;
}
