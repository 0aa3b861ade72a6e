import { evidenceOf } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/features.ts';
import type { Decision } from './decision.ts';
import { headedBy, MOST_UNITS } from './order.ts';

/** What may stand around an office, or around a name whose office is asked for. */
const ASKS_WHO =
  /^(?:and|so|but|ok|who|whos|what|whats|which|s|is|are|was|were|does|do|the|a|an|of|in|for|at|their|its|his|her|name|named|called|now|currently|current|still|today|again|exactly|title|job|role|post|office|rank|position|works?|function|have|has|hold|holds|he|she)$/;
const OFFICE = /\b(?:who|whos|title|job|role|post|office|rank|function)\b|\bwhat does \S+ do\b/i;

/**
 * "AMPTP boss", "who is the head of the delegation", "Umerov's title": whoever holds the office, or what somebody's is, where
 * nothing else is asked. Null where several hold it.
 */
export function officeAsked(
  units: readonly Unit[],
  { mentions, wanted, briefing, thread }: Asked,
): Decision | null {
  const [only, ...others] = mentions.named;
  const [actor, ...alike] = only?.actors ?? [];
  if (only === undefined || actor?.kind !== 'person' || others.length + alike.length > 0 || thread !== null)
    return null;
  if (mentions.texts.length > 0 || mentions.period !== null) return null;
  if (only.how !== 'role' && !OFFICE.test(mentions.plain)) return null;
  if (
    wanted.words + wanted.time + wanted.reason + wanted.source > 0 ||
    (wanted.stance > 0 && only.how === 'role')
  )
    return null;
  const { from, to } = only;
  if (mentions.words.some((word, at) => (at < from || at >= to) && !ASKS_WHO.test(word))) return null;
  const person = evidenceOf(briefing).unit(`person:${actor.id}`);
  if (person === undefined) return null;
  const shown = headedBy(person, units).slice(0, MOST_UNITS);
  return { kind: 'answer', verdict: null, units: shown, fit: 0.8 };
}
