import { commonWords } from '../../text/common-words.ts';
import { eachWord } from '../../text/normalize.ts';
import { createPostings, type Postings, type PostingsParts } from './postings.ts';
import { createVocabulary, grown, type Vocabulary, type VocabularyParts } from './vocabulary.ts';

/**
 * The index proper: each wording is a *row*, a run of word numbers; postings lead from a stem, and from a pair of
 * neighbouring common words, to the rows that hold it. Rows are never renumbered; a removed row stays as a gap.
 */
export type Corpus = {
  readonly vocabulary: Vocabulary;
  /** Rows by stem. */
  readonly byStem: Postings;
  /** Rows by two neighbouring common words, see `pairKey`. */
  readonly byPair: Postings;
  readonly pairKey: (firstStem: number, secondStem: number) => number;
  /** Adds a wording. Its postings are made at once unless `bulk` is on; then `settle` makes them all. */
  readonly addRow: (text: string, bulk: boolean) => number;
  readonly removeRow: (row: number) => void;
  /** Makes the postings of all rows in one pass. */
  readonly settle: () => void;
  readonly isLive: (row: number) => boolean;
  readonly rowCount: () => number;
  readonly liveRows: () => number;
  /** Mean number of words of a live row; 1 where there is none. */
  readonly meanWords: () => number;
  /** Whether the stem is of a word common in any English: it, the, going. */
  readonly isCommon: (stem: number) => boolean;
  /** How many live rows hold the stem. */
  readonly frequency: (stem: number) => number;
  /** What finding the stem is worth: the natural log of how surprising it is. About 0.5 for "the", 9 for a hapax in 10,000. */
  readonly surprise: (stem: number) => number;
  /** Surprise of a word no row holds. */
  readonly topSurprise: () => number;
  /** The settled corpus as numbers, its own arrays: what another thread makes the same one of. */
  readonly parts: () => CorpusParts;
  /** Word numbers of all rows, and where each row begins; `starts[row + 1]` is where it ends. Valid until the next addition. */
  readonly words: () => Uint32Array;
  readonly starts: () => Uint32Array;
};

/**
 * Weight of the general-knowledge prior on word frequencies, in rows. With 40 statements the prior decides what is
 * common; with 100,000 it vanishes.
 */
const PRIOR_ROWS = 1000;
const NO_PAIR = -1;

/** A corpus without a removed row, as numbers. */
export type CorpusParts = {
  readonly vocabulary: VocabularyParts;
  readonly byStem: PostingsParts;
  readonly byPair: PostingsParts;
  readonly words: Uint32Array;
  readonly wordsEnd: number;
  readonly starts: Uint32Array;
  readonly rowCount: number;
  readonly frequencies: Uint32Array;
};

/** `from` is taken over, not copied. */
export function createCorpus(from?: CorpusParts): Corpus {
  const vocabulary = createVocabulary(from?.vocabulary);
  // They are the first words of every vocabulary, under the same numbers.
  const prior = addCommonWords(from === undefined ? vocabulary : createVocabulary());
  const commonCount = prior.length;
  const byStem = createPostings(from?.byStem);
  const byPair = createPostings(from?.byPair);
  let words = from?.words ?? new Uint32Array(1 << 10);
  let wordsEnd = from?.wordsEnd ?? 0;
  let starts = from?.starts ?? new Uint32Array(1 << 6);
  let dead = new Uint8Array(Math.max(1 << 6, starts.length));
  let rowCount = from?.rowCount ?? 0;
  let liveRows = rowCount;
  let liveWords = wordsEnd;
  let frequencies = from?.frequencies ?? new Uint32Array(vocabulary.size());
  let seenStem = new Int32Array(frequencies.length).fill(-1);
  const seenPair = new Int32Array(commonCount * commonCount).fill(-1);

  const pairKey = (first: number, second: number): number =>
    first < commonCount && second < commonCount ? first * commonCount + second : NO_PAIR;

  const makeRoom = (): void => {
    const size = vocabulary.size();
    if (size <= frequencies.length) return;
    const larger = new Uint32Array(Math.ceil(size * 1.5));
    larger.set(frequencies);
    frequencies = larger;
    const seen = new Int32Array(larger.length).fill(-1);
    seen.set(seenStem);
    seenStem = seen;
  };

  /** Visits the distinct stems of rows, in row order. */
  const eachStem = (from: number, to: number, visit: Visit): void => {
    const { stems } = vocabulary.arrays();
    seenStem.fill(-1);
    for (let row = from; row < to; row++) {
      for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
        const stem = stems[words[at] as number] as number;
        if (seenStem[stem] === row) continue;
        seenStem[stem] = row;
        visit(stem, row);
      }
    }
  };

  const eachPair = (from: number, to: number, visit: Visit): void => {
    eachNeighbours({ vocabulary, words, starts, from, to, pairKey, seen: seenPair.fill(-1) }, visit);
  };

  const settle = (): void => {
    makeRoom();
    byStem.load(vocabulary.size(), (put) => eachStem(0, rowCount, put));
    byPair.load(commonCount * commonCount, (put) => eachPair(0, rowCount, put));
  };

  const takeWord = (units: Uint16Array, length: number): void => {
    words = grown(words, wordsEnd);
    words[wordsEnd++] = vocabulary.intern(units, length);
  };

  return {
    vocabulary,
    byStem,
    byPair,
    pairKey,
    settle,
    addRow: (text, bulk) => {
      const row = rowCount++;
      eachWord(text, takeWord);
      starts = grown(starts, rowCount);
      dead = grown(dead, rowCount);
      starts[rowCount] = wordsEnd;
      liveRows++;
      liveWords += wordsEnd - (starts[row] as number);
      makeRoom();
      eachStemOf(row);
      if (bulk) return row;
      for (const stem of distinctStems(row, { vocabulary, words, starts })) byStem.add(stem, row);
      eachPair(row, row + 1, byPair.add);
      if (byStem.late() > Math.max(20_000, byStem.bulk() / 4)) settle();
      return row;
    },
    removeRow: (row) => {
      if (dead[row] === 1) return;
      dead[row] = 1;
      liveRows--;
      liveWords -= (starts[row + 1] as number) - (starts[row] as number);
      for (const stem of distinctStems(row, { vocabulary, words, starts }))
        frequencies[stem] = (frequencies[stem] as number) - 1;
    },
    isCommon: (stem) => stem >= 0 && stem < commonCount,
    isLive: (row) => dead[row] === 0,
    rowCount: () => rowCount,
    liveRows: () => liveRows,
    meanWords: () => Math.max(1, liveWords / Math.max(1, liveRows)),
    frequency: (stem) => frequencies[stem] ?? 0,
    surprise: (stem) => surpriseAmong(liveRows, (frequencies[stem] ?? 0) + (prior[stem] ?? 0)),
    topSurprise: () => surpriseAmong(liveRows, 1),
    words: () => words,
    starts: () => starts,
    parts: () => ({
      vocabulary: vocabulary.parts(),
      byStem: byStem.parts(),
      byPair: byPair.parts(),
      ...{ words, wordsEnd, starts, rowCount, frequencies },
    }),
  };

  function eachStemOf(row: number): void {
    const { stems } = vocabulary.arrays();
    for (let at = starts[row] as number; at < wordsEnd; at++) {
      const stem = stems[words[at] as number] as number;
      if (seenStem[stem] === row) continue;
      seenStem[stem] = row;
      frequencies[stem] = (frequencies[stem] as number) + 1;
    }
  }
}

/** How surprising it is that a row holds what so many hold, the general-knowledge prior among them. */
function surpriseAmong(rows: number, count: number): number {
  return Math.log(1 + (rows + PRIOR_ROWS - count + 0.5) / (count + 0.5));
}

/** Takes a stem or pair key and a row that holds it, each such pair once. */
type Visit = (key: number, row: number) => void;

/** The words of all rows and where each row begins. */
type Rows = Pick<Corpus, 'vocabulary'> & { readonly words: Uint32Array; readonly starts: Uint32Array };

/**
 * Numbers the common words first, so that "is common" is one comparison. Gives, by stem, how often each is in any
 * English, in rows.
 */
function addCommonWords(vocabulary: Vocabulary): Float64Array {
  const scratch = new Uint16Array(64);
  for (const word of commonWords.keys()) {
    for (let i = 0; i < word.length; i++) scratch[i] = word.charCodeAt(i);
    vocabulary.intern(scratch, word.length);
  }
  const prior = new Float64Array(vocabulary.size());
  for (const [word, share] of commonWords) {
    const stem = vocabulary.stemOf(vocabulary.findWord(word));
    prior[stem] = Math.max(prior[stem] as number, share * PRIOR_ROWS);
  }
  return prior;
}

/** Visits the distinct pairs of neighbouring common words of rows, in row order. `seen` holds the last row by pair. */
function eachNeighbours(
  {
    vocabulary,
    words,
    starts,
    from,
    to,
    pairKey,
    seen,
  }: Rows &
    Pick<Corpus, 'pairKey'> & { readonly from: number; readonly to: number; readonly seen: Int32Array },
  visit: Visit,
): void {
  const { stems } = vocabulary.arrays();
  for (let row = from; row < to; row++) {
    for (let at = (starts[row] as number) + 1; at < (starts[row + 1] as number); at++) {
      const key = pairKey(stems[words[at - 1] as number] as number, stems[words[at] as number] as number);
      if (key === NO_PAIR || seen[key] === row) continue;
      seen[key] = row;
      visit(key, row);
    }
  }
}

function distinctStems(row: number, { vocabulary, words, starts }: Rows): ReadonlySet<number> {
  const distinct = new Set<number>();
  for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
    distinct.add(vocabulary.stemOf(words[at] as number));
  }
  return distinct;
}
