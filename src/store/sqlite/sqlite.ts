import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { unserved } from '../copy/notes.ts';
import { ALONE, inOrder, type Row, type SqlDriver, type Statement } from '../sql/driver.ts';
import { migrate, SCHEMA } from '../sql/migrations.ts';
import { createSqlStore } from '../sql/store.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { isBusy, messageOf, TROUBLES, troubleOf } from '../trouble.ts';
import { copyDatabase } from './backup.ts';
import { keepBeforeUpgrade } from './before-upgrade.ts';
import { countSteps } from './counting.ts';
import { isStoreThere, prepareDatabase, watchFiles } from './files.ts';
import { openForReading } from './integrity.ts';
import { keptInTurn } from './kept-writes.ts';
import { lockFileOf, lockStore, type StoreLock } from './lock.ts';
import { schemaIn } from './schema.ts';

export interface SqliteOptions {
  /** Path of the database file, made with its folder where it is missing; `:memory:` for one that ends with the process. */
  readonly file: string;
  /** Every other Readout process is kept out, and it is refused where one has it: see `lookAtSqliteStore` for a look. */
  readonly exclusive: true;
  /** Most pages the file may have: a full disk, for tests. */
  readonly maxPages?: number;
}

/** The embedded database, held against every other Readout process. */
export interface SqliteDriver extends SqlDriver {
  /**
   * Proves that it can still be read and written, by writing a page. `thorough`: also that there is room for the next
   * digest, by writing and dropping about one.
   */
  readonly prove: (thorough: boolean) => Promise<void>;
  /** Set where it was brought to this version's schema when it was opened. */
  readonly upgraded?: { readonly from: number; readonly to: number; readonly kept: string };
}

/** node:sqlite blocks the event loop while it waits for a lock, so it never waits: we ask again instead. */
const BUSY_PAUSE_MS = 20;
const BUSY_TRIES = 250;
/** Room in bytes that must be left: more than the digest of a busy day with its parts takes. */
export const ROOM_BYTES = 256_000;

/** Opens the embedded store, keeps others out and brings it up to date. @throws StoreError */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const driver = await openSqliteDriver(options);
  // What cannot be read is told by what needs it.
  const kept = await unserved(driver, options.file).catch(() => null);
  if (kept === null) return createSqlStore(driver);
  await driver.close();
  throw kept;
}

/**
 * The store as it is, for a look from outside that makes, migrates and locks nothing; null where there is none, or an empty
 * file in its place. @throws StoreError
 */
export function lookAtSqliteStore(file: string): Store | null {
  if (!isStoreThere(file)) return null;
  const driver = seenFromOutside(file);
  return driver === null ? null : createSqlStore(driver);
}

/**
 * The store for a short piece of work of its own process: held as ever where nobody has it, else beside the process that
 * has, which must be of this version. Both write then, each in short turns. @throws StoreError
 */
export async function openSqliteStoreBeside(file: string): Promise<Store> {
  try {
    return await openSqliteStore({ file, exclusive: true });
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'locked') throw error;
    const database = connect({ file, path: file });
    const found = schemaIn(database, file);
    if (found.kind !== 'ours' || found.schema !== SCHEMA) {
      database.close();
      throw error;
    }
    database.exec('pragma synchronous = full; pragma foreign_keys = on;');
    return createSqlStore(driverOver(database, file, () => {}, null));
  }
}

/** As `openSqliteStore`, below the store's questions. @throws StoreError */
export async function openSqliteDriver(options: SqliteOptions): Promise<SqliteDriver> {
  const { file } = options;
  if (file === ':memory:') return opened({ ...options, path: file }, null);
  const path = prepareDatabase(file);
  const lock = await lockStore(path);
  try {
    return await opened({ ...options, path }, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function opened(
  options: SqliteOptions & { readonly path: string },
  lock: StoreLock | null,
): Promise<SqliteDriver> {
  const { file, path } = options;
  const database = connect(options);
  try {
    const found = schemaIn(database, file);
    if (found.kind === 'unusable') throw found.trouble;
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    if (options.maxPages !== undefined) database.exec(`pragma max_page_count = ${options.maxPages}`);
    const isOlder = found.kind === 'ours' && found.schema < SCHEMA && path !== ':memory:';
    const upgraded = isOlder
      ? { from: found.schema, to: SCHEMA, kept: await keepBeforeUpgrade(database, path, found.schema) }
      : undefined;
    await migrate(
      driverOver(database, file, () => {}, null),
      file,
    );
    // All of them are there now, and stay the same ones for as long as the database is open.
    const watch =
      lock === null ? () => {} : watchFiles([path, `${path}-wal`, `${path}-shm`, lockFileOf(path)]);
    const driver = driverOver(database, file, watch, lock);
    return upgraded === undefined ? driver : { ...driver, upgraded };
  } catch (error) {
    database.close();
    throw troubleOf(error, file);
  }
}

/** Null where nothing is in it yet. */
function seenFromOutside(file: string): SqliteDriver | null {
  let database: DatabaseSync | undefined;
  try {
    database = openForReading(file);
    const found = schemaIn(database, file);
    if (found.kind === 'unusable') throw found.trouble;
    if (found.kind === 'ours' && found.schema > 0) {
      const older = found.schema < SCHEMA ? TROUBLES.older(file, found.schema) : undefined;
      return driverOver(database, file, () => {}, null, older);
    }
    database.close();
    return null;
  } catch (error) {
    database?.close();
    throw troubleOf(error, file);
  }
}

function connect({ file, path }: { readonly file: string; readonly path: string }): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    throw troubleOf(error, file);
  }
}

/** `watch` throws where the files on the disk are not those that are open; asked before anything is believed or written. */
function driverOver(
  database: DatabaseSync,
  file: string,
  watch: () => void,
  lock: StoreLock | null,
  /** What to say where a table or column is asked for that the schema does not have yet. */
  older?: StoreError,
): SqliteDriver {
  const prepared = new Map<string, StatementSync>();
  const run = ({ sql, values }: Statement): readonly Row[] => {
    const found = prepared.get(sql) ?? database.prepare(numbered(sql));
    prepared.set(sql, found);
    return found.all(...values);
  };
  const withoutBlocking = async <T>(work: () => T): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        watch();
        return work();
      } catch (error) {
        if (older !== undefined && /^no such (?:table|column)/.test(messageOf(error))) throw older;
        if (!isBusy(error) || tries === BUSY_TRIES) throw troubleOf(error, file);
      }
      await wait(BUSY_PAUSE_MS);
    }
  };
  const together = <T>(work: () => T): T => {
    database.exec('begin immediate');
    try {
      const done = work();
      database.exec('commit');
      return done;
    } catch (error) {
      // A full disk may already have rolled back by itself.
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  };
  /** In WAL mode a commit then asks for no fsync; the order of commits and the file's soundness stay. */
  const soon = <T>(work: () => T): T => {
    database.exec('pragma synchronous = normal');
    try {
      return work();
    } finally {
      database.exec('pragma synchronous = full');
    }
  };
  const writes = keptInTurn({
    alone: withoutBlocking,
    together(work) {
      watch();
      together(work);
    },
  });
  /** What is in memory alone waits for no disk. `alone`: the work with a transaction of its own, where it needs one. */
  const kept = <T>(work: () => T, alone: () => T): Promise<T> =>
    file === ':memory:' ? withoutBlocking(alone) : writes.next(work, alone);
  const all: SqlDriver['all'] = (sql, ...values) => {
    const work = () => run({ sql, values });
    return /^\s*select\b/i.test(sql) ? withoutBlocking(work) : kept(work, work);
  };
  const driver: SqliteDriver = {
    dialect: { ...ALONE, ownSteps: countSteps },
    all,
    soon: (sql, ...values) => withoutBlocking(() => soon(() => run({ sql, values }))),
    page: all,
    batch(statements) {
      const work = () => inOrder(statements, run);
      return kept(work, () => together(work));
    },
    batchSoon: (statements) => withoutBlocking(() => soon(() => together(() => inOrder(statements, run)))),
    // The lock beside the file keeps every other process out.
    exclusive: (work) => work(driver),
    prove: (thorough) =>
      withoutBlocking(() =>
        together(() => {
          // Setting the same number again writes the page all the same.
          database.exec('pragma user_version = 1');
          if (!thorough) return;
          database.exec(
            `create table room (filler blob); insert into room values (zeroblob(${ROOM_BYTES})); drop table room`,
          );
        }),
      ),
    backup: (to) => copyDatabase(database, file, to),
    async close() {
      await writes.done();
      database.close();
      lock?.release();
    },
  };
  return driver;
}

/**
 * `?n` for `$n`: bound by position, also where a number repeats, in half the time that binding by name takes. A `?` where
 * all stand in order: each `?n` has a name, and node:sqlite looks through the names for each value it binds.
 */
function numbered(sql: string): string {
  const numbers = Array.from(sql.matchAll(/\$(\d+)/g), ([, number]) => Number(number));
  const areInOrder = numbers.every((number, at) => number === at + 1);
  return sql.replace(/\$(\d+)/g, areInOrder ? '?' : '?$1');
}
