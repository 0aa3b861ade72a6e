import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../src/ingest/drafts/article-view.ts';
import { draftArticle } from '../../../src/ingest/drafts/draft-article.ts';
import { begunBetween, spanAt, spansIn, touching } from '../../../src/ingest/drafts/sentences.ts';
import { freeIds } from '../../../src/ingest/drafts/statement-record.ts';
import { statementDrafts } from '../../../src/ingest/drafts/statements.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** In order and apart from each other, as sentences, names and quotations of a text are. */
const ordered = fc
  .array(fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 5 }) }), { maxLength: 12 })
  .map((parts) => {
    let at = 0;
    return parts.map(({ gap, length }): Stretch => {
      const start = at + gap;
      at = start + length;
      return { start, end: at };
    });
  });
const stretch = fc
  .tuple(fc.nat(60), fc.integer({ min: 1, max: 10 }))
  .map(([start, length]): Stretch => ({ start, end: start + length }));

describe('spans found by halving', () => {
  it('are those that walking along all of them finds', () => {
    fc.assert(
      fc.property(ordered, stretch, (spans, { start, end }) => {
        expect(spanAt(spans, start)).toBe(spans.find((one) => one.start <= start && start < one.end));
        expect(spansIn(spans, start, end)).toEqual(spans.filter((one) => one.start < end && one.end > start));
        expect(begunBetween(spans, start, end)).toBe(
          spans.filter((one) => one.start > start && one.start <= end).length,
        );
      }),
    );
  });

  it('touch as any of them does, in whatever order they stand and however they overlap', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), stretch, (some, other) => {
        expect(touching(some)(other)).toBe(
          some.some(({ start, end }) => start < other.end && other.start < end),
        );
      }),
    );
  });
});

describe('ids of drafts', () => {
  it('are given thirty thousand times for the same words, each without counting from the beginning', () => {
    const free = freeIds([]);
    for (let at = 0; at < 30_000; at += 1) free('baker-we-go');
    expect(free('baker-we-go')).toBe('baker-we-go-30001');
  });

  it('are the lowest that are free, whatever was asked for before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'a-2', 'a-3', 'b', 'a-'), { maxLength: 20 }),
        fc.subarray(['a', 'a-2', 'b-2']),
        (wanted, taken) => {
          const used = new Set<string>(taken);
          const free = freeIds(taken);
          for (const one of wanted) {
            const base = one.replace(/-$/, '');
            let id = base;
            for (let number = 2; used.has(id); number += 1) id = `${base}-${number}`;
            used.add(id);
            expect(free(one)).toBe(id);
          }
        },
      ),
    );
  });
});

const facts = { blocks: [], source: 'page', quality: 'original', published: '2031-05-20' } as const;
const drafted = (text: string, language = 'en') =>
  draftArticle({ ...facts, text, language }, smallBriefing());
const filled = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length));
const numbered = (piece: (at: number) => string, many: number) =>
  Array.from({ length: many }, (_, at) => piece(at)).join('');
const name = (at: number) =>
  `${String.fromCharCode(65 + (at % 26))}el${String.fromCharCode(97 + (Math.floor(at / 26) % 26))}son`;

/** A list that counts how often one of its elements is looked at. */
function counting<T>(list: readonly T[], looked: () => void): readonly T[] {
  return new Proxy(list, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looked();
      return Reflect.get(target, key, receiver);
    },
  });
}

describe('a page of nothing but quotations', () => {
  it.each([
    ['each a sentence of one paragraph', '“We go there now,” said Tom Baker. '],
    ['each a paragraph', '“We go there now,” said Tom Baker.\n\n'],
    ['without a full stop', '“We go there now” said Orla Kade and '],
    ['two words each', 'Orla Kade said the “tight plan” is here. '],
    ['of a paper', 'The statement said “we go there now”. '],
    ['of what somebody told', 'According to Orla Kade, it leaves “no room at all”. '],
  ])('%s, is looked through for each of them in a few steps', (_, piece) => {
    const text = filled(piece, 20_000);
    const view = viewOf({ ...facts, text, language: 'en' }, smallBriefing());
    let looks = 0;
    const looked = () => {
      looks += 1;
    };
    const drafts = statementDrafts({
      ...view,
      paragraphs: counting(
        view.paragraphs.map((one) => ({ ...one, sentences: counting(one.sentences, looked) })),
        looked,
      ),
      mentions: counting(view.mentions, looked),
      quoted: counting(view.quoted, looked),
    });
    const quotations = drafts.drafts.length + drafts.nobody.length;
    expect(quotations).toBeGreaterThan(300);
    expect(looks / quotations).toBeLessThan(250);
  });

  it('of people whom nobody knows has the first hundreds of them drafted, and the rest counted in one sentence', () => {
    const { drafts, problems } = drafted(numbered((at) => `“We will go ${at},” said Tom ${name(at)}. `, 400));
    expect(drafts.filter(({ kind }) => kind === 'actor')).toHaveLength(300);
    expect(problems).toEqual([
      'More than 300 people are quoted whom the pack does not have: 100 quotations of the others are not drafted.',
    ]);
  });

  it('has the first thousand of them drafted, and the rest counted in one sentence', () => {
    const { drafts, problems } = drafted(numbered((at) => `“We will go ${at},” said Orla Kade. `, 1_100));
    expect(drafts.filter(({ kind }) => kind === 'statement')).toHaveLength(1_000);
    expect(problems).toEqual([
      'The first 1000 quotations are drafted; 100 more are not: hand the article in by parts.',
    ]);
  });

  it('of nobody has the first of them told, and how many more there are', () => {
    const { problems } = drafted(filled('He said it was “tight as a drum”. ', 2_000));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatch(/^Nobody is named for \d+ more quotations either\.$/);
  });
});
