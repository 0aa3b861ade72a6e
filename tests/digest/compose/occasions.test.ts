import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import { composeDigest } from '../../../src/digest/compose/compose.ts';
import { byOccasion } from '../../../src/digest/compose/occasion-groups.ts';
import { type Change, type Claim, changesSince, claimsOf } from '../../../src/digest/compose/revisions.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { EVERYTHING, type Format } from '../../../src/domain/schedule/subscription.ts';
import { said } from '../../fixtures/asking.ts';
import { lakeBriefing, statement } from '../../fixtures/briefing.ts';

const NOW = Temporal.Instant.from('2025-11-25T06:00:00Z');

/** The lake story with these statements besides, and what a digest makes of them alone. */
function digest(
  statements: readonly ReturnType<typeof statement>[],
  format: Format = 'brief',
  threads = false,
) {
  const before = lakeBriefing();
  const briefing: Briefing = { ...before, statements: [...before.statements, ...statements] };
  return composeDigest({
    ...{ briefing, changes: changesSince(claimsOf(before), briefing), filter: EVERYTHING, format, threads },
    ...{ quiet: 'skip', zone: 'Europe/Kyiv', now: NOW, toldAt: NOW.subtract({ hours: 24 }) },
  });
}

const [SOME_CLAIM] = [...claimsOf(lakeBriefing()).values()] as [Claim, ...Claim[]];

const spoken = (id: string, occasion: string, speaker = 'tomas') =>
  statement(id, {
    ...{ speaker, occasion, words: `These are the words of ${id}.`, gist: `Says ${id}.`, about: ['fleet'] },
  });

const speech = ['one', 'two', 'three'].map((id) => spoken(id, 'Speech at the pier'));

describe('what was said at one occasion', () => {
  it('is one line of a lead, which says how much else was said then', () => {
    const answer = digest([...speech, spoken('four', 'Radio interview')])?.lead.answer;
    const lines = (answer?.blocks ?? []).map((block) =>
      said({ ...(answer as Answer), headline: [], blocks: [block], citations: [], actions: [] }),
    );
    const told = lines.filter((line) => /words of|Says/.test(line));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('And 2 more said then. [');
    expect(told[1]).not.toContain('more said');
  });

  it.each(['thread', 'full'] as const)('stands together in the %s, with its moment said once', (where) => {
    const mixed = [...speech.slice(0, 1), spoken('four', 'Radio interview'), ...speech.slice(1)];
    const post = digest(mixed, where === 'full' ? 'full' : 'brief', where === 'thread');
    const part = where === 'full' ? post?.lead : post?.detail;
    const order = (part?.speaksFor ?? []).filter((record) => record.startsWith('statement:'));
    expect(order).toEqual(['one', 'two', 'three', 'four'].map((id) => `statement:${id}`));
    if (part === undefined || part === null) throw new Error('Nothing was said.');
    const all = said(part.answer);
    expect(all.match(/Speech at the pier/g)).toHaveLength(1);
    for (const block of part.answer.blocks.filter(({ kind }) => kind === 'quotation' || kind === 'paragraph'))
      expect(blockSpans(block).some(({ kind }) => kind === 'cite')).toBe(true);
  });

  it('keeps every change once, whatever was said when by whom', () => {
    const changes = fc
      .array(fc.tuple(fc.constantFrom('tomas', 'mira'), fc.constantFrom('A', 'B', ''), fc.boolean()))
      .map((list) =>
        list.map(([speaker, occasion, known], at): Change => {
          const record = {
            ...spoken(`s${at}`, occasion, speaker),
            ...(known ? { occasionId: `o${occasion}` } : {}),
          };
          return { kind: 'added', record, claim: SOME_CLAIM };
        }),
      );
    fc.assert(
      fc.property(changes, (all) => {
        const groups = byOccasion(all);
        const flat = groups.flatMap(({ first, others }) => [first, ...others]);
        expect(new Set(flat)).toEqual(new Set(all));
        expect(flat).toHaveLength(all.length);
        const firsts = groups.map(({ first }) => all.indexOf(first));
        expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
        for (const { first, others } of groups)
          for (const other of others)
            expect(
              first.kind === 'added' &&
                other.kind === 'added' &&
                'speaker' in first.record &&
                'speaker' in other.record &&
                first.record.speaker === other.record.speaker,
            ).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
