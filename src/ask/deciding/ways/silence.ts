import type { Actor } from '../../../domain/actor.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { hasOwnWords } from '../../../domain/lookups/said-by.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../../ranking/features.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { ownOn } from '../besides.ts';
import { answerLedBy, type Decision, MOST_UNITS } from '../decision.ts';
import { ANSWERS, type Found } from '../found.ts';
import { positionsOn } from '../positions-on.ts';

/** What somebody is to do or may do is said by a text, not by him: "what do they have to write into law". */
const PROVIDED =
  /\b(?:has|have|had) to (?!say\b)|\b(?:be|been|is|are|being) (?:let|allowed|required|obliged|permitted|forbidden|banned|made to)\b|\bget(?:s)? to (?!know\b)|\ballowed to\b|\bsupposed to\b|\b(?:must|shall) (?!have said)/i;

/**
 * Somebody's words or stance are asked for and no record is sure to be it: his own record that names what is asked, his party's line,
 * or that he said nothing on it.
 */
export function silence(found: Found): Decision | null {
  const { asked, byScore, ranked, units, fit } = found;
  const { subject, wanted, briefing } = asked;
  // Whose vote is asked for, or what he is to do, is not asked for his words: that he said nothing would be no answer.
  if (subject === null || wanted.vote > wanted.words || PROVIDED.test(asked.mentions.plain)) return null;
  const about = wanted.stance > wanted.words ? 'stance' : 'words';
  const { voicesOf, speaksFor } = lookupOf(briefing);
  const voices = voicesOf(subject.id);
  const told =
    ownOn(ranked, subject, asked) ?? (about === 'stance' ? partyLine(byScore, subject, asked) : undefined);
  if (told !== undefined) return answerLedBy(told, found, ANSWERS);
  // Where a spokesman's party stands is an answer to where he does.
  const [lead] = units;
  if (about === 'stance' && lead?.kind === 'position' && speaksFor(subject.id).includes(lead.voice))
    return { kind: 'answer', verdict: null, units, fit: Math.max(fit, ANSWERS) };
  // That somebody said nothing at all is said only where no word of his is on record.
  const bare =
    asked.terms.every(({ part }) => part === 'name' || part === 'asking') && !hasOwnWords(voices, briefing);
  const own = units.filter(({ voice }) => voices.has(voice));
  return { kind: 'silent', actor: subject, about, bare, units: besideSilence(units, own), fit };
}

/** Where somebody's party stands on what is asked, the newest; it is told whose it is, and by whom. */
function partyLine(ranked: readonly RankedUnit[], { id }: Actor, asked: Asked): Unit | undefined {
  const { voicesOf, speaksFor } = lookupOf(asked.briefing);
  const candidates = ranked.map(({ candidate }) => candidate);
  const [own] = positionsOn(new Set([id, ...voicesOf(id)]), candidates, asked);
  return own ?? positionsOn(new Set(speaksFor(id)), candidates, asked)[0];
}

/** After "X said nothing on that": what the records say on it, then the nearest that is X's own. */
function besideSilence(units: readonly Unit[], own: readonly Unit[]): readonly Unit[] {
  const others = units.filter((unit) => !own.includes(unit));
  return [...others.slice(0, 2), ...own, ...others.slice(2)].slice(0, MOST_UNITS);
}
