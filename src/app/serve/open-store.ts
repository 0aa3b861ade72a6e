import { ConfigError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { PostgresAddress } from '../../store/postgres/address.ts';
import { StoreError } from '../../store/store-error.ts';
import { type WatchedStore, watchSqliteStore } from '../../store/watch.ts';
import type { Config, EmbeddedDatabase } from '../config/config.ts';
import { forgottenStore } from '../config/forgotten-store.ts';
import { isNewStore, missingStore } from '../config/new-store.ts';

type Wanted = Pick<Config, 'database'> & { readonly platforms: readonly { readonly name: string }[] };

/**
 * The store that DATABASE_URL names, and a word to the log where it is and whether it is a new one. One of our own that
 * cannot be used now is opened later, and questions are answered until then; a server that cannot be used is a wrong
 * configuration until it was seen once.
 * @throws ConfigError
 */
export async function openStore({ database, platforms }: Wanted, log: Log): Promise<WatchedStore> {
  if (database.kind === 'sqlite') return openFile(database, platforms, log);
  // Loaded only where it is asked for.
  const { watchPostgresStore } = await import('../../store/postgres/watch.ts');
  if (database.expected === true) await expectTables(database.address);
  try {
    return await watchPostgresStore({ address: database.address, log });
  } catch (error) {
    if (error instanceof StoreError) throw new ConfigError([error.message]);
    throw error;
  }
}

async function openFile(
  database: EmbeddedDatabase,
  platforms: Wanted['platforms'],
  log: Log,
): Promise<WatchedStore> {
  const refused = forgottenStore(database) ?? missingStore(database);
  if (refused !== null) throw new ConfigError([`${refused.says} ${refused.mend}`]);
  const { path } = database;
  const isNew = isNewStore(database);
  const watched = await watchSqliteStore({ file: path, exclusive: true, log });
  // What is in its way has been told.
  if (watched.trouble() !== null) return watched;
  if (isNew) {
    log.warn(`Made a new store at ${path}: nothing is subscribed, and nobody was told anything yet.`);
    return watched;
  }
  try {
    const kept = await Promise.all(
      platforms.map(({ name: platform }) => watched.store.subscriptionsIn({ platform })),
    );
    log.info(`The store is ${path}.`, { subscriptions: kept.flat().length });
  } catch {
    // The watch has seen that too.
  }
  return watched;
}

/** @throws ConfigError where the server has no tables of ours, which would be made */
async function expectTables(address: PostgresAddress): Promise<void> {
  const { inspectPostgresStore } = await import('../../store/postgres/inspect.ts');
  const { name, trouble, schema } = await inspectPostgresStore(address);
  if (trouble === null && schema === 0) {
    throw new ConfigError([
      `READOUT_EXPECT_STORE is 1, and ${name} has no tables of Readout. See that DATABASE_URL names the right one, or leave READOUT_EXPECT_STORE out for one start, which makes them.`,
    ]);
  }
}
