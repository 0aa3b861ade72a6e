import { ConfigError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { StoreError } from '../../store/store.ts';
import { type WatchedStore, watchSqliteStore } from '../../store/watch.ts';
import type { Config } from '../config/config.ts';
import { forgottenStore } from '../config/forgotten-store.ts';

/**
 * The store that DATABASE_URL names. One of our own that cannot be used now is opened later, and questions are answered
 * until then; a server that cannot be used is a wrong configuration until it was seen once.
 * @throws ConfigError
 */
export async function openStore({ database }: Pick<Config, 'database'>, log: Log): Promise<WatchedStore> {
  if (database.kind === 'sqlite') {
    const forgotten = forgottenStore(database);
    if (forgotten !== null) throw new ConfigError([`${forgotten.says} ${forgotten.mend}`]);
    return watchSqliteStore({ file: database.path, exclusive: true, log });
  }
  // Loaded only where it is asked for.
  const { watchPostgresStore } = await import('../../store/postgres/watch.ts');
  try {
    return await watchPostgresStore({ address: database.address, log });
  } catch (error) {
    if (error instanceof StoreError) throw new ConfigError([error.message]);
    throw error;
  }
}
