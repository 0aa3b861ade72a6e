import { lineOfTexts } from '../../domain/lookups/line-of-texts.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position } from '../../domain/position.ts';
import { isSilence } from '../../domain/provision.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/asked.ts';
import { signalsOf } from '../ranking/features.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { slotsOf } from '../ranking/slots.ts';
import { headedBy } from './decision.ts';

/** Asks for what somebody is against, and for what somebody is for. */
const AGAINST =
  /\b(?:refus\w*|reject\w*|oppos\w*|object(?:s|ed|ing|ions?)?|against|problems? with|beef with|issues? with|(?:won['’]?t|wouldn['’]?t|can['’]?t|cannot|not|never|doesn['’]?t|don['’]?t) (?:\S+ )?(?:accept|agree|take|like|want|back|support|sign)|unhappy|dislike\w*|hates?|complain\w*|complaints?|resist\w*|red lines?|rul(?:es?|ed) out|critici\w+|condemn\w*|gripes?|misgivings?)\b/i;
const FOR =
  /\b(?:accept(?:s|ed|able)?|agree(?:s|d)? (?:to|with)|support(?:s|ed)?|welcom\w*|endorse[sd]?|approve[sd]? of|in favou?r|happy with|likes?)\b/i;
const VERDICT = /^(?:and |so |but |ok )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b/i;
type Stance = Position['stance'];
/** From the one that says it most to those that say something of it. */
const NAY: readonly Stance[] = ['rejects', 'conditional', 'mixed'];
const YEA: readonly Stance[] = ['supports', 'conditional', 'mixed'];
/** Records looked at, and how far behind the first in score one may be. */
const FOREMOST = 8;
const BEHIND = 3;
const HALF = 0.5;

/** The stances that say what a question asks for, the one that says it most first; null where it asks for neither side. */
export function stanceSides(plain: string): readonly Stance[] | null {
  return AGAINST.test(plain) ? NAY : FOR.test(plain) ? YEA : null;
}

/** Where what somebody is against is asked for, what he rejects goes before what he supports, and the reverse. */
export function stanceSideFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { plain } = asked.mentions;
  const [first] = ranked;
  const record = first?.candidate.unit.record;
  if (first === undefined || record?.kind !== 'position' || VERDICT.test(plain)) return ranked;
  const side = stanceSides(plain);
  if (side === null) return ranked;
  const voices = voicesNamed(asked);
  const itself = asked.mentions.named[0]?.actors.some(({ id }) => id === record.party) !== false;
  if (itself && side[0] === record.stance) return ranked;
  // "What do they refuse" names nothing that it would have to be on.
  const isOpen = asked.terms.every(
    ({ part, word }) => part === 'name' || part === 'asking' || AGAINST.test(word) || FOR.test(word),
  );
  const { 'cover-all': most } = signalsOf(first.candidate, asked);
  for (const stance of side) {
    const all = ranked.slice(0, 3 * FOREMOST).filter(({ candidate, score }) => {
      const { record: own, voice } = candidate.unit;
      return (
        own.kind === 'position' &&
        own.stance === stance &&
        (voices === null ? score >= first.score - BEHIND : voices.has(voice)) &&
        ((isOpen && voices !== null) || signalsOf(candidate, asked)['cover-all'] >= most * HALF)
      );
    });
    // His own goes before that of anybody who speaks for him.
    const own = all.find(({ candidate: { unit } }) =>
      asked.mentions.named[0]?.actors.some(({ id }) => id === unit.voice),
    );
    const other = own ?? all[0];
    if (other !== undefined) return headedBy(other, ranked);
    if (stance === record.stance) return ranked;
  }
  return ranked;
}

/** Everybody who speaks for the first one named; null where nobody is. */
function voicesNamed({ mentions, briefing }: Asked): ReadonlySet<string> | null {
  const [first] = mentions.named;
  if (first === undefined) return null;
  const lookup = lookupOf(briefing);
  return new Set(first.actors.flatMap(({ id }) => [...lookup.voicesOf(id)]));
}

/** "Is it built yet", "have they handed them over already": whether something was done by now. */
const DONE_YET =
  /^(?:and |so |but |ok )?(?:is|are|was|were|has|have|did)\b.*\b(?:yet|already|so far|by now|up to now|meanwhile)\b/i;
/** Of a text it is asked what it says. */
const OF_TEXT =
  /\b(?:text|plan|draft|version|deal|agreement|accord|treaty|clause|point|article|limit|cap)\b/i;
const NEARLY = 0.6;

/** Where it is asked whether something was done by now, what happened, is due or is not known goes before what a text provides. */
export function doneFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  const { plain } = asked.mentions;
  if (first === undefined || !DONE_YET.test(plain) || OF_TEXT.test(plain)) return ranked;
  const { unit } = first.candidate;
  if (unit.record.kind !== 'reading' && !happened(unit)) return ranked;
  const { 'cover-all': most } = signalsOf(first.candidate, asked);
  const near = ranked
    .slice(0, FOREMOST)
    .filter(
      ({ candidate, score }) =>
        score >= first.score - BEHIND && signalsOf(candidate, asked)['cover-all'] >= most * NEARLY,
    );
  const told = near.find(({ candidate }) => tellsState(candidate.unit));
  const other =
    (told === undefined ? undefined : newestOf(told, near, asked)) ??
    near.find(({ candidate: { unit } }) => unit.record.kind === 'conflict' && unit.record.type !== 'trap');
  return headedBy(other, ranked);
}

/** Of what happened, the newest that has as much of what is asked: it says how things stand. */
function newestOf(told: RankedUnit, near: readonly RankedUnit[], asked: Asked): RankedUnit {
  if (!happened(told.candidate.unit)) return told;
  const all = near.filter(({ candidate }) => happened(candidate.unit));
  const coverOf = ({ candidate }: RankedUnit) => signalsOf(candidate, asked)['cover-all'];
  const most = Math.max(...all.map(coverOf));
  const fitting = all.filter((one) => coverOf(one) >= most * NEARLY_ALL);
  return fitting.reduce((a, b) => (b.candidate.unit.day > a.candidate.unit.day ? b : a), fitting[0] ?? told);
}

const NEARLY_ALL = 0.9;

function happened({ record }: Unit): boolean {
  return record.kind === 'vote' || (record.kind === 'event' && record.status !== 'expected');
}

const STATES = new Set(['event', 'vote', 'deadline', 'figure', 'gap']);

function tellsState({ record }: Unit): boolean {
  return STATES.has(record.kind);
}

const EMPTY = ['person-empty', 'place-empty', 'count-none'] as const;
/** So little of what the best record holds may a known unknown hold less. */
const AS_MUCH = 0.75;

/** A record without the one, the place or the number that is asked for yields to a known unknown that is about just that. */
export function unknownBeforeEmpty(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first === undefined || first.candidate.unit.kind !== 'reading') return ranked;
  const slots = slotsOf(first.candidate, asked);
  if (EMPTY.every((slot) => slots[slot] !== 1)) return ranked;
  const { cover: most } = signalsOf(first.candidate, asked);
  const gap = ranked.slice(1, 4).find(({ candidate }) => {
    if (candidate.unit.kind !== 'gap') return false;
    const signals = signalsOf(candidate, asked);
    return signals['gap-same'] === 1 && signals.cover >= most * AS_MUCH;
  });
  return headedBy(gap, ranked);
}

/** The text that the story is about, called so and no further. */
const THE_TEXT =
  /\b(?:the|this|does|did) (?:plan|deal|text|agreement|accord|treaty|resolution|contract)\b|\b(?:does|did) it\b/i;

/** "The plan" is the story's own and not a rival's: where that has anything on the same subject, it leads. */
export function ownTextFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { mentions, briefing } = asked;
  const first = ranked[0]?.candidate.unit;
  if (first?.record.kind !== 'reading' || mentions.texts.length > 0 || mentions.named.length > 0)
    return ranked;
  if (!THE_TEXT.test(mentions.plain) || isInLine(first, asked)) return ranked;
  for (const id of [briefing.mainText, briefing.latestText]) {
    const own = ranked.find(
      ({ candidate: { unit } }) =>
        unit.record.kind === 'reading' &&
        unit.record.text === id &&
        !isSilence(unit.record.change) &&
        unit.provisions[0] === first.provisions[0],
    );
    if (own !== undefined) return headedBy(own, ranked);
  }
  return ranked;
}

/** It is of a text that the story is about. */
function isInLine({ texts }: Unit, { briefing }: Asked): boolean {
  const line = lineOfTexts(briefing);
  return texts.some((id) => line.has(id));
}

/** A reading that says no more than that another holds. */
const REFERS = /^(?:the same|as before|unchanged|no change|as in)\b/i;
/** Asks for one text against another: there "the same" is the answer. */
const COMPARES = /\b(?:same|chang\w*|differ\w*|kept|keeps?|new|still)\b/i;

/** "The same rights" tells nobody which: the reading that it refers to goes before it, unless texts are compared or that one is named. */
export function saidInFullFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { mentions, wanted, briefing } = asked;
  const first = ranked[0]?.candidate.unit.record;
  if (first?.kind !== 'reading' || first.change !== 'kept' || !REFERS.test(first.wording)) return ranked;
  if (first.terms.length > 0 || mentions.texts.length + mentions.points.length > 0) return ranked;
  if (wanted.difference > 0 || COMPARES.test(mentions.plain)) return ranked;
  const { text } = lookupOf(briefing);
  const above = [...(text(first.text)?.parents ?? [])];
  for (
    let id = above.shift(), left = MOST_ABOVE;
    id !== undefined && left > 0;
    id = above.shift(), left -= 1
  ) {
    const from = id;
    const told = ranked.find(
      ({
        candidate: {
          unit: { record },
        },
      }) => record.kind === 'reading' && record.provision === first.provision && record.text === from,
    );
    const record = told?.candidate.unit.record;
    if (record?.kind === 'reading' && !isSilence(record.change) && !REFERS.test(record.wording))
      return headedBy(told, ranked);
    above.push(...(text(from)?.parents ?? []));
  }
  return ranked;
}

const MOST_ABOVE = 8;

/** What somebody undertook to do: words are not asked for, but what was laid down. */
const UNDERTOOK =
  /^(?:and |so |but )?what (?:exactly )?(?:did|does|do|has|have|will|is|are) .{2,50}\b(?:promis\w+|agree[ds]?|commit(?:s|ted)?|pledg\w+|undert(?:akes?|ook|aken)|bound|vow\w*) to\b/i;

/** "What did they promise to buy": the text that lays it down goes before what somebody says of it. */
export function undertakenFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first?.candidate.unit.kind !== 'statement' || !UNDERTOOK.test(asked.mentions.plain)) return ranked;
  const { 'cover-all': most } = signalsOf(first.candidate, asked);
  const told = ranked.slice(0, FOREMOST).find(({ candidate, score }) => {
    const { record } = candidate.unit;
    return (
      record.kind === 'reading' &&
      !isSilence(record.change) &&
      score >= first.score - BEHIND &&
      signalsOf(candidate, asked)['cover-all'] >= most * NEARLY
    );
  });
  return headedBy(told, ranked);
}

const STILL = /\bstill\b|\bany ?more\b|\bno longer\b|\bis (?:\S+ ){1,6}over\b/i;

/** Asks whether something still is as it was. */
export function asksIfStill(plain: string): boolean {
  return STILL.test(plain);
}

/** Whether something still holds is told by the latest text where that took it out, and not by what once set it. */
export function takenOutFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { mentions, briefing } = asked;
  const first = ranked[0]?.candidate.unit;
  if (first === undefined || mentions.texts.length > 0 || !STILL.test(mentions.plain)) return ranked;
  const { kind } = first.record;
  const [subject] = first.provisions;
  if (subject === undefined || (kind !== 'reading' && kind !== 'event' && kind !== 'deadline')) return ranked;
  const latest = ranked.slice(0, 3 * FOREMOST).find(
    ({
      candidate: {
        unit: { record },
      },
    }) =>
      record.kind === 'reading' &&
      record.provision === subject &&
      record.text === briefing.latestText &&
      (record.change === 'removed' || record.change === 'deferred'),
  );
  return headedBy(latest, ranked);
}
