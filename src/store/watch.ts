import { statSync } from 'node:fs';
import type { Log } from '../domain/log.ts';
import { unserved } from './copy/notes.ts';
import { createLooks } from './looks.ts';
import { ALONE, type SqlDriver, type Wake } from './sql/driver.ts';
import { createSqlStore } from './sql/store.ts';
import { findDamage } from './sqlite/integrity.ts';
import { openSqliteDriver, ROOM_BYTES, type SqliteDriver, type SqliteOptions } from './sqlite/sqlite.ts';
import type { Store } from './store.ts';
import type { StoreError } from './store-error.ts';
import { freeBytesAt, TROUBLES, troubleOf } from './trouble.ts';

/** A store that may be away: what asks it then is told why at once, and everything else of the process goes on. */
export interface WatchedStore {
  readonly store: Store;
  /** Why the store cannot be used; null where it can, as far as anybody has seen. */
  readonly trouble: () => StoreError | null;
  /** Opens it where it is not open, and proves that it can be read, written and trusted. Never rejects. */
  readonly look: () => Promise<void>;
  /** Looks now, resolves with that first look, and goes on looking until the store is closed. */
  readonly start: () => Promise<void>;
  /** Calls the listener after every look that found the store well. */
  readonly onWell: (listener: () => void) => void;
  /** Calls the listener whenever another process may have left work; never where there is no other. */
  readonly onWake: (listener: (what: Wake) => void) => void;
}

/** A minute at most from a fault to the first word about it. */
const LOOK_MS = 60_000;
/** What somebody may be mending this moment is looked at more often. */
const LOOK_IN_TROUBLE_MS = 10_000;
/** Reading the whole database through takes at most this share of the time. */
const SHARE_FOR_READING = 0.01;

/** Troubles that end with the process: what is open is no longer what is on the disk, or is not to be trusted. */
const LASTING: ReadonlySet<StoreError['code']> = new Set(['damaged']);

/**
 * Opens the embedded store if that can be done, and keeps an eye on it. A fault at the start is tried again at each look;
 * one that comes while it is open is told by every question until a look finds the store well again.
 */
export async function watchSqliteStore(
  options: SqliteOptions & {
    readonly log: Log;
    /** Calls back once, after so many milliseconds, unless the function it returns is called before. */
    readonly later?: (ms: number, ring: () => void) => () => void;
  },
): Promise<WatchedStore> {
  const { file, log, later = afterwards } = options;
  let driver: SqliteDriver | null = null;
  let trouble: StoreError | null = null;
  let started = false;
  const listeners: (() => void)[] = [];
  const reading = createReadings(file);

  const note = (found: StoreError | null) => {
    if (trouble !== null && LASTING.has(trouble.code)) return;
    const before = trouble;
    trouble = found;
    if (found !== null && found.message !== before?.message) {
      log.error(`${found.message} Until then questions are answered, but no digest is posted.`);
      if (started) looks.again();
    }
    if (found === null && before !== null) log.info(`The store ${file} can be used again.`);
  };

  const open = async () => {
    try {
      const opened = await openSqliteDriver(options);
      if (opened.upgraded !== undefined) {
        const { from, to, kept } = opened.upgraded;
        log.info(
          `The store ${file} was of an earlier Readout and is brought to this one's schema (${from} to ${to}). As it was, it is kept as ${kept}.`,
        );
      }
      // What cannot be read is found by the look that follows.
      const kept = await unserved(opened, file).catch(() => null);
      if (kept === null) driver = opened;
      else await opened.close();
      note(kept);
    } catch (error) {
      note(troubleOf(error, file));
    }
  };

  const prove = async (open: SqliteDriver) => {
    try {
      // SQLite goes on for a while in room it already has: the disk is asked as well.
      if ((freeBytesAt(file) ?? ROOM_BYTES) < ROOM_BYTES) throw TROUBLES.full(file);
      await open.prove(trouble?.code === 'full');
      const damage = await reading.damage();
      note(damage === null ? null : TROUBLES.damaged(file, damage));
    } catch (error) {
      note(troubleOf(error, file));
    }
  };

  const lookOnce = async () => {
    if (looks.stopped() || (trouble !== null && LASTING.has(trouble.code))) return;
    if (driver === null) await open();
    if (driver !== null) await prove(driver);
    if (trouble === null) for (const listener of listeners) listener();
  };

  const looks = createLooks({
    once: lookOnce,
    nextMs: () => (trouble === null ? LOOK_MS : LOOK_IN_TROUBLE_MS),
    after: later,
  });

  /** Unusable only where it is not open or not to be trusted: a full disk can still be read. */
  const use = async <T>(work: (open: SqliteDriver) => Promise<T>): Promise<T> => {
    if (trouble !== null && (driver === null || LASTING.has(trouble.code))) throw trouble;
    if (driver === null) throw TROUBLES.broken(file, 'it is closed');
    try {
      return await work(driver);
    } catch (error) {
      const found = troubleOf(error, file);
      // A statement that is refused says nothing about the disk.
      if (found.code !== 'broken') note(found);
      throw found;
    }
  };

  const careful: SqlDriver = {
    dialect: ALONE,
    exclusive: (work) => use((open) => open.exclusive(work)),
    all: (sql, ...values) => use((open) => open.all(sql, ...values)),
    soon: (sql, ...values) => use((open) => open.soon(sql, ...values)),
    page: (sql, ...values) => use((open) => open.page(sql, ...values)),
    batch: (statements) => use((open) => open.batch(statements)),
    batchSoon: (statements) => use((open) => open.batchSoon(statements)),
    async backup(to) {
      if (driver === null) throw trouble ?? TROUBLES.broken(file, 'it is closed');
      // What is in the way of a copy, such as a full disk where it goes, is not in the way of the store.
      await driver.backup(to);
    },
    async close() {
      await looks.stop();
      await driver?.close();
      driver = null;
    },
  };
  await open();
  return {
    store: createSqlStore(careful),
    trouble: () => trouble,
    look: looks.look,
    async start() {
      started = true;
      await looks.look();
      looks.again();
    },
    onWell: (listener) => {
      listeners.push(listener);
    },
    onWake: () => {},
  };
}

/** Reads the database through where its file has changed since, and not more often than its size allows. */
function createReadings(file: string): { readonly damage: () => Promise<string | null> } {
  let seen = '';
  let restUntil = 0;
  return {
    async damage() {
      const { mtimeMs, size } = statSync(file);
      const state = `${mtimeMs} ${size}`;
      const began = performance.now();
      if (state === seen || began < restUntil) return null;
      const found = await findDamage(file);
      seen = state;
      const now = performance.now();
      restUntil = now + Math.max(0, (now - began) / SHARE_FOR_READING - LOOK_MS);
      return found;
    },
  };
}

function afterwards(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
