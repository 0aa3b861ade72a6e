import type { Weights } from './features.ts';
import { weightsOf } from './rank.ts';
import SUPPORT from './support.json' with { type: 'json' };
import type { SupportRow } from './support.ts';
import WEIGHTS from './weights.json' with { type: 'json' };

/** What was fitted: how records are ranked, and from what on the best is believed. */
export interface Model {
  readonly rank: Weights;
  readonly support: SupportRow;
}

let model: Model | undefined;

/** The model of the repository, read by the first plain question. */
export function modelInUse(): Model {
  model ??= { rank: weightsOf(WEIGHTS), support: SUPPORT };
  return model;
}

/** Answers with another model from now on: for measuring one that a story was left out of. */
export function useModel(other: Model | undefined): void {
  model = other;
}
