import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDifference } from '../../../src/ingest/links/text-difference.ts';

const ARTICLE = 'The levy is three euros. Ferries pay half. The lock opens at six.';

describe('how an article differs from its copy', () => {
  it('is nothing where it says the same, whatever stands around it in the copy', () => {
    expect(textDifference(`Home\nNews\n${ARTICLE}\nMore stories\nImprint`, ARTICLE)).toBeNull();
    expect(textDifference(ARTICLE.toUpperCase(), ARTICLE)).toBeNull();
    expect(textDifference(ARTICLE.replaceAll('. ', '.\n'), ARTICLE)).toBeNull();
  });

  it('is what is gone from the middle and what is new', () => {
    expect(textDifference(ARTICLE, ARTICLE.replace('three', 'four').replace('half', 'double'))).toEqual({
      gone: [],
      added: ['The levy is four euros.', 'Ferries pay double.'],
    });
    expect(textDifference(ARTICLE, 'The levy is three euros. The lock opens at six.')).toEqual({
      gone: ['Ferries pay half.'],
      added: [],
    });
    expect(textDifference(ARTICLE, 'Page not found')).toMatchObject({ added: ['Page not found'] });
  });

  it('names no sentence that both have', () => {
    const sentence = fc.constantFrom('The levy rises.', 'Ferries pay.', 'The lock is shut.', 'Boats wait.');
    fc.assert(
      fc.property(fc.array(sentence), fc.array(sentence), (before, after) => {
        const found = textDifference(before.join(' '), after.join(' '));
        for (const one of found?.gone ?? []) expect(after).not.toContain(one);
        for (const one of found?.added ?? []) expect(before).not.toContain(one);
      }),
    );
  });
});
