import { createPlanner } from '../../src/digest/schedule/planner.ts';
import { createStories } from '../../src/digest/schedule/story-revisions.ts';
import { SILENT } from '../../src/domain/log.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresDriver, openPostgresStore } from '../../src/store/postgres/open.ts';
import { lakeBriefing } from '../../tests/fixtures/briefing.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';
import { tell, took } from './figure.ts';

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
  const tick = async (at: number) => {
    now = at;
    const before = process.cpuUsage();
    const ms = await took(() => planner.beat(at));
    const { user, system } = process.cpuUsage(before);
    return { ms, cpu: (user + system) / 1_000 };
  };
  const first = await tick(now);
  await driver.all('analyze subscription');
  const all = await tick(due + 1_000);
  const waiting = (await store.countDeliveries()).get('planned') ?? 0;
  const { ms: idle } = await tick(due + 61_000);
  const explained = await driver.all(
    `explain select * from subscription where state = 'active' and next_due_at <= 5 order by next_due_at, id limit 500`,
  );
  const scans = explained.some((row) => /Seq Scan/.test(String(row['QUERY PLAN'])));
  await store.close();
  await driver.close();
  tell(
    `${many} subscriptions: all due at once, and a look after`,
    `${(all.ms / 1_000).toFixed(1)} s (${(all.cpu / 1_000).toFixed(1)} s of ours), ${waiting} planned; ${idle.toFixed(1)} ms, ${scans ? 'a scan' : 'by index'}; first look ${(first.ms / 1_000).toFixed(1)} s`,
    'a tick of 2 s, by index',
    all.ms < 2_000 && idle < 2_000 && waiting === many && !scans,
  );
}
