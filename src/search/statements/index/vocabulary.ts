import { MAX_WORD } from '../../text/fold.ts';
import { decode } from '../../text/normalize.ts';
import { stem } from '../../text/stem.ts';

/** No such word. */
export const NO_WORD = -1;

/**
 * Every word the index has seen, numbered from 0 in order of first sight.
 * Words live in one pool of UTF-16 units: no string is kept for them. A stem is a word of the vocabulary too.
 */
export type Vocabulary = {
  readonly size: () => number;
  /** The number of the word in the first `length` units, given out now if it is new. */
  readonly intern: (units: Uint16Array, length: number) => number;
  /** The number of a word, or `NO_WORD`. */
  readonly find: (units: Uint16Array, length: number, from?: number) => number;
  readonly findWord: (word: string) => number;
  readonly word: (id: number) => string;
  /** The number of the stem of a word that need not be known itself: "kept" leads to `keep`. `NO_WORD` where that is new too. */
  readonly stemOfWord: (word: string) => number;
  /** The number of the word's stem. */
  readonly stemOf: (id: number) => number;
  readonly start: (id: number) => number;
  readonly length: (id: number) => number;
  /** One bit for each letter or digit class in the word: two words at distance d differ in at most 2d bits. */
  readonly letters: (id: number) => number;
  /** The arrays behind it, for loops over all words. Valid until the next `intern`. */
  readonly arrays: () => VocabularyArrays;
  /** What another thread needs to make the same vocabulary; the arrays are this one's own. */
  readonly parts: () => VocabularyParts;
  /** All words by length, for the search of mistyped ones. Made anew after words were added: a few ms for 100,000. */
  readonly byLength: () => WordsByLength;
};

/** Word numbers ordered by length, their letter bits beside them; words of n letters lie from `starts[n]` to `starts[n + 1]`. */
export type WordsByLength = {
  readonly ids: Uint32Array;
  readonly letters: Int32Array;
  readonly starts: Uint32Array;
};

export type VocabularyArrays = {
  readonly pool: Uint16Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  readonly letters: Int32Array;
  readonly stems: Uint32Array;
};

/** A vocabulary as numbers. */
export type VocabularyParts = VocabularyArrays & {
  readonly size: number;
  readonly poolEnd: number;
  readonly hashes: Int32Array;
  readonly table: Int32Array;
};

const EMPTY = (): VocabularyParts => ({
  size: 0,
  pool: new Uint16Array(1 << 12),
  poolEnd: 0,
  starts: new Uint32Array(1 << 9),
  lengths: new Uint8Array(1 << 9),
  letters: new Int32Array(1 << 9),
  stems: new Uint32Array(1 << 9),
  hashes: new Int32Array(1 << 9),
  table: new Int32Array(1 << 10).fill(NO_WORD),
});

/** `from` is taken over, not copied. */
export function createVocabulary(from: VocabularyParts = EMPTY()): Vocabulary {
  let { size, pool, poolEnd, starts, lengths, letters, stems, hashes, table } = from;
  const scratch = new Uint16Array(64);

  const find = (units: Uint16Array, length: number, from = 0): number => {
    const hash = hashOf(units, from, length);
    const mask = table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = table[slot] as number;
      if (id === NO_WORD) return NO_WORD;
      if (hashes[id] === hash && same(id, units, from, length)) return id;
    }
  };

  const same = (id: number, units: Uint16Array, from: number, length: number): boolean => {
    if (lengths[id] !== length) return false;
    const start = starts[id] as number;
    for (let i = 0; i < length; i++) if (pool[start + i] !== units[from + i]) return false;
    return true;
  };

  const findWord = (word: string): number => find(scratch, write(word));

  const write = (word: string): number => {
    const length = Math.min(word.length, scratch.length);
    for (let i = 0; i < length; i++) scratch[i] = word.charCodeAt(i);
    return length;
  };

  const grow = (): void => {
    starts = grown(starts, size);
    lengths = grown(lengths, size);
    letters = grown(letters, size);
    stems = grown(stems, size);
    hashes = grown(hashes, size);
    if (size * 2 < table.length) return;
    table = new Int32Array(table.length * 2).fill(NO_WORD);
    const mask = table.length - 1;
    for (let id = 0; id < size; id++) {
      let slot = (hashes[id] as number) & mask;
      while (table[slot] !== NO_WORD) slot = (slot + 1) & mask;
      table[slot] = id;
    }
  };

  const insert = (units: Uint16Array, length: number): number => {
    grow();
    const id = size++;
    if (poolEnd + length > pool.length) pool = grown(pool, pool.length);
    pool.set(units.subarray(0, length), poolEnd);
    starts[id] = poolEnd;
    lengths[id] = length;
    letters[id] = letterBits(units, 0, length);
    poolEnd += length;
    const hash = hashOf(units, 0, length);
    hashes[id] = hash;
    const mask = table.length - 1;
    let slot = hash & mask;
    while (table[slot] !== NO_WORD) slot = (slot + 1) & mask;
    table[slot] = id;
    return id;
  };

  const intern = (units: Uint16Array, length: number): number => {
    const known = find(units, length);
    if (known !== NO_WORD) return known;
    const id = insert(units, length);
    const word = decode(units, length);
    const root = stem(word);
    if (root === word) {
      stems[id] = id;
      return id;
    }
    const rootLength = write(root);
    let rootId = find(scratch, rootLength);
    if (rootId === NO_WORD) {
      rootId = insert(scratch, rootLength);
      stems[rootId] = rootId;
    }
    // The stem of a stem may be shorter still ("houses", "house"); forms meet where the chain ends.
    stems[id] = stems[rootId] as number;
    return id;
  };

  let ordered: WordsByLength | undefined;
  const byLength = (): WordsByLength => {
    if (ordered?.ids.length === size) return ordered;
    ordered = orderedByLength(size, lengths, letters);
    return ordered;
  };

  return {
    size: () => size,
    byLength,
    intern,
    find,
    findWord,
    stemOfWord: (word) => {
      const known = findWord(word);
      const id = known === NO_WORD ? findWord(stem(word)) : known;
      return id === NO_WORD ? NO_WORD : (stems[id] as number);
    },
    word: (id) => decode(pool, lengths[id] as number, starts[id] as number),
    stemOf: (id) => stems[id] as number,
    start: (id) => starts[id] as number,
    length: (id) => lengths[id] as number,
    letters: (id) => letters[id] as number,
    arrays: () => ({ pool, starts, lengths, letters, stems }),
    parts: () => ({ size, pool, poolEnd, starts, lengths, letters, stems, hashes, table }),
  };
}

/** Counting sort: in one pass over the words, however many. */
function orderedByLength(size: number, lengths: Uint8Array, letters: Int32Array): WordsByLength {
  const counts = new Uint32Array(MAX_WORD + 2);
  for (let id = 0; id < size; id++) {
    const next = (lengths[id] as number) + 1;
    counts[next] = (counts[next] as number) + 1;
  }
  for (let n = 1; n < counts.length; n++) counts[n] = (counts[n] as number) + (counts[n - 1] as number);
  const fill = counts.slice();
  const ids = new Uint32Array(size);
  const bits = new Int32Array(size);
  for (let id = 0; id < size; id++) {
    const length = lengths[id] as number;
    const at = fill[length] as number;
    fill[length] = at + 1;
    ids[at] = id;
    bits[at] = letters[id] as number;
  }
  return { ids, letters: bits, starts: counts };
}

/** A bit a character: a-z each their own, digits and other scripts share what is left of 32. */
export function letterBits(units: Uint16Array, from: number, length: number): number {
  let bits = 0;
  for (let i = from; i < from + length; i++) {
    const unit = units[i] as number;
    bits |= 1 << (unit >= 97 && unit <= 122 ? unit - 97 : 26 + (unit % 6));
  }
  return bits;
}

/** Whether letter bits leave it possible that two words are at most `edits` apart: an edit adds and drops one letter at most. */
export function mayBeWithin(edits: number, a: number, b: number): boolean {
  return countBits(a & ~b) <= edits && countBits(b & ~a) <= edits;
}

function countBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function hashOf(units: Uint16Array, from: number, length: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < from + length; i++) hash = Math.imul(hash ^ (units[i] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

type Growable = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** The same numbers in an array at least one longer than `used`; the array itself where there is room. */
export function grown<A extends Growable>(array: A, used: number): A {
  if (used < array.length) return array;
  const Larger = array.constructor as new (length: number) => A;
  const larger = new Larger(Math.ceil(array.length * 1.6));
  larger.set(array);
  return larger;
}
