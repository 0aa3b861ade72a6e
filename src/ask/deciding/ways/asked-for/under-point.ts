import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** What is asked is asked of one point: "what must they do under point 6", "who pays by article 140". */
const UNDER =
  /\b(?:under|by|per|in|of|according to) (?:the )?(?:point|pt|article|art|clause|paragraph|para|section|item|measure|provision)s?\.? ?\d/i;

/** What the point says that a question names, whoever else is named in it. Null where words, a stance, a vote or a source are asked for. */
export function underPoint(found: Found): Decision | null {
  const { asked } = found;
  const { mentions, wanted, briefing, thread } = asked;
  const [point, ...others] = mentions.points;
  if (thread !== null || point === undefined || others.length > 0 || mentions.texts.length > 1) return null;
  if (wanted.words + wanted.stance + wanted.speaker + wanted.vote + wanted.source + wanted.difference > 0)
    return null;
  if (!UNDER.test(mentions.plain)) return null;
  const text = mentions.texts[0]?.id ?? briefing.mainText;
  const evidence = evidenceOf(briefing);
  const [unit, ...more] = evidence
    .pointUnits([point])
    .flatMap((id) => evidence.unit(id) ?? [])
    .filter(({ texts }) => texts[0] === text);
  if (unit === undefined) return null;
  // Of several subjects in one point, the one that was found likeliest.
  const lead =
    found.ranked.find(({ candidate }) => candidate.unit === unit || more.includes(candidate.unit))?.candidate
      .unit ?? unit;
  return answerLedBy(lead, found, 0.7);
}
