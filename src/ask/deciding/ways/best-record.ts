import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { asksSpeaker } from '../../reading/speaker-asked.ts';
import { isAnothers, isBesides } from '../besides.ts';
import type { Decision } from '../decision.ts';
import { lacksDetail } from '../details.ts';
import { ANSWERS, type Found } from '../found.ts';
import { isUnfilled } from '../unfilled.ts';

/** The same where the best record is the very thing that a no would deny: somebody's own position or words, or words whose speaker is asked for. */
const ANSWERS_ITSELF = 0.5;

/** The best record, where it is sure enough to answer and leaves nothing open that is asked. */
export function bestRecord(found: Found): Decision | null {
  const { asked, ranked, units, fit } = found;
  const [lead] = units;
  if (fit < leastFor(lead, asked)) return null;
  const onlyWho =
    lead?.kind === 'party' ||
    lead?.kind === 'person' ||
    isAnothers(lead, asked) ||
    isBesides(ranked, lead, asked);
  if (onlyWho && asked.subject !== null) return null;
  if (leavesOpen(found)) return null;
  return { kind: 'answer', verdict: null, units, fit };
}

/** Whether the first of what was found leaves open the very thing that is asked. */
export function leavesOpen(found: Found): boolean {
  const lead = leadOf(found);
  return lead !== undefined && isUnfilled(lead, found.asked);
}

/** Whether it lacks the one detail that is asked, so that what it is on is found and yet no answer. */
export function leavesDetail(found: Found): boolean {
  const lead = leadOf(found);
  return lead !== undefined && lacksDetail(lead, found.asked);
}

function leadOf({ ranked, units }: Found): RankedUnit | undefined {
  return ranked.find(({ candidate }) => candidate.unit === units[0]);
}

function leastFor(lead: Unit | undefined, { subject, wanted, mentions, briefing }: Asked): number {
  if (lead === undefined) return ANSWERS;
  const isOwn = subject !== null && lookupOf(briefing).voicesOf(subject.id).has(lead.voice);
  const itself =
    (isOwn && (lead.kind === 'position' || lead.kind === 'statement')) ||
    ((wanted.speaker > 0 || asksSpeaker(mentions.plain)) && lead.kind === 'statement');
  return itself ? ANSWERS_ITSELF : ANSWERS;
}
