import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { earliestDay, latestDay } from '../../../domain/when.ts';
import type { Decision } from '../decision.ts';
import type { Found } from '../found.ts';
import { besideSilence } from './silence.ts';

/** "X on the joint statement". */
const ON_IT = /^(?:and |so |what about )?\S+(?: \S+){0,3} (?:on|about|re|regarding) \S/i;

/**
 * Somebody's words or stance on a draft that was not known yet when he last spoke: that he said nothing on it. Null where a
 * record of his is on it, or may be of a later day.
 */
export function beforeText(found: Found): Decision | null {
  const { subject, mentions, wanted, terms, briefing, thread } = found.asked;
  const [text, ...others] = mentions.texts;
  if (subject === null || text === undefined || others.length > 0 || thread !== null) return null;
  if (wanted.words + wanted.stance === 0 && !ON_IT.test(mentions.plain)) return null;
  if (terms.some(({ part }) => part === 'word' || part === 'number' || part === 'date')) return null;
  if (mentions.named.length !== 1 || mentions.points.length > 0 || wanted.vote > 0) return null;
  const known = earliestDay(text.known);
  if (known === '') return null;
  const lookup = lookupOf(briefing);
  const voices = lookup.voicesOf(subject.id);
  const own = [
    ...briefing.statements.filter(({ speaker }) => voices.has(speaker)),
    ...briefing.positions.filter(
      ({ party }) => voices.has(party) || lookup.speaksFor(subject.id).includes(party),
    ),
  ];
  if (own.length === 0 || text.authors.some((id) => voices.has(id))) return null;
  const isBefore = own.every(
    ({ date, about }) => date.to !== null && latestDay(date) < known && !about.includes(text.id),
  );
  if (!isBefore) return null;
  const about = wanted.stance > wanted.words ? 'stance' : 'words';
  return {
    kind: 'silent',
    actor: subject,
    about,
    bare: false,
    units: besideSilence(found, voices),
    fit: 0.3,
  };
}
