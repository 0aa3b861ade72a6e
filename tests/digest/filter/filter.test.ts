import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../src/digest/compose/revisions.ts';
import { formatFilter, parseFilter, passes } from '../../../src/digest/filter/filter.ts';
import { filterMatches, filterSentence } from '../../../src/digest/filter/filter-words.ts';
import { EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';

const briefing = lakeBriefing();
const wanted = (typed: string) => {
  const filter = parseFilter(typed, briefing);
  return [...claimsOf(briefing).values()]
    .filter((claim) => passes(filter, claim.traits))
    .map((claim) => claim.record);
};

describe('a filter', () => {
  test('lets everything pass where it is empty', () => {
    expect(wanted('')).toHaveLength(claimsOf(briefing).size);
  });

  test('takes a point by its number, id or title', () => {
    expect(wanted('point:4')).toEqual([
      'reading:amnesty/first',
      'reading:amnesty/second',
      'conflict:authorship',
    ]);
    expect(wanted('point amnesty')).toEqual(wanted('point:4'));
    expect(wanted('Point: Border line')).toEqual(['reading:border/first', 'reading:border/second']);
  });

  test('follows a speaker by any spelling, and a party through its people', () => {
    expect(wanted('speaker:vey')).toEqual(['statement:doubt']);
    expect(wanted('speaker:Tomás Vey')).toEqual(['statement:doubt']);
    expect(wanted('party: the south')).toEqual(['statement:doubt', 'position:south-open']);
  });

  test('joins any, all and not', () => {
    expect(wanted('any point:dam, speaker:mira; not provenance:unnamed-source')).toEqual([
      'reading:dam/first',
      'statement:calm',
      'statement:doubt',
    ]);
    expect(wanted('all party:south, provenance:second-hand, material')).toEqual(['statement:doubt']);
  });

  test.each([
    ['any point:dam,\nspeaker:mira;\r\nnot provenance:unnamed-source'],
    ['any point:dam, speaker:mira\nnot provenance:unnamed-source\n'],
    ['not:\nprovenance:unnamed-source\u2028point : dam\n, speaker\tmira'],
  ])('reads every line of %j, however it is broken', (typed) => {
    expect(parseFilter(typed, briefing)).toEqual(
      parseFilter('any point:dam, speaker:mira; not provenance:unnamed-source', briefing),
    );
  });

  test.each([['any'], [';'], [' , ,\n'], ['not:']])('refuses %j, in which there is no condition', (typed) => {
    expect(() => parseFilter(typed, briefing)).toThrow('there is none in');
  });

  test('reads back what it writes', () => {
    const filter = parseFilter('any speaker:vey, point:4; all material; not provenance:denied', briefing);
    expect(formatFilter(filter)).toBe(
      'any speaker:tomas, point:amnesty; all material; not provenance:denied',
    );
    expect(parseFilter(formatFilter(filter), briefing)).toEqual(filter);
  });

  test.each([
    ['vey or point 4', 'any party:tomas, point:amnesty'],
    ['what vey says and material', 'all speaker:tomas, material'],
    ['speaker:vey but not denied', 'any speaker:tomas; not provenance:denied'],
    ['not (denied or second-hand)', 'not provenance:denied, provenance:second-hand'],
    ['(vey or the fleet) and material', 'any party:tomas, point:fleet; all material'],
    [
      'the fleet, vey except anonymous sources',
      'any point:fleet, party:tomas; not provenance:unnamed-source',
    ],
    ['said by vey & official', 'all speaker:tomas, provenance:official-statement'],
    ['none', ''],
  ])('takes the words people join wishes with: %s', (typed, means) => {
    const filter = parseFilter(typed, briefing);
    expect(formatFilter(filter)).toBe(means);
    expect(parseFilter(means, briefing)).toEqual(filter);
  });

  test.each([
    ['vey and material or point 4', 'put what belongs together in brackets'],
    ['(vey or point 4', 'is not understood'],
    ['vey or nobody-at-all', 'is none of them'],
    ['(vey and material) or point 4', 'is not understood'],
  ])('refuses %s, which could be read in two ways or in none', (typed, why) => {
    expect(() => parseFilter(typed, briefing)).toThrow(why);
  });

  test('is shown back as a sentence, with what it would have let through', () => {
    const filter = parseFilter('(vey or point 4) and material, but not denied', briefing);
    expect(filterSentence(filter, briefing)).toBe(
      'Only what concerns Tomás Vey or what is about “Amnesty”, and of that only what changes the picture; never what is denied.',
    );
    expect(filterMatches(parseFilter('speaker:vey', briefing), briefing, '2025-11-25')).toBe(1);
    expect(filterMatches(EVERYTHING, briefing, '2025-11-25')).toBeGreaterThan(10);
  });

  test.each([
    ['point:99', 'No point of The Lake Accord is called "99".'],
    ['speaker:nobody', 'Nobody in The Lake Accord goes by "nobody", so speaker cannot be filtered by it.'],
    ['provenance:gossip', 'not "gossip"'],
    ['colour:blue', '"colour:blue" is none of them'],
  ])('refuses %s with a sentence that names it', (typed, sentence) => {
    expect(() => parseFilter(typed, briefing)).toThrow(sentence);
  });
});
