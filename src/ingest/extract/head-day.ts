import { isDay } from '../../domain/when.ts';
import { monthNumber } from '../month-names.ts';

/** Lines under the title that may say when it was published. */
const HEAD_LINES = 8;
/** "GENEVA, Nov. 23, 2025 (Agency) - " and "KYIV, 24 November 2025. ": where and when it was written. */
const DATELINE =
  /^\p{Lu}{2}[\p{L} .,'’/-]{1,40}, (?:[^\n"“”„«»:–—]{0,12}\d[^\n"“”„«»:–—]{3,22}\b(?:19|20)\d\d\b)/u;

/** "6 December 2034, 18:20": when it was published, under its title. */
export function isDateLine(text: string): boolean {
  return text.length <= 45 && !/[.!?]$/.test(text) && dayIn(text) !== null;
}

/** The day that the head of an article says itself, in a line of its own or in its dateline; null where it says none. */
export function dayOfHead(lines: readonly string[]): string | null {
  const head = lines.slice(0, HEAD_LINES);
  for (const line of head) {
    const day = isDateLine(line) ? dayIn(line) : dayIn(DATELINE.exec(line.slice(0, 90))?.[0] ?? '');
    if (day !== null) return day;
  }
  return null;
}

/** The calendar day a time stamp or written date names, as it is written there (its own zone's day); null for none. */
export function dayIn(written: string): string | null {
  const stamp = written.replace(/\s+/g, ' ');
  const [iso] = /^\s*\d{4}-\d{2}-\d{2}/.exec(stamp) ?? [];
  if (iso !== undefined) return isDay(iso.trim()) ? iso.trim() : null;
  const [, compact] = /^\s*(20\d{6})(?:\D|$)/.exec(stamp) ?? [];
  const [, d1, m1, y1] =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?\.?\s(?:de )?(\p{L}{3,12})\.?,?\s(?:de )?(\d{4})(?!\d)/u.exec(
      stamp,
    ) ?? [];
  const [, m2, d2, y2] =
    /(?<!\p{L})(\p{L}{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)/u.exec(stamp) ?? [];
  const [, d3, m3, y3] = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/.exec(stamp) ?? [];
  const day =
    compact?.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3') ??
    named(y1, m1, d1) ??
    named(y2, m2, d2) ??
    numbers(y3, m3, d3);
  return day !== null && isDay(day) ? day : null;
}

function named(year?: string, month?: string, day?: string): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const number = monthNumber(month);
  return number === null ? null : numbers(year, String(number), day);
}

function numbers(year?: string, month?: string, day?: string): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
