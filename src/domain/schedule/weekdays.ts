import { plainWords, type Read } from './reading.ts';
import { EVERY_DAY, type Weekday } from './subscription.ts';

const EXPECTED = 'daily, weekdays, mon-fri or a list such as mon, thu';

/** Short names, Monday first. */
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const FULL_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Every spelling of one day; a word that merely begins so is none. */
const DAYS: ReadonlyMap<string, Weekday> = new Map(
  EVERY_DAY.flatMap((day): readonly (readonly [string, Weekday])[] => {
    const name = FULL_NAMES[day - 1] ?? '';
    const short = name.slice(0, 3);
    const further = day === 4 ? ['thur', 'thurs'] : [`${short}s`];
    return [name, `${name}s`, short, name.slice(0, 2), ...further].map((word) => [word, day] as const);
  }),
);

/** Words for several days at once. */
const GROUPS: ReadonlyMap<string, readonly Weekday[]> = new Map([
  ['daily', EVERY_DAY],
  ['all', EVERY_DAY],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['weekend', [6, 7]],
]);

/** Every way to write a word of `GROUPS` in several words, or as one that is none of its own. */
const IN_ONE_WORD: readonly (readonly [RegExp, string])[] = [
  [/\b(?:every|each|all)[ -]?days?\b(?! of)/g, 'daily'],
  [/\b(?:all|every|whole)[ -]?week\b/g, 'daily'],
  [/\b(?:week|work|working|business)[ -]?days?\b/g, 'weekdays'],
  [/\bweek[ -]?ends?\b/g, 'weekend'],
];

/** Every hyphen, dash, minus, wave and arrow that stands between the two ends of a stretch. */
const DASH = /[=-]{1,3}>|\.{2,}|[\p{Pd}\u00ad\u02d7\u2043\u2190-\u21ff\u2212\u2500\u2501\u30fc~∼-]+/gu;

/** What stands between days that are listed. */
const BETWEEN = /[\s,;/|+&·•\u2044\u2215\u2022\u3001\u30fb]+/;

/** Words beside days that change nothing about them. */
const FILLERS: ReadonlySet<string> = new Set(['every', 'each', 'on', 'from']);

/**
 * Days as people write them: `daily`, `every day`, `weekdays`, `mon-fri`, `Mon – Fri`, `monday to friday`, `mon/wed/fri`,
 * `Tuesdays and Thursdays`. A stretch may run over Sunday. Gives at least one day, ascending; a word that is not
 * understood refuses the whole.
 */
export function readDays(text: string): Read<readonly Weekday[]> {
  const words = wordsOf(text);
  const chosen = new Set<Weekday>();
  const unknown: string[] = [];
  for (const [at, word] of words.entries()) {
    const joins = word === 'and' || word === 'plus';
    if (joins ? at > 0 && at < words.length - 1 : FILLERS.has(word)) continue;
    const days = GROUPS.get(word) ?? stretch(word);
    if (days === null) unknown.push(word);
    else for (const day of days) chosen.add(day);
  }
  if (unknown.length === 0 && chosen.size > 0)
    return { kind: 'read', value: EVERY_DAY.filter((day) => chosen.has(day)) };
  return { kind: 'refused', expected: EXPECTED, found: unknown.length === 0 ? text : unknown.join(', ') };
}

function wordsOf(text: string): readonly string[] {
  const grouped = IN_ONE_WORD.reduce(
    (words, [pattern, word]) => words.replace(pattern, word),
    plainWords(text),
  );
  return grouped
    .replace(DASH, '-')
    .replace(/(?<=^| )(?:to|through|thru|until|till)(?=$| )/g, '-')
    .replace(/\.(?![\p{L}\p{N}])/gu, '')
    .replace(/ ?-(?: ?-)* ?/g, '-')
    .split(BETWEEN)
    .filter((word) => word !== '');
}

/** One day, or the days from one to another. */
function stretch(word: string): readonly Weekday[] | null {
  const [first, last, ...more] = word.split('-').map((name) => DAYS.get(name));
  if (first === undefined || more.length > 0) return null;
  if (!word.includes('-')) return [first];
  if (last === undefined) return null;
  const days: Weekday[] = [first];
  for (let day = first; day !== last; days.push(day)) day = EVERY_DAY[day % 7] ?? 1;
  return days;
}

/** `every day`, `every weekday`, `every Mon, Wed and Fri`. */
export function daysInWords(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day';
  if (days.join() === '1,2,3,4,5') return 'every weekday';
  const names = days.map((day) => DAY_NAMES[day - 1] ?? '');
  const last = names.pop() ?? '';
  return `every ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}`;
}

/** `Mon`: of an ISO weekday. */
export function dayName(day: number): string {
  return DAY_NAMES[day - 1] ?? '';
}
