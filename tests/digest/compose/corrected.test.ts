import { describe, expect, test } from 'vitest';
import { createCiter } from '../../../src/answer/compose.ts';
import { correctedBlock } from '../../../src/digest/compose/entries.ts';
import { changeLine } from '../../../src/digest/compose/lead-lines.ts';
import { type Change, changesSince, claimsOf } from '../../../src/digest/compose/revisions.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { said } from '../../fixtures/asking.ts';
import { briefing, conflict, event, provision, reading } from '../../fixtures/briefing.ts';

type Corrected = Exclude<Change, { kind: 'added' }>;

function words(before: Briefing, after: Briefing): { readonly whole: string; readonly line: string } {
  const [change] = changesSince(claimsOf(before), after);
  const voice = { briefing: after, citer: createCiter(after), asOf: '2025-11-26' };
  const answer = { status: 'answered', headline: [], citations: [], records: [], actions: [] } as const;
  const told = { ...answer, asOf: '2025-11-26', command: 'digest', audience: 'channel' } as const;
  const shown = (block: ReturnType<typeof correctedBlock>) => said({ ...told, blocks: [block] }).trim();
  return {
    whole: shown(correctedBlock(change as Corrected, voice)),
    line: shown(changeLine({ first: change as Corrected, others: [] }, voice, 200).block),
  };
}

describe('what a correction says', () => {
  test('a subject that asks is no label with a colon, and the reason stands behind what is struck', () => {
    const before = briefing({ conflicts: [conflict('x', { title: 'Left open or dropped?' })] });
    const after = briefing({
      withdrawn: [{ record: 'conflict:x', on: '2025-11-26', reason: 'one account was a copy of the other' }],
    });
    const { whole, line } = words(before, after);
    expect(whole).toBe(
      'Withdrawn: Left open or dropped? Neither is proven. One account was a copy of the other.',
    );
    expect(line).toBe(whole);
  });

  test('a dispute that gained a side is told in short, without what the desk makes of it', () => {
    const sides = conflict('x').sides;
    const before = briefing({ conflicts: [conflict('x')] });
    const after = briefing({
      conflicts: [
        conflict('x', {
          sides: [...sides, ...sides.map((side) => ({ ...side, claim: `Or so: ${side.claim}` }))],
        }),
      ],
    });
    const { whole } = words(before, after);
    expect(whole).toMatch(/^Updated: Sources disagree: Who is right about x: It is so/);
    expect(whole).not.toContain('Neither is proven');
    expect(whole.length).toBeLessThan(300);
  });

  test('of what was said at length the first sentence is struck', () => {
    const told = (wording: string) =>
      briefing({ provisions: [provision('fleet', 'Fleet', [reading('fleet', 'first', { wording })])] });
    const { whole } = words(
      told(`The fleet is small. ${'Nobody has said more about it so far. '.repeat(5).trim()}`),
      told('The fleet is large.'),
    );
    expect(whole).toContain('Was: The fleet is small. Now: ');
  });

  test('an event that changed says what it was in whole where that is short', () => {
    const before = briefing({ events: [event('summit', { what: 'They meet in the north.' })] });
    const after = briefing({ events: [event('summit', { what: 'They meet in the south.' })] });
    expect(words(before, after).whole).toContain('Was: They meet in the north. (expected, ');
  });
});
