import type { Corpus } from '../index/corpus.ts';
import type { Match } from '../match.ts';
import { MAX_SLOTS, type Slot } from '../question.ts';
import type { Answers, Stretch } from '../stretch.ts';

/** Words of a row that take part in a comparison; of a longer row, the stretch that answers most. */
export const WINDOW = 160;

/** A question laid beside one row. Arrays are reused by the next comparison. */
export type Alignment = {
  readonly slots: readonly Slot[];
  /** The stretch of the row compared: word places in the row, end exclusive. */
  from: number;
  to: number;
  /** For each slot: the row's word it is aligned with, as place in the window, or -1; and how they agree. */
  readonly partner: Int16Array;
  readonly match: Uint8Array;
  readonly likeness: Float64Array;
  /** For each slot: the best likeness anywhere in the window, aligned or not. */
  readonly anywhere: Float64Array;
  readonly anywhereMatch: Uint8Array;
  readonly anywherePlace: Int16Array;
  /** For each slot: how often the window says it, each time by likeness; a loose match hardly counts. */
  readonly times: Float64Array;
  /** What of the question stands close together in the window. */
  readonly stretch: Stretch;
  /** The row's word that answers a slot: the aligned one, else the first as good as any; place -1 where none does. */
  readonly partnerOf: (slot: number) => { readonly place: number; readonly match: Match };
  /** Score of the local alignment: matches weighted by surprise, less gaps and replacements. */
  score: number;
  /** The most worth standing in one place: question and row laid side by side without gaps. */
  inPlace: number;
  /** The most words that agree in one place. */
  wordsInPlace: number;
};

/** A word of a row that answers a slot by its stem. */
export type Answer = { readonly slot: number; readonly likeness: number; readonly match: Match };

/** What one comparison works on and the next one writes over; a cell is `slot * WINDOW + place in the window`. */
export type Scratch = {
  /** How the words of each cell agree. */
  readonly kinds: Uint8Array;
  /** How alike they are; left over from before where `kinds` says none. */
  readonly likes: Float32Array;
  /** Places of the window that answer anything. */
  readonly answered: Uint8Array;
  /** What each of the last `WINDOW` words of a long row is worth. */
  readonly worth: Float32Array;
  readonly answers: Answers;
  /** Scores and moves of the laying in order: a row of `WINDOW + 1` for each slot, and one before the first. */
  readonly scores: Float32Array;
  readonly moves: Uint8Array;
  /** By how far question and row are shifted against each other: what agrees there, and how many words. */
  readonly diagonal: Float32Array;
  readonly wordsOnDiagonal: Uint8Array;
};

export function createScratch(): Scratch {
  return {
    kinds: new Uint8Array(MAX_SLOTS * WINDOW),
    likes: new Float32Array(MAX_SLOTS * WINDOW),
    answered: new Uint8Array(WINDOW),
    worth: new Float32Array(WINDOW),
    answers: {
      places: new Uint16Array(MAX_SLOTS * WINDOW),
      slots: new Uint8Array(MAX_SLOTS * WINDOW),
      length: 0,
    },
    scores: new Float32Array((MAX_SLOTS + 1) * (WINDOW + 1)),
    moves: new Uint8Array((MAX_SLOTS + 1) * (WINDOW + 1)),
    diagonal: new Float32Array(WINDOW + MAX_SLOTS),
    wordsOnDiagonal: new Uint8Array(WINDOW + MAX_SLOTS),
  };
}

/** A question being compared with one row after another. */
export type Comparison = {
  readonly corpus: Corpus;
  readonly slots: readonly Slot[];
  /** The slots that words of a stem answer, the best first. */
  readonly byStem: ReadonlyMap<number, readonly Answer[]>;
  /** The letters of each slot, as bits. */
  readonly bits: readonly number[];
  /** For each slot: likeness by spelling of the words met so far. */
  readonly known: readonly Map<number, number>[];
  readonly scratch: Scratch;
  readonly alignment: Alignment;
};
