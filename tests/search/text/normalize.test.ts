import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../src/search/text/edit-distance.ts';
import { normalize, tokens } from '../../../src/search/text/normalize.ts';
import { stem } from '../../../src/search/text/stem.ts';

describe('the normal form of a text', () => {
  it.each([
    ['capitals and punctuation', '“Ballot — HERE, too!”', 'ballot here too'],
    ['apostrophes of any shape', "don't don’t donʼt", 'dont dont dont'],
    ['diacritics, written as one character or two', 'Zoë Zoe\u0308 naïve', 'zoe zoe naive'],
    ['Russian and Ukrainian names', 'Лавров Зеленський Zelenskiy', 'lavrov zelensky zelensky'],
    ['long numbers', '600000 and 600,000', '600 000 and 600 000'],
    ['emoji and symbols', '🎉 100 % 🎉', '100'],
  ])('drops what does not matter of %s', (_circumstance, text, normal) => {
    expect(normalize(text)).toBe(normal);
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalize(normalize(text))).toBe(normalize(text));
      }),
    );
  });

  it('leads back to the place of each word', () => {
    const text = '“Don’t,” said Zoë.';
    expect(tokens(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Don’t', 'said', 'Zoë']);
  });
});

describe('a stem', () => {
  it.each([
    ['votes', 'voting', 'voted'],
    ['ferries', 'ferry'],
    ['kept', 'keeps', 'keep'],
    ['running', 'runs', 'ran'],
    ['quickly', 'quick'],
  ])('is shared by %s and its other forms', (...forms) => {
    expect(new Set(forms.map(stem)).size).toBe(1);
  });
});

describe('edit distance', () => {
  it.each([
    ['harbour', 'harbour', 0],
    ['harbour', 'harbuor', 1],
    ['harbour', 'arbour', 1],
    ['harbour', 'harxbur', 2],
  ])('between %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance);
  });

  it('is one more than the most that matters where words are farther apart', () => {
    expect(editDistance('harbour', 'ballot', 2)).toBe(3);
  });
});
