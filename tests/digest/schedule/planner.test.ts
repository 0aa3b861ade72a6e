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

function plannerOver(store: Store): Planner {
  const briefing = lakeBriefing();
  return createPlanner({
    ...{ store, windowMs: WINDOW, log: SILENT },
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
