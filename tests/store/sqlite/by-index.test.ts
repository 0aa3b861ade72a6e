import { expect, test } from 'vitest';
import type { SqlDriver, SqlValue } from '../../../src/store/sql/driver.ts';
import { createSqlStore } from '../../../src/store/sql/store.ts';
import { openSqliteDriver } from '../../../src/store/sqlite/sqlite.ts';
import { subscription } from '../../fixtures/subscription.ts';

/** Tables by the names they have in the statements; those that hold a few rows are not among them. */
const WALKED =
  /^SCAN (?:subscription|slot|delivery|content|audit|open_question|proposed_article|proposal|s|w|d|c|a|q|p)\b(?! USING INDEX slot_waiting)/;

test('the file is read along its indexes for whatever a minute asks and notes, however many rows it has', async () => {
  const driver = await openSqliteDriver({ file: ':memory:', exclusive: true });
  const wrong: string[] = [];
  let asked = 0;
  const explain = async (sql: string, values: readonly SqlValue[]) => {
    asked += 1;
    const steps = (await driver.all(`explain query plan ${sql}`, ...values)).map(({ detail }) =>
      String(detail),
    );
    if (steps.some((step) => WALKED.test(step) || /TEMP B-TREE FOR ORDER BY/.test(step)))
      wrong.push(`${sql.slice(0, 120)}: ${steps.filter((step) => !/CONSTANT/.test(step)).join('; ')}`);
  };
  const store = createSqlStore({
    ...driver,
    async page(sql, ...values) {
      await explain(sql, values);
      return driver.page(sql, ...values);
    },
    async batchSoon(steps) {
      for (const step of steps) if ('sql' in step) await explain(step.sql, step.values);
      return driver.batchSoon(steps);
    },
  } satisfies SqlDriver);
  const day = '2025-11-25';
  const ids = Array.from({ length: 400 }, (_, at) => `sub-${at}`);
  const slot = { day, dueAt: 5, kind: 'digest', late: false, skipped: 0 } as const;
  await store.planSlots(
    ids.map((id) => ({ ...slot, subscription: id })),
    5,
    ids.map((id) => ({ subscription: id, was: 0, nextDueAt: 9 })),
  );
  await store.composeSlots(
    ids.map((id) => ({ subscription: id, day, state: 'quiet', contents: [], deliveries: [] })),
    6,
  );
  await store.slotsToCompose(5);
  await store.slotsToCompose(5, { ...slot, subscription: 'sub-1' });
  const known = { subscription: subscription(), nextDueAt: 3, lastDay: '', toldMark: 0, toldAt: 0 };
  await store.activeSubscriptions('sub-1', 5);
  await store.dueSubscriptions(9, 5);
  await store.dueSubscriptions(9, 5, known);
  await store.dropOld({ deliveries: 9, shared: 9, audit: 9, questions: 9, feedKeys: 9, articles: 9 }, 50);
  await store.close();
  expect(asked).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});
