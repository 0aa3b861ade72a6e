import WEIGHTS from './weights.json' with { type: 'json' };
import { type Weights, weightsOf } from './weights.ts';

export interface Model {
  readonly mention: Weights;
  readonly person: Weights;
}

/**
 * Fitted by `npm run bench quotes-fit`: the logarithm of how much each feature speaks for a candidate. The names of the
 * features are those that `mention-features.ts` and `person-features.ts` emit.
 */
export const MODEL: Model = {
  mention: weightsOf(Object.entries(WEIGHTS.mention)),
  person: weightsOf(Object.entries(WEIGHTS.person)),
};

/** What a speaker is mentioned by. */
export type Kind = 'name' | 'pronoun' | 'noun' | 'none';

/** Steps of [what the rankers give, how often that was right on articles they had not seen], both rising. */
const STEPS: Readonly<Record<Kind, readonly (readonly number[])[]>> = WEIGHTS.calibration;

/** How often an attribution of this probability is right, between the nearest two steps. */
export function calibrated(kind: Kind, probability: number): number {
  let [x0, y0] = [0, 0];
  for (const [x = 1, y = 1] of STEPS[kind]) {
    if (probability <= x) return x === x0 ? y : y0 + ((y - y0) * (probability - x0)) / (x - x0);
    [x0, y0] = [x, y];
  }
  return y0;
}
