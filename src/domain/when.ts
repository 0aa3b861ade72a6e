import { unreachable } from './errors.ts';
import { oncePerRecord } from './lookups/once-per-record.ts';
import { withoutUndefined } from './mapping.ts';

/** How exactly a date is known. `until` has no known start ("by 30 November"). */
export type WhenPrecision = 'day' | 'range' | 'month' | 'year' | 'until' | 'undated';

/**
 * A date as well as it is known.
 * `from` and `to` are inclusive ISO days (`2025-11-25`), both null when undated, `from` null for `until`.
 * `inferred` gives the reason where the sources do not state the date themselves.
 */
export interface When {
  readonly precision: WhenPrecision;
  readonly from: string | null;
  readonly to: string | null;
  readonly inferred?: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for an ISO day that exists in the calendar: `2025-02-29` is not one. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** Days of a month, which is 1 to 12. */
function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * Reads the pack's date notation: `2025-11-25`, `2025-11`, `2025`, `2025-11-17/2025-11-23`, `../2025-11-30`
 * (by that day) or `undated`; a subset of EDTF (https://www.loc.gov/standards/datetime/). Null for anything else.
 */
export function parseWhen(text: string, inferred?: string): When | null {
  const why = withoutUndefined({ inferred });
  if (text === 'undated') return { precision: 'undated', from: null, to: null, ...why };
  if (isDay(text)) return { precision: 'day', from: text, to: text, ...why };
  if (/^\d{4}$/.test(text)) return { precision: 'year', from: `${text}-01-01`, to: `${text}-12-31`, ...why };
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) {
    const last = daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
    return { precision: 'month', from: `${text}-01`, to: `${text}-${last}`, ...why };
  }
  const slash = text.indexOf('/');
  if (slash < 0) return null;
  const [start, end] = [text.slice(0, slash), text.slice(slash + 1)];
  if (start === '..') return isDay(end) ? { precision: 'until', from: null, to: end, ...why } : null;
  // Without this an end that is itself a range, as in a/b/c, would pass.
  if (end.includes('/')) return null;
  const [first, last] = [parseWhen(start), parseWhen(end)];
  if (first?.from == null || last?.to == null || first.from > last.to) return null;
  return { precision: 'range', from: first.from, to: last.to, ...why };
}

/** The last day a date can mean, for ordering; undated sorts before everything (empty string). */
export function latestDay(when: When): string {
  return when.to ?? '';
}

/** The first day a date can mean, for ordering; falls back to the last. */
export function earliestDay(when: When): string {
  return when.from ?? when.to ?? '';
}

const ZERO = '0'.charCodeAt(0);

/** `20251124` for an ISO day, 0 for none: later days are larger. */
export function dayNumber(day: string): number {
  if (day.length < 10) return 0;
  // Large packs ask it of every record while nobody is answered: cutting the text apart took ten times as long.
  const digit = (at: number) => day.charCodeAt(at) - ZERO;
  const year = ((digit(0) * 10 + digit(1)) * 10 + digit(2)) * 10 + digit(3);
  return (year * 100 + digit(5) * 10 + digit(6)) * 100 + digit(8) * 10 + digit(9);
}

/** How many of these ascending day numbers are not after the last. */
export function countUpTo(ascending: Uint32Array, last: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `25 November 2025` for an ISO day. */
export function formatDay(day: string): string {
  const match = DAY.exec(day);
  if (match === null) return day;
  return `${Number(match[3])} ${MONTHS[Number(match[2]) - 1]} ${match[1]}`;
}

/** A date in words with its precision: `25 November 2025`, `about 20 November 2025`, `17–23 November 2025`, `undated`. */
export const formatWhen = oncePerRecord((when: When): string => {
  const about = when.inferred === undefined ? '' : 'about ';
  switch (when.precision) {
    case 'undated':
      return 'undated';
    case 'day':
      return about + formatDay(when.from ?? '');
    case 'month':
      return about + formatDay(when.from ?? '').replace(/^\d+ /, '');
    case 'year':
      return about + (when.from ?? '').slice(0, 4);
    case 'until':
      return `by ${formatDay(when.to ?? '')}`;
    case 'range':
      return about + formatRange(when.from ?? '', when.to ?? '');
    default:
      return unreachable(when.precision);
  }
});

function formatRange(from: string, to: string): string {
  if (from === to) return formatDay(from);
  const [first, last] = [formatDay(from).split(' '), formatDay(to).split(' ')];
  if (from.slice(0, 7) === to.slice(0, 7)) return `${first[0]}–${last.join(' ')}`;
  if (from.slice(0, 4) === to.slice(0, 4)) return `${first[0]} ${first[1]} – ${last.join(' ')}`;
  return `${first.join(' ')} – ${last.join(' ')}`;
}

/** A date in the pack's own notation, what `parseWhen` reads: `2025-11-25`, `2025-11`, `../2025-11-30`, `undated`. */
export function whenNotation(when: When): string {
  switch (when.precision) {
    case 'undated':
      return 'undated';
    case 'day':
      return when.from ?? 'undated';
    case 'month':
      return when.from?.slice(0, 7) ?? 'undated';
    case 'year':
      return when.from?.slice(0, 4) ?? 'undated';
    case 'until':
      return `../${when.to ?? ''}`;
    case 'range':
      return `${when.from ?? ''}/${when.to ?? ''}`;
  }
}
