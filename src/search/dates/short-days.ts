import { weekdayOf } from './calendar-names.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const FIGURES = /(?<![\d/.,:-])(\d{1,2})\/(\d{1,2})(?![\d/.,:%-])/g;
/** What is counted in parts, and what goes on around the clock. */
const PART = /^ ?(?:of\b|majorit|vote|-|percent)/i;
const ORDINAL =
  /\b(on|by|of|since|until|till|before|after|from|for|around) the (\d{1,2})(?:st|nd|rd|th)\b(?=[?.!,;]|$| (?:and|in|or|what|who|did|was|were|is|at|to|then|about|with|please|pls)\b)/gi;
const WEEKDAY = /\b(\p{L}{3,9})\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?\b(?! ?(?:[\p{L}%/:.-]*\d|%|\/))/giu;

/**
 * Spells out days that are given by a figure or two: "23/11" as "23 November", "on the 26th" and "tues 25" as that day of the
 * month nearest to `near`, an ISO day. Parts ("2/3 of them") and what is no day ("24/7") stay as typed.
 */
export function spellDays(typed: string, near: string): string {
  return typed
    .replace(FIGURES, (whole, first: string, second: string, at: number) => {
      if (whole === '24/7' || PART.test(typed.slice(at + whole.length))) return whole;
      const [day, month] = Number(second) > 12 ? [second, first] : [first, second];
      return isDayOf(Number(month), Number(day)) ? `${Number(day)} ${MONTHS[Number(month) - 1]}` : whole;
    })
    .replace(ORDINAL, (whole, before: string, day: string) => {
      const spelled = nearestDay(Number(day), near);
      return spelled === null ? whole : `${before} ${spelled}`;
    })
    .replace(WEEKDAY, (whole, word: string, day: string) => {
      const spelled = weekdayOf(weekdayIn(word)) === null ? null : nearestDay(Number(day), near);
      return spelled ?? whole;
    });
}

/** "tues", "thurs" and "weds" as the first letters of the day. */
function weekdayIn(word: string): string {
  const lower = word.toLowerCase();
  return /^(?:tues|weds|thurs?)$/.test(lower) ? lower.slice(0, 3) : lower;
}

function isDayOf(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** That day of the month of `near` or of the one before it, whichever is nearer and was or is within a week. */
function nearestDay(day: number, near: string): string | null {
  if (day < 1 || day > 31) return null;
  const [year = 0, month = 1, today = 1] = near.split('-').map(Number);
  const before = day > today + 7;
  const chosen = before ? month - 1 : month;
  const of = { year: chosen < 1 ? year - 1 : year, month: chosen < 1 ? 12 : chosen };
  const last = new Date(Date.UTC(of.year, of.month, 0)).getUTCDate();
  return day > last ? null : `${day} ${MONTHS[of.month - 1]}`;
}
