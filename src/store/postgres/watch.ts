import { type Clock, SYSTEM_CLOCK } from '../../core/clock.ts';
import type { Log } from '../../domain/log.ts';
import { unserved } from '../copy/notes.ts';
import { createLooks } from '../looks.ts';
import type { SqlDriver, Wake } from '../sql/driver.ts';
import { createSqlStore } from '../sql/store.ts';
import type { StoreError } from '../store-error.ts';
import type { WatchedStore } from '../watch.ts';
import { nameOf, type PostgresAddress } from './address.ts';
import { createEar } from './listen.ts';
import { openPostgresDriver, schemaOn, unfitness } from './open.ts';
import { serverTrouble } from './trouble.ts';

/** A minute at most from a fault to the first word about it. */
const LOOK_MS = 60_000;
const FIRST_LOOK_IN_TROUBLE_MS = 250;
const LONGEST_LOOK_IN_TROUBLE_MS = 10_000;

/** Troubles of one statement alone, which say nothing about the store. */
const PASSING: ReadonlySet<StoreError['code']> = new Set(['broken', 'busy', 'overtaken']);

/**
 * Opens the store on PostgreSQL and keeps an eye on it: a server that goes away is looked for again, first at once and then
 * every ten seconds. Until it is back every question is told so without being kept waiting. What a process had claimed is
 * given back by the time of its claim, and what it had begun to send is looked for on the platform: nothing is lost by a
 * server that restarts, and nothing is posted twice. @throws StoreError where it cannot be used from the start
 */
export async function watchPostgresStore(options: {
  readonly address: PostgresAddress;
  readonly log: Log;
  readonly clock?: Clock;
}): Promise<WatchedStore> {
  const { address, log, clock = SYSTEM_CLOCK } = options;
  const name = nameOf(address);
  const driver = await openPostgresDriver({ address, clock });
  const kept = await unserved(driver, name);
  if (kept !== null) {
    await driver.close();
    throw kept;
  }
  let trouble: StoreError | null = null;
  let pause = FIRST_LOOK_IN_TROUBLE_MS;
  let started = false;
  const wellListeners: (() => void)[] = [];
  const wakeListeners: ((what: Wake) => void)[] = [];
  const ear = createEar({
    ...{ address, clock },
    wake: (what) => {
      for (const listener of wakeListeners) listener(what);
    },
  });

  const note = (found: StoreError | null) => {
    const before = trouble;
    trouble = found;
    if (found !== null && found.message !== before?.message) {
      log.error(`${found.message} Until then questions are answered, but no digest is posted.`);
    }
    if (found === null && before !== null) log.info(`PostgreSQL can be used again: ${name}.`);
    if (found !== null && before === null) {
      pause = FIRST_LOOK_IN_TROUBLE_MS;
      if (started) looks.again();
    }
  };

  const lookOnce = async () => {
    if (looks.stopped()) return;
    try {
      const found = await unfitness(driver, address, clock);
      if (found === null) await schemaOn(driver, address);
      note(found ?? (await unserved(driver, name)));
      await ear.check();
    } catch (error) {
      note(serverTrouble(error, name));
    }
    if (trouble === null && !looks.stopped()) for (const listener of wellListeners) listener();
  };

  const looks = createLooks({
    once: lookOnce,
    nextMs() {
      const ms = trouble === null ? LOOK_MS : pause;
      if (trouble !== null) pause = Math.min(pause * 2, LONGEST_LOOK_IN_TROUBLE_MS);
      return ms;
    },
    after: clock.after,
  });

  const use = async <T>(work: () => Promise<T>): Promise<T> => {
    if (trouble !== null) throw trouble;
    try {
      return await work();
    } catch (error) {
      const found = serverTrouble(error, name);
      if (!PASSING.has(found.code)) note(found);
      throw found;
    }
  };

  const careful: SqlDriver = {
    dialect: driver.dialect,
    all: (sql, ...values) => use(() => driver.all(sql, ...values)),
    soon: (sql, ...values) => use(() => driver.soon(sql, ...values)),
    page: (sql, ...values) => use(() => driver.page(sql, ...values)),
    batch: (statements) => use(() => driver.batch(statements)),
    batchSoon: (statements) => use(() => driver.batchSoon(statements)),
    exclusive: (work) => use(() => driver.exclusive(work)),
    backup: driver.backup,
    async close() {
      const over = looks.stop();
      await ear.stop();
      await over;
      await driver.close();
    },
  };
  return {
    store: createSqlStore(careful),
    trouble: () => trouble,
    look: looks.look,
    async start() {
      started = true;
      ear.start();
      await looks.look();
      looks.again();
    },
    onWell: (listener) => {
      wellListeners.push(listener);
    },
    onWake: (listener) => {
      wakeListeners.push(listener);
    },
  };
}
