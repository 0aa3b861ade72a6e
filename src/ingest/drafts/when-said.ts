import { isDay } from '../../domain/when.ts';

/** A date that words name, in the pack's notation, with the words and where they begin in what was searched. */
export interface NamedDate {
  readonly date: string;
  readonly words: string;
  readonly at: number;
}

/** In order; the first three letters tell them apart, which is how short forms are read. */
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** ISO numbers, Monday first; Ukrainian in the case that follows "on". */
const WEEKDAYS: Readonly<Record<string, number>> = {
  ...{ monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 },
  ...{ montag: 1, dienstag: 2, mittwoch: 3, donnerstag: 4, freitag: 5, samstag: 6, sonntag: 7 },
  ...{ понеділок: 1, вівторок: 2, середу: 3, четвер: 4, "п'ятницю": 5, 'п’ятницю': 5, суботу: 6, неділю: 7 },
};

/** "November 13, 2025" and "13 November 2025", the year optional. */
const DAY_FORMS: readonly RegExp[] = [
  /\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?\b(?!,\d)/gi,
  /\b(\d{1,2})(?:st|nd|rd|th)? (january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?(?:,? (\d{4}))?/gi,
];
const ISO = /\b\d{4}-\d{2}-\d{2}\b/g;
const RELATIVE =
  /(?<![\p{L}])(?:the day before yesterday|yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night|earlier (?:today|in the day)|vorgestern|gestern|heute|morgen|вчора|сьогодні|завтра)(?![\p{L}])/giu;
const WEEKDAY =
  /(?<![\p{L}])(?:(on|last|next|this|late on|early on|late|since|until|am|у|в|во|vergangenen|kommenden) )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|понеділок|вівторок|середу|четвер|п['’]ятницю|суботу|неділю)(?![\p{L}])/giu;
const PERIOD =
  /\b(?:(?:earlier )?(this|last|next) (week|month|year)|in (january|february|march|april|may|june|july|august|september|october|november|december)(?: (\d{4}))?)\b/gi;

/**
 * Every date that a text names, seen from the day it was published (an ISO day), in order. `ahead` where what it tells
 * is still to come: then "on Friday" is the next one.
 */
export function datesIn(text: string, published: string, ahead = false): readonly NamedDate[] {
  // "Yesterday" and "on Friday" mean nothing without a day to see them from.
  if (!isDay(published)) return [...explicitDates(text, null)];
  const day = Temporal.PlainDate.from(published);
  const found = [...explicitDates(text, day)];
  for (const match of text.matchAll(RELATIVE)) {
    found.push({
      date: day.add({ days: shiftOf(match[0].toLowerCase()) }).toString(),
      words: match[0],
      at: match.index,
    });
  }
  for (const match of text.matchAll(WEEKDAY)) {
    const wanted = WEEKDAYS[(match[2] ?? '').toLowerCase()];
    if (wanted === undefined) continue;
    const word = (match[1] ?? '').toLowerCase();
    const date = weekdayFrom(
      day,
      wanted,
      word === 'next' || word === 'kommenden' || (ahead && word !== 'last'),
      word === 'last' || word === 'vergangenen',
    );
    found.push({ date: date.toString(), words: match[0], at: match.index });
  }
  for (const match of text.matchAll(PERIOD)) {
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

/** A month, a year or a week from Monday. The current week ends with the article: nothing later was known. */
function periodOf(match: RegExpMatchArray, day: Temporal.PlainDate): string | null {
  const [, which, unit, month, year] = match;
  if (month !== undefined) {
    const number = MONTHS.indexOf(month.toLowerCase()) + 1;
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
      const number = MONTHS.findIndex((name) => name.startsWith((month ?? '').toLowerCase().slice(0, 3))) + 1;
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
