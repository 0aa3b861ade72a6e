import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Block } from '../../src/answer/answer.ts';
import { blockSpans, paginate } from '../../src/answer/fit.ts';
import { arbitraryAnswer } from './arbitrary-answer.ts';

/** Size as a platform would count it: every character shown, and something for every block and citation. */
function sizeOf(page: Answer): number {
  const spans = page.blocks.flatMap(blockSpans);
  const shown = spans.reduce((sum, span) => sum + ('text' in span ? span.text.length : 12), 0);
  return shown + page.blocks.length * 4;
}

/** A block's own spans; an attribution is repeated with each part of its quotation and is not among them. */
function ownSpans(block: Block) {
  return block.kind === 'quotation' ? block.spans : blockSpans(block);
}

/** Everything of one kind in reading order, without the white space that a cut may take. */
function told(pages: readonly Answer[], kinds: readonly string[]): string {
  return pages
    .flatMap((page) => page.blocks.flatMap(ownSpans))
    .filter((span) => kinds.includes(span.kind))
    .map((span) =>
      'text' in span ? span.text : span.kind === 'cite' ? `[${span.index}]` : JSON.stringify(span),
    )
    .join('')
    .replace(/\s+/g, '');
}

const LIMIT = 160;
const fits = (page: Answer) => sizeOf(page) <= LIMIT;
/** What no cut can make smaller: a link or date with the attribution that goes with it. */
function atomic(page: Answer): boolean {
  return (
    page.blocks.length === 1 &&
    page.blocks.flatMap(ownSpans).filter((span) => span.kind !== 'cite').length <= 1
  );
}

describe('paginate', () => {
  it('drops no word, quotation, citation number, link or date and keeps their order', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        const pages = paginate(answer, fits);
        const all = ['text', 'strong', 'strike', 'quote', 'cite', 'link', 'date'];
        expect(told(pages, all)).toBe(told([answer], all));
        expect(told(pages, ['quote'])).toBe(told([answer], ['quote']));
        expect(told(pages, ['cite'])).toBe(told([answer], ['cite']));
      }),
    );
  });

  it('makes every page fit unless a single span with its citations is already too large', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        for (const page of paginate(answer, fits)) expect(fits(page) || atomic(page)).toBe(true);
      }),
    );
  });

  it('lists on each page exactly the citations that page uses, under the numbers of the whole answer', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        const pages = paginate(answer, fits);
        if (pages.length === 1) return;
        for (const page of pages) {
          const used = [...page.headline, ...page.blocks.flatMap(blockSpans)].flatMap((span) =>
            span.kind === 'cite' ? [span.index] : [],
          );
          expect(page.citations.map((citation) => citation.index)).toEqual(
            [...new Set(used)].sort((a, b) => a - b),
          );
        }
      }),
    );
  });

  it('returns the answer itself where it already fits', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        expect(paginate(answer, () => true)).toEqual([answer]);
      }),
    );
  });

  const base: Answer = {
    status: 'answered',
    headline: [{ kind: 'text', text: 'Headline' }],
    blocks: [],
    citations: [],
    records: [],
    actions: [{ kind: 'ask', label: 'More', path: ['timeline'], values: {} }],
    asOf: '2025-11-26',
    command: 'timeline',
    audience: 'default',
  };
  const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ kind: 'text', text }] });

  it('never ends a page with a heading while something follows it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 8 }), (lengths) => {
        const blocks = lengths.flatMap((length): Block[] => [
          { kind: 'heading', text: 'Heading' },
          paragraph('word '.repeat(Math.ceil(length / 5)).trim()),
        ]);
        for (const page of paginate({ ...base, blocks }, fits)) {
          expect(page.blocks.at(-1)?.kind).not.toBe('heading');
        }
      }),
    );
  });

  it('cuts our own words before it cuts a quotation that stands in the same paragraph', () => {
    const words = 'so it was said in a meeting that went on for far longer than anyone had planned';
    const block: Block = {
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: words },
        { kind: 'quote', text: 'words that somebody said' },
        { kind: 'cite', index: 1 },
      ],
    };
    const pages = paginate({ ...base, blocks: [block] }, (page) => sizeOf(page) <= 60);
    const quotes = pages
      .flatMap((page) => page.blocks.flatMap(ownSpans))
      .filter((span) => span.kind === 'quote');
    expect(quotes).toEqual([{ kind: 'quote', text: 'words that somebody said' }]);
  });

  it('keeps the attribution with each part of a quotation too long for one page', () => {
    const block: Block = {
      kind: 'quotation',
      verbatim: true,
      spans: [{ kind: 'quote', text: 'word '.repeat(80).trim() }],
      attribution: [{ kind: 'text', text: 'The speaker' }],
    };
    const pages = paginate({ ...base, blocks: [block] }, fits);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      expect(page.blocks).toMatchObject([
        { kind: 'quotation', attribution: [{ kind: 'text', text: 'The speaker' }] },
      ]);
    }
  });

  it('gives actions and picture to the first page only', () => {
    const picture = { name: 'board', alt: 'A board', png: async () => new Uint8Array() };
    const pages = paginate({ ...base, picture, blocks: [paragraph('word '.repeat(100))] }, fits);
    expect(pages.map((page) => [page.actions.length, page.picture?.alt])).toEqual(
      pages.map((_, at) => (at === 0 ? [1, 'A board'] : [0, undefined])),
    );
  });

  it('cuts a word longer than a page without splitting a surrogate pair', () => {
    const pages = paginate({ ...base, blocks: [paragraph('😀'.repeat(200))] }, fits);
    expect(pages.every(fits)).toBe(true);
    for (const page of pages) {
      for (const span of page.blocks.flatMap(blockSpans)) {
        expect('text' in span && span.text.isWellFormed()).toBe(true);
      }
    }
  });
});
