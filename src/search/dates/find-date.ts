import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { viewOf } from '../../domain/lookups/known-by.ts';
import { isDay, latestDay, parseWhen, type When } from '../../domain/when.ts';
import { phraseWords } from '../names/topics.ts';
import { monthOf } from './calendar-names.ts';
import { readRelative, shiftDay } from './relative-day.ts';

/** The days a phrase sets as bounds, inclusive ISO days, and the words that are left of it. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
  /** What the phrase says besides, in normal form. */
  readonly rest: string;
}

const AROUND = new Set('on the of in at day date around about circa'.split(' '));
const STARTS = new Set('since from after between starting'.split(' '));
const ENDS = new Set('until till before by to through and up'.split(' '));
const LONGEST = 5;

/**
 * The ISO day a phrase names: `2025-11-24`, "24 November", "Nov 24th", "yesterday", "last Tuesday"; for a month or week
 * its last day. `today` anchors relative words; `near` decides the year and week where none is given. Null where the
 * phrase names no date.
 */
export function findDate(typed: string, today: string, near = today): string | null {
  const when = findWhen(typed, today, near);
  return when === null ? null : latestDay(when);
}

/** The same with its precision. */
export function findWhen(typed: string, today: string, near = today): When | null {
  const words = phraseWords(typed);
  return readWhen(
    words.filter((word, at) => !AROUND.has(word) || isCounted(words, at)),
    today,
    near,
  );
}

/** Bounds named within a longer phrase: "from 20 to 25 November", "since yesterday", "in 2022". Null where it has none. */
export function findPeriod(typed: string, today: string, near = today): Period | null {
  const words = phraseWords(typed);
  const mentions = withoutWeekdays(dateMentions(words, today, near), words);
  const [first, second] = mentions;
  if (first === undefined) return null;
  const used = new Set<number>();
  const use = (from: number, to: number) => {
    for (let at = from; at < to; at++) used.add(at);
  };
  for (const mention of mentions) {
    use(mention.from, mention.to);
    let before = mention.from - 1;
    while (isJoint(words[before])) {
      use(before, before + 1);
      before -= 1;
    }
  }
  const rest = words.filter((_, at) => !used.has(at)).join(' ');
  if (second !== undefined) {
    return { from: startOf(first.when), to: latestDay(second.when), rest };
  }
  const lead = words
    .slice(Math.max(0, first.from - 2), first.from)
    .filter((word) => !AROUND.has(word))
    .at(-1);
  if (lead !== undefined && STARTS.has(lead)) return { from: startOf(first.when), rest };
  if (lead !== undefined && ENDS.has(lead)) return { to: latestDay(first.when), rest };
  return { from: startOf(first.when), to: latestDay(first.when), rest };
}

/** "19 October was a Saturday" names one day: a weekday beside a day in figures is no other bound, unless they are joined as such. */
function withoutWeekdays(mentions: readonly DateMention[], words: readonly string[]): readonly DateMention[] {
  const isWritten = ({ from, to }: DateMention) => words.slice(from, to).some((word) => /\d/.test(word));
  const [first, second] = mentions;
  if (first === undefined || second === undefined || !mentions.some(isWritten)) return mentions;
  if (
    words.slice(Math.max(0, first.from - 1), second.from).some((word) => STARTS.has(word) || ENDS.has(word))
  )
    return mentions;
  const written = mentions.filter(isWritten);
  return written.length === 1 ? written : mentions;
}

/**
 * The day a story's dates are read from where no year is given: its last report as of the day asked for. A story that is
 * told ahead of the calendar has its own years.
 */
export function storyDay(briefing: Briefing, asOf: string): string {
  const last = lastReport(briefing);
  return last === '' || (briefing.asOf !== null && last > asOf) ? asOf : last;
}

/** The ISO day on which "now" is: the day asked for, or the last report of a story that is told ahead of the calendar. */
export function presentDay(briefing: Briefing, asOf: string): string {
  if (briefing.asOf !== null) return asOf;
  const last = lastReport(briefing);
  return last > asOf ? last : asOf;
}

/** The ISO day of the last report, within what a view of a day knew. */
function lastReport(briefing: Briefing): string {
  const view = viewOf(briefing);
  const days = reportDays(view?.whole ?? briefing);
  if (view === undefined || view.isWhole) return days.at(-1) ?? '';
  return days.findLast((day) => day <= view.day) ?? '';
}

/** Without repeats, ascending. */
const reportDays = oncePerBriefing(({ sources }) =>
  [...new Set(sources.map((source) => latestDay(source.published)))].sort(),
);

/** Places in a phrase; `from` and `to` are positions of words, end exclusive. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * Where days and months are written out in figures: "2025-11-24", "24.11.2025", "5 September", "November 24th", "from 20 to
 * 25 November". Not "yesterday", a year or a month alone, nor "5 of the September draft". `words` are those of `phraseWords`.
 */
export function writtenDays(words: readonly string[]): readonly Place[] {
  return dateMentions(words, SOME_DAY, SOME_DAY).filter(({ from, to }) => {
    const piece = words.slice(from, to);
    const figures = piece.filter((word) => /^\d+$/.test(word)).length;
    const named = piece.some((word) => monthOf(word) !== null);
    return (
      !piece.includes('the') &&
      (figures > 1 || (figures > 0 && (named || isJoint(words[to]) || isMonthDay(words, to))))
    );
  });
}

/** The 20 of "20 to 25 November", which stands before the date it belongs to. */
function isMonthDay(words: readonly string[], to: number): boolean {
  return /^\d+$/.test(words[to] ?? '') && monthOf(words[to + 1] ?? '') !== null;
}

/** Which day is meant makes no difference to where it stands; a leap year has them all. */
const SOME_DAY = '2000-01-01';

interface DateMention {
  readonly when: When;
  readonly from: number;
  readonly to: number;
}

function dateMentions(words: readonly string[], today: string, near: string): readonly DateMention[] {
  const mentions: DateMention[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + LONGEST); to > from; to--) {
      const piece = words.slice(from, to);
      if ((AROUND.has(piece[0] ?? '') && !isCounted(words, from)) || AROUND.has(piece.at(-1) ?? '')) continue;
      const when = readWhen(
        piece.filter((word) => word !== 'of' && word !== 'the'),
        today,
        near,
      );
      if (when === null) continue;
      const earlier = dayBefore(words, from, mentions.at(-1)?.to ?? 0, when);
      if (earlier !== null) mentions.push(earlier);
      mentions.push({ when, from, to });
      from = to - 1;
      break;
    }
  }
  return mentions;
}

/** The 20 of "20 to 25 November": a bare number joined to a date in the same month. `taken` words belong to another date. */
function dayBefore(words: readonly string[], from: number, taken: number, when: When): DateMention | null {
  const at = /^(?:to|and|until|through)$/.test(words[from - 1] ?? '') ? from - 2 : from - 1;
  const number = words[at];
  if (at < taken || number === undefined || !/^\d{1,2}$/.test(number)) return null;
  if (when.precision !== 'day' || when.from === null) return null;
  const day = `${when.from.slice(0, 8)}${number.padStart(2, '0')}`;
  const earlier = day < when.from ? parseWhen(day) : null;
  return earlier === null ? null : { when: earlier, from: at, to: from };
}

/** The "day" of "the day before yesterday" and "a day ago" says something; that of "on the day" does not. */
function isCounted(words: readonly string[], at: number): boolean {
  return words[at] === 'day' && /^(?:before|after|ago|back|earlier)$/.test(words[at + 1] ?? '');
}

function isJoint(word: string | undefined): boolean {
  return word !== undefined && (AROUND.has(word) || STARTS.has(word) || ENDS.has(word));
}

function startOf(when: When): string {
  return when.from ?? when.to ?? '';
}

function readWhen(words: readonly string[], today: string, near: string): When | null {
  return (
    readNumbers(words) ??
    readMonth(words, near) ??
    readBeside(words, today, near) ??
    readRelative(words, today, near)
  );
}

/** `2025 11 24`, `24 11 2025`, `11 24 2025`, `2025 11`, `2025`. */
function readNumbers(words: readonly string[]): When | null {
  if (!words.every((word) => /^\d{1,4}$/.test(word))) return null;
  const [a = '', b = '', c = ''] = words;
  const year = (word: string) => /^(?:19|20)\d\d$/.test(word);
  if (words.length === 1) return year(a) ? parseWhen(a) : null;
  if (words.length === 2) return year(a) ? parseWhen(`${a}-${b.padStart(2, '0')}`) : null;
  if (words.length !== 3) return null;
  if (year(a)) return dayWhen(a, b, c);
  if (!year(c)) return null;
  return Number(b) > 12 ? dayWhen(c, a, b) : dayWhen(c, b, a);
}

/** "24 november 2025", "november 24", "november". */
function readMonth(words: readonly string[], near: string): When | null {
  const at = words.findIndex((word) => monthOf(word) !== null);
  const month = monthOf(words[at] ?? '');
  if (month === null || words.length > 3) return null;
  const others = words.filter((_, position) => position !== at);
  if (!others.every((word) => /^\d{1,4}$/.test(word))) return null;
  const year = others.find((word) => word.length === 4) ?? shortYear(others, near);
  const [day, ...more] = others.filter(
    (word) => word.length < 3 && (others.length < 2 || !isShortYear(word)),
  );
  if (more.length > 0 || others.length !== (year === undefined ? 0 : 1) + (day === undefined ? 0 : 1)) {
    return null;
  }
  // "may" is more often a verb than a month.
  if (words[at] === 'may' && others.length === 0) return null;
  if (day === undefined) {
    const chosen = year ?? nearestYear((candidate) => `${candidate}-${two(month)}-15`, near);
    return parseWhen(`${chosen}-${two(month)}`);
  }
  return dayWhen(
    year ?? nearestYear((candidate) => `${candidate}-${two(month)}-${two(Number(day))}`, near),
    String(month),
    day,
  );
}

/** "97" of "23 July 97": no month has so many days. */
function isShortYear(word: string): boolean {
  return word.length === 2 && Number(word) > 31;
}

/** Of the century that brings it nearest. */
function shortYear(words: readonly string[], near: string): string | undefined {
  // Alone with its month it is rather a slip of a day.
  const short = words.length > 1 ? words.find(isShortYear) : undefined;
  if (short === undefined) return undefined;
  const far = (year: string) => Math.abs(Number(year) - Number(near.slice(0, 4)));
  const [first, second] = [`19${short}`, `20${short}`] as const;
  return far(first) < far(second) ? first : second;
}

/** "day before yesterday", "day after 24 November". */
function readBeside(words: readonly string[], today: string, near: string): When | null {
  const [day, side, ...rest] = words;
  if (day !== 'day' || (side !== 'before' && side !== 'after')) return null;
  const when = readWhen(rest, today, near);
  if (when === null || when.precision !== 'day' || when.from === null) return null;
  return parseWhen(shiftDay(when.from, side === 'before' ? -1 : 1));
}

function dayWhen(year: string, month: string, day: string): When | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? parseWhen(text) : null;
}

/** So much nearer must a day ahead be than one that has been: most of what is asked about has happened. */
const AHEAD = 3;

/** The year that brings a day of the year nearest to another day, where days ahead count as further off. */
function nearestYear(dayIn: (year: number) => string, near: string): string {
  const year = Number(near.slice(0, 4));
  const far = (candidate: number) => {
    const days = Date.parse(dayIn(candidate)) - Date.parse(near);
    return days > 0 ? AHEAD * days : -days;
  };
  const [best = year] = [year, year - 1, year + 1]
    .filter((candidate) => isDay(dayIn(candidate)))
    .sort((a, b) => far(a) - far(b));
  return String(best);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
