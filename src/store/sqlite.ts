import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate } from './migrations.ts';
import type { Row, SqlDriver, SqlValue, Statement } from './sql-driver.ts';
import { createSqlStore } from './sql-store.ts';
import { lockStore, type StoreLock } from './sqlite-lock.ts';
import { type Store, StoreError } from './store.ts';

export interface SqliteOptions {
  /** Path of the database file, made with its folder where it is missing; `:memory:` for one that ends with the process. */
  readonly file: string;
  /** True: refuse where another Readout process has the store, and keep others out. Leave it off for a look from outside. */
  readonly exclusive: boolean;
  /** Most pages the file may have: a full disk, for tests. */
  readonly maxPages?: number;
}

/** The result codes we tell apart (https://www.sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
/** node:sqlite blocks the event loop while it waits for a lock, so it never waits: we ask again instead. */
const BUSY_PAUSE_MS = 20;
const BUSY_TRIES = 250;

/** Opens the embedded store and brings it up to date. */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const inMemory = options.file === ':memory:';
  if (!inMemory) mkdirSync(dirname(options.file), { recursive: true });
  const lock = options.exclusive && !inMemory ? lockStore(options.file) : null;
  try {
    const driver = openDriver(options, lock);
    await migrate(driver);
    return createSqlStore(driver);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function openDriver(options: SqliteOptions, lock: StoreLock | null): SqlDriver {
  const database = open(options.file);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  if (options.maxPages !== undefined) database.exec(`pragma max_page_count = ${options.maxPages}`);
  const prepared = new Map<string, StatementSync>();
  const run = ({ sql, values }: Statement): readonly Row[] => {
    const found = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, found);
    return found.all(named(values));
  };
  return {
    all: (sql, ...values) => withoutBlocking(() => run({ sql, values })),
    soon: (sql, ...values) =>
      withoutBlocking(() => {
        // In WAL mode a commit then asks for no fsync; the order of commits and the file's soundness stay.
        database.exec('pragma synchronous = normal');
        try {
          return run({ sql, values });
        } finally {
          database.exec('pragma synchronous = full');
        }
      }),
    batch: (statements) =>
      withoutBlocking(() => {
        database.exec('begin immediate');
        try {
          const rows = statements.map(run);
          database.exec('commit');
          return rows;
        } catch (error) {
          // A full disk may already have rolled back by itself.
          if (database.isTransaction) database.exec('rollback');
          throw error;
        }
      }),
    async backup(file) {
      // A half-written copy must never pass for a backup.
      const partial = `${file}.partial`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        await backup(database, partial);
        renameSync(partial, file);
      } catch (error) {
        rmSync(partial, { force: true });
        throw toStoreError(error);
      }
    },
    async close() {
      database.close();
      lock?.release();
    },
  };
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw new StoreError('broken', `The store ${file} cannot be opened: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/** Bound by name, because positional binding of `$n` fails where a number repeats. */
function named(values: readonly SqlValue[]): Record<string, SqlValue> {
  return Object.fromEntries(values.map((value, at) => [String(at + 1), value]));
}

async function withoutBlocking<T>(work: () => T): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return work();
    } catch (error) {
      if (primaryCode(error) !== SQLITE_BUSY || tries === BUSY_TRIES) throw toStoreError(error);
    }
    await wait(BUSY_PAUSE_MS);
  }
}

function toStoreError(error: unknown): StoreError {
  const cause = { cause: error };
  switch (primaryCode(error)) {
    case SQLITE_FULL:
      return new StoreError('full', 'The disk that holds the store is full.', cause);
    case SQLITE_IOERR:
      return new StoreError('full', `The store cannot be written: ${messageOf(error)}.`, cause);
    case SQLITE_BUSY:
      return new StoreError('busy', 'The store is held by another process.', cause);
    default:
      return new StoreError('broken', `The store failed: ${messageOf(error)}.`, cause);
  }
}

/** Extended codes carry the primary one in their low byte. */
function primaryCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return code & 0xff;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
