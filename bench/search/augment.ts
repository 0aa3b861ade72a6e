import { buildQuoteIndex, type IndexedStatement } from '../../src/search/statements/quote-index.ts';
import { commonWords } from '../../src/search/text/common-words.ts';
import { tokens } from '../../src/search/text/normalize.ts';
import { synonymsOf } from '../../src/search/text/synonyms.ts';
import { pick, type Random, seededRandom, shuffled } from '../corpus.ts';
import type { Query } from './data.ts';

/**
 * Questions made from statements no given query is about, to learn the order of rows from: gists, words dropped and
 * moved, typing slips, swapped words. Paraphrases cannot be made, so made questions count less than given ones.
 */
const MADE: Readonly<Record<string, { readonly count: number; readonly ask: Ask }>> = {
  'made gist': { count: 4000, ask: gist },
  'made reordered': { count: 1200, ask: reordered },
  'made typos': { count: 1200, ask: mistyped },
  'made swapped': { count: 1200, ask: swapped },
};

/** Questions with a number as it was said, and the same with another one: nobody said that. */
const WITH_NUMBERS = 1500;

/** Turns the words of a statement into a question; undefined where there are too few. */
type Ask = (words: readonly string[], random: Random, anyWord: () => string) => readonly string[] | undefined;

/** A word from anywhere is one that this many statements hold, so that it is nobody's slip. */
const KNOWN_FROM = 5;
/** Overlap from which another statement answers a made question too. */
const SAME = 0.8;

/** Makes questions of `statements`; half of those from `core`, so that a smaller corpus has its share. */
export function makeTrainingQueries(
  statements: readonly IndexedStatement[],
  core: readonly IndexedStatement[],
  spoken: ReadonlySet<string>,
  seed: number,
): readonly Query[] {
  const random = seededRandom(seed);
  const index = buildQuoteIndex(statements);
  const words = frequentWords(statements);
  const free = (all: readonly IndexedStatement[]) =>
    shuffled(
      all.filter(({ id }) => !spoken.has(id)),
      random,
    );
  const pools = [free(statements), free(core)];
  const next = [0, 0];
  const queries: Query[] = [];
  for (const [kind, { count, ask }] of Object.entries(MADE)) {
    for (let made = 0, tries = 0; made < count && tries < 20 * count; tries++) {
      const which = tries % 2;
      const pool = pools[which] ?? [];
      const at = next[which] ?? 0;
      next[which] = at + 1;
      const statement = pool[at % Math.max(1, pool.length)];
      if (statement === undefined) continue;
      const asked = ask(
        tokens(statement.text).map(({ word }) => word),
        random,
        () => pick(words, random),
      );
      if (asked === undefined) continue;
      const others = index.near(statement.text, { atLeast: SAME, limit: 5 }).map(({ id }) => id);
      const gold = [...new Set([statement.id, ...others])];
      queries.push({ qid: `${kind} ${made++}`, kind, neg: false, q: asked.join(' '), gold });
    }
  }
  return [...queries, ...withNumbers(free(core), random)];
}

/** The words around a number of a statement, as they are and with another number, which makes them nobody's. */
function withNumbers(statements: readonly IndexedStatement[], random: Random): readonly Query[] {
  const queries: Query[] = [];
  for (const { id, text } of statements) {
    if (queries.length >= 2 * WITH_NUMBERS) break;
    const words = tokens(text).map(({ word }) => word);
    const place = words.findIndex((word) => /^[1-9]\d{0,3}$/.test(word));
    const length = 4 + Math.floor(random() * 7);
    if (place < 0 || words.length < length) continue;
    const from = Math.max(0, Math.min(place - Math.floor(random() * length), words.length - length));
    const part = words.slice(from, from + length).filter((_, i) => from + i === place || random() > 0.15);
    const other = otherNumber(words[place] ?? '', random);
    const asked = (number: string) => part.map((word) => (word === words[place] ? number : word)).join(' ');
    if (words.includes(other)) continue;
    const made = queries.length / 2;
    const kept = { qid: `number ${made}`, neg: false, q: part.join(' '), gold: [id] };
    queries.push({ ...kept, kind: 'made number' });
    queries.push({
      qid: `other number ${made}`,
      kind: 'made other number',
      neg: true,
      q: asked(other),
      gold: [],
    });
  }
  return queries;
}

/** Of as many figures; a year stays one of the same century. */
function otherNumber(number: string, random: Random): string {
  const kept = number.length === 4 ? number.slice(0, 2) : '';
  for (;;) {
    const rest = Array.from({ length: number.length - kept.length }, (_, i) =>
      String(i === 0 && kept === '' ? 1 + Math.floor(random() * 9) : Math.floor(random() * 10)),
    ).join('');
    if (kept + rest !== number) return kept + rest;
  }
}

function frequentWords(statements: readonly IndexedStatement[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { text } of statements) {
    for (const word of new Set(tokens(text).map((token) => token.word))) {
      if (isContent(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count >= KNOWN_FROM).map(([word]) => word);
}

function isContent(word: string): boolean {
  return /^[a-z]{3,}$/.test(word) && !commonWords.has(word);
}

/** Four to six words that carry meaning, one in six remembered wrongly. */
function gist(words: readonly string[], random: Random, anyWord: () => string) {
  const content = words.filter(isContent);
  if (content.length < 6) return undefined;
  return shuffled(content, random)
    .slice(0, 4 + Math.floor(random() * 3))
    .map((word) => inflected(random() < 0.16 ? anyWord() : word, random));
}

function reordered(words: readonly string[], random: Random) {
  const part = fragment(words, 6 + Math.floor(random() * 5), random)?.filter(() => random() > 0.3);
  if (part === undefined || part.length < 4) return undefined;
  const order = [...part];
  for (let moves = random() < 0.5 ? 1 : 2; moves > 0; moves--) {
    const [moved = ''] = order.splice(Math.floor(random() * order.length), 1);
    order.splice(Math.floor(random() * (order.length + 1)), 0, moved);
  }
  return order;
}

function mistyped(words: readonly string[], random: Random) {
  const part = fragment(words, 5 + Math.floor(random() * 6), random)?.map((word) => slipped(word, random));
  return part !== undefined && random() < 0.1 ? [part.join('')] : part;
}

function swapped(words: readonly string[], random: Random, anyWord: () => string) {
  return fragment(words, 7 + Math.floor(random() * 6), random)?.map((word) => {
    if (commonWords.has(word) || random() > 0.6) return word;
    const others = [...synonymsOf(word)];
    return others.length > 0 && random() < 0.7 ? pick(others, random) : anyWord();
  });
}

function fragment(words: readonly string[], length: number, random: Random): readonly string[] | undefined {
  if (words.length < length) return undefined;
  const from = Math.floor(random() * (words.length - length + 1));
  return words.slice(from, from + length);
}

/** Another form of the word in three of ten cases, well formed or not. */
function inflected(word: string, random: Random): string {
  const draw = random();
  if (draw > 0.3) return word;
  if (draw < 0.15) return word.endsWith('s') ? word.slice(0, -1) : `${word}s`;
  if (draw < 0.25) return word + (draw < 0.2 ? 'ed' : 'ing');
  return word.length > 5 ? word.slice(0, -1) : word;
}

const LETTERS = [...'etaoinsrhldcumfpgwybvkxjqz'];

/** One letter in ten left out, replaced, doubled up with another or swapped with the next. */
function slipped(word: string, random: Random): string {
  let typed = '';
  for (let i = 0; i < word.length; i++) {
    const letter = word.charAt(i);
    const draw = random();
    if (draw > 0.1) typed += letter;
    else if (draw > 0.07) continue;
    else if (draw > 0.04) typed += pick(LETTERS, random);
    else if (draw > 0.02) typed += letter + pick(LETTERS, random);
    else typed += word.charAt(++i) + letter;
  }
  return typed === '' ? word : typed;
}
