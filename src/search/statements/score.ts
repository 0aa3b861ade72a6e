import { FEATURES } from './features.ts';
import type { Corpus } from './index/corpus.ts';
import { NO_WORD } from './index/vocabulary.ts';
import type { Slot } from './question.ts';

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
  'common', // share of words common in any English: a gist has none
] as const;

/** What the rank score is computed from. */
const RANK_INPUTS = [...FEATURES, ...QUESTION_FEATURES] as const;

/** What the probability is computed from. */
const SURE_INPUTS = [
  ...RANK_INPUTS,
  'rank', // rank score of the row
  'lead', // rank score less that of the best other utterance, from NO_RIVAL on
] as const;

/**
 * Rank score of a row that is no rival: about what the best row has for a question nobody's words answer. A lead counts
 * from here where there is no other utterance, or none as good, so that few rows are no less sure than many.
 */
export const NO_RIVAL = 0;

/** Writes what is known of the question behind the features of a row. */
export function describeQuestion(slots: readonly Slot[], corpus: Corpus): readonly number[] {
  let worth = 0;
  let unknown = 0;
  let common = 0;
  for (const slot of slots) {
    worth += slot.weight;
    if (corpus.isCommon(slot.stem)) common++;
    if (slot.stem === NO_WORD || corpus.frequency(slot.stem) === 0) unknown++;
  }
  const words = slots.length || 1;
  return [
    Math.log(words) / 3,
    worth / 50,
    worth / words / 10,
    unknown / words,
    Math.log(corpus.liveRows() + 1) / 15,
    common / words,
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

const DIGITS = 3;
/** A weight below this changes no score: what is the same for all rows has no say in their order. */
const NOTHING = 1e-6;

/**
 * A network as numbers, fewer than a list of lists takes: how many inputs, the bias, a weight for each input; then for
 * each bent sum its factor, its bias and its weights.
 */
export function serializeNetwork({ bias, linear, hidden }: Network): string {
  const numbers = [bias, ...linear, ...hidden.flatMap((unit) => [unit.out, unit.bias, ...unit.weights])];
  const short = (value: number): number =>
    Math.abs(value) < NOTHING ? 0 : Number(value.toPrecision(DIGITS));
  return [linear.length, ...numbers.map(short)].join(' ');
}

/** The network written by `serializeNetwork`, its numbers divided by any white space. */
export function parseNetwork(text: string): Network {
  const [inputs = 0, bias = 0, ...rest] = text.trim().split(/\s+/).map(Number);
  const hidden: Network['hidden'][number][] = [];
  for (let at = inputs; at < rest.length; at += inputs + 2) {
    const [out = 0, inner = 0] = rest.slice(at, at + 2);
    hidden.push({ out, bias: inner, weights: rest.slice(at + 2, at + 2 + inputs) });
  }
  return { bias, linear: rest.slice(0, inputs), hidden };
}

/** The logistic of a score: log odds to probability. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** The threshold for so many rows: between the sizes given, by the logarithm of the size; beyond them, the nearest one's. */
export function thresholdAt(
  rows: number,
  given: readonly (readonly [rows: number, threshold: number])[],
): number {
  let [before] = given;
  for (const next of given) {
    const [size, threshold] = next;
    const [from, low] = before ?? next;
    if (rows <= size) {
      const share = size <= from ? 1 : Math.max(0, Math.log(rows / from) / Math.log(size / from));
      return low + share * (threshold - low);
    }
    before = next;
  }
  return before?.[1] ?? 0.5;
}

export const RANK_INPUT_COUNT = RANK_INPUTS.length;
export const SURE_INPUT_COUNT = SURE_INPUTS.length;
