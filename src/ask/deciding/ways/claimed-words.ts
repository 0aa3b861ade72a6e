import { answerLedBy, type Decision } from '../decision.ts';
import type { Found } from '../found.ts';

/** How sure the quote index must be for its statement to be the one whose speaker is asked for. */
const CLAIMED = 0.66;

/** "Who …": the statement that the quote index claims, where it claims one. */
export function claimedWords(found: Found): Decision | null {
  const { wanted, quoted, mentions } = found.asked;
  if (wanted.speaker < 1 || !/\b(?:sa(?:id|ys?)|spoke|called|told|warned|claimed)\b/i.test(mentions.plain))
    return null;
  const [best] = [...quoted].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < CLAIMED) return null;
  const id = `statement:${best[0]}`;
  const lead = found.ranked.find(({ candidate }) => candidate.unit.id === id)?.candidate.unit;
  return lead === undefined ? null : answerLedBy(lead, found, 0.8);
}
