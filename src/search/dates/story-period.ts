import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { wholeOf } from '../../domain/lookups/known-by.ts';
import { isDay, latestDay, type When } from '../../domain/when.ts';
import { phraseWords } from '../names/topics.ts';
import { monthOf } from './calendar-names.ts';
import { findPeriod, type Period, storyDay } from './find-date.ts';

/**
 * The days a phrase names, as `findPeriod` has them. A day or month without its year is that of the year in which the story
 * has something on it, the last such year first; where no year has, of the year the story is in.
 */
export function periodIn(typed: string, briefing: Briefing, today: string): Period | null {
  // "The November one" is whatever came in November, and not its first day.
  const said = typed.replace(/\b(?!may\b)(\p{L}{3,9}) ones?\b/giu, (whole, word: string) =>
    monthOf(word.toLowerCase()) === null ? whole : word,
  );
  const period = findPeriod(said, today, storyDay(briefing, today));
  if (period === null || hasYear(typed) || !phraseWords(typed).some((word) => monthOf(word) !== null))
    return period;
  const { from, to } = period;
  if (from === undefined || to === undefined || from.slice(0, 4) !== to.slice(0, 4)) return period;
  const { days, years } = storyDays(wholeOf(briefing));
  const key = from === to ? from : from.slice(0, 7);
  if (days.has(key)) return period;
  const year = years.find(
    (one) =>
      days.has(`${one}${key.slice(4)}`) && (briefing.asOf === null || one <= briefing.asOf.slice(0, 4)),
  );
  if (year === undefined) return period;
  const [first, last] = [`${year}${from.slice(4)}`, `${year}${to.slice(4)}`];
  return isDay(first) && isDay(last) ? { ...period, from: first, to: last } : period;
}

function hasYear(typed: string): boolean {
  return /(?<!\d)(?:19|20)\d\d(?!\d)/.test(typed);
}

/** Every day on which something happened, was said or came out, and every month of them; the years of them, the last first. */
const storyDays = oncePerBriefing((briefing) => {
  const days = new Set<string>();
  const add = (when: When | undefined) => {
    if (when === undefined || when.to === null) return;
    const last = latestDay(when);
    days.add(last.slice(0, 7));
    if (when.precision === 'day') days.add(last);
  };
  for (const { date } of briefing.events) add(date);
  for (const { date } of briefing.votes) add(date);
  for (const { date } of briefing.statements) add(date);
  for (const { published } of briefing.texts) add(published);
  const years = [...new Set([...days].map((day) => day.slice(0, 4)))].sort().toReversed();
  return { days, years };
});
