import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTexts, textMentions } from '../../../src/search/names/find-text.ts';
import { phraseWords } from '../../../src/search/names/topics.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const briefing = smallBriefing();

describe('findTexts', () => {
  it.each([
    ['league-8', 'league-8'],
    ['League 8-point draft', 'league-8'],
    ['the eight point plan', 'league-8'],
    ['8', 'league-8'],
    ['five-point revision', 'revised-5'],
    ['the revised text', 'revised-5'],
    ['counter-draft', 'south-counter'],
    ['harbor text', 'south-counter'],
    ['Southmark note', 'old-note'],
  ])('reads %s as %s', (typed, id) => {
    expect(findTexts(typed, briefing)[0]?.text.id).toBe(id);
  });

  it.each(['', 'volcano', 'the plan', '29'])('finds none for “%s”', (typed) => {
    expect(findTexts(typed, briefing)).toEqual([]);
  });
});

describe('textMentions', () => {
  const mentioned = (phrase: string) =>
    textMentions(phraseWords(phrase), briefing).map(({ text }) => text.id);

  it.each([
    ['point 3 of the harbour text', ['south-counter']],
    ['8-point plan against the revision on boats', ['league-8', 'revised-5']],
    ['what is in the five point one', ['revised-5']],
    ['the eigth point one', ['league-8']],
    ['boats', []],
    ['point 8', []],
  ])('finds in “%s” %j', (phrase, ids) => {
    expect(mentioned(phrase)).toEqual(ids);
  });

  it('never overlap, and lie within the phrase', () => {
    const word = fc.constantFrom(
      'the',
      'league',
      '8',
      'point',
      'plan',
      'revision',
      'harbour',
      'text',
      'one',
      'of',
      'draft',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        let end = 0;
        for (const mention of textMentions(phraseWords(words.join(' ')), briefing)) {
          expect(mention.from).toBeGreaterThanOrEqual(end);
          expect(mention.to).toBeGreaterThan(mention.from);
          end = mention.to;
        }
        expect(end).toBeLessThanOrEqual(words.length);
      }),
    );
  });
});
