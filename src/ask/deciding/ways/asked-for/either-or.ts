import { PLACE, type Unit } from '../../../../search/evidence/unit.ts';
import { phraseWords, tellingWords } from '../../../../search/names/topics.ts';
import { stem } from '../../../../search/text/stem.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { signalsOf } from '../../../ranking/features.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Words on either side of "or" that may be what is chosen between. */
const NEAR = 3;
/** Records among which a dispute on just that is looked for, the best first. */
const MOST_LOOKED_AT = 30;
/** Share of the question that the dispute must hold: figures tell more of what is meant than words. */
const COVER = 0.25;
const COVER_IN_WORDS = 0.5;

/** "29 or 30 January", "expelled or suspended": the dispute whose accounts differ in just that. Null where there is none. */
export function eitherOr(found: Found): Decision | null {
  const { asked, byScore } = found;
  const sides = sidesOf(asked);
  if (sides === null) return null;
  const least = sides.every((words) => words.some((word) => /\d/.test(word))) ? COVER : COVER_IN_WORDS;
  const disputes = byScore.slice(0, MOST_LOOKED_AT).flatMap(({ candidate }) => {
    const { unit } = candidate;
    const { 'cover-all': cover } = signalsOf(candidate, asked);
    return cover >= least && tellsBoth(unit, sides) ? [{ unit, cover }] : [];
  });
  const [first] = disputes.toSorted((a, b) => b.cover - a.cover);
  return first === undefined ? null : answerLedBy(first.unit, found, 0.7);
}

type Sides = readonly [readonly string[], readonly string[]];

/** Stems of what stands before and behind "or", the nearest first; null where there is no choice between two things. */
function sidesOf({ mentions: { plain } }: Asked): Sides | null {
  const [before = '', behind, ...more] = plain.split(/ or /i);
  if (behind === undefined || more.length > 0) return null;
  const telling = (words: string) =>
    tellingWords(phraseWords(words))
      .filter((word) => word !== 'ones')
      .map(stem);
  const [left, right] = [telling(before).toReversed(), telling(behind)];
  return left.length === 0 || right.length === 0 ? null : [left.slice(0, NEAR), right.slice(0, NEAR)];
}

/** One of the accounts has what stands before "or", another what stands behind it and before it nowhere. */
function tellsBoth({ record, prose }: Unit, [left, right]: Sides): boolean {
  if (record.kind !== 'conflict') return false;
  const all = new Set(
    prose
      .filter(({ place }) => (place & (PLACE.name | PLACE.body)) !== 0)
      .flatMap(({ text }) => phraseWords(text).map(stem)),
  );
  const [one, other] = [
    left.filter((word) => /\d/.test(word) && all.has(word)),
    right.filter((word) => /\d/.test(word) && all.has(word)),
  ];
  if (one.some((word) => !right.includes(word)) && other.some((word) => !left.includes(word))) return true;
  // Words are chosen between only where they stand right beside "or"; where one side is a figure, so is the other.
  const [last = '', first = ''] = [left[0], right[0]];
  return last !== first && [last, first].every((word) => all.has(word) && !/\d/.test(word));
}
