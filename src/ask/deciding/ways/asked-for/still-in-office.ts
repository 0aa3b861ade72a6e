import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { isOffice } from '../../../../search/names/name-words.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

const IS = /^(?:and |so |but |ok )?(?:is|was|are|were|isn['’]?t|wasn['’]?t)\b/i;
const STILL = /\b(?:still|yet|already|now|ever|any ?more|at (?:the|that) time|back then|by then)\b/i;
/** What stands for an office there. */
const IN_OFFICE =
  /^(?:charge|cabinet|government|office|post|job|role|power|leading|heading|running|chairing|chair|leader|team|delegation|involved|around|member|mp|boss|negotiations|talks|process|place|there|seat|government's|top|party|country|state|union|guild|council|committee|commission)$/;

/** "Is she still in charge", "was he still in the cabinet on that day": what is on record of the one who is named, with the days of every office. */
export function stillInOffice(found: Found): Decision | null {
  const { asked } = found;
  const { mentions, terms, thread, briefing } = asked;
  const [only, ...others] = mentions.named.filter(({ actors }) =>
    actors.some(({ kind }) => kind === 'person'),
  );
  const [person, ...alike] = only?.actors ?? [];
  if (thread !== null || person?.kind !== 'person' || others.length + alike.length > 0) return null;
  if (!IS.test(mentions.plain) || !(STILL.test(mentions.plain) || mentions.period !== null)) return null;
  if (only?.from !== undefined && only.from > 2) return null;
  const words = terms.filter(({ part }) => part === 'word').map(({ word }) => word);
  if (words.length === 0 || !words.every((word) => isOffice(word) || IN_OFFICE.test(word))) return null;
  const unit = evidenceOf(briefing).unit(`person:${person.id}`);
  return unit === undefined ? null : answerLedBy(unit, found, 0.7);
}
