import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { createPlanner } from '../src/digest/schedule/planner.ts';
import { createStories } from '../src/digest/schedule/story-revisions.ts';
import type { Briefing } from '../src/domain/briefing.ts';
import { SILENT } from '../src/domain/log.ts';
import type { Subscription } from '../src/domain/schedule/subscription.ts';
import { openSqliteStore } from '../src/store/sqlite/sqlite.ts';
import { subscription } from '../tests/fixtures/subscription.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** What one look at the subscriptions took. */
export interface Tick {
  readonly planned: number;
  readonly wallMs: number;
  readonly processorMs: number;
  /** Longest time the event loop stood still. */
  readonly longestMs: number;
}

/** What a subscription has of its own; `told`: minutes before it was made at which its channel was told something. */
export type Differ = (at: number) => Partial<Subscription> & { readonly told?: number };

/** Ticks over so many subscriptions: the first of the process, one with nothing due, one with all of them due. */
export interface PlanningTicks {
  readonly first: Tick;
  readonly idle: Tick;
  readonly allDue: Tick;
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
    const tickAt = (at: number) => {
      now = at;
      return measured(() => planner.beat(at));
    };
    try {
      const first = await tickAt(now);
      const idle = await tickAt(now + 60_000);
      return { first, idle, allDue: await tickAt(due + 1_000) };
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Written in one go: saved one by one they would wait for the disk as many times. */
function fill(file: string, count: number, differ: Differ): void {
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
    insert.run(id, 'discord', `guild-${at}`, `channel-${at}`, story, settings, createdAt, since, toldAt);
  }
  database.exec('commit');
  database.close();
}

async function measured(work: () => Promise<number>): Promise<Tick> {
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const before = process.cpuUsage();
  const began = performance.now();
  const planned = await work();
  const wallMs = performance.now() - began;
  const used = process.cpuUsage(before);
  await new Promise((resolve) => setTimeout(resolve, 5));
  lag.disable();
  return {
    planned,
    wallMs,
    processorMs: (used.user + used.system) / 1_000,
    longestMs: lag.max / 1e6,
  };
}
