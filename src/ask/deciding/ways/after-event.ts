import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { isSoft } from '../../reading/words/soft-words.ts';
import { answerLedBy, type Decision } from '../decision.ts';
import { ANSWERS, type Found } from '../found.ts';

/** Says that words or a stance followed on something that happened. */
const FOLLOWS =
  /\b(?:react(?:s|ed|ions?|ing)?|respon(?:ses?|ds?|ded|ding)|repl(?:y|ies|ied)|answer(?:ed)? to|after|following|upon|on hearing)\b/i;
const SAYS_SO =
  /^(?:react\w*|respon(?:d|ds|ded|ding|se|ses)|repl(?:y|ies|ied)|answer(?:ed)?|after|following|upon|right|hearing|just)$/;
/** How well a word must stand in what happened. */
const HELD = 0.75;
/** Days within which somebody's words are taken for a reaction. */
const WITHIN = 7;
/** The most of what happened that is looked at. */
const MOST = 3;

/**
 * "The chancellor's reaction to Turnberry", "X after the ruling": what somebody said in the days after something that happened,
 * where his own words do not name it. Null where they do, and where he said nothing then.
 */
export function afterEvent(found: Found): Decision | null {
  const { asked, byScore } = found;
  const { subject, mentions, terms, briefing } = asked;
  if (subject === null || !FOLLOWS.test(mentions.plain) || mentions.texts.length > 0) return null;
  const on = terms.flatMap(({ word, part }, at) =>
    (part === 'word' || part === 'number') && !SAYS_SO.test(word) && !isSoft(word) ? [at] : [],
  );
  if (on.length === 0) return null;
  const voices = lookupOf(briefing).voicesOf(subject.id);
  const own = byScore.filter(
    ({ candidate: { unit } }) =>
      voices.has(unit.voice) && (unit.kind === 'statement' || unit.kind === 'position') && unit.day > 0,
  );
  if (own.some((one) => on.some((at) => isHeld(one, at)))) return null;
  const happened = byScore.filter((one) => isOne(one, on)).slice(0, MOST);
  for (const { candidate } of happened) {
    const first = candidate.unit.day;
    const [nearest] = own
      .filter(({ candidate: { unit } }) => unit.day >= first && unit.day <= first + WITHIN)
      .toSorted((a, b) => rank(a) - rank(b) || b.score - a.score);
    if (nearest !== undefined) return answerLedBy(nearest.candidate.unit, found, ANSWERS);
  }
  return null;
}

/** Words before a stance. */
function rank({ candidate: { unit } }: RankedUnit): number {
  return unit.kind === 'statement' ? 0 : 1;
}

function isHeld({ candidate: { held } }: RankedUnit, at: number): boolean {
  return (held[at]?.factor ?? 0) >= HELD;
}

function isOne(one: RankedUnit, on: readonly number[]): boolean {
  const { record, day } = one.candidate.unit;
  const is = record.kind === 'vote' || (record.kind === 'event' && record.status === 'happened');
  return is && day > 0 && on.every((at) => isHeld(one, at));
}
