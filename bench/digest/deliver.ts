import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { COMMANDS } from '../../src/commands/registry.ts';
import { SYSTEM_CLOCK } from '../../src/core/clock.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import { createProcessMemory } from '../../src/core/memory.ts';
import { createDigests } from '../../src/digest/digests.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { SILENT } from '../../src/domain/log.ts';
import { EVERY_DAY } from '../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../src/platforms/button-codec.ts';
import { createRest } from '../../src/platforms/discord/api/rest.ts';
import { createDelivery as createDiscordDelivery } from '../../src/platforms/discord/deliver/delivery.ts';
import { createClients } from '../../src/platforms/slack/api/api.ts';
import { createDelivery as createSlackDelivery } from '../../src/platforms/slack/deliver/delivery.ts';
import { TIMINGS } from '../../src/platforms/slack/timings.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { GUILD } from '../../tests/fakes/discord/interactions.ts';
import { processorMs } from '../machine.ts';
import { type Differ, fill } from './planning.ts';
import type { Held } from './platforms-worker.ts';

const MINUTE = 60_000;
const SECRET = 'bench';
/** Workspaces that the channels on Slack are in. */
const WORKSPACES = 20;

/** What posting digests to so many channels of each platform took. */
export interface Delivered extends Held {
  readonly idle: number;
  /** Why some were not posted at the first attempt, and how many each. */
  readonly again: ReadonlyMap<string, number>;
  /** Until the first digest was there, and all of them. */
  readonly firstMs: number;
  readonly allMs: number;
  readonly processorMsAPost: number;
  readonly lagP99Ms: number;
  readonly lagLongestMs: number;
  readonly memoryMb: number;
}

/**
 * Posts one digest each to `channels` channels of Discord and as many of Slack, over sockets and both platforms' own
 * clients at their own pace, while `idle` other subscriptions wait for another day. Told times, filters and formats differ.
 */
export async function deliver(
  briefing: Briefing,
  channels: number,
  idle: number,
  differ: Differ,
): Promise<Delivered> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-deliver-'));
  const file = join(folder, 'readout.db');
  const platforms = new Worker(new URL('./platforms-worker.ts', import.meta.url), {
    workerData: { channels },
  });
  try {
    const started = await answerOf<{
      readonly addresses: readonly string[];
      readonly channels: Readonly<Record<'discord' | 'slack', readonly string[]>>;
    }>(platforms);
    const held = () => {
      const answer = answerOf<Held>(platforms);
      platforms.postMessage('held');
      return answer;
    };
    await (await openSqliteStore({ file, exclusive: true })).close();
    const places = [
      ...started.channels.discord.map((channel) => ({ platform: 'discord', tenant: GUILD, channel })),
      ...started.channels.slack.map((channel, at) => ({
        ...{ platform: 'slack', tenant: `T${at % WORKSPACES}`, channel },
      })),
    ];
    const now = Temporal.Now.instant();
    const due = now.subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
    const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
    const today = EVERY_DAY.find((day) => day === due.dayOfWeek) ?? 1;
    const another =
      EVERY_DAY.find((day) => day !== due.dayOfWeek && day !== due.add({ days: 1 }).dayOfWeek) ?? 1;
    const createdAt = now.epochMilliseconds - 60 * MINUTE;
    fill(file, places.length + idle, (at) => {
      const place = places[at];
      return {
        ...differ(at),
        ...{ createdAt, since: createdAt, story: briefing.id, threads: false, quiet: 'line' },
        schedule: { time, days: [place === undefined ? another : today], zone: 'UTC' },
        ...(place === undefined ? {} : { place: { ...place, tenant: tenantId(place.tenant), thread: '' } }),
      };
    });
    const store = await openSqliteStore({ file, exclusive: true });
    const digests = createDigests({
      store,
      deliveries: deliveriesTo(started.addresses),
      briefings: () => new Map([[briefing.id, briefing]]),
      ...{ declared: [], alone: true, log: SILENT },
      beats: () => () => {},
      token: () => randomBytes(12).toString('base64url'),
    });
    const lag = monitorEventLoopDelay({ resolution: 1 });
    lag.enable();
    const [began, before] = [performance.now(), processorMs()];
    await digests.start();
    let firstMs = Number.NaN;
    let last = await held();
    for (; last.posts < places.length || (await waiting(store)) > 0; last = await held()) {
      if (Number.isNaN(firstMs) && last.posts > 0) firstMs = performance.now() - began;
      await wait(20);
    }
    const allMs = performance.now() - began;
    const used = processorMs() - before;
    lag.disable();
    const memoryMb = process.memoryUsage().rss / 2 ** 20;
    await digests.stop();
    const again = new Map<string, number>();
    for (const place of places) {
      const [its] = await store.deliveriesIn({ ...place, tenant: tenantId(place.tenant), thread: '' }, 1);
      if (its === undefined || its.attempts === 1) continue;
      const what = `${its.state}, ${its.attempts} attempts: ${its.reason}`;
      again.set(what, (again.get(what) ?? 0) + 1);
    }
    await store.close();
    return {
      ...(await held()),
      ...{ idle, again, firstMs, allMs, memoryMb, processorMsAPost: used / places.length },
      ...{ lagP99Ms: lag.percentile(99) / 1e6, lagLongestMs: lag.max / 1e6 },
    };
  } finally {
    platforms.postMessage('close');
    await platforms.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function waiting(store: { readonly countDeliveries: () => Promise<ReadonlyMap<string, number>> }) {
  const counts = [...(await store.countDeliveries())];
  return counts.reduce(
    (sum, [state, count]) => sum + (state === 'sent' || state === 'reconciled' ? 0 : count),
    0,
  );
}

function answerOf<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (answer: T) => {
      worker.off('error', reject);
      resolve(answer);
    });
  });
}

/** Both platforms' own, as the product makes them. */
function deliveriesTo([discordUrl = '', slackUrl = '', self = '']: readonly string[]): ReadonlyMap<
  string,
  Delivery
> {
  const clients = createClients({ apiUrl: slackUrl, timeoutMs: TIMINGS.call, log: SILENT });
  const slack = createSlackDelivery({
    commands: COMMANDS,
    clientOf: async () => clients(`xoxb-${SECRET}`),
    codecFor: (tenant) => createButtonCodec({ secret: SECRET, tenant, maxLength: 2_000 }),
    tokenRefused: () => {},
    ...{ log: SILENT, clock: SYSTEM_CLOCK, timings: TIMINGS },
  });
  const discord = createDiscordDelivery({
    rest: createRest({ token: SECRET, apiUrl: discordUrl, now: Date.now, log: SILENT }),
    memory: createProcessMemory(Date.now),
    commands: COMMANDS,
    ...{ secret: SECRET, clock: SYSTEM_CLOCK, log: SILENT, self: () => self },
  });
  return new Map<string, Delivery>([
    ['discord', discord],
    ['slack', slack],
  ]);
}
