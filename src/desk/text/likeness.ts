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
  const seen = new Map<string, number>();
  for (const words of all) for (const word of new Set(words)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const rarity = (word: string) => Math.log(1 + all.length / (seen.get(word) ?? 1));
  const weighed = all.map((words) => {
    const weights = new Map<string, number>();
    for (const word of words) weights.set(word, rarity(word));
    return weights;
  });
  // Each pair is asked for several times while texts are aligned.
  const known = new Map<number, Likeness>();
  return (one, other) => {
    const key = one * others.length + other;
    const like =
      known.get(key) ?? compared(weighed[one] ?? new Map(), weighed[ones.length + other] ?? new Map());
    known.set(key, like);
    return like;
  };
}

/** A word of the same meaning counts for this much of the same word. */
const SYNONYM = 0.6;

function compared(one: Weights, other: Weights): Likeness {
  let shared = 0;
  for (const [word, weight] of one) {
    const same = other.has(word)
      ? 1
      : [...synonymsOf(word)].some((near) => other.has(stem(near)))
        ? SYNONYM
        : alike(word, other)
          ? SYNONYM
          : 0;
    shared += same * weight;
  }
  const [sizeOfOne, sizeOfOther] = [sum(one), sum(other)];
  const longest = Math.sqrt(sizeOfOne * sizeOfOther);
  const shortest = Math.min(sizeOfOne, sizeOfOther);
  return {
    cosine: longest === 0 ? 0 : Math.min(1, shared / longest),
    held: shortest === 0 ? 0 : Math.min(1, shared / shortest),
  };
}

/** "Expand" and "expansion": words that begin alike, as far as five letters. */
function alike(word: string, others: Weights): boolean {
  if (word.length < 6) return false;
  const begin = word.slice(0, 5);
  for (const other of others.keys()) if (other.startsWith(begin)) return true;
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
