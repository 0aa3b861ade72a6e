import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDate, findPeriod, findWhen } from '../../../src/search/dates/find-date.ts';

const TODAY = '2026-11-22';
/** A Wednesday. */
const NEAR = '2025-11-26';

describe('findDate', () => {
  it.each([
    ['2025-11-24', '2025-11-24'],
    ['24.11.2025', '2025-11-24'],
    ['24/11/2025', '2025-11-24'],
    ['11/24/2025', '2025-11-24'],
    ['24 November 2025', '2025-11-24'],
    ['Nov 24th, 2025', '2025-11-24'],
    ['24 Nov', '2025-11-24'],
    ['the twenty-fourth of November', '2025-11-24'],
    ['on november 24', '2025-11-24'],
    ['24 novmber', '2025-11-24'],
    ['2 December', '2025-12-02'],
    ['3 January', '2026-01-03'],
    ['yesterday', '2026-11-21'],
    ['3 days ago', '2026-11-19'],
    ['a week ago', '2026-11-15'],
    ['Tuesday', '2025-11-25'],
    ['last Wednesday', '2025-11-26'],
    ['next Monday', '2025-12-01'],
    ['November', '2025-11-30'],
    ['2022', '2022-12-31'],
    ['last week', '2026-11-15'],
    ['day before yesterday', '2026-11-20'],
    ['the day before yesterday', '2026-11-20'],
    ['the day after tomorrow', '2026-11-24'],
    ['the day before 24 November', '2025-11-23'],
    ['two days ago', '2026-11-20'],
    ['a day ago', '2026-11-21'],
    ['a couple of days ago', '2026-11-20'],
    ['3 hours ago', '2026-11-22'],
    ['a fortnight ago', '2026-11-08'],
    ['two months ago', '2026-09-22'],
    ['a year ago', '2025-11-22'],
    ['this morning', '2026-11-22'],
    ['tonight', '2026-11-22'],
    ['earlier today', '2026-11-22'],
    ['last night', '2026-11-21'],
    ['yesterday evening', '2026-11-21'],
    ['Tuesday morning', '2025-11-25'],
    ['Monday last week', '2026-11-09'],
    ['last Tuesday', '2025-11-25'],
    ['the last 3 days', '2026-11-22'],
    ['last month', '2026-10-31'],
    ['last year', '2025-12-31'],
    ['the weekend', '2026-11-22'],
    ['last weekend', '2026-11-15'],
  ])('reads %s as %s', (typed, day) => {
    expect(findDate(typed, TODAY, NEAR)).toBe(day);
  });

  it.each([
    '',
    '21',
    'may',
    '31 February',
    '2025-13-01',
    '2025-02-30',
    'soon',
    'point 6',
    '600000',
    '99 november',
    'day',
    'the day before',
    'the day before the talks',
    'the other morning',
    'days ago',
    'good night',
    'last',
    'this',
  ])('reads no date in “%s”', (typed) => {
    expect(findDate(typed, TODAY, NEAR)).toBeNull();
  });

  it('takes last Tuesday, on a Tuesday, for that of the week before', () => {
    expect(findDate('last Tuesday', '2026-11-24')).toBe('2026-11-17');
    expect(findDate('Tuesday', '2026-11-24')).toBe('2026-11-24');
  });

  it('keeps the precision', () => {
    expect(findWhen('November 2025', TODAY, NEAR)?.precision).toBe('month');
    expect(findWhen('last week', TODAY, NEAR)).toMatchObject({ from: '2026-11-09', to: '2026-11-15' });
  });
});

describe('findPeriod', () => {
  it.each([
    ['from 20 to 25 November', { from: '2025-11-20', to: '2025-11-25', rest: '' }],
    ['20-25 november', { from: '2025-11-20', to: '2025-11-25', rest: '' }],
    ['between 2025-11-20 and 2025-11-25', { from: '2025-11-20', to: '2025-11-25', rest: '' }],
    ['since 24 November', { from: '2025-11-24', rest: '' }],
    ['army talks until the 24th of November', { to: '2025-11-24', rest: 'army talks' }],
    ['what happened on Tuesday', { from: '2025-11-25', to: '2025-11-25', rest: 'what happened' }],
    ['since the day before yesterday', { from: '2026-11-20', rest: '' }],
    ['army talks two days ago', { from: '2026-11-20', to: '2026-11-20', rest: 'army talks' }],
    ['news of the last 24 hours', { from: '2026-11-21', to: '2026-11-22', rest: 'news' }],
    ['in 2022', { from: '2022-01-01', to: '2022-12-31', rest: '' }],
  ])('reads “%s”', (typed, period) => {
    expect(findPeriod(typed, TODAY, NEAR)).toEqual(period);
  });

  it('is null where no date is named', () => {
    expect(findPeriod('when did they meet', TODAY, NEAR)).toBeNull();
  });

  it('never throws, and gives only days that exist', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const period = findPeriod(typed, TODAY, NEAR);
        for (const day of [period?.from, period?.to, findDate(typed, TODAY, NEAR)]) {
          if (day !== undefined && day !== null) expect(Number.isNaN(Date.parse(day))).toBe(false);
        }
      }),
    );
  });
});

describe('a year of two figures', () => {
  it.each([
    ['23 july 97', '1998-12-31', '1997-07-23'],
    ['July 23, 97', '1998-12-31', '1997-07-23'],
    ['3 may 45', '2034-11-01', '2045-05-03'],
  ] as const)('is of the century that brings it near, behind a day: “%s”', (typed, today, day) => {
    expect(findDate(typed, today)).toBe(day);
  });
});

describe('a weekday beside a day in figures', () => {
  it('is the same day, unless both are bounds', () => {
    expect(findPeriod('19 October was a Saturday', '2019-12-01')).toMatchObject({
      from: '2019-10-19',
      to: '2019-10-19',
    });
  });
});

describe('a day without a year', () => {
  it.each([
    ['10 April', '1998-12-31', '1998-04-10'],
    ['22 May', '1998-12-31', '1998-05-22'],
    ['15 January', '2034-12-13', '2035-01-15'],
    ['5 September', '2015-02-17', '2014-09-05'],
    ['1 December', '2025-11-26', '2025-12-01'],
  ])('is one that has been, unless it is soon: %s asked on %s', (typed, near, day) => {
    expect(findDate(typed, near, near)).toBe(day);
  });
});
