import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Block, Citation, Span, Spans } from '../../src/answer/answer.ts';
import { cardOf } from '../../src/answer/card.ts';
import { CARD_LIMITS, type CardSurface } from '../../src/answer/card-limits.ts';
import { blockSpans } from '../../src/answer/fit.ts';
import { renderPlain } from '../../src/answer/plain.ts';
import { briefSpans, briefWords, lengthOf, sentenceCount } from '../../src/answer/sentences.ts';
import { terminalCard } from '../../src/answer/terminal-card.ts';
import type { SourceQuality } from '../../src/domain/source.ts';
import { arbitraryAnswer } from './arbitrary-answer.ts';

const text = (words: string): Span => ({ kind: 'text', text: words });
const quote = (words: string): Span => ({ kind: 'quote', text: words });
const cites = (...indexes: readonly number[]): Spans => indexes.map((index) => ({ kind: 'cite', index }));

function source(index: number, quality: SourceQuality = 'original', origin = `first-${index}`): Citation {
  const day = '2031-05-02';
  const published = { precision: 'day', from: day, to: day } as const;
  return { index, id: `source-${index}`, publisher: `The Paper ${index}`, published, quality, origin };
}

const ITEM: Block = { kind: 'item', spans: [text('A row. '), ...cites(1)] };

function answerOf(parts: Partial<Answer>): Answer {
  return {
    ...{
      status: 'answered',
      headline: [text('It says so. '), ...cites(1)],
      blocks: [],
      citations: [source(1)],
    },
    ...{
      records: ['statement:x'],
      actions: [],
      asOf: '2031-05-20',
      command: 'who-said',
      audience: 'default',
    },
    ...parts,
  };
}

const everything = () => true;
const indexes = (spans: Spans) => spans.flatMap((span) => (span.kind === 'cite' ? [span.index] : []));

describe('a card', () => {
  it.each([1, 2, 3])(
    'offers a choice for each row that is seen where it asks back, with room for %i',
    (room) => {
      const rows = [1, 2, 3].map(
        (at): Block => ({ kind: 'item', spans: [text(`Choice ${at}. `), ...cites(at)] }),
      );
      const asking = answerOf({
        status: 'asks-back',
        headline: [text('Which of these?')],
        blocks: rows,
        citations: [source(1), source(2), source(3)],
        actions: rows.map((_, at) => ({ kind: 'ask', label: `${at}`, path: ['timeline'], values: {} })),
      });
      const card = cardOf(asking, CARD_LIMITS.terminal, ({ blocks }) => blocks.length <= room);
      expect(card.blocks).toHaveLength(room);
      expect(card.actions.map((action) => action.label)).toEqual(['0', '1', '2'].slice(0, room));
    },
  );

  it('cites the best source of a claim and one that traces to another first report, by their numbers in the whole', () => {
    const citations = [
      source(1, 'repost', 'agency'),
      source(2, 'aggregated', 'paper'),
      source(3, 'agency-based', 'agency'),
      source(4, 'agency-based', 'agency'),
    ];
    const card = cardOf(
      answerOf({ headline: [text('So it is. '), ...cites(1, 2, 3, 4)], citations }),
      CARD_LIMITS.chat,
      everything,
    );
    expect(indexes(card.headline)).toEqual([2, 3]);
    expect(card.citations.map(({ index }) => index)).toEqual([2, 3]);
    const mention = cardOf(
      answerOf({ headline: [text('So. '), ...cites(1, 2, 3)], citations }),
      CARD_LIMITS.message,
      everything,
    );
    expect(indexes(mention.headline)).toEqual([3]);
  });

  it('keeps a row behind "More" that only one source too many could carry, rather than show it uncited', () => {
    const citations = [1, 2, 3, 4].map((index) => source(index));
    const blocks = [2, 3, 4].map(
      (index): Block => ({ kind: 'item', spans: [text('A row. '), ...cites(index)] }),
    );
    const card = cardOf(answerOf({ blocks, citations }), CARD_LIMITS.chat, everything);
    expect(card.blocks).toHaveLength(2);
    expect(card.short).toEqual({ more: true });
  });

  it('never leaves out the dispute or a quotation that comes first, which push rows out', () => {
    const words = 'word '.repeat(400).trim();
    const dispute = [text('Disputed: who said it. '), ...cites(1)];
    const said: Block = {
      ...{ kind: 'quotation', verbatim: true, spans: [quote(words)] },
      attribution: [text('Ada Holm '), ...cites(1)],
    };
    const card = { lead: [text('Ada Holm said it. '), ...cites(1)], dispute, rows: [said, ITEM, ITEM] };
    const shown = terminalCard(answerOf({ card }));
    expect(shown.blocks).toEqual([{ kind: 'paragraph', spans: dispute }, said]);
  });

  it('says how old the briefing is beside its day, and how to see the rest', () => {
    const shown = terminalCard(answerOf({ ageDays: 367, blocks: Array.from({ length: 30 }, () => ITEM) }));
    const lines = renderPlain(shown, { more: '--full' }).split('\n');
    expect(lines.at(-1)).toBe('As of 20 May 2031, 367 days old · --full: the whole answer');
    expect(lines.length).toBeLessThanOrEqual(15);
  });

  it('says nothing of a whole where the card is all there is', () => {
    expect(renderPlain(terminalCard(answerOf({})))).not.toContain('whole');
  });

  it('offers every choice where the choice is the answer', () => {
    const actions = Array.from({ length: 6 }, (_, at) => ({
      ...{ kind: 'ask', label: `Choice ${at}`, path: ['plan-point'], values: { point: `${at}` } },
    })) as Answer['actions'];
    const asked = answerOf({ status: 'asks-back', headline: [text('Which?')], actions, citations: [] });
    expect(cardOf(asked, CARD_LIMITS.message, () => false).actions).toEqual(actions);
  });

  it('keeps, of any answer, within its limits, each claim with a source and each source listed', () => {
    const surfaces = Object.keys(CARD_LIMITS) as readonly CardSurface[];
    fc.assert(
      fc.property(arbitraryAnswer(), fc.constantFrom(...surfaces), fc.boolean(), (whole, surface, fits) => {
        const limits = CARD_LIMITS[surface];
        const card = cardOf(whole, limits, () => fits);
        const shown = [card.headline, ...card.blocks.flatMap(claims)];
        const used = new Set(shown.flatMap(indexes));
        expect([...used].sort((a, b) => a - b)).toEqual(card.citations.map(({ index }) => index));
        for (const spans of shown) expect(longestRun(spans)).toBeLessThanOrEqual(limits.citesPerClaim);
        const first = card.blocks[0]?.kind === 'quotation' ? 1 : 0;
        expect(card.blocks.filter(({ kind }) => kind !== 'heading').length).toBeLessThanOrEqual(
          fits ? limits.rows : first,
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** A quotation's words and whose they are are cited each by themselves. */
function claims(block: Block): readonly Spans[] {
  return block.kind === 'quotation' ? [block.spans, block.attribution] : [blockSpans(block)];
}

function longestRun(spans: Spans): number {
  let [run, longest] = [0, 0];
  for (const { kind } of spans) {
    run = kind === 'cite' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

describe('words made short', () => {
  it('are whole sentences where one fits, and clauses with "…more" where none does', () => {
    expect(briefWords('One thing. Another thing. A third.', 28)).toBe('One thing. Another thing.');
    expect(briefWords('The U.S. and Mr. Holm agreed to it. Nothing else.', 40)).toBe(
      'The U.S. and Mr. Holm agreed to it.',
    );
    expect(briefWords('A long first clause, and a second one that does not fit at all', 40)).toBe(
      'A long first clause …more',
    );
  });

  it('are those that hold what was asked for, where it stands further on and there is no room for all', () => {
    const words =
      'Both sides pull their boats back. The small ones go 20 miles; the large ones, with masts, go 70 miles.';
    const asksFor = (word: string) => (told: string) => (told.includes(word) ? 1 : 0);
    expect(briefWords(words, 60, 2)).toBe('Both sides pull their boats back.');
    expect(briefWords(words, 60, 2, asksFor('70'))).toBe('… the large ones, with masts, go 70 miles.');
    expect(briefWords(words, 60, 2, asksFor('20'))).toBe(
      'Both sides pull their boats back. The small ones go 20…',
    );
    expect(briefWords(words, 60, 2, asksFor('nothing of it'))).toBe(briefWords(words, 60, 2));
    expect(briefWords(words, 200, 2, asksFor('70'))).toBe(words);
  });

  it('keep the references of the claim they keep, and exact words whole', () => {
    const spans = [
      text('One claim. '),
      ...cites(1),
      text(' Another claim. '),
      ...cites(2),
      text(' A third. '),
      ...cites(3),
    ];
    expect(indexes(briefSpans(spans, 280, 2))).toEqual([1, 2]);
    const words = 'exact '.repeat(80).trim();
    const said = [
      text('She said: '),
      quote(words),
      text('. Then more of our own words. And more. '),
      ...cites(1),
    ];
    expect(briefSpans(said, 280, 2)).toContainEqual(quote(words));
  });

  it('are within the limits wherever no exact words make them longer', () => {
    const words = fc.stringMatching(/^[A-Z][a-z ,]{0,60}[a-z]\. $/);
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (claims) => {
        const brief = briefSpans(
          claims.flatMap((claim, at) => [text(claim), ...cites(at + 1)]),
          280,
          2,
        );
        expect(lengthOf(brief)).toBeLessThanOrEqual(280);
        expect(sentenceCount(brief)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
