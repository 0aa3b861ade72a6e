import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf, MOST_CANDIDATES } from '../../../src/search/evidence/evidence-index.ts';
import { letterBits, mayBeWithin } from '../../../src/search/statements/index/vocabulary.ts';
import { editDistance } from '../../../src/search/text/edit-distance.ts';
import { briefing, statement } from '../../fixtures/briefing.ts';

const NOTHING = { actors: new Set<string>(), texts: new Set<string>(), units: [], days: null };

describe('candidates for a question', () => {
  /** Everybody says the same word; one of them, last, says a rare one too. */
  const crowd = briefing({
    statements: Array.from({ length: 6_300 }, (_, at) =>
      statement(`s${at}`, {
        speaker: at % 9 === 0 ? 'ukraine' : 'united-states',
        gist: `The ferry leaves at noon${at === 5_998 ? ' with a lighthouse' : ''}.`,
      }),
    ),
  });
  const { candidates, term } = evidenceOf(crowd);
  const among = (words: readonly string[], who: readonly string[]) =>
    candidates(words.map(term), { ...NOTHING, actors: new Set(who) }).map(({ unit }) => unit.id);

  it('are few, however many records have its words or its speaker', () => {
    expect(among(['ferry'], [])).toHaveLength(MOST_CANDIDATES);
    expect(among([], ['united-states'])).toHaveLength(MOST_CANDIDATES);
    expect(among(['ferry', 'noon'], ['united-states', 'ukraine'])).toHaveLength(MOST_CANDIDATES);
  });

  it('have the rarest word before others, wherever the record stands', () => {
    expect(among(['ferry', 'lighthouse'], ['ukraine'])[0]).toBe('statement:s5998');
    expect(among(['ferry', 'lighthouse'], ['united-states'])[0]).toBe('statement:s5998');
  });
});

describe('candidates of a small pack', () => {
  const few = briefing({
    statements: ['The ferry leaves at noon.', 'Bread is dear.'].map((gist, at) =>
      statement(`s${at}`, { gist }),
    ),
  });
  const { candidates, term } = evidenceOf(few);
  const among = (word: string) => candidates([term(word)], NOTHING).map(({ unit }) => unit.id);

  it('are all its records where any comes near', () => {
    expect(among('ferry')).toEqual(expect.arrayContaining(['statement:s0', 'statement:s1']));
  });

  it('are none where none does', () => {
    expect(among('lighthouse')).toEqual([]);
  });
});

describe('the letters of two words', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdeëя9'), minLength: 1, maxLength: 9 });
  const bits = (text: string) =>
    letterBits(
      Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
      0,
      text.length,
    );

  it('never turn away words that are so few slips apart', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 2 }), (one, other, most) => {
        if (editDistance(one, other, most) > most) return;
        expect(mayBeWithin(most, bits(one), bits(other))).toBe(true);
      }),
    );
  });
});
