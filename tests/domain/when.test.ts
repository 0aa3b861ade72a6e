import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliestDay, formatDay, formatWhen, isDay, latestDay, parseWhen } from '../../src/domain/when.ts';

describe('isDay', () => {
  it.each(['2025-11-25', '2024-02-29', '2000-02-29', '2025-12-31', '0999-01-01'])('takes %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-1-1',
    '2025-11-25T00:00Z',
    '',
  ])('refuses %j', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('agrees with the calendar of the platform on every combination of numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(14), fc.nat(33), (year, month, day) => {
        const text = [
          String(year).padStart(4, '0'),
          String(month).padStart(2, '0'),
          String(day).padStart(2, '0'),
        ].join('-');
        let exists = true;
        try {
          Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
        } catch {
          exists = false;
        }
        expect(isDay(text)).toBe(exists);
      }),
    );
  });
});

describe('parseWhen', () => {
  it.each([
    ['2025-11-25', 'day', '2025-11-25', '2025-11-25'],
    ['2025-11', 'month', '2025-11-01', '2025-11-30'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2025', 'year', '2025-01-01', '2025-12-31'],
    ['2025-11-17/2025-11-23', 'range', '2025-11-17', '2025-11-23'],
    ['2025-10/2025-11', 'range', '2025-10-01', '2025-11-30'],
    ['../2025-11-30', 'until', null, '2025-11-30'],
    ['undated', 'undated', null, null],
  ])('reads %s', (text, precision, from, to) => {
    expect(parseWhen(text)).toEqual({ precision, from, to });
  });

  it.each([
    '',
    'yesterday',
    '2025-11-31',
    '2025-13',
    '25-11-2025',
    '2025-11-23/2025-11-17',
    '2025-11-17/',
    '/2025-11-17',
    '2025-11-17/..',
    '../2025-11',
    '2025-11-17/2025-11-18/2025-11-19',
    '2025-11-17/../2025-11-19',
    'undated/2025-11-17',
    ' 2025-11-25',
  ])('refuses %j', (text) => {
    expect(parseWhen(text)).toBeNull();
  });

  it('keeps why a date was inferred', () => {
    expect(parseWhen('2025-11-25', 'from the page address')?.inferred).toBe('from the page address');
  });

  it('never throws, and what it takes is in order and made of days', () => {
    const shape = fc.stringMatching(/^(\.\.|\d{4}(-\d{2}(-\d{2})?)?)(\/\d{4}(-\d{2}(-\d{2})?)?)?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), shape), (text) => {
        const when = parseWhen(text);
        if (when === null) return;
        for (const day of [when.from, when.to]) expect(day === null || isDay(day)).toBe(true);
        expect(earliestDay(when) <= latestDay(when)).toBe(true);
        expect(formatWhen(when)).not.toBe('');
      }),
    );
  });
});

describe('formatWhen', () => {
  it.each([
    ['2025-11-25', '25 November 2025'],
    ['2025-11', 'November 2025'],
    ['2025', '2025'],
    ['2025-11-17/2025-11-23', '17–23 November 2025'],
    ['2025-10-30/2025-11-02', '30 October – 2 November 2025'],
    ['2024-12-30/2025-01-02', '30 December 2024 – 2 January 2025'],
    ['2025-11-17/2025-11-17', '17 November 2025'],
    ['../2025-11-30', 'by 30 November 2025'],
    ['undated', 'undated'],
  ])('puts %s into words', (text, words) => {
    const when = parseWhen(text);
    expect(when && formatWhen(when)).toBe(words);
  });

  it('says "about" where the date was inferred', () => {
    const when = parseWhen('2025-11-20/2025-11-21', 'the article says Thursday');
    expect(when && formatWhen(when)).toBe('about 20–21 November 2025');
  });

  it('leaves what is no day as it is', () => {
    expect(formatDay('soon')).toBe('soon');
  });
});
