import { setImmediate as breathe } from 'node:timers/promises';
import { codeOf } from '../../domain/errors.ts';
import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { DeliveryStore } from '../../store/ports/deliveries.ts';
import type { ParkingStore } from '../../store/ports/parking.ts';
import type { ComposedSlot, NewSlot, PlannedSlot, SlotStore } from '../../store/ports/slots.ts';
import type { SubscriptionStore, WaitingSubscription } from '../../store/ports/subscriptions.ts';
import { type Composer, type ComposerOptions, createComposer } from './composer.ts';
import { dueSlots, nextRuns } from './due.ts';

export interface PlannerOptions extends ComposerOptions {
  readonly store: ComposerOptions['store'] & SubscriptionStore & SlotStore & DeliveryStore & ParkingStore;
  /** Milliseconds that have gone by since some moment in the past; by default this machine's. */
  readonly elapsed?: (() => number) | undefined;
}

/** What one beat came to. */
export interface Beat {
  /** Slots that were new. */
  readonly planned: number;
  /** True where more is due than one beat takes: the next should follow at once. */
  readonly more: boolean;
  /** Why digests could not be composed, one for each: they are tried again with the next beat. */
  readonly failed: readonly unknown[];
}

/** Turns time into planned deliveries: the part of digests that decides and never talks to a platform. */
export interface Planner {
  /** Plans and composes what is due at `now`, those that waited longest first. */
  readonly beat: (now: number) => Promise<Beat>;
  /** Plans a post of today's digest outside any slot, marked as a test. */
  readonly test: (subscription: Subscription, id: string, now: number) => Promise<void>;
}

/** Planned, composed and written together, by statements of as many rows: it holds up a question for a few milliseconds. */
const PAGE = 256;
/** Each is told where it should have been. */
const EXPIRED_AT_ONCE = 256;
/** Composed without a pause, where no two can share what was composed. */
const COMPOSED_AT_ONCE = 25;
/**
 * Milliseconds after which a beat begins no other page. What is planned in that time takes a platform minutes to take in,
 * and whatever else a minute has to do waits for no more than this.
 */
const BEAT_MS = 1_000;

export function createPlanner(options: PlannerOptions): Planner {
  const { store, windowMs } = options;
  const elapsed = options.elapsed ?? (() => performance.now());

  /** When the last look at the subscriptions was; before anything was looked at, later than any time. */
  let lookedAt = Number.POSITIVE_INFINITY;
  /** How far the walk over all of them has come, '' before it begins; null once it is through. */
  let walkedTo: string | null = '';

  /** Plans what is due among these, with what it is composed to, and notes when each may be due again. */
  const planAmong = async (
    page: readonly WaitingSubscription[],
    now: number,
    composer: Composer,
    failed: unknown[],
  ): Promise<number> => {
    const known = new Map(page.map((each) => [each.subscription.id, each]));
    const lastDays = { get: (id: string) => known.get(id)?.lastDay || undefined };
    const subscriptions = page.map(({ subscription }) => subscription);
    const at = Temporal.Instant.fromEpochMilliseconds(now);
    const due = dueSlots(subscriptions, lastDays, at, windowMs).flatMap((slot) => {
      const its = known.get(slot.subscription);
      return its === undefined ? [] : [{ slot, known: its }];
    });
    const next = nextRuns(subscriptions, at);
    const areDue = new Set(due.map(({ slot }) => slot.subscription));
    const looked = page.flatMap(({ subscription: { id }, nextDueAt: was }) => {
      const nextDueAt = next.get(id);
      return nextDueAt === undefined || (nextDueAt === was && !areDue.has(id))
        ? []
        : [{ subscription: id, was, nextDueAt }];
    });
    const decided = new Map(
      (await composeAll(composer, due, failed)).map((each) => [each.subscription, each]),
    );
    const slots = due.map(({ slot }): NewSlot => ({ ...slot, decided: decided.get(slot.subscription) }));
    return store.planSlots(slots, now, looked);
  };

  /**
   * All of them once a process, whose rules of time zones may be newer, and once the clock went back: what was noted
   * under a later time would keep them waiting. Else only those whose time has come.
   */
  const planDue = async (
    now: number,
    composer: Composer,
    isOver: () => boolean,
    failed: unknown[],
  ): Promise<Omit<Beat, 'failed'>> => {
    if (now < lookedAt) walkedTo = '';
    lookedAt = now;
    let planned = 0;
    for (let last: WaitingSubscription | undefined; ; ) {
      const page =
        walkedTo === null
          ? await store.dueSubscriptions(now, PAGE, last)
          : await store.activeSubscriptions(walkedTo, PAGE);
      if (page.length > 0) planned += await planAmong(page, now, composer, failed);
      last = page.at(-1);
      const isLast = page.length < PAGE;
      if (walkedTo !== null) walkedTo = isLast ? null : (last?.subscription.id ?? null);
      if (isLast || isOver()) return { planned, more: !isLast };
      await breathe();
    }
  };

  return {
    async beat(now) {
      const began = elapsed();
      const composer = createComposer(options, now);
      const failed: unknown[] = [];
      await composeLeft(store, now, composer, failed);
      const isOver = () => elapsed() - began >= BEAT_MS;
      const { planned, more } = await planDue(now, composer, isOver, failed);
      const isExpiring = await noticeExpired(options, now);
      return { planned, more: more || isExpiring, failed };
    },
    async test(subscription, id, now) {
      const known = await store.subscription(subscription.id);
      const story = await options.stories.story(subscription.story);
      if (story === null) return;
      const composer = createComposer(options, now);
      const post = await composer.post(
        { ...(known ?? { lastDay: '', toldMark: 0, toldAt: 0 }), subscription },
        story,
        { mark: 'test' },
      );
      if (post === null) return;
      const made = composer.rows(post, story, {
        kind: 'test',
        slot: `test/${id}`,
        subscription: subscription.id,
        place: subscription.place,
        threads: subscription.threads,
        dueAt: now,
        expiresAt: now + windowMs,
      });
      await store.enqueue(made.contents, made.deliveries, now);
    },
  };
}

/** What cannot be composed is left out and added to `failed`: one digest keeps no other from its time. */
async function composeAll(
  composer: Composer,
  slots: readonly PlannedSlot[],
  failed: unknown[],
): Promise<readonly ComposedSlot[]> {
  const composed: ComposedSlot[] = [];
  for (const slot of slots) {
    try {
      composed.push(await composer.slot(slot));
    } catch (error) {
      // A store that is away, or whose lead somebody else has, is away for all.
      if (codeOf(error) !== '') throw error;
      failed.push(error);
    }
    if (composed.length % COMPOSED_AT_ONCE === 0) await breathe();
  }
  return composed;
}

/** What was planned and not composed: by a process that ended in between, or by an older one. */
async function composeLeft(
  store: SlotStore,
  now: number,
  composer: Composer,
  failed: unknown[],
): Promise<void> {
  // Behind those of the page before: a database walks long past rows that have just left its index.
  for (let after: PlannedSlot['slot'] | undefined; ; ) {
    const page = await store.slotsToCompose(PAGE, after);
    if (page.length === 0) return;
    after = page.at(-1)?.slot;
    await store.composeSlots(await composeAll(composer, page, failed), now);
    if (page.length < PAGE) return;
    await breathe();
  }
}

/** Puts a notice in the place of what could not be posted in its time; returns whether there may be more than was taken at once. */
async function noticeExpired(options: PlannerOptions, now: number): Promise<boolean> {
  const { store } = options;
  const gone = await store.expire(now, EXPIRED_AT_ONCE);
  for (const expired of gone) {
    if (expired.kind !== 'digest' || expired.part !== 0) continue;
    // A parked place is shown as such and its owner was told; notices would only pile up.
    if ((await store.parked(expired.place)) !== null) continue;
    const known = await store.subscription(expired.subscription);
    if (known === null) continue;
    const slot = {
      subscription: expired.subscription,
      day: expired.slot.split('/').at(-1) ?? '',
      ...({ dueAt: expired.dueAt, kind: 'missed', late: true, skipped: 0 } as const),
    };
    const composed = await createComposer(options, now).slot({ slot, known }, `${expired.slot}/expired`);
    await store.enqueue(composed.contents, composed.deliveries, now);
  }
  return gone.length === EXPIRED_AT_ONCE;
}
