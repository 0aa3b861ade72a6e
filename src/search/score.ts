import type { Corpus } from './corpus.ts';
import { FEATURES } from './features.ts';
import type { Slot } from './question.ts';
import { NO_WORD } from './vocabulary.ts';

/**
 * A weighted sum and a few bent ones: `linear · x + Σ out · tanh(bias + weights · x)`. The bent terms let a feature
 * count differently for different questions: neighbouring words matter for a fragment and mean nothing for a gist.
 */
export type Network = {
  readonly bias: number;
  readonly linear: readonly number[];
  readonly hidden: readonly {
    readonly bias: number;
    readonly weights: readonly number[];
    readonly out: number;
  }[];
};

/** What is known of the question, the same for every row. */
const QUESTION_FEATURES = [
  'words', // log of the question's words / 3
  'worth', // worth of the whole question / 50
  'perWord', // mean worth of its words / 10
  'unknown', // share of words no statement holds
  'rows', // log of the rows / 15
] as const;

/** What the rank score is computed from. */
const RANK_INPUTS = [...FEATURES, ...QUESTION_FEATURES] as const;

/** What the probability is computed from. */
const SURE_INPUTS = [
  ...RANK_INPUTS,
  'rank', // rank score of the row
  'lead', // rank score less that of the best other utterance; LONE_LEAD where there is none
] as const;

/** Lead of a row that has no rival, in units of rank score. */
export const LONE_LEAD = 5;

/** Writes what is known of the question behind the features of a row. */
export function describeQuestion(slots: readonly Slot[], corpus: Corpus): readonly number[] {
  let worth = 0;
  let unknown = 0;
  for (const slot of slots) {
    worth += slot.weight;
    if (slot.stem === NO_WORD || corpus.frequency(slot.stem) === 0) unknown++;
  }
  const words = slots.length || 1;
  return [
    Math.log(words) / 3,
    worth / 50,
    worth / words / 10,
    unknown / words,
    Math.log(corpus.liveRows() + 1) / 15,
  ];
}

/** The value of a network for an input of its length. */
export function evaluate({ bias, linear, hidden }: Network, input: Float64Array): number {
  let sum = bias;
  for (let i = 0; i < linear.length; i++) sum += (linear[i] as number) * (input[i] as number);
  for (const unit of hidden) {
    let inside = unit.bias;
    for (let i = 0; i < unit.weights.length; i++)
      inside += (unit.weights[i] as number) * (input[i] as number);
    sum += unit.out * Math.tanh(inside);
  }
  return sum;
}

/** The logistic of a score: log odds to probability. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

export const RANK_INPUT_COUNT = RANK_INPUTS.length;
export const SURE_INPUT_COUNT = SURE_INPUTS.length;
