import { expect, test } from 'vitest';
import { createPlanner } from '../../../src/digest/schedule/planner.ts';
import { createStories } from '../../../src/digest/schedule/story-revisions.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { openPostgresDriver } from '../../../src/store/postgres/open.ts';
import type { SqlDriver, SqlValue } from '../../../src/store/sql/driver.ts';
import { createSqlStore } from '../../../src/store/sql/store.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { addressOn, asOwner, postgresHost, SERVERS } from '../../fixtures/postgres/postgres.ts';
import { subscription } from '../../fixtures/subscription.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MANY = 1_000;
/** What reads a whole table, or all that waits, to find a few rows of it. The counts are few rows, and all are wanted. */
const READS_ALL = /Seq Scan on (?!delivery_count)|Bitmap|Sort|Hash Join|Merge Join/;

for (const { name, bin } of SERVERS) {
  test(`${name} plans digests and drops old ones along its indexes alone, whether or not it knows its tables`, async () => {
    const address = addressOn(await postgresHost(bin));
    const driver = await openPostgresDriver({ address, time: 'callers', connections: 2 });
    const plans: string[] = [];
    let explained = 0;
    const explain = async (sql: string, values: readonly SqlValue[]) => {
      const rows = await driver.page(`explain ${sql}`, ...values);
      const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
      explained += 1;
      if (READS_ALL.test(plan)) plans.push(`${sql.slice(0, 300)}\n${plan}`);
    };
    const watched: SqlDriver = {
      ...driver,
      async page(sql, ...values) {
        await explain(sql, values);
        return driver.page(sql, ...values);
      },
      // As `page`, each statement that changes rows is planned so that indexes come first.
      async batchSoon(steps) {
        for (const step of steps) {
          if ('sql' in step && /^\s*(?:insert|update|delete)\b/.test(step.sql))
            await explain(step.sql, step.values);
        }
        return driver.batchSoon(steps);
      },
    };
    const store = createSqlStore(watched);
    const due = Temporal.Instant.from('2025-11-25T07:00:00Z').epochMilliseconds;
    const made = subscription({
      ...{ schedule: { time: '09:00', days: [2, 3], zone: 'Europe/Kyiv' }, threads: false },
      since: due - DAY,
    });
    await store.saveSubscription(made, {
      ...{ ...made.place, at: 1, actor: 'u', action: 'subscribe', subject: 'sub-1', detail: '' },
    });
    await driver.all(
      `insert into subscription select id || n, platform, tenant, channel || n, thread, story, settings, state, owner,
        declared, created_at, since, told_mark, told_at, $2 from subscription, generate_series(1, $1) n`,
      ...[MANY - 1, 0],
    );
    const briefing = lakeBriefing();
    const planner = createPlanner({
      ...{ store, windowMs: 6 * 60 * MINUTE, log: SILENT, elapsed: () => 0 },
      stories: createStories(
        store,
        () => new Map([[briefing.id, briefing]]),
        () => due,
      ),
    });
    const planned = async (now: number, many: number) => {
      expect(await planner.beat(now)).toEqual({ planned: many, more: false, failed: [] });
      await driver.all(`update delivery set state = 'sent' where state = $1`, 'planned');
    };
    await planned(due - MINUTE, 0);
    await planned(due, MANY);
    await planned(due + DAY, MANY);
    const analyze = 'analyze subscription, slot, delivery, content, posted_revision';
    await asOwner(address.host, `set search_path = ${address.schema}`, analyze);
    await planned(due + 7 * DAY, MANY);
    const old = due + 30 * DAY;
    while (
      (await store.dropOld(
        { deliveries: old, shared: old, audit: old, questions: old, feedKeys: old, articles: old },
        200,
      )) > 0
    );
    await store.close();
    expect(explained).toBeGreaterThan(40);
    expect([...new Set(plans)]).toEqual([]);
  });
}
