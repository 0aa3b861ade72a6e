import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOff } from '../../src/platforms/back-off.ts';
import { retryWait, TIMINGS } from '../../src/platforms/slack/timings.ts';

it('waits doubled from failure to failure, never beyond the most, and never all at the same moment', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(100_000), fc.nat(), (failures, first, more) => {
      const waits = { first: first + 1, most: first + 1 + more };
      const [least, middle, most] = [0, 0.5, 0.999].map((chance) => backOff(failures, waits, () => chance));
      const bound = Math.min(waits.most, waits.first * 2 ** Math.min(failures, 20));
      expect(middle).toBe(bound);
      expect([least, most]).toEqual([Math.round(bound * 0.75), Math.round(bound * (0.75 + 0.999 / 2))]);
    }),
  );
});

it('waits the least on Slack after the first failure and the most from some failure on', () => {
  const waits = [0, 1, 2, 3, 30].map((failures) => retryWait(failures, TIMINGS, () => 0.5));
  expect(waits).toEqual([500, 500, 1_000, 2_000, 30_000]);
});
