import type { Unit } from '../../../../search/evidence/unit.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { hasTally, talliesOf } from '../../../ranking/fits/tallies.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { isForeign } from '../../../reading/words/foreign-word.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks how votes fell, and of whose or which it is asked. */
const COUNTS =
  /\b(?:tally|tallied|margins?|majorit(?:y|ies)|turn-?out|results?|outcome|defeat(?:s|ed)?|split|counts?|counted|numbers|share|ayes?|noes|nays?|yes(?:es)?|abst\w*|for (?:and|or|vs|v) against|how many|total|score|how close|by how (?:much|many)|percent|how (?:did|was|were) .{1,40} vot(?:e|es|ed))\b|%/i;
const VOTE =
  /\b(?:vot(?:e|es|ed|ing|ers)|ballot\w*|lobby|referendum|plebiscite|ratif\w+|motion|amendment|authori[sz]ation)\b/i;
/** Asks something else of a vote. */
const OTHERWISE =
  /\b(?:will|going to|gonna|next|upcoming|should|would|could|can|may|might|need(?:s|ed)?|required?|threshold|who|whom|whose|which|why|when|where|after|before|say|says|said|call(?:ed|s)?)\b/i;
/** Asks what somebody did, before or after a vote. */
const DID = /^(?:and |so |but )?(?:what (?:did|does|do|has|have)\b|(?:did|has|have) (?!any))/i;
/** Says that it is a vote, or how it went, but not which. */
const BESIDE =
  /^(?:vot(?:e[sdr]?|ers|ing)|ballots?|tally|margins?|majorit(?:y|ies)|turn|turnout|results?|outcome|defeat(?:s|ed)?|split|counts?|counted|numbers?|figures?|share|ayes?|noes|nays?|yes|yeses|no|against|favou?r|abst\w*|percent|pct|total|absolute|raw|final|score|close|anybody|anyone|people|members?|much|pass(?:ed)?|carried|lost|won|win|fell|went|through|end|lobby|part|vs|government|exact|exactly|precise|many)$/;
/** Which of several votes on one thing. */
const ORDINALS: readonly (readonly [number, RegExp])[] = [
  [0, /\b(?:first|1st)\b/i],
  [1, /\b(?:second|2nd)\b/i],
  [2, /\b(?:third|3rd)\b/i],
  [3, /\b(?:fourth|4th)\b/i],
];
const ORDINAL = /^(?:first|1st|1|second|2nd|2|third|3rd|3|fourth|4th|4|time|times)$/;
const WIDEST = /\b(?:biggest|largest|heaviest|worst|widest|greatest|highest|clearest|most lopsided)\b/i;
const NARROWEST = /\b(?:narrowest|closest|smallest|tightest|slimmest|slightest|lowest)\b/i;
const EXTREME =
  /^(?:biggest|largest|heaviest|worst|widest|greatest|highest|clearest|lopsided|narrowest|closest|smallest|tightest|slimmest|slightest|lowest|ever|history)$/;
/** What a vote is lost by. */
const LOST = /\b(?:reject\w*|defeat\w*|vot\w+ down|fail\w*|fall\w*|fell|los[et]\w*|refus\w*)\b/i;
/** Share of what names the vote that its record must hold. */
const NAMED = 0.5;
/** Where nobody asks for a count, only a vote among so many of the best records is what was found. */
const FOREMOST = 12;

/** How a vote went that is told as an event: the one that is named, the so-manyeth of several on one thing, the widest or the narrowest. */
export function tallyAsked(found: Found): Decision | null {
  const { asked, byScore } = found;
  const { mentions, wanted, thread } = asked;
  const { plain } = mentions;
  if (thread !== null || wanted.reason + wanted.source + wanted.speaker > 0) return null;
  if (mentions.points.length > 0 || OTHERWISE.test(plain) || DID.test(plain)) return null;
  const counts = COUNTS.test(plain);
  if (!counts && !VOTE.test(plain)) return null;
  if (asked.terms.some((term) => isForeign(term) && !BESIDE.test(term.word) && !EXTREME.test(term.word)))
    return null;
  const told = byScore.filter(({ candidate: { unit } }) => hasTally(unit) && isThen(unit, asked));
  const lead = extreme(told, asked) ?? inSeries(told, asked) ?? named(told, byScore, asked, counts);
  return lead === null ? null : answerLedBy(lead, found, 0.7);
}

/** On the day that is asked about, where one is. */
function isThen({ when }: Unit, { mentions: { period } }: Asked): boolean {
  if (period === null) return true;
  if (when?.to == null) return false;
  return (when.from ?? when.to) <= (period.to ?? '9999') && when.to >= (period.from ?? '');
}

/** "The biggest defeat", "the narrowest margin". */
function extreme(told: readonly RankedUnit[], asked: Asked): Unit | null {
  const { plain } = asked.mentions;
  const sign = WIDEST.test(plain) ? 1 : NARROWEST.test(plain) ? -1 : 0;
  if (sign === 0) return null;
  const lost = DEFEAT.test(plain);
  const counted = told.flatMap(({ candidate }) => {
    const { unit } = candidate;
    const { margin } = talliesOf(unit);
    if (margin === null || (lost && !isLost(unit))) return [];
    return shareHeld(candidate, asked) < NAMED ? [] : [{ unit, margin }];
  });
  const [first] = counted.toSorted((a, b) => sign * (b.margin - a.margin));
  return counted.length < 2 ? null : (first?.unit ?? null);
}

/** "The third vote", "the second defeat": of the same thing done again and again, in the order it was done. */
function inSeries(told: readonly RankedUnit[], { mentions: { plain } }: Asked): Unit | null {
  const place = ORDINALS.find(([, words]) => words.test(plain))?.[0];
  if (place === undefined) return null;
  const lost = DEFEAT.test(plain);
  const series = new Map<string, Unit[]>();
  for (const {
    candidate: { unit },
  } of told) {
    const { record } = unit;
    if ((record.kind !== 'event' && record.kind !== 'vote') || (lost && !isLost(unit))) continue;
    const same = record.kind === 'vote' ? (record.body ?? '') : beginning(record.what);
    for (const about of record.about) {
      const key = `${about} ${same}`;
      series.set(key, [...(series.get(key) ?? []), unit]);
    }
  }
  const several = [...series.values()].filter((units) => units.length > Math.max(1, place));
  const [longest, other] = several.toSorted((a, b) => b.length - a.length);
  if (longest === undefined || (other !== undefined && other.length === longest.length)) return null;
  return longest.toSorted((a, b) => a.day - b.day)[place] ?? null;
}

const DEFEAT = /\b(?:defeats?|lost|loss(?:es)?|rejections?)\b/i;

function isLost(unit: Unit): boolean {
  return LOST.test(talliesOf(unit).words);
}

/** What was done, by whom and to what, in the first words of a sentence. */
function beginning(what: string): string {
  return what
    .split(' ')
    .slice(0, SAME_WORDS)
    .join(' ')
    .toLowerCase()
    .replace(/[.,;:]/g, '');
}

const SAME_WORDS = 5;

/** The likeliest of those that hold what the vote is called by. */
function named(
  told: readonly RankedUnit[],
  byScore: readonly RankedUnit[],
  asked: Asked,
  counts: boolean,
): Unit | null {
  const lost = DEFEAT.test(asked.mentions.plain);
  const foremost = new Set(byScore.slice(0, FOREMOST));
  const near = (counts ? told : told.filter((one) => foremost.has(one))).filter(
    ({ candidate }) => !lost || isLost(candidate.unit),
  );
  // The only vote of the day, by whatever name it is called.
  if (counts && near.length === 1 && asked.mentions.period !== null) return near[0]?.candidate.unit ?? null;
  const nameless = namingAt(asked).length === 0;
  const side = /\b(yes|no)\b/i.exec(asked.mentions.plain)?.[1]?.toLowerCase();
  const sided = (unit: Unit) =>
    side !== undefined && (side === 'yes' ? /\bYes\b/ : /\bNo\b/).test(talliesOf(unit).words);
  if (nameless) {
    if (!counts) return null;
    const ofSide = near.filter(({ candidate }) => sided(candidate.unit));
    const [only, ...others] = ofSide.length > 0 ? ofSide : near;
    return others.length > 0 || only === undefined ? null : only.candidate.unit;
  }
  const holding = near
    .map(({ candidate }) => ({ unit: candidate.unit, share: shareHeld(candidate, asked) }))
    .filter(({ share }) => share >= NAMED);
  const most = Math.max(0, ...holding.map(({ share }) => share));
  return holding.find(({ share }) => share >= most - 0.15)?.unit ?? null;
}

/** Places of the words that name which vote is meant. */
function namingAt({ terms }: Asked): readonly number[] {
  return terms.flatMap(({ part, word }, at) =>
    (part === 'word' || part === 'number' || part === 'name') &&
    !BESIDE.test(word) &&
    !ORDINAL.test(word) &&
    !EXTREME.test(word)
      ? [at]
      : [],
  );
}

function shareHeld({ held }: RankedUnit['candidate'], asked: Asked): number {
  const at = namingAt(asked);
  const all = at.reduce((sum, one) => sum + (asked.terms[one]?.idf ?? 0), 0);
  if (all === 0) return 1;
  return at.reduce((sum, one) => sum + (asked.terms[one]?.idf ?? 0) * (held[one]?.factor ?? 0), 0) / all;
}
