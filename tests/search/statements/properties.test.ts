import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQuoteIndex, type IndexedStatement } from '../../../src/search/statements/quote-index.ts';
import { normalize } from '../../../src/search/text/normalize.ts';
import { CODE_POINT } from '../../fixtures/code-point.ts';

const WORDS =
  'the of to and in that is we it harbour bridge ballot ferry island council winter votes voted voting mayor trains bread coal border night river talks talk paper signed sign money loan grain truck teacher school'.split(
    ' ',
  );
const sentence = fc
  .array(fc.constantFrom(...WORDS), { minLength: 6, maxLength: 30 })
  .map((words) => words.join(' '));
const corpus = fc
  .array(sentence, { minLength: 1, maxLength: 40 })
  .map((texts) => texts.map((text, i): IndexedStatement => ({ id: `s${i}`, speaker: 'somebody', text })));

/** A corpus, one of its statements and six or more of its words in a row. */
const quoted = corpus.chain((statements) =>
  fc
    .record({ at: fc.nat(statements.length - 1), from: fc.nat(), length: fc.integer({ min: 6, max: 30 }) })
    .map(({ at, from, length }) => {
      const words = statements[at]?.text.split(' ') ?? [];
      const start = from % (words.length - 5);
      return { statements, fragment: words.slice(start, start + length).join(' ') };
    }),
);

describe('the index', () => {
  it('puts a statement that holds a fragment of six or more words first', () => {
    fc.assert(
      fc.property(quoted, ({ statements, fragment }) => {
        const [first] = buildQuoteIndex(statements).search(fragment);
        const text = statements.find(({ id }) => id === first?.id)?.text ?? '';
        expect(` ${normalize(text)} `).toContain(` ${fragment} `);
      }),
    );
  });

  it('keeps an answer when a statement that shares no word is added', () => {
    fc.assert(
      fc.property(quoted, fc.integer({ min: 1, max: 20 }), ({ statements, fragment }, length) => {
        const index = buildQuoteIndex(statements);
        const before = index.search(fragment)[0]?.id;
        index.add({ id: 'unrelated', speaker: 'nobody', text: 'zyxwv qponm '.repeat(length) });
        expect(index.search(fragment)[0]?.id).toBe(before);
      }),
    );
  });

  it('is the same built at once or by additions', () => {
    fc.assert(
      fc.property(corpus, sentence, fc.nat(), (statements, question, cut) => {
        const whole = buildQuoteIndex(statements);
        const start = cut % (statements.length + 1);
        const grown = buildQuoteIndex(statements.slice(0, start));
        for (const statement of statements.slice(start)) grown.add(statement);
        expect(grown.candidates(question)).toEqual(whole.candidates(question));
      }),
    );
  });

  it('finds among some statements what it finds by asking of each, however few they are', () => {
    fc.assert(
      fc.property(corpus, sentence, fc.array(fc.nat(39)), (statements, question, places) => {
        const index = buildQuoteIndex(statements);
        const ids = new Set(places.flatMap((at) => statements[at]?.id ?? []));
        const has = (id: string) => ids.has(id);
        const among = { has, size: ids.size, ids: () => ids };
        expect(index.candidates(question, { among })).toEqual(index.candidates(question, { only: has }));
      }),
    );
  });

  it('mends a word by what it has now, though it was asked about the word before', () => {
    const index = buildQuoteIndex([{ id: 'a', speaker: 'x', text: 'the harbour stays open all winter' }]);
    expect(index.candidates('the brigde stays open all winter').map(({ id }) => id)).toEqual(['a']);
    index.add({ id: 'b', speaker: 'x', text: 'the bridge stays open all winter' });
    expect(index.candidates('the brigde stays open all winter')[0]?.id).toBe('b');
  });

  it('never throws, whatever is asked of it or put into it', () => {
    const odd = fc.oneof(
      fc.string({ unit: CODE_POINT, maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom(
        '',
        ' ',
        'a'.repeat(100_000),
        'a '.repeat(50_000),
        'the of and to in '.repeat(2000),
        '😀🎉👩‍👩‍👧‍👦'.repeat(500),
        '(.*)+?[^\\]{1,}|$^',
        '\ud800',
        '“”‘’«»',
        `ЖЖЖ ${'щ'.repeat(500)}`,
        '12345678901234567890'.repeat(50),
      ),
    );
    const index = buildQuoteIndex([
      { id: 'plain', speaker: 'somebody', text: 'The harbour will stay open to every boat.' },
      { id: 'letter', speaker: 'somebody', text: 'a '.repeat(5000) },
    ]);
    fc.assert(
      fc.property(odd, odd, (question, text) => {
        index.add({ id: 'odd', speaker: 'somebody', text });
        for (const { score } of [
          ...index.search(question),
          ...index.candidates(question),
          ...index.near(question),
        ]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        index.prefix(question);
        index.explain(question, 'odd');
        index.explain(question, 'letter');
      }),
    );
  });
});
