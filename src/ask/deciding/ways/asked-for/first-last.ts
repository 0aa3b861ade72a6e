import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import type { Asked } from '../../../ranking/asked.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

const LAST = /\b(?:last|latest|most recent(?:ly)?|previous(?:ly)?)\b/i;
const FIRST = /\b(?:first|earliest|originally)\b/i;
/** Being in one place with somebody, or going there. */
const MEETS =
  /\b(?:m[e]e?t(?:s|ing)?|saw|sees?|seen|talk(?:s|ed)?|spoke|speaks?|visit(?:s|ed)?|s[ai]t down|turn(?:s|ed)? up|show(?:s|ed)? up|travel(?:s|led|ed)?|go(?:es)?|went|been|call(?:s|ed)?|receiv\w+|summit|negotiat\w+|fl(?:y|ew|ies)|came|arriv\w+|face to face)\b/i;
/** How well a word must stand in an event for the event to be about it. */
const HELD = 0.6;

/** "Last time X saw Y", "when was X first in Z": of the meetings on record of just those, the first or the last. */
export function firstLast(found: Found): Decision | null {
  const { asked, byScore } = found;
  const { mentions, wanted, thread } = asked;
  const { plain, named, period, points } = mentions;
  const [last, first] = [LAST.test(plain), FIRST.test(plain)];
  if (thread !== null || last === first || !MEETS.test(plain) || period !== null || points.length > 0)
    return null;
  if (wanted.words + wanted.speaker + wanted.reason + wanted.source > 0 || named.length === 0) return null;
  const places = asked.terms.flatMap(({ part, word }, at) =>
    part === 'word' && !MEETS.test(word) && !LAST.test(word) && !FIRST.test(word) && !BESIDE.test(word)
      ? [at]
      : [],
  );
  if (named.length + places.length < 2) return null;
  const met = byScore
    .filter((one) => isMeeting(one, places, asked))
    .map(({ candidate }) => candidate.unit)
    .toSorted((a, b) => a.day - b.day);
  const lead = last ? met.at(-1) : met[0];
  return lead === undefined ? null : answerLedBy(lead, found, 0.7);
}

const BESIDE =
  /^(?:1|turn(?:s|ed)?|show(?:s|ed)?|sat|sit|face|time|times|day|date|ever|person|together|each|personally|occasion|up|down)$/;

function isMeeting(
  { candidate: { unit, held } }: RankedUnit,
  places: readonly number[],
  { mentions, briefing }: Asked,
): boolean {
  const { record } = unit;
  if (record.kind !== 'event' || record.status !== 'happened') return false;
  if (!MEETS.test(record.what) || unit.when?.to == null) return false;
  if (!places.every((at) => (held[at]?.factor ?? 0) >= HELD)) return false;
  const lookup = lookupOf(briefing);
  return mentions.named.every(({ actors }) =>
    actors.some(({ id }) => concerns(unit, [id, ...lookup.voicesOf(id)])),
  );
}

function concerns({ who }: Unit, ids: readonly string[]): boolean {
  return who.some((id) => ids.includes(id));
}
