import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineFinder, lineAt } from '../../../src/pack/yaml/line-finder.ts';

describe('a line finder', () => {
  it('gives the line of every place, in whatever order they are asked for', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', ' ') });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60)), (text, places) => {
        const lineOf = createLineFinder(text);
        for (const place of places.map((place) => Math.min(place, text.length))) {
          const line = text.slice(0, place).split('\n').length;
          expect([lineOf(place), lineAt(text, place)]).toEqual([line, line]);
        }
      }),
    );
  });

  it('looks at a long line once, however many places on it are asked for', () => {
    // A text that counts how often it is searched stands for the time that would take.
    let searches = 0;
    const text = Object.assign(Object('x'.repeat(1_000)) as string, {
      indexOf(...args: [string, number?]) {
        searches += 1;
        return String.prototype.indexOf.apply('x'.repeat(1_000), args);
      },
    });
    const lineOf = createLineFinder(text);
    for (let place = 0; place < 1_000; place += 1) expect(lineOf(place)).toBe(1);
    expect(searches).toBe(1);
  });
});
