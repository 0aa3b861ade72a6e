import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { PostLimits } from '../../src/core/post-rate.ts';
import { createPlanner } from '../../src/digest/schedule/planner.ts';
import { createStories } from '../../src/digest/schedule/story-revisions.ts';
import { SILENT } from '../../src/domain/log.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Fate } from '../../tests/fakes/chat.ts';
import { createSimulatedClock } from '../../tests/fakes/simulated-clock.ts';
import { lakeBriefing } from '../../tests/fixtures/briefing.ts';
import { HOUR, MINUTE, openDesk, placeNumber, planningSlowly } from '../../tests/fixtures/digest-desk.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';

/** By the name that a run may be told. */
const FIGURES: Readonly<Record<string, () => Promise<boolean>>> = {
  faults,
  planning,
  'fan-out': fanOut,
  leads,
  dead,
};

/** The figures of scheduled posts, each with its bound, those named or all; exit code 1 where one is missed. */
export async function run(named: readonly string[]): Promise<void> {
  let missed = 0;
  for (const [name, measure] of Object.entries(FIGURES)) {
    if (named.length > 0 && !named.includes(name)) continue;
    if (!(await measure())) missed += 1;
  }
  if (missed > 0) console.log(`${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** Every way a reply can be lost, 200 times on each kind of platform: one stored message each. */
async function faults(): Promise<boolean> {
  const fates: Readonly<Record<string, Fate>> = {
    'lost before commit': { kind: 'lost-before' },
    'lost after commit': { kind: 'lost-after' },
    hang: { kind: 'hang' },
    'commit 20 s after giving up': { kind: 'late', afterMs: 20_000 },
  };
  let held = true;
  for (const kind of ['nonce', 'history'] as const) {
    for (const [name, fate] of Object.entries(fates)) {
      const struck = new Set<string>();
      const desk = await openDesk({
        chat: {
          kind,
          fate({ channel }) {
            if (struck.has(channel)) return { kind: 'ok' };
            struck.add(channel);
            return fate;
          },
        },
      });
      await desk.subscribe(...many(200));
      await desk.digests.start();
      await desk.clock.advance(HOUR);
      await desk.digests.stop();
      const stored = Map.groupBy(desk.chat.messages, ({ destination }) => destination.channel);
      const wrong = [...stored.values()].filter((list) => list.length !== 1).length + (200 - stored.size);
      held &&= wrong === 0;
      console.log(`${kind}, ${name} ×200: ${desk.chat.messages.length} stored, ${wrong} not exactly once`);
    }
  }
  return held;
}

/** 5,000 digests due at one moment, on a store on disk: how long planning takes and how long anything else waits. */
async function planning(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-plan-'));
  const store = await openSqliteStore({ file: join(folder, 'readout.db'), exclusive: true });
  try {
    const due = Temporal.Instant.from('2025-11-25T07:00:00Z').epochMilliseconds;
    for (const [at, over] of many(5_000).entries()) {
      const made = subscription({ ...over, schedule: { time: '09:00', days: [2], zone: 'Europe/Kyiv' } });
      const why = { ...made.place, at: 0, actor: 'a', action: 'subscribe', subject: made.id, detail: '' };
      await store.saveSubscription(made, why);
      if (at % 100 === 0) await wait(0);
    }
    const briefing = lakeBriefing();
    const planner = createPlanner({
      ...{ store, windowMs: 6 * HOUR, log: SILENT },
      stories: createStories(
        store,
        () => new Map([['lake', briefing]]),
        () => due,
      ),
    });
    const lag = monitorEventLoopDelay({ resolution: 1 });
    const waits: number[] = [];
    const asking = setInterval(() => {
      const asked = performance.now();
      setImmediate(() => waits.push(performance.now() - asked));
    }, 5);
    await wait(50);
    lag.enable();
    const began = performance.now();
    const { planned } = await planner.beat(due + 1_000);
    const took = performance.now() - began;
    lag.disable();
    clearInterval(asking);
    const p99 = lag.percentile(99) / 1e6;
    const longest = Math.max(...waits);
    console.log(
      `${planned} due at 09:00: planned in ${took.toFixed(0)} ms (bound 2,000); loop lag p99 ${p99.toFixed(1)} ms (bound 50), longest ${(lag.max / 1e6).toFixed(1)} ms; a question waited ${longest.toFixed(1)} ms at most`,
    );
    return planned === 5_000 && took <= 2_000 && p99 <= 50;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 10,000 channels under a platform's limits on a simulated clock: how close to the limit's own bound. */
async function fanOut(): Promise<boolean> {
  const count = 10_000;
  const limits: PostLimits = { perSecond: 48, perTenantPerSecond: 48, perChannelMs: 1_000 };
  /** What the platform itself would allow. */
  const allowed = 50;
  const desk = await openDesk({ chat: { limits, latencyMs: 250 } });
  await desk.subscribe(...many(count));
  await desk.digests.start();
  await desk.clock.advance(2 * MINUTE);
  // Planning takes real time and no simulated time: the clock stands until it is done.
  const planned = async () =>
    [...(await desk.store.countDeliveries()).values()].reduce((sum, each) => sum + each, 0);
  while ((await planned()) < count) await wait(5);
  const began = desk.clock.now();
  const before = process.memoryUsage().rss;
  let most = before;
  await desk.clock.until(() => {
    most = Math.max(most, process.memoryUsage().rss);
    return desk.chat.messages.length === count;
  }, HOUR);
  const seconds = (desk.clock.now() - began) / 1_000;
  const ratio = seconds / (count / allowed);
  await desk.digests.stop();
  const grown = (most - before) / 2 ** 20;
  console.log(
    `${desk.chat.messages.length} of ${count} channels in ${seconds.toFixed(1)} s: ${ratio.toFixed(3)} times the bound at ${allowed}/s (bound 1.05); memory grew ${grown.toFixed(0)} MB with the messages the stand-in keeps`,
  );
  return desk.chat.messages.length === count && ratio <= 1.05;
}

/** Leads of 10,000 channels with threads, planned page by page while sending goes on: none may stand behind a detail. */
async function leads(): Promise<boolean> {
  const count = 10_000;
  const clock = createSimulatedClock(Temporal.Instant.from('2025-11-25T05:58:00Z').epochMilliseconds);
  const { store: whole } = await openDesk({ clock });
  // 85 are planned in the second in which 45 are sent.
  const store = planningSlowly(whole, clock, 3_000);
  const desk = await openDesk({
    ...{ clock, store, over: { elapsed: clock.now } },
    chat: { limits: { perSecond: 45, perTenantPerSecond: 45, perChannelMs: 1_000 }, latencyMs: 250 },
  });
  await desk.subscribe(...many(count).map((over) => ({ ...over, format: 'brief' as const, threads: true })));
  await desk.digests.start();
  const { messages } = desk.chat;
  await desk.clock.until(() => messages.at(-1)?.destination.thread !== undefined, HOUR);
  const before = messages.filter(({ destination }) => destination.thread === undefined).length;
  console.log(`${before} of ${count} leads stood before the first of the details (bound: all)`);
  return before === count && messages.length > count;
}

/** 2,000 channels that cannot be posted to, for two days: how many requests each costs a day, and what the living notice. */
async function dead(): Promise<boolean> {
  const [count, days] = [2_000, 2];
  const isDead = ({ channel }: { readonly channel: string }) =>
    Number(channel.slice('channel-'.length)) < count;
  const invalid = new Map<string, number[]>();
  const desk = await openDesk({
    chat: {
      limits: { perSecond: 48, perTenantPerSecond: 48, perChannelMs: 1_000 },
      fate(destination) {
        if (!isDead(destination)) return { kind: 'ok' };
        note(destination.channel);
        return { kind: 'blocked', reason: 'no-permission' };
      },
      blocked(destination) {
        if (!isDead(destination)) return null;
        note(destination.channel);
        return 'no-permission';
      },
    },
  });
  function note(channel: string) {
    invalid.set(channel, [...(invalid.get(channel) ?? []), desk.clock.now()]);
  }
  await desk.subscribe(...many(count + 100));
  await desk.digests.start();
  await desk.clock.advance(days * 24 * HOUR);
  await desk.digests.stop();
  const perDay = Math.max(
    ...[...invalid.values()].flatMap((times) =>
      times.map((time) => times.filter((other) => other >= time && other < time + 24 * HOUR).length),
    ),
  );
  const living = desk.chat.messages.filter(({ destination }) => !isDead(destination)).length;
  console.log(
    `${invalid.size} dead channels over ${days} days: at most ${perDay} invalid request in 24 h each (bound 1); ${living} of 100 living ones served`,
  );
  return perDay <= 1 && invalid.size === count && living === 100;
}

function many(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    ...{ id: `sub-${String(at).padStart(5, '0')}`, place: placeNumber(at), threads: false },
  }));
}
