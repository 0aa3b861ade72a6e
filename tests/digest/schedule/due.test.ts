import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueSlots, nextRun } from '../../../src/digest/schedule/due.ts';
import type { Slot } from '../../../src/domain/schedule/slot.ts';
import { EVERY_DAY, type Subscription, type Weekday } from '../../../src/domain/schedule/subscription.ts';
import { subscription } from '../../fixtures/subscription.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Every tested time and every gap is a multiple of it, so that beats this far apart still meet each slot on time. */
const QUARTER = 15;
const ZONES = [
  'Europe/Kyiv',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'Africa/Cairo',
];

/** What is due at a beat after a last day. */
type Due = (beat: number, last: string | undefined) => readonly Slot[];

function dueFor(order: Subscription): Due {
  return (beat, last) => dueSlots([order], { get: () => last }, Temporal.Instant.fromEpochMilliseconds(beat));
}

/** Asks once for each beat and last day: many ways of a clock through the same days differ in few of them. */
function remembering(due: Due): Due {
  const known = new Map<string, readonly Slot[]>();
  return (beat, last) => {
    const key = `${beat} ${last}`;
    const found = known.get(key) ?? due(beat, last);
    known.set(key, found);
    return found;
  };
}

/** Beats at the given instants over one subscription, with the store's unique key in between. */
function run(order: Subscription, beats: Iterable<number>, due: Due = dueFor(order)): readonly Slot[] {
  const slots = new Map<string, Slot>();
  let last: string | undefined;
  for (const beat of beats) {
    for (const slot of due(beat, last)) {
      if (slots.has(slot.day)) continue;
      slots.set(slot.day, slot);
      if (last === undefined || slot.day > last) last = slot.day;
    }
  }
  return [...slots.values()];
}

function* everyMinutes(from: number, to: number, step: number): Iterable<number> {
  for (let at = from; at <= to; at += step * MINUTE) yield at;
}

function daily(
  zone: string,
  time: string,
  since: number,
  days: readonly Weekday[] = EVERY_DAY,
): Subscription {
  return subscription({ schedule: { zone, time, days }, since });
}

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** The local day after every change of a zone's offset in ten years. */
function edges(zone: string): readonly Temporal.PlainDate[] {
  const found: Temporal.PlainDate[] = [];
  let cursor = Temporal.ZonedDateTime.from(`2019-12-31T12:00[${zone}]`);
  for (;;) {
    const change = cursor.getTimeZoneTransition('next');
    if (change === null || change.year > 2029) return found;
    found.push(change.toPlainDate());
    cursor = change;
  }
}

describe('dueSlots', () => {
  const times = ['23:30', '00:00', '00:30', '01:00', '01:30', '02:00', '02:15', '02:30', '03:00', '03:30'];

  test.each(ZONES)('gives one digest a local day around every clock change of ten years in %s', (zone) => {
    const changes = edges(zone);
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) {
      const [first, last] = [change.subtract({ days: 1 }), change.add({ days: 1 })];
      for (const time of times) {
        const start = first.toZonedDateTime({ timeZone: zone, plainTime: '00:00' });
        const end = last.add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
        const order = daily(zone, time, start.epochMilliseconds);
        const slots = run(order, everyMinutes(start.epochMilliseconds, end.epochMilliseconds, QUARTER));
        const within = slots.filter((slot) => slot.day >= first.toString() && slot.day <= last.toString());
        expect(within.map((slot) => slot.day)).toEqual(daysBetween(first, last));
        expect(within.filter((slot) => slot.kind !== 'digest' || slot.late || slot.skipped > 0)).toEqual([]);
      }
    }
  });

  test.each(ZONES)(
    'never gives two where the clock is set back or forward two hours at any moment in %s',
    (zone) => {
      const change = edges(zone)[0] ?? Temporal.PlainDate.from('2025-03-30');
      const midnight = change
        .subtract({ days: 1 })
        .toZonedDateTime({ timeZone: zone, plainTime: '00:00' }).epochMilliseconds;
      for (const time of times) {
        const order = daily(zone, time, midnight - 24 * HOUR);
        const due = remembering(dueFor(order));
        for (const shift of [-2 * HOUR, 2 * HOUR]) {
          for (let jump = 12; jump <= 36; jump += 2) {
            const moment = midnight + jump * HOUR;
            const beats = [
              ...everyMinutes(midnight, moment, QUARTER),
              ...everyMinutes(moment + shift, midnight + 80 * HOUR, QUARTER),
            ];
            const slots = run(order, beats, due);
            expect(new Set(slots.map((slot) => slot.day)).size).toBe(slots.length);
            const [day, after] = [change.toString(), change.add({ days: 1 }).toString()];
            expect(slots.map((slot) => slot.day)).toEqual(expect.arrayContaining([day, after]));
          }
        }
      }
    },
  );

  test('runs a time that the clocks skip once, after the gap', () => {
    const order = daily('Europe/Berlin', '02:30', at('2025-03-29T12:00Z'));
    const slots = run(order, everyMinutes(at('2025-03-29T12:00Z'), at('2025-03-30T12:00Z'), 1));
    expect(slots.map((slot) => [slot.day, slot.dueAt])).toEqual([['2025-03-30', at('2025-03-30T01:30Z')]]);
  });

  test('runs a time that the clocks repeat once, the first time', () => {
    const order = daily('Europe/Berlin', '02:30', at('2025-10-25T12:00Z'));
    const slots = run(order, everyMinutes(at('2025-10-25T12:00Z'), at('2025-10-26T12:00Z'), 1));
    expect(slots.map((slot) => slot.dueAt)).toEqual([at('2025-10-26T00:30Z')]);
  });

  test('gives one slot, not two at one instant, where a zone skipped a whole day', () => {
    const order = daily('Pacific/Apia', '08:00', at('2011-12-29T00:00Z'));
    const slots = run(order, everyMinutes(at('2011-12-29T00:00Z'), at('2012-01-01T00:00Z'), 5));
    expect(slots.map((slot) => slot.day)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
    expect(new Set(slots.map((slot) => slot.dueAt)).size).toBe(slots.length);
  });

  test('gives exactly one late digest after twenty minutes of downtime', () => {
    const order = daily('Europe/Kyiv', '08:00', at('2025-11-20T00:00Z'));
    const beats = [
      ...everyMinutes(at('2025-11-24T06:00Z'), at('2025-11-25T05:55Z'), 1),
      ...everyMinutes(at('2025-11-25T06:15Z'), at('2025-11-25T20:00Z'), 1),
    ];
    const slots = run(order, beats).filter((slot) => slot.day === '2025-11-25');
    expect(slots).toEqual([
      {
        subscription: order.id,
        day: '2025-11-25',
        dueAt: at('2025-11-25T06:00Z'),
        kind: 'digest',
        late: true,
        skipped: 0,
      },
    ]);
  });

  test('gives one notice and no replay after three days of downtime that end beyond the window', () => {
    const order = daily('Europe/Kyiv', '08:00', at('2025-11-20T00:00Z'));
    const beats = [
      ...everyMinutes(at('2025-11-21T05:00Z'), at('2025-11-21T08:00Z'), 1),
      ...everyMinutes(at('2025-11-24T15:00Z'), at('2025-11-24T20:00Z'), 1),
    ];
    const after = run(order, beats).filter((slot) => slot.day > '2025-11-21');
    expect(after.map(({ day, kind, skipped }) => ({ day, kind, skipped }))).toEqual([
      { day: '2025-11-24', kind: 'missed', skipped: 2 },
    ]);
  });

  test('says how many days went by where downtime ends inside the window of a later day', () => {
    const order = daily('Europe/Kyiv', '08:00', at('2025-11-20T00:00Z'));
    const slots = run(order, [at('2025-11-21T06:00Z'), at('2025-11-24T07:00Z'), at('2025-11-24T07:01Z')]);
    expect(slots.slice(1).map(({ day, kind, late, skipped }) => ({ day, kind, late, skipped }))).toEqual([
      { day: '2025-11-24', kind: 'digest', late: true, skipped: 2 },
    ]);
  });

  test('gives no second digest for a day when the zone changes in the course of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...ZONES, 'Pacific/Auckland', 'Pacific/Honolulu'),
        fc.integer({ min: 0, max: 48 * 12 }),
        (from, to, step) => {
          const start = at('2025-11-20T00:00Z');
          const change = start + step * 5 * MINUTE;
          const days: string[] = [];
          let last: string | undefined;
          for (const beat of everyMinutes(start, start + 96 * HOUR, 5)) {
            const order = daily(beat < change ? from : to, '08:00', beat < change ? start : change);
            for (const slot of dueSlots(
              [order],
              { get: () => last },
              Temporal.Instant.fromEpochMilliseconds(beat),
            )) {
              days.push(slot.day);
              last = slot.day;
            }
          }
          expect(new Set(days).size).toBe(days.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('leaves out what was due before the subscription was made or resumed', () => {
    const order = daily('Europe/Kyiv', '08:00', at('2025-11-25T06:01Z'));
    expect(run(order, [at('2025-11-25T06:30Z')])).toEqual([]);
  });

  test('keeps to the chosen weekdays', () => {
    const order = daily('Europe/Kyiv', '08:00', at('2025-11-17T00:00Z'), [1, 4]);
    const slots = run(order, everyMinutes(at('2025-11-17T00:00Z'), at('2025-11-30T00:00Z'), 5));
    expect(slots.map((slot) => slot.day)).toEqual(['2025-11-17', '2025-11-20', '2025-11-24', '2025-11-27']);
  });

  test('recovers from a clock that was years ahead for a while', () => {
    const order = daily('Europe/Kyiv', '08:00', at('2025-11-20T00:00Z'));
    const slots = run(order, [at('2031-01-01T06:00Z'), at('2025-11-25T06:00Z'), at('2025-11-25T06:01Z')]);
    expect(slots.map((slot) => slot.day)).toEqual(['2031-01-01', '2025-11-25']);
  });

  test('is due of a subscription that was made while the clock was a month ahead', () => {
    const now = Date.UTC(2025, 10, 26, 12);
    const order = daily('Europe/Kyiv', '08:00', 0);
    const made = (since: number) => dueFor({ ...order, since })(now, undefined).map(({ day }) => day);
    expect(made(now + 30 * 24 * HOUR)).toEqual(['2025-11-26']);
    expect(made(now + HOUR)).toEqual([]);
  });
});

describe('nextRun', () => {
  test('names the next scheduled day and its instant', () => {
    const { day, at: instant } = nextRun(
      { zone: 'Europe/Kyiv', time: '08:00', days: [1, 2, 3, 4, 5] },
      Temporal.Instant.from('2025-11-21T06:00Z'),
    );
    expect([day, instant.toString()]).toEqual(['2025-11-24', '2025-11-24T06:00:00Z']);
  });
});

function daysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate): readonly string[] {
  const days: string[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    days.push(day.toString());
  }
  return days;
}
