import { createPlanner } from '../../src/digest/schedule/planner.ts';
import { createStories } from '../../src/digest/schedule/story-revisions.ts';
import { SILENT } from '../../src/domain/log.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresDriver, openPostgresStore } from '../../src/store/postgres/open.ts';
import { lakeBriefing } from '../../tests/fixtures/briefing.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';
import { measured } from '../digest/planning.ts';
import { tell } from './figure.ts';

/** Every subscription due at one minute, as at 08:00 of a network's morning; then the looks of the minutes after it. */
export async function planning(address: PostgresAddress, many: number): Promise<void> {
  const store = await openPostgresStore({ address, time: 'callers' });
  const driver = await openPostgresDriver({ address });
  const due = Temporal.Instant.from('2025-11-25T07:00:00Z').epochMilliseconds;
  const made = subscription({
    ...{ schedule: { time: '09:00', days: [2], zone: 'Europe/Kyiv' }, threads: false },
    since: due - 6 * 3_600_000,
  });
  await store.saveSubscription(made, {
    ...{ at: 1, platform: 'discord', tenant: tenantId('g'), channel: 'c', actor: 'u', action: 'subscribe' },
    ...{ subject: 'sub-1', detail: '' },
  });
  await driver.all(
    `insert into subscription select id || n, platform, tenant, channel || n, thread, story, settings, state, owner,
      declared, created_at, since, told_mark, told_at, $2 from subscription, generate_series(1, $1) n`,
    ...[many - 1, 0],
  );
  const briefing = lakeBriefing();
  const followed = new Map([[briefing.id, briefing]]);
  let now = due - 600_000;
  const planner = createPlanner({
    ...{ store, windowMs: 6 * 3_600_000, log: SILENT },
    stories: createStories(
      store,
      () => followed,
      () => now,
    ),
  });
  const ticks = (at: number) => {
    now = at;
    return measured(() => planner.beat(at));
  };
  // The server is told nothing of its tables: a minute's rows come faster than it looks.
  const first = await ticks(now);
  const all = await ticks(due + 1_000);
  const waiting = (await store.countDeliveries()).get('planned') ?? 0;
  const idle = await ticks(due + 61_000);
  await store.close();
  await driver.close();
  tell(
    `${many} subscriptions: all due at once, and a look after`,
    `${waiting} planned by ${all.beats} ticks, the longest ${all.longestBeatMs.toFixed(0)} ms; all ${(all.wallMs / 1_000).toFixed(1)} s (${(all.processorMs / 1_000).toFixed(1)} s of ours), lag p99 ${all.lagMs.toFixed(1)} ms; then ${idle.wallMs.toFixed(1)} ms; first look ${(first.wallMs / 1_000).toFixed(1)} s`,
    'a tick of 2 s, lag 50 ms',
    all.longestBeatMs <= 2_000 && idle.longestBeatMs <= 2_000 && waiting === many && all.lagMs <= 50,
  );
}
