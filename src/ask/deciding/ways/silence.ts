import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { hasOwnWords } from '../../../domain/lookups/said-by.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../../ranking/asked.ts';
import { ownOn } from '../besides.ts';
import { answerLedBy, type Decision, MOST_UNITS } from '../decision.ts';
import { ANSWERS, type Found } from '../found.ts';
import { stanceSides } from '../leading.ts';
import { lineOf } from '../positions-on.ts';
import { ownTold } from './own-told.ts';

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
    sideAsked(units[0], voices, asked) ??
    ownOn(ranked, subject, asked) ??
    ownTold(ranked, subject, asked) ??
    (about === 'stance' ? lineOf(subject, byScore, asked) : undefined);
  if (told !== undefined) return answerLedBy(told, found, ANSWERS);
  // Where a spokesman's party stands is an answer to where he does.
  const [lead] = units;
  if (about === 'stance' && lead?.kind === 'position' && speaksFor(subject.id).includes(lead.voice))
    return { kind: 'answer', verdict: null, units, fit: Math.max(fit, ANSWERS) };
  // That somebody said nothing at all is said only where no word of his is on record.
  const bare =
    asked.terms.every(({ part }) => part === 'name' || part === 'asking') && !hasOwnWords(voices, briefing);
  return { kind: 'silent', actor: subject, about, bare, units: besideSilence(found, voices), fit };
}

/** What somebody is against or for, where that is asked and his own position of just that side was found. */
function sideAsked(
  lead: Unit | undefined,
  voices: ReadonlySet<string>,
  { mentions }: Asked,
): Unit | undefined {
  const record = lead?.record;
  if (lead === undefined || record?.kind !== 'position' || !voices.has(lead.voice)) return undefined;
  return stanceSides(mentions.plain)?.[0] === record.stance ? lead : undefined;
}

/** So far behind the best record, in score, what is somebody's own is on something else. */
const FAR = 3.2;

/** After "X said nothing on that": what of X's own comes near it, then what the records say on it; where nothing comes near, the reverse. */
export function besideSilence({ units, ranked, asked }: Found, voices: ReadonlySet<string>): readonly Unit[] {
  const own = units.filter(({ voice }) => voices.has(voice));
  const others = units.filter((unit) => !own.includes(unit));
  const least = (ranked[0]?.score ?? 0) - FAR;
  const isNear = (one: Unit) =>
    ranked.some(({ candidate, score }) => candidate.unit === one && score >= least);
  // A number is asked for, whoever named it.
  const near = (asked.wanted.number > 0 ? [] : own)
    .filter((one) => (one.kind === 'statement' || one.kind === 'position') && isNear(one))
    .slice(0, 2);
  const far = own.filter((one) => !near.includes(one));
  return [...near, ...others.slice(0, 2), ...far, ...others.slice(2)].slice(0, MOST_UNITS);
}
