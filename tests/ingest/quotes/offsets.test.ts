import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';
import { findMarked } from '../../../src/ingest/quotes/reading/marks.ts';

const PIECES = [
  ...['“', '”', '"', "'", '‘', '’', '«', '»', '„', '‚', "''", '``', '\n', ' ', '.', ',', ':', '—', '- ', '?'],
  ...[
    'said',
    'he',
    'she',
    'Tom Baker',
    'Mr. Baker',
    'the minister',
    'according to',
    'and',
    'We will not go',
    '𝒳',
  ],
  ...['WEBER: ', 'сказав', 'sagte', '\u0000', '\ud800', 'İ', 'ﬁ', '\u2028', '(', ')', "'s", 'who', '1,000'],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 })
  .chain((pieces) => fc.constantFrom(' ', '').map((between) => pieces.join(between)));

/** Each repeated up to 300,000 characters: what costs more than its length would not end in time. */
const REPEATED = [
  ...['“', '“a\n', '" ', '“a “b ', '’ ', "'a ", '.', 'a', '– Я ', '«a b c» ', 'Tom, ', 'Anna Lee: '],
  ...[
    '“We go,” said Tom Baker. ',
    'he said “a b c” ',
    'Tom Baker ',
    'WEBER: one two three\nLIND: four five\n',
  ],
  ...['"WEBER: hello there all"\n', 'the minister said ', '“a”, — сказав Петро. '],
];

describe('a text of nothing but one piece', () => {
  it.each(REPEATED)('%j is read to its end', (piece) => {
    const article = piece.repeat(Math.ceil(300_000 / piece.length));
    for (const { quote, start, end } of findQuotes(article))
      expect(article.slice(start, end) === quote).toBe(true);
  });
});

describe('every quotation found', () => {
  it('is a piece of the text, in order, without the marks around it', () => {
    fc.assert(
      fc.property(text, (article) => {
        let last = 0;
        for (const { quote, start, end, confidence, mention } of findQuotes(article)) {
          expect(article.slice(start, end)).toBe(quote);
          expect(quote).not.toBe('');
          expect(quote.trim()).toBe(quote);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          if (mention !== null) expect(article.slice(mention.start, mention.end)).toBe(mention.text);
          last = end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lies within what the marks hold', () => {
    fc.assert(
      fc.property(text, (article) => {
        const marked = findMarked(article);
        for (const { start, end } of findQuotes(article)) {
          expect(marked.some((one) => one.start <= start && one.end >= end)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
