import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/domain/words/name-key.ts';
import { carriesWords, hasSpan, quoteText } from '../../src/domain/words/quote-text.ts';

describe('nameKey', () => {
  it.each([
    ['Volodymyr Zelenskyy', 'volodymyr  zelenskyy'],
    ['U.S.', 'US'],
    ['Côte d’Ivoire', "cote d'ivoire"],
    ['Møller-Łuk', 'moller luk'],
    ['Straße', 'STRASSE'],
    ['Ångström', 'A\u030angstro\u0308m'],
    ['Рубио', 'рубио'],
  ])('is the same for %j and %j', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it('is empty where there is neither letter nor digit', () => {
    expect(nameKey('… – !')).toBe('');
  });
});

describe('quoteText', () => {
  it.each([
    ['curly and straight quote marks', '“We’re ready,” he said', '"We\'re ready," he said'],
    ['kinds of dashes and spaces around them', 'peace — at last', 'peace-at last'],
    ['no-break spaces and line ends', 'a\u00a0b\n  c', 'a b c'],
    ['soft hyphens and zero-width characters', 'agree\u00adment\u200b', 'agreement'],
    ['quote marks side by side', '‘“word”’', 'word'],
    ['composed and decomposed letters', 'e\u0301', 'é'],
  ])('makes no difference between %s', (_, one, other) => {
    expect(quoteText(one)).toBe(quoteText(other));
  });

  it.each([
    ['a letter', 'peace', 'piece'],
    ['case', 'final', 'FINAL'],
    ['an apostrophe inside a word', "we're", 'were'],
    ['a comma', 'no, more', 'no more'],
    ['a missing space', 'now here', 'nowhere'],
    ['dots for an ellipsis', 'so…', 'so...'],
  ])('keeps the difference of %s', (_, one, other) => {
    expect(quoteText(one)).not.toBe(quoteText(other));
  });
});

describe('hasSpan', () => {
  it('finds whole words only', () => {
    expect(hasSpan('a misunderstanding', 'understanding')).toBe(false);
    expect(hasSpan('misunderstanding, understanding.', 'understanding')).toBe(true);
  });

  it('lets a span begin on a capital where a page has lost the space before it', () => {
    expect(hasSpan('View AllMinister Berg said', 'Minister Berg said')).toBe(true);
  });

  it('finds nothing nowhere', () => {
    expect(hasSpan('anything', '')).toBe(false);
  });
});

describe('carriesWords', () => {
  it('takes the parts around an omission in their order', () => {
    const printed = 'We will fight,” she said. “We will win.';
    expect(carriesWords(printed, 'We will fight … We will win.')).toBe(true);
    expect(carriesWords(printed, 'We will win […] We will fight')).toBe(false);
    expect(carriesWords(printed, 'We will fight. We will win.')).toBe(false);
  });

  it('carries every run of its own words, however they are quoted', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        words,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('“', '"', "'", ''),
        (list, from, length, mark) => {
          const start = from % list.length;
          const run = list.slice(start, start + 1 + (length % list.length));
          expect(carriesWords(`${mark}${list.join('\u00a0')}${mark}`, run.join(' '))).toBe(true);
        },
      ),
    );
  });
});
