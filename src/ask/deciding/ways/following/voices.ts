import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { type Candidate, evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { isOnSame, isVoiced, nearestToBefore, partOf } from './held.ts';

/** "And what did his opponent reply", "the other side?", "reaction?". */
const REPLY =
  /\b(?:repl(?:y|ies|ied)|respon[ds]\w*|react\w*|retort\w*|answer(?:ed|s)?|counter(?:ed)?|den(?:y|ies|ied)|other sides?|opponents?|critics|the others?|rivals?)\b/i;
const DENIES = /\bden(?:y|ies|ied)\b/i;
const REASON = /\b(?:why|reasons?|explain\w*|how come|grounds)\b/i;
const ELSE = /\b(?:who|anyone|anybody|somebody|someone|which (?:party|side|country)) else\b|\bany others?\b/i;
const AGAINST = /\b(?:against|oppos\w+|reject\w*|refus\w+)\b/i;
const FOR = /\b(?:for|in favou?r|back\w*|support\w*|accept\w*)\b/i;
/** Share of what was asked before that a reply must hold. */
const LEAST_REPLY = 0.3;

/** Words, by somebody else, on what was told before: a reply, or whoever is named; best first, empty where none are asked for. */
export function repliesTo(candidates: readonly Candidate[], asked: Asked): readonly Unit[] {
  const { thread, mentions, briefing } = asked;
  if (thread === null || thread.kind === 'conflict' || !REPLY.test(mentions.plain)) return [];
  const { voicesOf, conflictsOn } = lookupOf(briefing);
  // A dispute on it says itself who denies it.
  if (DENIES.test(mentions.plain) && conflictsOn(thread.record).length > 0) return [];
  const own = partOf(thread, asked);
  const named = new Set(
    mentions.named.flatMap(({ actors }) => actors.flatMap(({ id }) => [...voicesOf(id)])),
  );
  return nearestToBefore(
    candidates,
    asked,
    (unit) => isVoiced(unit) && (named.size > 0 ? named.has(unit.voice) : !own.has(unit.voice)),
    named.size > 0 ? LEAST_NAMED : LEAST_REPLY,
  ).filter((unit) => unit.kind !== 'position' || unit.voice !== thread.voice);
}

/** Who is named may speak of it in words of his own. */
const LEAST_NAMED = 0.12;

/** A reason within an account of what happened. */
const BECAUSE =
  /\b(?:over|because|since|due to|owing to|in protest|in response|in return|on the grounds?|so that)\b/i;

/** "Why", asked of what somebody did or of where he stands: his words on the same. */
export function reasonsFor(asked: Asked): readonly Unit[] {
  const { thread, mentions, terms } = asked;
  if (thread === null || !REASON.test(mentions.plain)) return [];
  if (terms.some(({ part, stems }) => part === 'word' && stems.length > 0)) return [];
  if (thread.kind !== 'event' && thread.kind !== 'position') return [];
  const own = partOf(thread, asked);
  const { unit } = evidenceOf(asked.briefing);
  const { statements, positions } = asked.briefing;
  const found = [
    ...statements.map(({ id }) => `statement:${id}`),
    ...positions.map(({ id }) => `position:${id}`),
  ]
    .flatMap((id) => unit(id) ?? [])
    .filter((one) => one !== thread && own.has(one.voice) && isOnSame(one, thread));
  // Of several days the same day's words are on it.
  const then = found.filter(({ day }) => day === thread.day);
  const theirs = then.length > 0 ? then : found;
  // What happened may be told with its reason.
  const says = thread.record.kind === 'event' && BECAUSE.test(thread.record.what);
  return says && theirs.length > 0 ? [thread, ...theirs] : theirs;
}

/** "Who else": others whose record of the same kind is on the same, and for a stance takes the same. */
export function othersLike(candidates: readonly Candidate[], asked: Asked): readonly Unit[] {
  const { thread, mentions } = asked;
  if (thread === null || !ELSE.test(mentions.plain) || thread.voice === '') return [];
  const own = partOf(thread, asked);
  const taken = AGAINST.test(mentions.plain) ? 'rejects' : FOR.test(mentions.plain) ? 'supports' : null;
  const stance = taken ?? (thread.record.kind === 'position' ? thread.record.stance : null);
  const kind = stance === null ? thread.kind : 'position';
  return nearestToBefore(
    candidates,
    asked,
    (unit) =>
      unit.kind === kind &&
      !own.has(unit.voice) &&
      isOnSame(unit, thread) &&
      (stance === null || (unit.record.kind === 'position' && unit.record.stance === stance)),
    0,
  );
}
