import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { type Beat, createPlanner } from '../../src/digest/schedule/planner.ts';
import { createStories } from '../../src/digest/schedule/story-revisions.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { SILENT } from '../../src/domain/log.ts';
import type { Subscription } from '../../src/domain/schedule/subscription.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { placeNumber } from '../../tests/fixtures/digest-desk.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** What looking at the subscriptions took, until nothing more was due. */
export interface Ticks {
  readonly planned: number;
  /** Beats it took, and milliseconds of the longest. */
  readonly beats: number;
  readonly longestBeatMs: number;
  readonly wallMs: number;
  readonly processorMs: number;
  /** Milliseconds that the event loop stood still: the longest, and the one in a hundred. */
  readonly longestMs: number;
  readonly lagMs: number;
}

/** What a subscription has of its own; `told`: minutes before it was made at which its channel was told something. */
export type Differ = (at: number) => Partial<Subscription> & { readonly told?: number };

/** Over so many subscriptions: the first of the process, with nothing due, with all of them due, and while all of them wait to be sent. */
export interface PlanningTicks {
  readonly first: Ticks;
  readonly idle: Ticks;
  readonly allDue: Ticks;
  readonly waiting: Ticks;
}

/**
 * Plans and composes on a store on disk. `tell` makes the subscriptions differ: by what their channels were told and by
 * their filters, so that they cannot share one composition.
 */
export async function planningTicks(
  count: number,
  briefing: Briefing,
  differ: Differ,
): Promise<PlanningTicks> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-plan-'));
  const file = join(folder, 'readout.db');
  try {
    await (await openSqliteStore({ file, exclusive: true })).close();
    const due = Temporal.Instant.from('2025-11-25T07:00:00Z').epochMilliseconds;
    fill(file, count, differ);
    const store = await openSqliteStore({ file, exclusive: true });
    let now = due - 10 * 60_000;
    const planner = createPlanner({
      ...{ store, windowMs: 6 * HOUR, log: SILENT },
      stories: createStories(
        store,
        () => new Map([[briefing.id, briefing]]),
        () => now,
      ),
    });
    const ticksAt = (at: number) => {
      now = at;
      return measured(() => planner.beat(at));
    };
    try {
      const first = await ticksAt(now);
      const idle = await ticksAt(now + 60_000);
      const allDue = await ticksAt(due + 1_000);
      return { first, idle, allDue, waiting: await ticksAt(due + 60_000) };
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Written in one go: saved one by one they would wait for the disk as many times. */
export function fill(file: string, count: number, differ: Differ): void {
  const database = new DatabaseSync(file);
  const insert = database.prepare(
    `insert into subscription (id, platform, tenant, channel, thread, story, settings, state, owner, declared, created_at, since,
      told_mark, told_at)
    values (?, ?, ?, ?, '', ?, ?, 'active', 'user-1', '', ?, ?, 0, ?)`,
  );
  database.exec('begin');
  for (let at = 0; at < count; at += 1) {
    const { told, ...settingsOf } = differ(at);
    const made = subscription({
      schedule: { time: '09:00', days: [2], zone: 'Europe/Kyiv' },
      threads: false,
      since: Temporal.Instant.from('2025-11-25T01:00:00Z').epochMilliseconds,
      ...settingsOf,
    });
    const { schedule, filter, format, quiet, threads, story, createdAt, since } = made;
    const settings = JSON.stringify({ schedule, filter, format, quiet, threads });
    const id = `sub-${String(at).padStart(6, '0')}`;
    const toldAt = told === undefined ? 0 : createdAt - told * MINUTE;
    const { platform, tenant, channel } = settingsOf.place ?? placeNumber(at);
    insert.run(id, platform, tenant, channel, story, settings, createdAt, since, toldAt);
  }
  database.exec('commit');
  database.close();
}

/** Beats one after the other, as the scheduler rings them where one leaves more. */
export async function measured(beat: () => Promise<Beat>): Promise<Ticks> {
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const before = process.cpuUsage();
  const began = performance.now();
  let [planned, beats, longestBeatMs] = [0, 0, 0];
  for (let more = true; more; ) {
    const start = performance.now();
    const done = await beat();
    longestBeatMs = Math.max(longestBeatMs, performance.now() - start);
    planned += done.planned;
    beats += 1;
    more = done.more;
  }
  const wallMs = performance.now() - began;
  const used = process.cpuUsage(before);
  await new Promise((resolve) => setTimeout(resolve, 5));
  lag.disable();
  return {
    ...{ planned, beats, longestBeatMs, wallMs },
    processorMs: (used.user + used.system) / 1_000,
    longestMs: lag.max / 1e6,
    lagMs: lag.percentile(99) / 1e6,
  };
}
