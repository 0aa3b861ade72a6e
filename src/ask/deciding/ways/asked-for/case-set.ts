import { isSilence } from '../../../../domain/provision.ts';
import { PLACE, type Unit } from '../../../../search/evidence/unit.ts';
import { signalsOf } from '../../../ranking/features.ts';
import { isCaseSet } from '../../../reading/words/case-asked.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** How a text sets a case. */
const SETS =
  /\b(?:if|unless|should|in case|in the event|where(?=\b.{0,40}\b(?:fails?|refus\w+|delays?|breach\w*))|without|until|otherwise|as soon as|once|when|(?:in|for) breach\w*|delays? or)\b/i;
/** Records looked at, the best first, and how much of the question must be held, in all and beside the one that holds most. */
const MOST = 40;
const LEAST = 0.25;
const AS_MUCH = 0.7;

/** Where a question sets a case, the text that sets the same one: what it provides goes before what was said or done. */
export function caseSet(found: Found): Decision | null {
  const { asked, byScore } = found;
  const { mentions, wanted, thread } = asked;
  if (thread !== null || wanted.speaker + wanted.source > 0 || !isCaseSet(mentions.plain)) return null;
  const told = byScore.slice(0, MOST).flatMap(({ candidate }) => {
    const { unit } = candidate;
    if (!setsCase(unit)) return [];
    const { 'cover-all': cover, who } = signalsOf(candidate, asked);
    const worth = cover + (who > 0 ? NAMED : 0);
    return cover >= LEAST ? [{ unit, worth }] : [];
  });
  const most = Math.max(0, ...told.map(({ worth }) => worth));
  const lead = told.find(({ worth }) => worth >= most * AS_MUCH)?.unit;
  return lead === undefined ? null : answerLedBy(lead, found, 0.65);
}

/** What is worth more than a few words in common: that the one it is asked of is concerned. */
const NAMED = 0.15;

function setsCase({ record, prose }: Unit): boolean {
  if (record.kind !== 'reading' || isSilence(record.change)) return false;
  return prose.some(({ place, text }) => (place & (PLACE.body | PLACE.name)) !== 0 && SETS.test(text));
}
