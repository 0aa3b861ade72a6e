import type { Unit } from '../../search/evidence/unit.ts';
import type { QuoteIndex } from '../../search/statements/quote-index.ts';
import type { Asked } from '../ranking/asked.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { type SupportRow, supportOf, supportRow } from '../ranking/support.ts';
import type { Decision } from './decision.ts';
import { diverse, inOrderAsked, withDispute } from './order.ts';

/** What a question found: all that a way of answering has to go by. */
export interface Found {
  readonly asked: Asked;
  /** By score, the best first. */
  readonly byScore: readonly RankedUnit[];
  /** The same in the order in which what is asked has them lead. */
  readonly ranked: readonly RankedUnit[];
  /** Of those, what an answer would show, at most ten. */
  readonly units: readonly Unit[];
  /** How sure it is that the first of `units` answers the question, 0 to 1. */
  readonly fit: number;
  readonly index: () => QuoteIndex;
}

/** From this support on the best record is the answer. */
export const ANSWERS = 0.63;

/** One way of answering; null where the question is none for it. */
export type Way = (found: Found) => Decision | null;

export function foundFor(
  byScore: readonly RankedUnit[],
  asked: Asked,
  weights: SupportRow,
  index: () => QuoteIndex,
): Found {
  const ranked = inOrderAsked(byScore, asked);
  const units = withDispute(diverse(ranked), ranked, asked);
  const fit = supportOf(supportRow(ranked, asked), weights);
  return { asked, byScore, ranked, units, fit, index };
}
