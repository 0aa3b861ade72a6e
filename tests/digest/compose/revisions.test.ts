import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesSince, claimsOf, normalizeWords } from '../../../src/digest/compose/revisions.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { briefing, lakeBriefing, statement } from '../../fixtures/briefing.ts';

const withStatement = (over: Partial<Statement>): Briefing =>
  briefing({ statements: [statement('calm', over)] });
const hashes = (one: Partial<Statement>, other: Partial<Statement>) =>
  [one, other].map((over) => claimsOf(withStatement(over)).get('statement:calm')?.hash);

describe('the hash of a record', () => {
  test.each([
    ['“No deal,” he said – twice.', '"No deal" he said - twice'],
    ['a cap of 600,000 people', 'a  cap of 600 000 people.'],
    ['Kyiv’s answer', "kyiv's answer"],
    ['ﬁve points', 'five points'],
  ])('does not move with formatting: %s', (before, after) => {
    const [one, other] = hashes({ words: before }, { words: after });
    expect(one).toBe(other);
  });

  test.each([
    ['a cap of 600,000 people', 'a cap of 800,000 people'],
    ['5 percent', '-5 percent'],
    ['1.5 million', '15 million'],
    ['will not sign', 'will sign'],
    ['5%', '5'],
  ])('moves with the meaning: %s, %s', (before, after) => {
    const [one, other] = hashes({ words: before }, { words: after });
    expect(one).not.toBe(other);
  });

  test('does not move with sources, notes or weight', () => {
    const [one, other] = hashes(
      {},
      { note: 'See also.', materiality: 'minor', sources: [{ source: 'herald', words: 'x', quoted: true }] },
    );
    expect(one).toBe(other);
  });

  test('normalizing twice is normalizing once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        const once = normalizeWords(words);
        expect(normalizeWords(once).replaceAll(' ', '')).toBe(once.replaceAll(' ', ''));
      }),
    );
  });
});

describe('changesSince', () => {
  test('finds nothing between a briefing and itself', () => {
    expect(changesSince(claimsOf(lakeBriefing()), lakeBriefing())).toEqual([]);
  });

  test('tells what is new, changed and gone apart', () => {
    const before = briefing({ statements: [statement('kept'), statement('edited'), statement('gone')] });
    const after = briefing({
      statements: [statement('kept'), statement('edited', { words: 'Other words.' }), statement('fresh')],
    });
    const changes = changesSince(claimsOf(before), after);
    expect(
      changes.map((change) => [
        change.kind,
        (change.kind === 'withdrawn' ? change.was : change.claim).record,
      ]),
    ).toEqual([
      ['changed', 'statement:edited'],
      ['added', 'statement:fresh'],
      ['withdrawn', 'statement:gone'],
    ]);
  });
});
