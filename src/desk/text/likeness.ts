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

/** Compares texts of one list with those of another: a word says the more, the fewer of all of them have it. */
export function likenessOf(
  ones: readonly string[],
  others: readonly string[],
): (one: number, other: number) => Likeness {
  const all = [...ones, ...others].map(wordsOf);
  const rarity = rarityIn(all);
  const weighed = all.map((words) =>
    [...new Set(words)].map((word) => ({ ...nearOf(word), weight: rarity(word) })),
  );
  const sizes = weighed.map((words) => words.reduce((total, { weight }) => total + weight, 0));
  const read = all.map(readOf);
  return (one, at) => {
    const other = ones.length + at;
    const [mine = [], theirs = [], has = NOTHING] = [weighed[one], weighed[other], read[other]];
    const shared = mine.reduce((total, word) => total + sameness(word, has) * word.weight, 0);
    const [size = 0, otherSize = 0] = [sizes[one], sizes[other]];
    const longest = Math.sqrt(size * otherSize);
    const shortest = Math.min(size, otherSize);
    const words = Math.min(mine.length, theirs.length);
    return {
      cosine: longest === 0 ? 0 : Math.min(1, shared / longest),
      held: shortest === 0 ? 0 : (Math.min(1, shared / shortest) * words) / (words + FEW),
    };
  };
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
  const words = names.map((some) =>
    some.map((name) =>
      [...new Set(wordsOf(name))].map((word) => ({ ...nearOf(word), weight: rarity(word) })),
    ),
  );
  const read = texts.map((text) => readOf(wordsOf(text)));
  return (one, text) => {
    const has = read[text] ?? NOTHING;
    const held = (words[one] ?? []).map((name) => {
      const whole = name.reduce((total, { weight }) => total + weight, 0);
      const shared = name.reduce((total, word) => total + sameness(word, has) * word.weight, 0);
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

/** A word with the stems of those of its meaning. */
interface Near {
  readonly word: string;
  readonly near: readonly string[];
}

function nearOf(word: string): Near {
  return { word, near: [...synonymsOf(word)].map(stem) };
}

/** A text's words, and how they begin, as far as five letters. */
interface ReadWords {
  readonly words: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
}

const NOTHING: ReadWords = { words: new Set(), beginnings: new Set() };

function readOf(words: readonly string[]): ReadWords {
  return { words: new Set(words), beginnings: new Set(words.map((word) => word.slice(0, 5))) };
}

/** 1 where a text has the word, less where it has one of its meaning or one that begins alike ("expand", "expansion"). */
function sameness({ word, near }: Near, { words, beginnings }: ReadWords): number {
  if (words.has(word)) return 1;
  const isNear = near.some((one) => words.has(one)) || (word.length >= 6 && beginnings.has(word.slice(0, 5)));
  return isNear ? SYNONYM : 0;
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
