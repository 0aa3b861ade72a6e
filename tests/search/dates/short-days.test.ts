import { describe, expect, it } from 'vitest';
import { spellDays } from '../../../src/search/dates/short-days.ts';

describe('days that are given by a figure or two', () => {
  it.each([
    ['23/11 recap', '23 November recap'],
    ['the 14/2 call', 'the 14 February call'],
    ['2/26 talks', '26 February talks'],
    ['anything on the 26th?', 'anything on 26 November?'],
    ['since the 3rd, what happened', 'since 3 November, what happened'],
    ['tues 25 rundown', '25 November rundown'],
    ['what happened Thursday the 20th', 'what happened 20 November'],
  ])('are spelled out, of the month that is nearest: %s', (typed, spelled) => {
    expect(spellDays(typed, '2025-11-26')).toBe(spelled);
  });

  it('are of the month before where this one has not come so far', () => {
    expect(spellDays('what was said on the 28th', '2031-05-03')).toBe('what was said on 28 April');
    expect(spellDays('on the 31st', '2031-01-02')).toBe('on 31 December');
  });

  it.each([
    'open 24/7',
    '2/3 of the members',
    'what is the 19th point',
    'the 2nd vote',
    'on the 28th of October',
    '9/11/2031',
    'it was 50/50',
    'sunday league',
    'mon 45',
    'week 12',
    'on the 5th amendment',
  ])('stay as typed where they are none: %s', (typed) => {
    expect(spellDays(typed, '2025-11-26')).toBe(typed);
  });
});
