import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from '../src/core/clock.ts';
import type { SharedTurns } from '../src/core/post-rate.ts';
import { createPlanner } from '../src/digest/schedule/planner.ts';
import { createStories } from '../src/digest/schedule/story-revisions.ts';
import { SILENT } from '../src/domain/log.ts';
import type { Pace } from '../src/platforms/discord/api/pace.ts';
import { createSharedPace } from '../src/platforms/discord/api/shared-pace.ts';
import { OUR_REQUESTS_PER_SECOND } from '../src/platforms/discord/render/limits.ts';
import type { PostgresAddress } from '../src/store/postgres/address.ts';
import { openPostgresDriver, openPostgresStore } from '../src/store/postgres/open.ts';
import type { SqlDriver } from '../src/store/sql/driver.ts';
import { createSqlStore } from '../src/store/sql/store.ts';
import { openSqliteDriver } from '../src/store/sqlite/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { startFakeSlack } from '../tests/fakes/slack/slack.ts';
import { lakeBriefing } from '../tests/fixtures/briefing.ts';
import { content, newDelivery } from '../tests/fixtures/delivery.ts';
import { addressUrl } from '../tests/fixtures/postgres/address-url.ts';
import { startPostgres } from '../tests/fixtures/postgres/start.ts';
import { type Served, serveIt } from '../tests/fixtures/served.ts';
import { subscription } from '../tests/fixtures/subscription.ts';
import { machineLoad } from './machine.ts';

/**
 * `npm run bench scale`: what several processes do on one PostgreSQL, each figure beside its goal. Workers are connections of
 * their own in this process; kills, stops and restarts are those of `bench/soak-postgres.ts`.
 * Flags: `--deliveries N` (20000), `--kept N` (1000000), `--seconds N` (10), `--only race,limit` (all of them).
 */
export async function run(flags: readonly string[]): Promise<void> {
  const number = (name: string, usual: number) =>
    flags.includes(`--${name}`) ? Number(flags[flags.indexOf(`--${name}`) + 1]) : usual;
  const deliveries = number('deliveries', 20_000);
  const kept = number('kept', 1_000_000);
  const seconds = number('seconds', 10);
  console.log(machineLoad());
  const server = await startPostgres(process.env.PG_BIN);
  const address = (): PostgresAddress => ({
    ...{ host: server.host, port: 5432, user: 'desk', password: undefined, database: 'postgres', tls: false },
    schema: `bench_${randomBytes(4).toString('hex')}`,
  });
  try {
    const parts: Readonly<Record<string, () => Promise<void>>> = {
      starts: () => startsAtOnce(address()),
      race: () => each([1, 2, 4, 8], (workers) => race(address(), workers, deliveries)),
      limit: () => each([1, 2, 4], (workers) => limit(address(), workers, seconds)),
      leaders: () => leaders(address()),
      planning: () => planning(address(), 100_000),
      keeping: () => keeping(address(), kept),
    };
    const only = flags.includes('--only')
      ? (flags[flags.indexOf('--only') + 1] ?? '').split(',')
      : Object.keys(parts);
    for (const name of only) await parts[name]?.();
    console.log(machineLoad());
  } finally {
    await server.end();
  }
}

async function each(counts: readonly number[], work: (count: number) => Promise<void>): Promise<void> {
  for (const count of counts) await work(count);
}

function tell(what: string, found: string, goal: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'MISS'}  ${what.padEnd(52)} ${found.padEnd(46)} goal: ${goal}`);
  if (!holds) process.exitCode = 1;
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function startsAtOnce(address: PostgresAddress): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: 10 }, () => openPostgresStore({ address })));
  const up = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  for (const store of up) await store.close();
  tell('ten starts at once on an empty database', `${up.length} of 10 up`, '10 of 10', up.length === 10);
}

/** Workers claim, begin and settle until nothing is left. */
async function race(address: PostgresAddress, workers: number, many: number): Promise<void> {
  const first = await openPostgresStore({ address });
  for (let from = 0; from < many; from += 2_000) {
    const some = Array.from({ length: Math.min(2_000, many - from) }, (_, at) => place(from + at));
    await first.enqueue([content('hash-1')], some, Date.now());
  }
  const begun = new Map<string, number>();
  let claimed = 0;
  const work = async (store: Store, claim: string) => {
    for (let turn = 0; ; turn += 1) {
      const now = Date.now();
      const token = `${claim} ${turn}`;
      const rows = await store.claim({
        ...{ platform: 'discord', claim: token, now, leaseUntil: now + 60_000, limit: 64 },
      });
      if (rows.length === 0) return;
      claimed += rows.length;
      for (const { id } of rows) {
        if (!(await store.startSending(id, token, now, now + 60_000))) continue;
        begun.set(id, (begun.get(id) ?? 0) + 1);
        await store.settle(id, token, { state: 'sent', message: id }, now);
      }
    }
  };
  const stores = await Promise.all(Array.from({ length: workers }, () => openPostgresStore({ address })));
  const ms = await took(() => Promise.all(stores.map((store, at) => work(store, `w${at}`))));
  for (const store of [first, ...stores]) await store.close();
  const doubled = [...begun.values()].filter((times) => times > 1).length + claimed - begun.size;
  tell(
    `${workers} workers, ${many} deliveries`,
    `${doubled} doubled, ${many - begun.size} left, ${Math.round((1_000 * many) / ms)} a second`,
    '0 doubled, 0 left',
    doubled === 0 && begun.size === many,
  );
}

function place(at: number) {
  const delivery = newDelivery();
  const channel = `c${at % 5_000}`;
  return {
    ...{ ...delivery, id: `d${at}`, slot: `s${at}`, place: { ...delivery.place, channel } },
    ...{ dueAt: 0, notBefore: 0, expiresAt: Date.now() + 86_400_000 },
  };
}

/** Each worker asks for turns without end, as a sender with work for hours does. */
async function limit(address: PostgresAddress, workers: number, seconds: number): Promise<void> {
  const stores = await Promise.all(Array.from({ length: workers }, () => openPostgresStore({ address })));
  const stop = new AbortController();
  const times: number[] = [];
  const work = async (pace: Pace) => {
    while (!stop.signal.aborted) {
      await pace.room(stop.signal);
      if (!stop.signal.aborted && (await pace.next(2_000)) === 0) times.push(performance.now());
    }
  };
  for (const store of stores) {
    const turns: SharedTurns = {
      take: (wish) => store.takeTurns(wish, Date.now()),
      hold: (name, forMs) => store.holdTurns(name, forMs, Date.now()),
    };
    const pace = createSharedPace({
      ...{
        perSecond: OUR_REQUESTS_PER_SECOND,
        now: Date.now,
        after: SYSTEM_CLOCK.after,
        turns,
        name: 'bench',
      },
    });
    for (let at = 0; at < 8; at += 1) void work(pace);
  }
  await SYSTEM_CLOCK.sleep(seconds * 1_000);
  stop.abort();
  await SYSTEM_CLOCK.sleep(500);
  for (const store of stores) await store.close();
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
  const share = (OUR_REQUESTS_PER_SECOND * seconds) / times.length;
  tell(
    `one token, ${workers} workers, ${seconds} s`,
    `${most} in the fullest second, ${share.toFixed(3)} x the bound`,
    'at most 50; at most 1.05',
    most <= 50 && share <= 1.05,
  );
}

/** Two real processes that may lead: the first is stopped, then the second is killed while a third stands by. */
async function leaders(address: PostgresAddress): Promise<void> {
  const slack = await startFakeSlack();
  const served: Served[] = [];
  const start = async () => {
    const one = await serveIt({ DATABASE_URL: addressUrl(address) }, { slack, words: ['--role', 'lead'] });
    served.push(one);
    await one.seen(/"msg":"Started\."/);
    return one;
  };
  const leads = (one: Served) => one.seen(/This process plans/);
  try {
    const first = await start();
    await leads(first);
    const second = await start();
    const stopped = await took(() => {
      first.child.kill('SIGTERM');
      return leads(second);
    });
    const third = await start();
    const killed = await took(() => {
      second.child.kill('SIGKILL');
      return leads(third);
    });
    tell(
      'another one leads after a stop, after a kill',
      `${(stopped / 1_000).toFixed(2)} s, ${(killed / 1_000).toFixed(1)} s; ${slack.links.length} connections in all`,
      'at most 1 s, at most 60 s',
      stopped <= 1_000 && killed <= 60_000,
    );
  } finally {
    for (const one of served) await one.stop();
    await slack.stop();
  }
}

/** Every subscription due at one minute, as at 08:00 of a network's morning; then the looks of the minutes after it. */
async function planning(address: PostgresAddress, many: number): Promise<void> {
  const store = await openPostgresStore({ address, time: 'callers' });
  const driver = await openPostgresDriver({ address });
  const due = Temporal.Instant.from('2025-11-25T07:00:00Z').epochMilliseconds;
  const made = subscription({
    ...{ schedule: { time: '09:00', days: [2], zone: 'Europe/Kyiv' }, threads: false },
    since: due - 6 * 3_600_000,
  });
  await store.saveSubscription(made, {
    ...{ at: 1, platform: 'discord', tenant: 'g', channel: 'c', actor: 'u', action: 'subscribe' },
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

/** On each database; kept are so many that were sent, in 5,000 channels. */
async function keeping(address: PostgresAddress, many: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const file = join(folder, 'readout.db');
  try {
    await keepingOn('PostgreSQL', () => openPostgresDriver({ address }), many);
    await keepingOn('SQLite', () => openSqliteDriver({ file, exclusive: true }), many);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function keepingOn(name: string, open: () => Promise<SqlDriver>, many: number): Promise<void> {
  const driver = await open();
  const store = createSqlStore(driver);
  await store.enqueue([content('hash-1')], [place(0)], 1);
  const columns = Object.keys((await driver.all('select * from delivery'))[0] ?? {}).map((column) => {
    if (column === 'id' || column === 'slot') return `${column} || n`;
    return column === 'channel' ? `'c' || n % 5000` : column === 'state' ? `'sent'` : column;
  });
  for (let from = 1; from <= many; from += 100_000) {
    await driver.all(
      `with recursive number(n) as (select cast($1 as bigint) union all select n + 1 from number where n < $2)
      insert into delivery select ${columns.join(', ')} from delivery, number where id = 'd0'`,
      ...[from, Math.min(many, from + 99_999)],
    );
  }
  // As the server does by itself, and Readout on a file never.
  if (name === 'PostgreSQL') await driver.all('analyze delivery');
  const list = await took(() => store.deliveriesIn(place(7).place, 10));
  const again = await took(() => store.deliveriesIn(place(9).place, 10));
  const counted = await took(() => store.countDeliveries());
  const now = Date.now();
  const claim = await took(() =>
    store.claim({ platform: 'discord', claim: 'w', now, leaseUntil: now + 60_000, limit: 64 }),
  );
  const queue = await took(() => store.queue());
  await store.close();
  tell(
    `${name}, ${many} kept: a channel's list`,
    `${list.toFixed(1)} ms, then ${again.toFixed(1)} ms; a claim ${claim.toFixed(1)} ms`,
    'at most 20 ms',
    Math.max(list, again) <= 20,
  );
  tell(
    `${name}, ${many} kept: counted for the status`,
    `${counted.toFixed(1)} ms by state, ${queue.toFixed(1)} ms what waits`,
    'at most 20 ms',
    Math.max(counted, queue) <= 20,
  );
}
