import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGaps, findProvisions, SURE_ENOUGH } from '../../../src/search/names/find-provision.ts';
import { readPoint } from '../../../src/search/names/read-point.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const briefing = smallBriefing();

describe('findProvisions', () => {
  it.each([
    ['fleet-size', 'fleet-size'],
    ['Size of the Northmark fleet', 'fleet-size'],
    ['boat limits', 'fleet-size'],
    ['fleat', 'fleet-size'],
    ['coastgaurd patrol', 'patrols'],
    ['40 boats', 'fleet-size'],
    ['tariffs', 'tariff'],
    ['half of the ferry', 'ferry'],
  ])('finds by “%s” %s', (typed, id) => {
    const [best] = findProvisions(typed, briefing);
    expect(best?.provision.id).toBe(id);
    expect(best?.score).toBeGreaterThanOrEqual(SURE_ENOUGH);
  });

  it('is unsure where only one of several words fits', () => {
    expect(findProvisions('volcano insurance ferry premiums', briefing)[0]?.score ?? 0).toBeLessThan(
      SURE_ENOUGH,
    );
  });

  it('gives scores above 0 and at most 1, best first, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        let last = 1;
        for (const { score } of findProvisions(typed, briefing)) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(last);
          last = score;
        }
      }),
    );
  });
});

describe('findGaps', () => {
  it('prefers a question nobody answers only where its own words are asked', () => {
    expect(findGaps('what was cut', briefing)[0]?.score).toBeGreaterThan(0.9);
    expect(findGaps('points', briefing)[0]?.score ?? 0).toBeLessThan(0.6);
  });
});

describe('readPoint', () => {
  it.each([
    ['', { kind: 'every' }],
    ['all points', { kind: 'every' }],
    ['the 8 points', { kind: 'every' }],
    ['6', { kind: 'numbers', numbers: [6] }],
    ['the twenty-first', { kind: 'numbers', numbers: [21] }],
    ['points 3 and 4', { kind: 'numbers', numbers: [3, 4] }],
    ['3-5', { kind: 'numbers', numbers: [3, 4, 5] }],
    ['4, 3, 4', { kind: 'numbers', numbers: [3, 4] }],
    ['twnety one', { kind: 'numbers', numbers: [21] }],
    ['what does point 3 say about boats', { kind: 'numbers', numbers: [3] }],
    ['-1', { kind: 'odd-number', typed: '-1' }],
    ['№6', { kind: 'numbers', numbers: [6] }],
    ['№ 6', { kind: 'numbers', numbers: [6] }],
    ['n°6', { kind: 'numbers', numbers: [6] }],
    ['nº 6', { kind: 'numbers', numbers: [6] }],
    ['no. 6', { kind: 'numbers', numbers: [6] }],
    ['No.6', { kind: 'numbers', numbers: [6] }],
    ['no6', { kind: 'numbers', numbers: [6] }],
    ['#6', { kind: 'numbers', numbers: [6] }],
    ['# 6', { kind: 'numbers', numbers: [6] }],
    ['nr 6', { kind: 'numbers', numbers: [6] }],
    ['Nr.6', { kind: 'numbers', numbers: [6] }],
    ['pt 6', { kind: 'numbers', numbers: [6] }],
    ['pt6', { kind: 'numbers', numbers: [6] }],
    ['p.6', { kind: 'numbers', numbers: [6] }],
    ['p6', { kind: 'numbers', numbers: [6] }],
    ['point6', { kind: 'numbers', numbers: [6] }],
    ['§6', { kind: 'numbers', numbers: [6] }],
    ['art. 6', { kind: 'numbers', numbers: [6] }],
    ['(6)', { kind: 'numbers', numbers: [6] }],
    ['6.', { kind: 'numbers', numbers: [6] }],
    ['６', { kind: 'numbers', numbers: [6] }],
    ['what does №6 say about boats', { kind: 'numbers', numbers: [6] }],
    ['3,4', { kind: 'numbers', numbers: [3, 4] }],
    ['3,4,6', { kind: 'numbers', numbers: [3, 4, 6] }],
    ['3 and 4', { kind: 'numbers', numbers: [3, 4] }],
    ['3/4', { kind: 'numbers', numbers: [3, 4] }],
    ['3 & 4', { kind: 'numbers', numbers: [3, 4] }],
    ['3+4', { kind: 'numbers', numbers: [3, 4] }],
    ['#3, #4', { kind: 'numbers', numbers: [3, 4] }],
    ['6-8', { kind: 'numbers', numbers: [6, 7, 8] }],
    ['6 – 8', { kind: 'numbers', numbers: [6, 7, 8] }],
    ['6 -8', { kind: 'numbers', numbers: [6, 7, 8] }],
    ['6..8', { kind: 'numbers', numbers: [6, 7, 8] }],
    ['8-6', { kind: 'numbers', numbers: [6, 7, 8] }],
    ['six to eight', { kind: 'numbers', numbers: [6, 7, 8] }],
    ['points 1-3 and 6', { kind: 'numbers', numbers: [1, 2, 3, 6] }],
    ['what do points 3 to 5 say about boats', { kind: 'numbers', numbers: [3, 4, 5] }],
    ['1-8', { kind: 'too-many', count: 8 }],
    ['1,2,3,4,5,6,7', { kind: 'too-many', count: 7 }],
    ['1-100', { kind: 'too-many', count: 100 }],
    ['3.5', { kind: 'odd-number', typed: '3.5' }],
    ['what was cut', { kind: 'gap' }],
    ['three points were lost', { kind: 'nothing' }],
    ['volcano', { kind: 'nothing' }],
  ])('reads “%s”', (typed, expected) => {
    expect(readPoint(typed, briefing)).toMatchObject(expected);
  });

  it.each([
    ['3 revision', 'revised-5'],
    ['point 3 of the harbour text', 'south-counter'],
    ['boats in the counter-draft', 'south-counter'],
    ['boats', undefined],
  ])('reads the draft of “%s”', (typed, id) => {
    expect(readPoint(typed, briefing).text?.id).toBe(id);
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(readPoint(typed, briefing).kind).toBeTypeOf('string');
      }),
    );
  });
});
