import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { versionsAsked } from '../../../reading/versions-asked.ts';
import { type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';
import { subjectHeld, subjectIn } from './between-texts.ts';

/** So much of what is asked must the readings of one subject hold for it to be what is looked for in the text. */
const HELD = 0.75;

/**
 * What one named text has on a subject, where another text's reading was found for it: its own reading, or, where its wording is public
 * and no reading says that it has one, that it has nothing on it. Null where no text, or several, are named.
 */
export function inText({ ranked, asked }: Found): Decision | null {
  const { mentions, briefing, wanted } = asked;
  const [text, ...others] = mentions.texts;
  const top = ranked[0]?.candidate.unit;
  if (text === undefined || others.length > 0 || wanted.stance > 0.5 || wanted.speaker > 0) return null;
  if (top?.kind !== 'reading' || top.texts[0] === text.id) return null;
  const { used } = versionsAsked(asked);
  const subject = subjectIn(asked, used);
  const provision = subject.length === 0 ? null : subjectHeld(ranked, subject, asked, HELD);
  if (provision === null) return null;
  const units = ranked.flatMap(({ candidate: { unit } }) =>
    unit.kind === 'reading' && unit.provisions[0] === provision ? [unit] : [],
  );
  const own = evidenceOf(briefing).unit(`reading:${provision}/${text.id}`);
  if (own !== undefined)
    return { kind: 'answer', verdict: null, units: headedBy(own, units).slice(0, MOST_UNITS), fit: 0.7 };
  const title = lookupOf(briefing).provision(provision)?.title;
  if (text.status !== 'full' || title === undefined) return null;
  return {
    kind: 'correct',
    premise: { kind: 'not-in-text', text, title },
    gap: null,
    units: units.slice(0, MOST_UNITS),
    fit: 0.6,
  };
}
