import { describe, expect, test } from 'vitest';
import { dropOld } from '../../../src/digest/schedule/drop-old.ts';

const SINCE = { deliveries: 1, shared: 1, audit: 1, questions: 1, feedKeys: 1, articles: 1 };

/** A store with so many old rows, and a clock that goes on by so much with each look at it. */
function old(rows: number, msEachLook: number) {
  let [left, time] = [rows, 0];
  return {
    left: () => left,
    store: {
      async dropOld(_: unknown, most: number) {
        const dropped = Math.min(left, most);
        left -= dropped;
        return dropped;
      },
    },
    elapsed: () => {
      time += msEachLook;
      return time;
    },
  };
}

describe('dropping what is old', () => {
  test('goes on until nothing is left where that takes no longer than its time', async () => {
    const few = old(1_000, 1);
    expect(await dropOld(few.store, SINCE, few.elapsed)).toBe(false);
    expect(few.left()).toBe(0);
  });

  test('leaves off after its time and says that there is more, until there is none', async () => {
    const many = old(1_000, 400);
    let beats = 1;
    while (await dropOld(many.store, SINCE, many.elapsed)) {
      expect(many.left()).toBeGreaterThan(0);
      beats += 1;
    }
    expect([many.left(), beats > 1]).toEqual([0, true]);
  });
});
