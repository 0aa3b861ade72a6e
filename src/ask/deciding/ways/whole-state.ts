import { isOfTheWhole } from '../../reading/words/whole-asked.ts';
import type { Decision } from '../decision.ts';
import { ANSWERS, type Found } from '../found.ts';

/**
 * "Is the strike over", "has a treaty been agreed yet": how the story as a whole stands, and nothing else. Asked where no record was
 * sure to be meant: the lead of the briefing says it.
 */
export function wholeState({ asked, units, fit }: Found): Decision | null {
  // That nobody knows whether it is signed says more than how things stand.
  if (units[0]?.kind === 'gap' && fit >= ANSWERS) return null;
  return isOfTheWhole(asked) ? { kind: 'state', units, fit: Math.max(fit, 0.3) } : null;
}
