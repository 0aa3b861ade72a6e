import { readdirSync, readFileSync } from 'node:fs';
import type { IndexedStatement } from '../src/search/statements/quote-index.ts';
import { commonWords } from '../src/search/text/common-words.ts';
import { tokens } from '../src/search/text/normalize.ts';
import { SYNONYM_GROUPS } from '../src/search/text/synonym-groups.ts';
import type { Query } from './search/data.ts';

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const MADE_UP_WORDS = 40_000;
const SYLLABLES =
  'ba be bo da de do fa fi ga go ka ke ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te ti to va ve za'.split(
    ' ',
  );
const ENDINGS = ['', '', 'n', 'r', 's', 'l', 'nt', 'st', 'ck'];

/**
 * Words to make statements of, commonest first: function words, then the words of the bundled packs (or a built-in
 * list where there is no pack), then made-up ones, for real text has a tail of names no list can give.
 */
export function vocabulary(folder: URL, random: Random): readonly string[] {
  const own = wordsOfPacks(folder);
  const known = own.length >= 300 ? own : tokens(SYNONYM_GROUPS).map(({ word }) => word);
  const words = new Set([...commonWords.keys(), ...known]);
  const target = words.size + MADE_UP_WORDS;
  while (words.size < target) {
    let word = '';
    for (let left = 2 + Math.floor(random() * 3); left > 0; left--) word += pick(SYLLABLES, random);
    words.add(word + pick(ENDINGS, random));
  }
  return [...words];
}

function wordsOfPacks(folder: URL): readonly string[] {
  const counts = new Map<string, number>();
  let files: readonly string[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    // A checkout without packs still has a bench.
    return [];
  }
  for (const file of files) {
    if (!/\.ya?ml$/.test(file)) continue;
    for (const { word } of tokens(readFileSync(new URL(file, folder), 'utf8'))) {
      if (/^[a-z]{2,}$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

export function pick<T>(values: readonly T[], random: Random): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('bench: cannot pick from an empty list');
  return value;
}

/** Statements of 8 to 45 words, each word drawn by Zipf's law. */
export function makeStatements(
  count: number,
  words: readonly string[],
  random: Random,
): readonly IndexedStatement[] {
  const bounds = new Float64Array(words.length);
  let sum = 0;
  for (let i = 0; i < words.length; i++) {
    sum += 1 / (i + 8);
    bounds[i] = sum;
  }
  const draw = (): string => {
    const at = random() * sum;
    let low = 0;
    let high = words.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return words[low] as string;
  };
  return Array.from({ length: count }, (_, i) => ({
    id: `s${i}`,
    speaker: `Speaker ${i % 97}`,
    text: Array.from({ length: 8 + Math.floor(random() * 38) }, draw).join(' '),
  }));
}

/** Ways people half-remember: each turns the words of a statement into a question. */
const KINDS: Readonly<Record<string, (words: readonly string[], random: Random) => readonly string[]>> = {
  exact: (words, random) => fragment(words, 5 + Math.floor(random() * 4), random),
  'three words': (words, random) => fragment(words, 3, random),
  typos: (words, random) => fragment(words, 8, random).map((word) => mistype(word, random)),
  'dropped, reordered': (words, random) =>
    shuffled(
      fragment(words, 9, random).filter(() => random() > 0.25),
      random,
    ),
  gist: (words, random) =>
    shuffled(
      words.filter((word) => !commonWords.has(word)),
      random,
    ).slice(0, 4),
};

/** For each kind, `each` questions whose statement is among the first `indexed` and as many whose statement is not. */
export function makeQueries(
  statements: readonly IndexedStatement[],
  indexed: number,
  each: number,
  random: Random,
): readonly Query[] {
  const queries: Query[] = [];
  for (const [kind, ask] of Object.entries(KINDS)) {
    for (let i = 0; i < 2 * each; i++) {
      const neg = i >= each;
      const at = neg
        ? indexed + Math.floor(random() * (statements.length - indexed))
        : Math.floor(random() * indexed);
      const statement = statements[at];
      if (statement === undefined) continue;
      const q = ask(statement.text.split(' '), random).join(' ');
      queries.push({ qid: `${kind}-${i}`, kind, neg, q, gold: neg ? [] : [statement.id] });
    }
  }
  return queries;
}

function fragment(words: readonly string[], length: number, random: Random): readonly string[] {
  const from = Math.floor(random() * Math.max(1, words.length - length));
  return words.slice(from, from + length);
}

export function shuffled<T>(values: readonly T[], random: Random): readonly T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** Drops, doubles or replaces one letter in ten. */
function mistype(word: string, random: Random): string {
  let typed = '';
  for (const letter of word) {
    if (random() >= 0.1) typed += letter;
    else if (random() < 0.4) typed += letter + letter;
    else if (random() < 0.5) typed += pick([...'etaoinsr'], random);
  }
  return typed === '' ? word : typed;
}
