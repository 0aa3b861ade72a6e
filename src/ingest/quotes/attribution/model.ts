import type { Trees } from './trees.ts';
import WEIGHTS from './weights.json' with { type: 'json' };
import { type Weights, weightsOf } from './weights.ts';

export interface Model {
  readonly mention: Weights;
  readonly person: Weights;
  /** How sure the likeliest speaker is, by the features of `certainty.ts`. */
  readonly certainty: { readonly base: number; readonly trees: Trees };
}

/**
 * Fitted by `npm run bench quotes-fit`: the logarithm of how much each feature speaks for a candidate. The names of the
 * features are those that `mention-features.ts` and `person-features.ts` emit.
 */
export const MODEL: Model = {
  mention: weightsOf(Object.entries(WEIGHTS.mention)),
  person: weightsOf(Object.entries(WEIGHTS.person)),
  certainty: WEIGHTS.certainty,
};

/** Steps of [what the trees give, how often that was right on articles they had not seen], both rising. */
const STEPS: readonly (readonly number[])[] = WEIGHTS.calibration;

/** How often an attribution of this probability is right, between the nearest two steps. */
export function calibrated(probability: number): number {
  let [x0, y0] = [0, 0];
  for (const [x = 1, y = 1] of STEPS) {
    if (probability <= x) return x === x0 ? y : y0 + ((y - y0) * (probability - x0)) / (x - x0);
    [x0, y0] = [x, y];
  }
  return y0;
}
