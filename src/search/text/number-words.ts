import { editDistance } from './edit-distance.ts';

const SMALL = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth',
] as const;
const TENS = [
  'twenty thirty forty fifty sixty seventy eighty ninety',
  'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth',
] as const;

const values = new Map<string, number>();
for (const line of SMALL) for (const [value, word] of line.split(' ').entries()) values.set(word, value);
for (const line of TENS) for (const [at, word] of line.split(' ').entries()) values.set(word, (at + 2) * 10);
values.set('nought', 0);
values.set('nil', 0);

const ZERO = 48;
const NINE = 57;

const isTens = (value: number) => value >= 20 && value % 10 === 0;

/** One word read as a number: `6`, `6th`, `six`, `sixth`; null for any other word. */
function numberOf(word: string): number | null {
  const first = word.charCodeAt(0);
  // Nearly every word begins with a letter: the pattern is not tried in vain, which counts in a large pack.
  if (first < ZERO || first > NINE) return values.get(word) ?? null;
  const figures = /^(\d{1,6})(?:st|nd|rd|th)?$/.exec(word);
  return figures === null ? null : Number(figures[1]);
}

/** Words one of which stands wherever `withFigures` reads this number from words; also `6th` for 6. */
export function numberWordsFor(value: number): readonly string[] {
  const parts = value >= 100 ? ['hundred', 'hundredth'] : [];
  const spelled = [...values].flatMap(([word, known]) =>
    known === value || (value > 20 && value < 100 && known === value - (value % 10)) ? [word] : [],
  );
  return [...parts, ...spelled, ...['st', 'nd', 'rd', 'th'].map((ending) => `${value}${ending}`)];
}

/** Words for amounts, with their values; "one" and "first" are too often none. */
export const AMOUNT_WORDS: readonly (readonly [word: string, value: number])[] = [...values].filter(
  ([word, value]) => value > 1 && numberOf(word) === value && !/(?:th|nd|rd|st|ieth|nought|nil)$/.test(word),
);

/** True for a number in words: six, sixth, sixty. */
export function isNumberWord(word: string): boolean {
  return values.has(word);
}

/** True for a place in words: sixth, twentieth. */
export function isOrdinalWord(word: string): boolean {
  return values.has(word) && /(?:th|first|second|third)$/.test(word);
}

/** A number word one slip of the pen away (`fourty`, `twelth`, `sixt`); null where there is none or several. */
export function misspelledNumberOf(word: string): number | null {
  if (word.length < 4) return null;
  const near = new Set<number>();
  for (const [known, value] of values) {
    // Nobody slips on the first letter, and "fight" is not eight.
    if (word[0] === known[0] && editDistance(word, known, 1) <= 1) near.add(value);
  }
  const [only] = near;
  return near.size === 1 && only !== undefined ? only : null;
}

function isPoint(word: string | undefined): boolean {
  return word === 'point' || word === 'points';
}

function spelledRight(word: string): string | null {
  if (values.has(word)) return null;
  const value = misspelledNumberOf(word);
  if (value === null) return null;
  return [...values].find(([, known]) => known === value)?.[0] ?? null;
}

/**
 * The words with every number in figures, whether it was typed so or in words: `the twenty first` is `the 21`. A number
 * word with a slip counts only right before or after "point", where nothing else is expected.
 */
export function withFigures(typed: readonly string[]): readonly string[] {
  const words = typed.map((word, at) =>
    isPoint(typed[at + 1]) || isPoint(typed[at - 1]) ? (spelledRight(word) ?? word) : word,
  );
  const figures: string[] = [];
  // Only number words grow together: "twenty one" is 21, but "20 1" stays two numbers.
  let open: number | null = null;
  for (const word of words) {
    const value = numberOf(word);
    const spelled = values.has(word);
    if (open !== null && spelled && value !== null && value > 0 && value < 10) {
      figures[figures.length - 1] = String(open + value);
      open = null;
      continue;
    }
    open = null;
    if (word === 'hundred' || word === 'hundredth') {
      const before = Number(figures.at(-1));
      if (before >= 1 && before <= 9) figures[figures.length - 1] = String(before * 100);
      else if (figures.at(-1) === 'a') figures[figures.length - 1] = '100';
      else figures.push('100');
      continue;
    }
    figures.push(value === null ? word : String(value));
    if (spelled && value !== null && isTens(value)) open = value;
  }
  return figures;
}
