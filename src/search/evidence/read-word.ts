import { letterBits, mayBeWithin } from '../statements/index/vocabulary.ts';
import { commonWords } from '../text/common-words.ts';
import { editDistance } from '../text/edit-distance.ts';
import { stem } from '../text/stem.ts';
import { synonymsOf } from '../text/synonyms.ts';
import { kindredOf } from './kindred-words.ts';

/** Stems a typed word may stand for, each with how likely it is meant, 0 to 1; the word's own first where it is known. */
export type WordReader = (word: string) => readonly { readonly stem: string; readonly factor: number }[];

/** How likely a word is meant by another that people use for it. */
export const KINDRED = 0.55;
/** From so likely on a stem stands for a word. */
export const STANDS_FOR = 0.5;
const SYNONYM = 0.35;
const SLIP = 0.8;
const TWO_SLIPS = 0.6;
const BEGINNING = 0.6;
/** Letters from which a word is taken for a slip of another. */
const SLIP_LENGTH = 4;
const MOST_SLIPS = 4;
const FUNCTION_WORDS = new Set(
  'whil whol where which whose these those there their other every never again still being'.split(' '),
);
/** Letters from which two slips are one word still: "merkel" is not "market". */
const LONG = 8;

/** Stems by their first two letters: what a slip may stand for. */
export type StemBuckets = ReadonlyMap<string, StemBucket>;

interface StemBucket {
  readonly stems: readonly string[];
  /** The letters of each as bits: most of what is no slip is told by them, without a look at the word. */
  readonly letters: Int32Array;
  readonly lengths: Uint8Array;
}

interface KnownStems {
  readonly has: (stem: string) => boolean;
}

/**
 * Reads words against the stems of an index. A word that is known is never taken for a slip of another. `buckets` may hold
 * stems that are not known: those of a whole briefing, where a day knew less.
 */
export function createWordReader(known: KnownStems, buckets: () => StemBuckets): WordReader {
  const read = new Map<string, ReturnType<WordReader>>();
  return (word) => {
    const kept = read.get(word);
    if (kept !== undefined) return kept;
    const made = readWord(word, known, buckets());
    if (read.size > 5_000) read.clear();
    read.set(word, made);
    return made;
  };
}

function readWord(word: string, known: KnownStems, buckets: StemBuckets): ReturnType<WordReader> {
  const root = stem(word);
  const found = new Map<string, number>();
  const offer = (other: string, factor: number) => {
    if (known.has(other) && (found.get(other) ?? 0) < factor) found.set(other, factor);
  };
  offer(root, 1);
  for (const other of spelledElsewhere(root)) offer(other, 1);
  for (const other of kindredOf(root)) offer(other, KINDRED);
  for (const other of synonymsOf(word)) offer(stem(other), SYNONYM);
  if (!/\d/.test(root)) {
    for (const [other, factor] of relatives(root, buckets)) offer(other, factor);
    if (!known.has(root))
      for (const [other, factor] of slips(word, root, known, buckets)) offer(other, factor);
  }
  return [...found].map(([other, factor]) => ({ stem: other, factor })).sort((a, b) => b.factor - a.factor);
}

/** The same word as the other side of the Atlantic spells it: "authorisation", "labor", "theatre". */
function spelledElsewhere(root: string): readonly string[] {
  return SPELLINGS.flatMap(([one, other]) =>
    one.test(root) && root.length > 5 ? [root.replace(one, other)] : [],
  );
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/is(?=ation$|$)/, 'iz'],
  [/iz(?=ation$|$)/, 'is'],
  [/our$/, 'or'],
  [/or$/, 'our'],
  [/tr$/, 'ter'],
  [/ter$/, 'tr'],
  [/programm$/, 'program'],
  [/program$/, 'programm'],
];

/** Other forms of the word that its stem does not reach: "ratification" and "ratify", "german" and "germany". */
function* relatives(root: string, buckets: StemBuckets): Iterable<readonly [string, number]> {
  if (root.length < 5) return;
  const head = root.slice(0, Math.max(5, root.length - 3));
  const longest = root.endsWith('cation') ? LONG_ENDING : LONGEST_ENDING;
  for (const other of buckets.get(root.slice(0, 2))?.stems ?? []) {
    if (other === root || Math.abs(other.length - root.length) > longest) continue;
    if (other.startsWith(head) && other.length >= 5) yield [other, BEGINNING];
    else if (other.length >= 5 && root.startsWith(other) && root.length - other.length <= longest)
      yield [other, BEGINNING];
  }
}

const LONGEST_ENDING = 5;
/** "-cation", as in "ratification". */
const LONG_ENDING = 6;

function slips(
  word: string,
  root: string,
  known: KnownStems,
  buckets: StemBuckets,
): readonly (readonly [string, number])[] {
  if (word.length < SLIP_LENGTH) return [];
  const most = root.length < LONG ? 1 : 2;
  const first = root[0] ?? '';
  const same = nearest(root, known, buckets, most, (letter) => letter === first, 1);
  // A slip in the first letter is rare, and is looked for where nothing else comes near.
  return same.length > 0 ? same : nearest(root, known, buckets, 1, (letter) => letter !== first, 0.9);
}

function nearest(
  root: string,
  known: KnownStems,
  buckets: StemBuckets,
  most: number,
  begins: (letter: string) => boolean,
  share: number,
): readonly (readonly [string, number])[] {
  const found: [string, number][] = [];
  const bits = bitsOf(root);
  const least = Math.max(SLIP_LENGTH, root.length - most);
  for (const [key, { stems, letters, lengths }] of buckets) {
    if (!begins(key[0] ?? '')) continue;
    for (let at = 0; at < stems.length; at += 1) {
      const length = lengths[at] ?? 0;
      const sameLetters = bits === letters[at] && Math.abs(length - root.length) <= 2;
      if ((length < least || length > root.length + most) && !sameLetters) continue;
      if (!mayBeWithin(most, bits, letters[at] ?? 0)) continue;
      const other = stems[at] ?? '';
      // "Whale" is no slip of "while": nobody looks for a word that stands in every sentence.
      if (commonWords.has(other) || FUNCTION_WORDS.has(other)) continue;
      // The wrong letter doubled is one slip, whatever it takes to mend: "tarrif", "comittee".
      const distance =
        sameLetters && undoubled(root) === undoubled(other) ? 1 : editDistance(root, other, most);
      if (distance <= most && known.has(other))
        found.push([other, share * (distance === 1 ? SLIP : TWO_SLIPS)]);
    }
  }
  found.sort((a, b) => b[1] - a[1]);
  const best = found[0]?.[1] ?? 0;
  return found.filter(([, factor]) => factor === best).slice(0, MOST_SLIPS);
}

/** Each letter once where it is doubled. */
function undoubled(root: string): string {
  return root.replace(/(\p{L})\1/gu, '$1');
}

/** Stems with a figure in them are no words. */
export function bucketsOf(stems: Iterable<string>): StemBuckets {
  const lists = new Map<string, string[]>();
  for (const root of stems) {
    if (/\d/.test(root)) continue;
    const key = root.slice(0, 2);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [root]);
    else list.push(root);
  }
  return new Map(
    [...lists].map(([key, list]): [string, StemBucket] => [
      key,
      {
        stems: list,
        letters: Int32Array.from(list, bitsOf),
        lengths: Uint8Array.from(list, ({ length }) => Math.min(length, LONGEST)),
      },
    ]),
  );
}

/** Longer words are no slips of one another: their distance is not reckoned. */
const LONGEST = 255;

function bitsOf(root: string): number {
  const units = Uint16Array.from(root, (_, at) => root.charCodeAt(at));
  return letterBits(units, 0, units.length);
}
