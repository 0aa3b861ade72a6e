import type { Slot } from '../../domain/schedule/slot.ts';
import type { Schedule, Subscription } from '../../domain/schedule/subscription.ts';

/** What is known of a subscription's earlier slots. */
export interface LastSlots {
  /** ISO day of the newest slot by subscription id; absent where there was none. */
  readonly get: (subscription: string) => string | undefined;
}

/** How long after its time a digest is still of use: 6 hours. */
export const LATE_WINDOW_MS = 6 * 3_600_000;
/** Below this nobody would call a digest late; the beat, the queue and the spread fit in it. */
const LATE_AFTER_MS = 5 * 60_000;
/** A week holds at least one scheduled day; one more for zones that skipped a whole day. */
const LOOK_BACK_DAYS = 8;
const DAY_MS = 86_400_000;
const MOST_SKIPPED = 30;

/**
 * The slots that are due at `now` and have none yet: at most one per subscription, the newest; what lies before it is
 * counted, never replayed. Paused subscriptions are left out by the caller.
 */
export function dueSlots(
  subscriptions: readonly Subscription[],
  last: LastSlots,
  now: Temporal.Instant,
  windowMs: number = LATE_WINDOW_MS,
): readonly Slot[] {
  const instants = rememberInstants();
  const todays = new Map<string, Temporal.PlainDate>();
  const skips = new Map<string, number>();
  const newests = new Map<string, ReturnType<typeof newestBefore>>();
  return subscriptions.flatMap((subscription) => {
    const { schedule } = subscription;
    const { zone } = schedule;
    const today = remembered(todays, zone, () => now.toZonedDateTimeISO(zone).toPlainDate());
    const newest = remembered(newests, keyOf(schedule), () => newestBefore(schedule, today, now, instants));
    if (newest === null || newest.dueAt < usableSince(subscription.since, now)) return [];
    const before = usableLastDay(last.get(subscription.id), today);
    if (before !== undefined && newest.day <= before) return [];
    const age = now.epochMilliseconds - newest.dueAt;
    return {
      subscription: subscription.id,
      day: newest.day,
      dueAt: newest.dueAt,
      kind: age > windowMs ? 'missed' : 'digest',
      late: age > LATE_AFTER_MS,
      skipped: remembered(
        skips,
        JSON.stringify([subscription.schedule, subscription.since, newest.day, before]),
        () => skippedDays(subscription, newest.day, before, instants),
      ),
    };
  });
}

/** The first scheduled slot strictly after `after`. */
export function nextRun(
  schedule: Schedule,
  after: Temporal.Instant,
): { readonly day: string; readonly at: Temporal.Instant } {
  const today = after.toZonedDateTimeISO(schedule.zone).toPlainDate().subtract({ days: 1 });
  for (let ahead = 0; ahead <= LOOK_BACK_DAYS + 2; ahead += 1) {
    const day = today.add({ days: ahead });
    if (!runsOn(schedule, day)) continue;
    const at = instantOf(schedule, day);
    if (Temporal.Instant.compare(at, after) > 0) return { day: day.toString(), at };
  }
  throw new Error(`A schedule without a day: ${JSON.stringify(schedule)}`);
}

/** Epoch milliseconds of the first scheduled slot after `after`, by subscription id. */
export function nextRuns(
  subscriptions: readonly Subscription[],
  after: Temporal.Instant,
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  return new Map(
    subscriptions.map(({ id, schedule }) => {
      const next = () => nextRun(schedule, after).at.epochMilliseconds;
      return [id, remembered(known, keyOf(schedule), next)];
    }),
  );
}

/**
 * The instant of a local day. Temporal's `compatible` rule: a time that the clocks skip happens after the gap, as much
 * later as the gap is long; a time they repeat happens the first time.
 */
function instantOf(schedule: Schedule, day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: schedule.zone, plainTime: schedule.time }).toInstant();
}

type Instants = (schedule: Schedule, day: Temporal.PlainDate) => number;

/** Thousands of subscriptions share a zone and a time: their instants are worked out once per call. */
function rememberInstants(): Instants {
  const known = new Map<string, number>();
  return (schedule, day) => {
    const key = `${schedule.zone} ${schedule.time} ${day.toString()}`;
    return remembered(known, key, () => instantOf(schedule, day).epochMilliseconds);
  };
}

/** The same for schedules that run at the same instants. */
function keyOf({ zone, time, days }: Schedule): string {
  return `${zone} ${time} ${days.join()}`;
}

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const found = find();
  known.set(key, found);
  return found;
}

function newestBefore(
  schedule: Schedule,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
  instants: Instants,
): { readonly day: string; readonly dueAt: number } | null {
  for (let back = 0; back <= LOOK_BACK_DAYS; back += 1) {
    const day = back === 0 ? today : today.subtract({ days: back });
    if (!runsOn(schedule, day)) continue;
    const dueAt = instants(schedule, day);
    if (dueAt <= now.epochMilliseconds) return { day: day.toString(), dueAt };
  }
  return null;
}

/**
 * A last day beyond tomorrow can only come from a clock that was wrong for a while; waiting for it to be reached would
 * silence the channel. The store's unique key still stops a repeat.
 */
function usableLastDay(day: string | undefined, today: Temporal.PlainDate): string | undefined {
  if (day === undefined || day <= today.toString()) return day;
  return day > today.add({ days: 1 }).toString() ? undefined : day;
}

/** One that begins days from now was made, or restored, while a clock was wrong; likewise. */
function usableSince(since: number, now: Temporal.Instant): number {
  return since - now.epochMilliseconds > DAY_MS ? 0 : since;
}

function skippedDays(
  subscription: Subscription,
  day: string,
  before: string | undefined,
  instants: Instants,
): number {
  let skipped = 0;
  let cursor = Temporal.PlainDate.from(day).subtract({ days: 1 });
  for (let back = 0; back < MOST_SKIPPED; back += 1) {
    if (before !== undefined && cursor.toString() <= before) break;
    if (runsOn(subscription.schedule, cursor)) {
      if (instants(subscription.schedule, cursor) < subscription.since) break;
      skipped += 1;
    }
    cursor = cursor.subtract({ days: 1 });
  }
  return skipped;
}

function runsOn(schedule: Schedule, day: Temporal.PlainDate): boolean {
  return schedule.days.some((weekday) => weekday === day.dayOfWeek);
}
