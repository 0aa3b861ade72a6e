import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueSlots } from '../../../src/digest/schedule/due.ts';
import { createPlanner, type Planner } from '../../../src/digest/schedule/planner.ts';
import { createStories } from '../../../src/digest/schedule/story-revisions.ts';
import { SILENT } from '../../../src/domain/log.ts';
import type { Subscription, Weekday } from '../../../src/domain/schedule/subscription.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { openDesk, placeNumber } from '../../fixtures/digest-desk.ts';
import { subscription } from '../../fixtures/subscription.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WINDOW = 6 * HOUR;
const START = Temporal.Instant.from('2026-03-28T05:00:00Z').epochMilliseconds;

describe('planning', () => {
  test('gives the slots that looking at every subscription at every beat would, through changes, restarts and clocks set back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const [store, walked] = [await emptyStore(), await emptyStore()];
        let planner = plannerOver(store);
        let now = START;
        for (const each of steps) {
          if (each.kind === 'change') {
            const made = subscription({ ...each.change, since: now, createdAt: START });
            for (const one of [store, walked]) await one.saveSubscription(made, why(made));
          } else if (each.kind === 'restart') planner = plannerOver(store);
          else {
            now += each.minutes * MINUTE;
            await planner.beat(now);
            await walkEveryOne(walked, now);
          }
          expect(await slotsIn(store)).toEqual(await slotsIn(walked));
        }
        await Promise.all([store.close(), walked.close()]);
      }),
      { numRuns: 200 },
    );
  });

  test('reads no subscription that is not due', async () => {
    const store = await emptyStore();
    let walks = 0;
    const planner = plannerOver({
      ...store,
      activeSubscriptions: (after, limit) => {
        walks += 1;
        return store.activeSubscriptions(after, limit);
      },
    });
    const made = subscription({ since: START });
    await store.saveSubscription(made, why(made));
    await planner.beat(START);
    expect(walks).toBe(1);
    expect(await store.dueSubscriptions(START + MINUTE, 10)).toEqual([]);
    await planner.beat(START + MINUTE);
    expect(walks).toBe(1);
    await store.close();
  });
});

describe('a digest that cannot be composed', () => {
  test('keeps no other from its time, is told of each minute, and goes out once it can be', async () => {
    const lake = lakeBriefing();
    const odd = { ...lake, id: 'odd' };
    let isOdd = true;
    let failed = 0;
    const desk = await openDesk({
      over: {
        briefings: () => new Map([lake, odd].map((each) => [each.id, each])),
        picture({ id }) {
          if (isOdd && id === 'odd') throw new TypeError('no such thing');
          return { name: 'b.png', alt: 'A board.', png: async () => new Uint8Array() };
        },
        onFailed() {
          failed += 1;
        },
      },
    });
    const [first, second] = [placeNumber(1), placeNumber(2)];
    await desk.subscribe({ story: 'odd', place: first }, { place: second });
    await desk.digests.start();
    const posted = () => desk.chat.messages.map(({ destination }) => destination.channel);
    await desk.clock.advance(10 * MINUTE);
    expect(new Set(posted())).toEqual(new Set([second.channel]));
    expect(failed).toBeGreaterThan(3);
    isOdd = false;
    await desk.clock.advance(5 * MINUTE);
    expect(new Set(posted())).toEqual(new Set([first.channel, second.channel]));
    await desk.digests.stop();
  });
});

describe('a minute in which more is due than one beat takes', () => {
  const due = Temporal.Instant.from('2026-03-28T06:00:00Z').epochMilliseconds;
  const many = 600;

  test.each([
    ['at once', 0],
    ['a page at a time', 1_000],
    ['two pages at a time', 500],
  ])('plans %s what one beat would, each digest once', async (_, msEachLook) => {
    const store = await storeWith(many);
    let time = 0;
    const planner = plannerOver(store, () => {
      time += msEachLook;
      return time;
    });
    const first = await beats(planner, START);
    expect(first.planned).toBe(0);
    const all = await beats(planner, due);
    expect(all.planned).toBe(many);
    expect(await beats(planner, due + MINUTE)).toEqual({ planned: 0, beats: 1 });
    expect([first.beats > 1, all.beats > 1]).toEqual([msEachLook > 0, msEachLook > 0]);
    expect(await store.countDeliveries()).toEqual(new Map([['planned', many]]));
    await store.close();
  });

  test('begins the walk over all of them again where the clock went back in the middle of it', async () => {
    const store = await storeWith(many);
    let time = 0;
    const planner = plannerOver(store, () => {
      time += 1_000;
      return time;
    });
    expect(await planner.beat(due + 24 * HOUR)).toMatchObject({ more: true });
    expect((await beats(planner, due - HOUR)).planned).toBe(0);
    expect(await store.dueSubscriptions(due - 1, 1)).toEqual([]);
    await store.close();
  });

  test('is gone on with at once, corrections and alerts between', async () => {
    const store = await storeWith(many);
    let time = 0;
    const desk = await openDesk({
      ...{ start: '2026-03-28T05:59:30Z', store },
      over: {
        elapsed: () => {
          time += 1_000;
          return time;
        },
      },
    });
    await desk.digests.start();
    await desk.clock.advance(MINUTE);
    // Planning takes no simulated time: no other minute begins.
    await expect
      .poll(async () => [...(await store.countDeliveries()).values()].reduce((sum, each) => sum + each, 0))
      .toBe(many);
    await desk.clock.until(() => desk.chat.messages.length === many, HOUR);
    await desk.digests.stop();
    expect(new Set(desk.chat.messages.map(({ destination }) => destination.channel)).size).toBe(many);
    await store.close();
  });

  test.each([
    ['removed', 0, ''],
    ['paused', 0, ''],
    ['wanted in full', 1, 'full'],
  ])('plans one that is %s while its page is composed as it is then', async (what, planned, format) => {
    const store = await storeWith(3);
    const change = async () => {
      const known = await store.subscription('sub-1');
      if (known === null) return;
      const made = known.subscription;
      if (what === 'removed') await store.removeSubscription('sub-1', why(made));
      else {
        const over = what === 'paused' ? { state: 'paused' as const } : { format: 'full' as const };
        await store.saveSubscription({ ...made, ...over }, why(made), 'known');
      }
    };
    let changed = false;
    const planner = plannerOver(store, undefined, async () => {
      if (changed) return '';
      changed = true;
      await change();
      return '';
    });
    await beats(planner, START);
    expect((await beats(planner, due)).planned).toBe(2);
    expect((await beats(planner, due)).planned).toBe(planned);
    expect((await store.subscription('sub-1'))?.subscription.format ?? '').toBe(
      what === 'paused' ? 'brief' : format,
    );
    expect(await store.deliveriesIn(placeNumber(1), 10)).toHaveLength(planned);
    await store.close();
  });

  test('composes what a process that ended, or an older one, had planned and not composed', async () => {
    const store = await storeWith(3);
    const all = await store.activeSubscriptions('', 3);
    await store.planSlots(
      all.map(({ subscription: { id } }) => ({
        ...({ subscription: id, day: '2026-03-28', kind: 'digest', late: false, skipped: 0 } as const),
        dueAt: due,
      })),
      due,
    );
    expect(await plannerOver(store).beat(due)).toEqual({ planned: 0, more: false, failed: [] });
    expect(await store.countDeliveries()).toEqual(new Map([['planned', 3]]));
    await store.close();
  });
});

/** Subscriptions to a digest a day without a thread, each in a channel of its own. */
async function storeWith(many: number): Promise<Store> {
  const store = await emptyStore();
  for (let at = 0; at < many; at += 1) {
    const made = subscription({
      id: `sub-${at}`,
      place: placeNumber(at),
      threads: false,
      since: START - HOUR,
    });
    await store.saveSubscription(made, why(made));
  }
  return store;
}

/** As the scheduler rings them: the next at once where one leaves more. */
async function beats(planner: Planner, now: number) {
  for (let [planned, beats] = [0, 1]; ; beats += 1) {
    const done = await planner.beat(now);
    planned += done.planned;
    if (!done.more) return { planned, beats };
  }
}

const IDS = ['sub-1', 'sub-2', 'sub-3'] as const;

const change: fc.Arbitrary<Partial<Subscription>> = fc.record({
  id: fc.constantFrom(...IDS),
  state: fc.constantFrom('active', 'paused'),
  schedule: fc.record({
    time: fc.constantFrom('02:30', '08:00', '23:59', '00:00'),
    days: fc.constantFrom<readonly Weekday[]>([1, 2, 3, 4, 5, 6, 7], [1], [6, 7]),
    zone: fc.constantFrom('Europe/Kyiv', 'UTC', 'Pacific/Apia', 'America/New_York'),
  }),
});

/** Mostly minutes and hours; now and then a night, days without a beat, or a clock that is put right. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('beat'), minutes: fc.integer({ min: 1, max: 900 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('beat'), minutes: fc.integer({ min: -9_000, max: 9_000 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change'), change }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
) as fc.Arbitrary<
  | { readonly kind: 'beat'; readonly minutes: number }
  | { readonly kind: 'change'; readonly change: Partial<Subscription> }
  | { readonly kind: 'restart' }
>;

function emptyStore(): Promise<Store> {
  return openSqliteStore({ file: ':memory:', exclusive: true });
}

function plannerOver(
  store: Store,
  elapsed?: () => number,
  deskLine: () => Promise<string> = async () => '',
): Planner {
  const briefing = lakeBriefing();
  return createPlanner({
    ...{ store, windowMs: WINDOW, log: SILENT, elapsed, deskLine },
    stories: createStories(
      store,
      () => new Map([[briefing.id, briefing]]),
      () => START,
    ),
  });
}

/** Planning without the index: what is due is worked out from every subscription. */
async function walkEveryOne(store: Store, now: number): Promise<void> {
  const all = await store.activeSubscriptions('', 100);
  const last = new Map(all.map(({ subscription, lastDay }) => [subscription.id, lastDay || undefined]));
  const at = Temporal.Instant.fromEpochMilliseconds(now);
  await store.planSlots(
    dueSlots(
      all.map(({ subscription }) => subscription),
      last,
      at,
      WINDOW,
    ),
    now,
  );
}

async function slotsIn(store: Store) {
  const slots = await Promise.all(IDS.map((id) => store.slotsOf(id, 100)));
  return slots.flat().map(({ state: _, ...slot }) => slot);
}

function why(made: Subscription) {
  return { ...made.place, at: 0, actor: 'a', action: 'subscribe', subject: made.id, detail: '' };
}
