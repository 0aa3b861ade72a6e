import { afterEach, describe, expect, test } from 'vitest';
import { SYSTEM_CLOCK } from '../../../src/core/clock.ts';
import { createScheduler, EVERY_DUTY } from '../../../src/digest/schedule/scheduler.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';

const open: Store[] = [];
afterEach(() => Promise.all(open.splice(0).map((store) => store.close())));

/** A scheduler that leads, over work that ends as it is told to; `at` is when, by its own time, it is looked at. */
async function leading(work: () => Promise<boolean>) {
  const store = await openSqliteStore({ file: ':memory:', exclusive: true });
  open.push(store);
  const heard = { failed: 0, at: 0 };
  const begun = Promise.withResolvers<void>();
  const scheduler = createScheduler({
    ...{
      store,
      alone: true,
      duties: EVERY_DUTY,
      holder: 'one',
      doubtMs: 1,
      log: SILENT,
      clock: SYSTEM_CLOCK,
    },
    ...{ beats: () => () => {}, elapsed: () => heard.at },
    work() {
      begun.resolve();
      return work();
    },
    outbox: () => ({ start() {}, wake() {}, stop: async () => {}, inFlight: () => 0 }),
    onFailed() {
      heard.failed += 1;
    },
  });
  scheduler.start();
  await begun.promise;
  return { scheduler, heard };
}

describe('the minute’s work', () => {
  test('that never comes back is told by when it began, however often the minute rings', async () => {
    const hung = Promise.withResolvers<boolean>();
    const { scheduler, heard } = await leading(() => hung.promise);
    heard.at = 600_000;
    void scheduler.beat();
    expect(scheduler.busySince()).toBe(0);
    hung.resolve(false);
    await scheduler.beat();
    expect(scheduler.busySince()).toBeNull();
    await scheduler.stop(1_000);
  });

  test('that fails is counted each time, and tried again', async () => {
    const { scheduler, heard } = await leading(() => Promise.reject(new Error('no')));
    await scheduler.beat();
    await scheduler.beat();
    expect(heard.failed).toBeGreaterThanOrEqual(2);
    expect(scheduler.busySince()).toBeNull();
    await scheduler.stop(1_000);
  });
});
