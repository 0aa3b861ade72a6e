import { strangerAsked } from '../../reading/stranger.ts';
import type { Decision } from '../decision.ts';
import type { Found } from '../found.ts';
import { betterGap, gapNamed } from '../gaps.ts';

/** Somebody is asked after of whom nothing is on record: that is said, unless a known unknown is about him. */
export function stranger({ asked, ranked, units, fit }: Found): Decision | null {
  const name = strangerAsked(asked);
  if (name === null) return null;
  const gap = betterGap(ranked, asked) ?? gapNamed(ranked, asked);
  return gap === null
    ? { kind: 'stranger', name, units, fit: 0.1 }
    : { kind: 'gap', gap, units: units.filter((unit) => unit !== gap), fit: Math.max(fit, 0.5) };
}
