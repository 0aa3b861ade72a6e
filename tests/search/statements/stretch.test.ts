import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureStretch, type Stretch } from '../../../src/search/statements/stretch.ts';

function measure(answers: readonly (readonly [place: number, slot: number])[], reach: number): Stretch {
  const out: Stretch = { worth: 0, words: 0, shortest: 0 };
  const lists = {
    places: Uint16Array.from(answers, ([place]) => place),
    slots: Uint8Array.from(answers, ([, slot]) => slot),
    length: answers.length,
  };
  measureStretch(lists, reach, (slot) => slot + 1, out);
  return out;
}

describe('the stretch of a row that answers a question', () => {
  it('is empty where no word is found', () => {
    expect(measure([], 4)).toEqual({ worth: 0, words: 0, shortest: 0 });
  });

  it('counts each word once, however often the row says it', () => {
    expect(
      measure(
        [
          [0, 0],
          [1, 0],
          [2, 1],
        ],
        4,
      ),
    ).toEqual({ worth: 3, words: 2, shortest: 2 });
  });

  it('leaves out words too far away, but says how far all of them lie apart', () => {
    expect(
      measure(
        [
          [0, 2],
          [9, 0],
          [10, 1],
        ],
        3,
      ),
    ).toEqual({ worth: 3, words: 2, shortest: 11 });
  });

  it('agrees with looking at every stretch', () => {
    const answer = fc.tuple(fc.nat(20), fc.nat(4));
    fc.assert(
      fc.property(
        fc.uniqueArray(answer, { selector: ([place, slot]) => place * 10 + slot }),
        fc.integer({ min: 1, max: 8 }),
        (drawn, reach) => {
          const answers = drawn.toSorted(([a], [b]) => a - b);
          const within = (from: number, words: number) =>
            new Set(
              answers.filter(([place]) => place >= from && place < from + words).map(([, slot]) => slot),
            );
          const froms = Array.from({ length: 21 }, (_, i) => i);
          const all = within(0, 21).size;
          const shortest = [...froms.slice(1), 21].find((words) =>
            froms.some((from) => within(from, words).size === all),
          );
          const { words, shortest: measured } = measure(answers, reach);
          expect(words).toBe(Math.max(...froms.map((from) => within(from, reach).size)));
          expect(measured).toBe(all === 0 ? 0 : shortest);
        },
      ),
    );
  });
});
