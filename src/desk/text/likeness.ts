import { commonWords } from '../../search/text/common-words.ts';
import { tokens } from '../../search/text/normalize.ts';
import { stem } from '../../search/text/stem.ts';
import { synonymsOf } from '../../search/text/synonyms.ts';

/** How much of one text is in another, each from 0 to 1. */
export interface Likeness {
  /** Of both together. */
  readonly cosine: number;
  /** Of the shorter one in the longer. */
  readonly held: number;
}

/** Words with how much each says. */
type Weights = ReadonlyMap<string, number>;

/** Compares texts of one list with those of another: a word says the more, the fewer of all of them have it. */
export function likenessOf(
  ones: readonly string[],
  others: readonly string[],
): (one: number, other: number) => Likeness {
  const all = [...ones, ...others].map(wordsOf);
  const rarity = rarityIn(all);
  const weighed = all.map((words): Weights => new Map(words.map((word) => [word, rarity(word)])));
  return (one, other) => compared(weighed[one] ?? new Map(), weighed[ones.length + other] ?? new Map());
}

/**
 * How much of one of the names of something is in a text, from 0 to below 1: of the name that is most in it. A name
 * that many of the texts have says little. `all` are the texts that tell how rare a word is.
 */
export function namedIn(
  names: readonly (readonly string[])[],
  texts: readonly string[],
  all: readonly string[],
): (names: number, text: number) => number {
  const rarity = rarityIn(all.map(wordsOf));
  const rarest = Math.log(1 + all.length);
  const words = names.map((some) => some.map((name) => [...new Set(wordsOf(name))]));
  const read = texts.map((text) => new Set(wordsOf(text)));
  return (one, text) => {
    const has = read[text] ?? new Set();
    const held = (words[one] ?? []).map((name) => {
      const whole = name.reduce((total, word) => total + rarity(word), 0);
      const shared = name.reduce((total, word) => total + rarity(word) * sameness(word, has), 0);
      return shared === 0 ? 0 : ((shared / whole) * shared) / (shared + rarest);
    });
    return Math.max(0, ...held);
  };
}

/** How much a word says, by how many of the texts have it. */
function rarityIn(texts: readonly (readonly string[])[]): (word: string) => number {
  const seen = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) seen.set(word, (seen.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + texts.length / (seen.get(word) ?? 1));
}

/** A word of the same meaning counts for this much of the same word. */
const SYNONYM = 0.6;

/** Little follows from a text of so few words being in another, as "The same." is in many. */
const FEW = 2;

function compared(one: Weights, other: Weights): Likeness {
  const has = new Set(other.keys());
  let shared = 0;
  for (const [word, weight] of one) shared += sameness(word, has) * weight;
  const [sizeOfOne, sizeOfOther] = [sum(one), sum(other)];
  const longest = Math.sqrt(sizeOfOne * sizeOfOther);
  const shortest = Math.min(sizeOfOne, sizeOfOther);
  const words = Math.min(one.size, other.size);
  return {
    cosine: longest === 0 ? 0 : Math.min(1, shared / longest),
    held: shortest === 0 ? 0 : (Math.min(1, shared / shortest) * words) / (words + FEW),
  };
}

/** 1 where a text has the word, less where it has one of its meaning or its beginning, else 0. */
function sameness(word: string, text: ReadonlySet<string>): number {
  if (text.has(word)) return 1;
  return [...synonymsOf(word)].some((near) => text.has(stem(near))) || alike(word, text) ? SYNONYM : 0;
}

/** "Expand" and "expansion": words that begin alike, as far as five letters. */
function alike(word: string, others: ReadonlySet<string>): boolean {
  if (word.length < 6) return false;
  const begin = word.slice(0, 5);
  for (const other of others) if (other.startsWith(begin)) return true;
  return false;
}

function sum(weights: Weights): number {
  let all = 0;
  for (const weight of weights.values()) all += weight;
  return all;
}

/** Stems of the words that say something; numbers always do. */
function wordsOf(text: string): readonly string[] {
  return tokens(text)
    .map(({ word }) => word)
    .filter((word) => /\d/.test(word) || (word.length > 2 && !commonWords.has(word)))
    .map((word) => (/\d/.test(word) ? word : stem(word)));
}

/** True where both say the same words in the same order. */
export function sameWords(one: string, other: string): boolean {
  const plain = (text: string) =>
    tokens(text)
      .map(({ word }) => word)
      .join(' ');
  return plain(one) === plain(other);
}
