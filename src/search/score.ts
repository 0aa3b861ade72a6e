import type { Corpus } from './corpus.ts';
import { FEATURE_COUNT, FEATURES } from './features.ts';
import type { Slot } from './question.ts';
import { NO_WORD } from './vocabulary.ts';
import { RANK, SURE } from './weights.ts';

const rankWeights = Float64Array.from(FEATURES, (name) => RANK[name] ?? 0);

/** Orders the rows of one question: the weighted sum of what was measured. */
export function rankScore(features: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < FEATURE_COUNT; i++) sum += (features[i] as number) * (rankWeights[i] as number);
  return sum;
}

/** What the probability knows beside the features of the row. */
export const SURE_FEATURES = [
  ...FEATURES,
  'rank', // rank score of the row
  'lead', // rank score less that of the best other utterance
  'words', // log of the question's words / 3
  'worth', // worth of the whole question / 50
  'perWord', // mean worth of its words / 10
  'unknown', // share of words the index has never seen
  'rows', // log of the rows / 15
] as const;

export const SURE_FEATURE_COUNT = SURE_FEATURES.length;

export function sureFeatures(
  features: Float64Array,
  lead: number,
  slots: readonly Slot[],
  corpus: Corpus,
  out: Float64Array,
): void {
  out.set(features);
  let worth = 0;
  let unknown = 0;
  for (const slot of slots) {
    worth += slot.weight;
    if (slot.stem === NO_WORD || corpus.frequency(slot.stem) === 0) unknown++;
  }
  let k = FEATURE_COUNT;
  out[k++] = rankScore(features);
  out[k++] = lead;
  out[k++] = Math.log(slots.length) / 3;
  out[k++] = worth / 50;
  out[k++] = worth / slots.length / 10;
  out[k++] = unknown / slots.length;
  out[k++] = Math.log(corpus.liveRows() + 1) / 15;
}

const sureWeights = Float64Array.from(SURE_FEATURES, (name) => SURE.weights[name] ?? 0);

/** Probability that the row is what the question remembers, 0 to 1. */
export function probability(input: Float64Array): number {
  let sum = SURE.bias;
  for (let i = 0; i < SURE_FEATURE_COUNT; i++) sum += (input[i] as number) * (sureWeights[i] as number);
  return 1 / (1 + Math.exp(-sum));
}
