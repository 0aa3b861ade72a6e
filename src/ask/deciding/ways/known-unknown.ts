import type { Unit } from '../../../search/evidence/unit.ts';
import type { Decision } from '../decision.ts';
import type { Found } from '../found.ts';
import { betterGap, gapBeside, gapIn } from '../gaps.ts';
import { leavesDetail } from './best-record.ts';

/** A known unknown holds more of what is asked than the best record. */
export function knownUnknown({ asked, ranked, units, fit }: Found): Decision | null {
  return ledByGap(betterGap(ranked, asked), units, Math.max(fit, 0.5));
}

/** No record is sure to answer, and a known unknown says why. */
export function unknownInstead(found: Found): Decision | null {
  const { asked, byScore, units, fit } = found;
  const gap = gapIn(byScore.slice(0, 4), asked) ?? (leavesDetail(found) ? gapBeside(byScore, asked) : null);
  return ledByGap(gap, units, fit);
}

function ledByGap(gap: Unit | null, units: readonly Unit[], fit: number): Decision | null {
  return gap === null ? null : { kind: 'gap', gap, units: units.filter((unit) => unit !== gap), fit };
}
