import { isDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { monthNumber } from '../month-names.ts';

/** A date that words name, in the pack's notation, with the words and where they begin in what was searched. */
export interface NamedDate {
  readonly date: string;
  readonly words: string;
  readonly at: number;
}

/** ISO numbers, Monday first; Ukrainian in the case that follows "on". */
const WEEKDAYS: Readonly<Record<string, number>> = {
  ...{ monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 },
  ...{ montag: 1, dienstag: 2, mittwoch: 3, donnerstag: 4, freitag: 5, samstag: 6, sonntag: 7 },
  ...{ понеділок: 1, вівторок: 2, середу: 3, четвер: 4, "п'ятницю": 5, 'п’ятницю': 5, суботу: 6, неділю: 7 },
};

/** "November 13, 2025" and "13 November 2025", "24. November" and "5 грудня": the year optional, the word looked up. */
const DAY_FORMS: readonly RegExp[] = [
  /(?<!\p{L})(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?![\d\p{L}])(?!,\d)/gu,
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.? (\p{L}{3,12})(?!\p{L})(?:\.?,? (\d{4}))?(?!\d)/gu,
];
const ISO = /\b\d{4}-\d{2}-\d{2}\b/g;
const RELATIVE =
  /(?<![\p{L}])(?:the day before yesterday|yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night|earlier (?:today|in the day)|vorgestern|gestern|heute|morgen|вчора|сьогодні|завтра)(?![\p{L}])/giu;
const WEEKDAY =
  /(?<![\p{L}])(?:(on|last|next|this|late on|early on|late|since|until|am|у|в|во|vergangenen|kommenden) )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|понеділок|вівторок|середу|четвер|п['’]ятницю|суботу|неділю)(?:abend|morgen|nachmittag|mittag|vormittag|nacht)?(?![\p{L}])/giu;
const PERIOD =
  /\b(?:(?:earlier )?(this|last|next) (week|month|year)|in (?:early |late |mid-|the (?:middle|end|beginning) of )?(january|february|march|april|may|june|july|august|september|october|november|december)(?: (\d{4}))?)\b/gi;
/** "in 2024", "in early 2024". */
const YEAR = /\bin (?:early |late |mid-)?((?:19|20)\d\d)\b(?![-/.,]?\d)/gi;
const AGO =
  /\b(a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (day|week|month|year)s? ago\b/gi;
const COUNT = 'a one two three four five six seven eight nine ten'.split(' ');
const WEEKEND =
  /\b(?:over|at|on|during|this|last) (?:the |last |this |past )?weekend\b|\bam (?:vergangenen )?Wochenende\b/gi;
/** "on Thursday last week", "last week on Thursday": of that week, whatever day it is now. */
const LAST_WEEK_BEHIND = /^,? (?:of )?last week\b/i;
const LAST_WEEK_BEFORE = /\blast week,? (?:on )?$/i;

/**
 * Every date that a text names, seen from the day it was published (an ISO day), in order. `ahead` where what it tells
 * is still to come: then "on Friday" is the next one. `latest` is the day it was then farther east: an article of late on
 * Wednesday in New York that says "on Thursday" was not written about last week.
 */
export function datesIn(
  text: string,
  published: string,
  { ahead = false, latest = published }: { readonly ahead?: boolean; readonly latest?: string } = {},
): readonly NamedDate[] {
  // "Yesterday" and "on Friday" mean nothing without a day to see them from.
  if (!isDay(published)) return [...explicitDates(text, null)];
  const day = Temporal.PlainDate.from(published);
  const dayEast = isDay(latest) ? Temporal.PlainDate.from(latest) : day;
  const found = [...explicitDates(text, day)];
  for (const match of text.matchAll(RELATIVE)) {
    found.push({
      date: day.add({ days: shiftOf(match[0].toLowerCase()) }).toString(),
      words: match[0],
      at: match.index,
    });
  }
  /** Where "last week" stands that belongs to a day. */
  const ofDays = new Set<number>();
  for (const match of text.matchAll(WEEKDAY)) {
    const wanted = WEEKDAYS[(match[2] ?? '').toLowerCase()];
    if (wanted === undefined) continue;
    const word = (match[1] ?? '').toLowerCase();
    const behind = LAST_WEEK_BEHIND.exec(text.slice(match.index + match[0].length))?.[0];
    const before = LAST_WEEK_BEFORE.exec(text.slice(Math.max(0, match.index - 16), match.index))?.[0];
    if (behind !== undefined || before !== undefined) {
      const end = match.index + match[0].length;
      ofDays.add(before === undefined ? end + (behind ?? '').search(/last/i) : match.index - before.length);
      const date = day.subtract({ days: day.dayOfWeek - wanted + 7 });
      found.push({
        date: date.toString(),
        words: `${before ?? ''}${match[0]}${behind ?? ''}`,
        at: match.index - (before?.length ?? 0),
      });
      continue;
    }
    const next = word === 'next' || word === 'kommenden' || (ahead && word !== 'last');
    const last = word === 'last' || word === 'vergangenen';
    const date = weekdayFrom(next ? day : dayEast, wanted, next, last);
    found.push({ date: date.toString(), words: match[0], at: match.index });
  }
  for (const match of text.matchAll(YEAR))
    found.push({ date: match[1] ?? '', words: match[0], at: match.index });
  for (const match of text.matchAll(AGO)) {
    found.push({ date: agoFrom(day, match), words: match[0], at: match.index });
  }
  for (const match of text.matchAll(WEEKEND)) {
    const date = weekendFrom(day, ahead);
    if (date !== null) found.push({ date, words: match[0], at: match.index });
  }
  for (const match of text.matchAll(PERIOD)) {
    // "on Thursday last week" is told by its day.
    if (ofDays.has(match.index)) continue;
    const date = periodOf(match, day);
    if (date !== null) found.push({ date, words: match[0], at: match.index });
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Days from the day of the article. */
function shiftOf(word: string): number {
  if (/^(?:the day before yesterday|vorgestern)$/.test(word)) return -2;
  if (/^(?:yesterday|last night|gestern|вчора)$/.test(word)) return -1;
  return /^(?:tomorrow|morgen|завтра)$/.test(word) ? 1 : 0;
}

/** The latest such weekday up to that day, or the first one after it. */
function weekdayFrom(
  day: Temporal.PlainDate,
  wanted: number,
  next: boolean,
  before: boolean,
): Temporal.PlainDate {
  if (next) return day.add({ days: (wanted - day.dayOfWeek + 7) % 7 || 7 });
  const back = (day.dayOfWeek - wanted + 7) % 7;
  return day.subtract({ days: before && back === 0 ? 7 : back });
}

/** Days are counted; of weeks, months and years nobody means the day. */
function agoFrom(day: Temporal.PlainDate, match: RegExpMatchArray): string {
  const written = (match[1] ?? '').toLowerCase().replace(/^an$/, 'a');
  const count = /^\d/.test(written) ? Number(written) : Math.max(1, COUNT.indexOf(written));
  switch ((match[2] ?? '').toLowerCase()) {
    case 'day':
      return day.subtract({ days: count }).toString();
    case 'week': {
      const monday = day.subtract({ days: day.dayOfWeek - 1 + 7 * count });
      return `${monday.toString()}/${monday.add({ days: 6 }).toString()}`;
    }
    case 'month':
      return day.subtract({ months: count }).toString().slice(0, 7);
    default:
      return String(day.year - count);
  }
}

/** The weekend that is over, or on which the article was written; ahead the one that comes. */
function weekendFrom(day: Temporal.PlainDate, ahead: boolean): string | null {
  const saturday = ahead
    ? day.add({ days: (6 - day.dayOfWeek + 7) % 7 })
    : day.subtract({ days: (day.dayOfWeek - 6 + 7) % 7 });
  const sunday = saturday.add({ days: 1 });
  if (ahead || Temporal.PlainDate.compare(sunday, day) <= 0)
    return `${saturday.toString()}/${sunday.toString()}`;
  return saturday.toString();
}

/** A month, a year or a week from Monday. The current week ends with the article: nothing later was known. */
function periodOf(match: RegExpMatchArray, day: Temporal.PlainDate): string | null {
  const [, which, unit, month, year] = match;
  if (month !== undefined) {
    const number = monthNumber(capital(month)) ?? 1;
    // "in December" seen from March is last year's.
    const at = year === undefined ? (number > day.month ? day.year - 1 : day.year) : Number(year);
    return `${at}-${String(number).padStart(2, '0')}`;
  }
  const word = which?.toLowerCase();
  const last = word === 'last' ? 1 : word === 'next' ? -1 : 0;
  switch (unit?.toLowerCase()) {
    case 'week': {
      const monday = day.subtract({ days: day.dayOfWeek - 1 + 7 * last });
      const end = last === 0 ? day : monday.add({ days: 6 });
      return `${monday.toString()}/${end.toString()}`;
    }
    case 'month':
      return day.subtract({ months: last }).toString().slice(0, 7);
    default:
      return String(day.year - last);
  }
}

/** Dates that are written out; those without a year only where there is a day to see them from. */
function* explicitDates(text: string, day: Temporal.PlainDate | null): Generator<NamedDate> {
  for (const match of text.matchAll(ISO))
    if (isDay(match[0])) yield { date: match[0], words: match[0], at: match.index };
  for (const [form, pattern] of DAY_FORMS.entries()) {
    for (const match of text.matchAll(pattern)) {
      const [month, date] = form === 0 ? [match[1], match[2]] : [match[2], match[1]];
      const number = monthNumber(month ?? '');
      if (number === null) continue;
      const iso = yearFor(match[3], number, Number(date), day);
      if (iso !== null) yield { date: iso, words: match[0], at: match.index };
    }
  }
}

/** A day without its year is the one nearest to the day of the article. */
function yearFor(
  written: string | undefined,
  month: number,
  date: number,
  day: Temporal.PlainDate | null,
): string | null {
  const iso = (year: number) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  if (written !== undefined) return isDay(iso(Number(written))) ? iso(Number(written)) : null;
  if (day === null) return null;
  const near = [day.year - 1, day.year, day.year + 1].filter((year) => isDay(iso(year)));
  const [best] = near.toSorted((a, b) => distance(iso(a), day) - distance(iso(b), day));
  return best === undefined ? null : iso(best);
}

function distance(iso: string, day: Temporal.PlainDate): number {
  return Math.abs(Temporal.PlainDate.from(iso).until(day).days);
}
