import { describe, expect, test } from 'vitest';
import type { Answer, Block, Spans } from '../../../src/answer/answer.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import { composeDigest, composeMissed, type DigestInput } from '../../../src/digest/compose/compose.ts';
import { changesSince, claimsOf } from '../../../src/digest/compose/revisions.ts';
import { parseFilter } from '../../../src/digest/filter/filter.ts';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { lakeBriefing, position, statement, when } from '../../fixtures/briefing.ts';

const NOW = Temporal.Instant.from('2025-11-25T06:00:00Z');
const TOLD = Temporal.Instant.from('2025-11-24T06:00:00Z');

function input(over: Partial<DigestInput> = {}): DigestInput {
  return {
    ...{ briefing: lakeBriefing(), changes: changesFrom('2025-11-23'), filter: EVERYTHING, format: 'brief' },
    ...{ quiet: 'skip', threads: true, zone: 'Europe/Kyiv', now: NOW, toldAt: TOLD },
    slot: { dueAt: NOW, late: false, skipped: 0 },
    ...over,
  };
}

const changesFrom = (day: string, now: Briefing = lakeBriefing()) =>
  changesSince(claimsOf(briefingAsOf(now, day)), now);

function words(spans: Spans): string {
  return spans
    .map((span) => {
      if (span.kind === 'cite') return `[${span.index}]`;
      if (span.kind === 'date') return span.when.to ?? '';
      return span.kind === 'quote' ? `“${span.text}”` : span.text;
    })
    .join('');
}
const lines = (answer: Answer | undefined) => answer?.blocks.map((block) => words(blockSpans(block))) ?? [];
const headings = (answer: Answer | undefined) =>
  answer?.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : [])) ?? [];

describe('a digest', () => {
  test('leads with the state, five changes at most and what is next, and keeps the detail for the thread', () => {
    const post = composeDigest(input());
    expect(words(post?.lead.answer.headline ?? [])).toBe('The Lake Accord: 5 of 9 changes since Mon 08:00');
    expect(lines(post?.lead.answer)).toEqual([
      'Both sides are talking. [1]',
      'The second draft by Northland, 6 points (unpublished, known since 23 November 2025; The herald): A draft called second. [2]',
      'Water level of the lake · 6-point (amended): What second says on water-level (unnamed sources). [2]',
      'Size of the patrol fleet · 6-point: cap 60 boats, in peacetime → 80 boats, in peacetime (unnamed sources). [2]',
      'Border line · 6-point (left open): What second says on border (unnamed sources). [2]',
      'Amnesty · 6-point (gone): What second says on amnesty (unnamed sources). [2]',
      'Next, expected 1 December 2025: The meeting called summit. [1]',
    ]);
    expect(headings(post?.detail?.answer)).toEqual(['Changed on the plan', 'Next', 'Where it stands']);
  });

  test('has no second message where the channel wants no thread', () => {
    expect(composeDigest(input({ threads: false }))?.detail).toBe(null);
  });

  test('puts everything in one message in the other formats', () => {
    const standard = composeDigest(input({ format: 'standard', changes: changesFrom('2025-11-19') }));
    const full = composeDigest(input({ format: 'full', changes: changesFrom('2025-11-19') }));
    expect([standard?.detail, full?.detail]).toEqual([null, null]);
    expect(lines(standard?.lead.answer)).toContain('and 12 more');
    expect(lines(full?.lead.answer).filter((line) => line.endsWith('more'))).toEqual([]);
    expect(headings(full?.lead.answer)).toEqual([
      ...['Changed on the plan', 'Who said what', 'Positions', 'In conflict', 'What happened', 'Next'],
      'Where it stands',
    ]);
  });

  test('sets quotes apart and never puts reported speech in quotation marks', () => {
    const post = composeDigest(input({ format: 'full', changes: changesFrom('2025-11-19') }));
    const quotations = post?.lead.answer.blocks.filter((block) => block.kind === 'quotation') ?? [];
    expect(quotations.map((block) => [block.verbatim, words(block.spans), words(block.attribution)])).toEqual(
      [
        [
          true,
          '“These are the words of calm.”',
          'Mira Holm, Foreign Minister · a briefing · 2025-11-21 · official statement [1]',
        ],
        [
          false,
          'Doubted that the dam could be shared.',
          'Tomás Vey, envoy · a briefing · 2025-11-22 · second-hand account [3]',
        ],
      ],
    );
  });

  test('marks what is next as expected and says what was before where somebody moved', () => {
    const moved = lakeBriefing({
      positions: [
        position('south-open'),
        position('south-no', {
          stance: 'rejects',
          wording: 'Will not have it.',
          date: when('2025-11-24'),
          reported: '2025-11-24',
        }),
      ],
    });
    const post = composeDigest(
      input({ briefing: moved, changes: changesFrom('2025-11-23', moved), format: 'full' }),
    );
    expect(lines(post?.lead.answer)).toContain(
      'Southland on the water level (rejects, before: undecided): Will not have it. (2025-11-24, official statement) [2]',
    );
    expect(lines(post?.lead.answer)).toContain(
      '2025-12-01: Expected: The meeting called summit. (official statement) [2]',
    );
  });

  test('cites every line that claims something', () => {
    for (const format of ['brief', 'standard', 'full'] as const) {
      for (const changes of [null, changesFrom('2025-11-19'), changesFrom('2025-11-23')]) {
        const post = composeDigest(input({ format, changes }));
        for (const part of [post?.lead, post?.detail ?? undefined]) {
          const claims = part?.answer.blocks.filter(isClaim) ?? [];
          expect(claims.filter((block) => !blockSpans(block).some((span) => span.kind === 'cite'))).toEqual(
            [],
          );
          expect(part?.speaksFor.length).toBe(part?.answer.blocks.length);
        }
      }
    }
  });

  test('is a briefing of what stands the first time, however much there is', () => {
    const many = lakeBriefing({ statements: Array.from({ length: 300 }, (_, at) => statement(`s${at}`)) });
    const post = composeDigest(input({ briefing: many, changes: null, toldAt: null }));
    expect(words(post?.lead.answer.headline ?? [])).toBe('The Lake Accord: where it stands');
    expect(lines(post?.lead.answer)[0]).toBe('Both sides are talking. [1]');
    expect(post?.detail?.answer.blocks.length).toBeLessThan(30);
    expect(headings(post?.detail?.answer)).toEqual(['The newest text', 'Said last', 'In conflict', 'Next']);
  });

  test('says nothing on a quiet day, or one line where the channel wants one', () => {
    expect(composeDigest(input({ changes: [] }))).toBe(null);
    const post = composeDigest(input({ changes: [], quiet: 'line' }));
    expect(words(post?.lead.answer.headline ?? [])).toBe('The Lake Accord: no change since Mon 08:00');
    expect(lines(post?.lead.answer)).toEqual([]);
  });

  test('leaves out what the filter does not want, and is quiet where nothing is left', () => {
    const narrow = parseFilter('speaker:mira', lakeBriefing());
    expect(composeDigest(input({ filter: narrow }))).toBe(null);
    const post = composeDigest(input({ filter: narrow, changes: changesFrom('2025-11-19') }));
    expect(post?.lead.answer.records).toEqual(['statement:calm', 'event:summit']);
  });

  test('says that it is late, and how many went by', () => {
    const slot = { dueAt: Temporal.Instant.from('2025-11-25T05:00:00Z'), late: true, skipped: 2 };
    const small = lines(composeDigest(input({ slot }))?.lead.answer).at(-1);
    expect(small).toBe('Late: due Tue 07:00, posted Tue 08:00. 2 earlier digests missed.');
  });

  test('strikes what is no longer right beside what is', () => {
    const before = claimsOf(lakeBriefing());
    const now = lakeBriefing({ statements: [statement('calm', { words: 'Other words.' })] });
    const post = composeDigest(input({ briefing: now, changes: changesSince(before, now) }));
    expect(lines(post?.lead.answer).slice(0, 3)).toEqual([
      'Both sides are talking. [1]',
      'Was “These are the words of calm.”, now: Mira Holm: Said what calm says (21 November 2025; official statement). In these words: “Other words.” [1]',
      'Withdrawn: Tomás Vey: Doubted that the dam could be shared.',
    ]);
  });
});

describe('a missed notice', () => {
  test('names the digest, what else went by and when the next one comes', () => {
    const slot = { dueAt: Temporal.Instant.from('2025-11-24T06:00:00Z'), late: true, skipped: 2 };
    const next = Temporal.Instant.from('2025-11-26T06:00:00Z');
    const { answer } = composeMissed({ ...input({ slot }), next });
    expect(words(answer.headline)).toBe('The Lake Accord: the digest of Mon 08:00 was missed');
    expect(lines(answer)[0]).toBe(
      'Readout could not post it in time. 2 earlier digests went by too. Next: Wed 08:00 Kyiv, with everything since.',
    );
  });
});

function isClaim(block: Block): boolean {
  return block.kind === 'item' || block.kind === 'quotation';
}
