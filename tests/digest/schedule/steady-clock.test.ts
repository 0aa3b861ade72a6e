import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayDelete } from '../../../src/digest/schedule/steady-clock.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 28);

/** A store of lines, whose process may start anew at any time. */
function asking() {
  const lines = new Map<string, string>();
  const store = {
    lineOf: async (name: string) => lines.get(name),
    async keepLine(name: string, line: string) {
      lines.set(name, line);
    },
  };
  return (now: number) => mayDelete(store, now);
}

describe('deleting by the clock', () => {
  test('is done from the first minute on, and after every usual pause', async () => {
    const may = asking();
    const gap = fc.integer({ min: 1, max: 2 * DAY });
    await fc.assert(
      fc.asyncProperty(fc.array(gap, { maxLength: 20 }), async (gaps) => {
        let now = START;
        for (const each of gaps) {
          now += each;
          expect(await may(now)).toBe(true);
        }
        await may(START);
      }),
      { numRuns: 30 },
    );
  });

  test('waits for a day where the clock went forward by days, through starts anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2 * DAY + MINUTE, max: 4_000 * DAY }), async (jump) => {
        const may = asking();
        expect(await may(START)).toBe(true);
        for (const later of [0, MINUTE, DAY / 2, DAY - 1])
          expect(await may(START + jump + later)).toBe(false);
        expect(await may(START + jump + DAY)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('goes on at once where the clock was set right again', async () => {
    const may = asking();
    await may(START);
    expect(await may(START + 30 * DAY)).toBe(false);
    expect(await may(START + MINUTE)).toBe(true);
  });
});
