import type { Unit } from '../../../../search/evidence/unit.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';
import { stanceSides } from '../../leading.ts';

/** "Which countries send troops", "who refuses to": all of those who take a stand on it. */
const WHO_ALL =
  /^(?:and |so |but )?(?:which|what) (?:other )?(?:countries|states|parties|groups|governments|sides|members|nations|unions|companies|capitals|leaders)\b|^(?:and |so |but )?who (?:all|else|exactly)\b/i;
/** Records looked at, and how far down the first of them may stand. */
const FOREMOST = 12;
const NEAR = 3;
/** Of so many at least. */
const LEAST = 2;

/** Where several parties have taken a stand on the one thing that is asked, all of them, those first who take the side that is asked for. */
export function sidesTaken({ asked, ranked, units }: Found): Decision | null {
  const { mentions, wanted, thread } = asked;
  if (thread !== null || mentions.named.length > 0 || mentions.texts.length > 0) return null;
  if (!WHO_ALL.test(mentions.plain) || wanted.speaker + wanted.vote + wanted.source > 0) return null;
  const held = groupOf(ranked.slice(0, FOREMOST));
  if (held.length < LEAST) return null;
  const side = stanceSides(mentions.plain);
  const told = side === null ? held : held.toSorted((a, b) => placeIn(side, a) - placeIn(side, b));
  const [lead] = told;
  if (lead === undefined || (side !== null && placeIn(side, lead) !== 0)) return null;
  const others = units.filter((unit) => !told.includes(unit));
  return {
    kind: 'answer',
    verdict: null,
    units: headedBy(lead, [...told, ...others]).slice(0, MOST_UNITS),
    fit: 0.7,
  };
}

/** Positions of different parties on the same, as the best ranked of them is. */
function groupOf(ranked: readonly RankedUnit[]): readonly Unit[] {
  const positions = ranked.flatMap(({ candidate: { unit } }, at) =>
    unit.kind === 'position' ? [{ unit, at }] : [],
  );
  const [first] = positions;
  if (first === undefined || first.at >= NEAR) return [];
  const key = subjectOf(first.unit);
  const seen = new Set<string>();
  return positions.flatMap(({ unit }) => {
    if (subjectOf(unit) !== key || seen.has(unit.voice)) return [];
    seen.add(unit.voice);
    return [unit];
  });
}

function subjectOf({ record }: Unit): string {
  return record.kind === 'position' ? (record.about[0] ?? record.topic) : '';
}

function placeIn(side: readonly string[], { record }: Unit): number {
  const at = record.kind === 'position' ? side.indexOf(record.stance) : -1;
  return at < 0 ? side.length : at;
}
