import { counted } from '../../../answer/phrases.ts';
import { earliestDay, formatDay, latestDay } from '../../../domain/when.ts';
import { type Entry, entryPage, entryTitle, isExpected, whenOf } from '../../../views/tracked/entry.ts';
import { type Html, NOTHING } from '../html/html.ts';
import { recordLink, type View } from '../serve/view.ts';
import { clippedTo, strip, svgText } from './chart.ts';

/** Shares of the width, in hundredths: what is left free at each side, and columns of dots, as many as a phone has room for. */
const SIDE = 3;
const COLUMNS = 26;
/** Pixels. */
const BASE = 132;
const HEIGHT = BASE + 28;
const MOST = 90;
const STACK = 9;

/** Events, votes and turns of deadlines as dots over their days, the expected ones hollow; the day the page speaks for is a line. */
export function timelineStrip(happened: readonly Entry[], expected: readonly Entry[], view: View): Html {
  const dots = [...happened.slice(0, MOST), ...expected.slice(0, MOST)]
    .map((entry) => ({ entry, day: earliestDay(whenOf(entry)) || latestDay(whenOf(entry)) }))
    .filter(({ day }) => day !== '')
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const recent = withoutLongTail(dots);
  const [first, last] = [recent[0]?.day, recent.at(-1)?.day];
  if (first === undefined || last === undefined || recent.length < 2) return NOTHING;
  const until = [last, view.asOf].sort()[1] ?? last;
  const span = Math.max(1, daysBetween(first, until));
  const xOf = (day: string) => SIDE + (daysBetween(first, day) / span) * (100 - 2 * SIDE);
  const at = (day: string) => `${xOf(day).toFixed(1)}%`;
  const heights = new Map<number, number>();
  const drawn = recent.map(({ entry, day }) => {
    const slot = Math.round((xOf(day) / 100) * COLUMNS);
    const level = heights.get(slot) ?? 0;
    heights.set(slot, level + 1);
    const y = BASE - 12 - Math.min(level, STACK) * 12;
    const says = `${formatDay(day)}${isExpected(entry) ? ', expected' : ''}: ${clippedTo(entryTitle(entry, view.briefing), 160)}`;
    const state = isExpected(entry) ? 'expected' : entry.kind === 'event' ? entry.status : 'happened';
    return `<a href="${svgText(recordLink(view, entryPage(entry)))}" class="dot ${state}" tabindex="-1"><title>${svgText(says)}</title><circle cx="${at(day)}" cy="${y}" r="5"/></a>`;
  });
  const days = ticks(first, until);
  const marks = days.map((day, index) => {
    // Words at an edge stand within it.
    const [anchor, x] = index === 0 ? ['start', '0%'] : xOf(day) > 90 ? ['end', '100%'] : ['middle', at(day)];
    // A phone has room for the first, the last and the one between.
    const kind = [0, days.length - 1, Math.floor(days.length / 2)].includes(index) ? '' : ' minor';
    return `<line class="tick" x1="${at(day)}" x2="${at(day)}" y1="${BASE}" y2="${BASE + 5}"/><text class="axis${kind}" x="${x}" y="${BASE + 20}" text-anchor="${anchor}">${svgText(formatDay(day).replace(/ \d{4}$/, ''))}</text>`;
  });
  return strip({
    title: `${formatDay(first)} to ${formatDay(until)}`,
    says: `Timeline of ${counted(recent.length, 'event')}, ${recent.filter(({ entry }) => isExpected(entry)).length} of them only expected.`,
    height: HEIGHT,
    svg: `<line class="base" x1="0" x2="100%" y1="${BASE}" y2="${BASE}"/><line class="now" x1="${at(view.asOf)}" x2="${at(view.asOf)}" y1="6" y2="${BASE}"/>${marks.join('')}${drawn.join('')}`,
  });
}

/** Background from long before would press everything else into one corner: nine of ten events decide the beginning. */
function withoutLongTail<T extends { readonly day: string }>(dots: readonly T[]): readonly T[] {
  const [oldest, newest] = [dots[0]?.day, dots.at(-1)?.day];
  const quartile = dots[Math.floor(dots.length / 4)]?.day;
  if (oldest === undefined || newest === undefined || quartile === undefined) return dots;
  const usual = Math.max(7, daysBetween(quartile, newest));
  return dots.filter(({ day }) => daysBetween(day, newest) <= usual * 2);
}

const MOST_TICKS = 8;

function ticks(first: string, last: string): readonly string[] {
  const span = daysBetween(first, last);
  const step = Math.max(1, Math.ceil(span / MOST_TICKS));
  const start = Temporal.PlainDate.from(first);
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, at) =>
    start.add({ days: at * step }).toString(),
  );
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
