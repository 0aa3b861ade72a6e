import type { Actor } from '../../domain/actor.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/asked.ts';
import { signalsOf } from '../ranking/features.ts';
import type { RankedUnit } from '../ranking/rank.ts';

/** Share of the question that somebody's record must hold to be on what is asked. */
const BESIDES = 0.3;

/** Says that somebody's attitude is asked for, not on what. */
const ATTITUDE = /^(?:views?|positions?|stances?|opinions?|attitudes?|line|chang(?:e|ed|es|ing)|moods?)$/;

/** A person's own words are asked for on a subject, and his record is on something else. */
export function isBesides(ranked: readonly RankedUnit[], unit: Unit | undefined, asked: Asked): boolean {
  const { subject, terms, wanted } = asked;
  if (unit === undefined || subject === null || subject.kind !== 'person' || wanted.speaker > 0) return false;
  const own = ranked.find(({ candidate }) => candidate.unit === unit);
  if (own === undefined) return false;
  if (missesOthers(own, subject, asked)) return true;
  const left = terms.filter(
    ({ part, word }) => (part === 'word' || part === 'number') && !ATTITUDE.test(word),
  );
  if (left.length > 0 && left.every((term) => isMissed(term, own, asked))) return true;
  if (left.length === 0 || (wanted.stance > 0 && unit.kind === 'position' && left.length < 2)) return false;
  if (unit.kind === 'gap' || unit.kind === 'conflict') return false;
  const { cover, quoted } = signalsOf(own.candidate, asked);
  return quoted < 0.5 && (cover < BESIDES || isOfCommonWord(left, own, asked));
}

/** A word that other records have and his has not weighs so much more than what his record has of the question. */
const OUTWEIGHS = 2;

/** "X on the wine tariff": what X says of tariffs, and nothing of wine, which other records are on. */
function isOfCommonWord(left: Asked['terms'], { candidate }: RankedUnit, { terms }: Asked): boolean {
  const [held, missed] = left.reduce<readonly [number, number]>(
    ([has, lacks], term) => {
      const factor = candidate.held[terms.indexOf(term)]?.factor ?? 0;
      const isKnown = term.stems.some((one) => one.factor === 1);
      return factor > 0 ? [has + term.idf * factor, lacks] : [has, lacks + (isKnown ? term.idf : 0)];
    },
    [0, 0],
  );
  return held > 0 && missed > held * OUTWEIGHS;
}

/** A word that tells much and that the record has nothing of. */
function isMissed(term: Asked['terms'][number], { candidate }: RankedUnit, { terms }: Asked): boolean {
  return term.idf > 0.3 && (candidate.held[terms.indexOf(term)] ?? null) === null;
}

const SAYS_ABOUT =
  /\b(?:say|said|says|saying|think|thinks|tell|told)\b.{0,60}\b(?:about|on|of|regarding)\b|^\S+(?: \S+){0,2} (?:about|on|re|regarding)\b/i;

/** "What did X say about Y": the record has neither Y's name nor Y among those it concerns. */
function missesOthers(
  { candidate }: RankedUnit,
  subject: Actor,
  { mentions, terms, briefing }: Asked,
): boolean {
  const others = mentions.named.filter(({ actors }) => !actors.some(({ id }) => id === subject.id));
  if (others.length === 0 || !SAYS_ABOUT.test(mentions.plain)) return false;
  const lookup = lookupOf(briefing);
  return others.every(({ actors, from, to }) => {
    const words = new Set(mentions.words.slice(from, to));
    const isHeld = terms.some(({ word }, at) => words.has(word) && (candidate.held[at] ?? null) !== null);
    const meant = new Set(actors.flatMap(({ id }) => [...lookup.voicesOf(id)]));
    return !isHeld && !candidate.unit.who.some((one) => meant.has(one));
  });
}

/** "What did X say about Y", Y being somebody or called like somebody, and nothing else: X's own record that has Y. */
export function ownOn(ranked: readonly RankedUnit[], subject: Actor, asked: Asked): Unit | undefined {
  if (!SAYS_ABOUT.test(asked.mentions.plain) || asked.mentions.named.length < 2) return undefined;
  // Where somebody's red lines are is asked by these words, and not on what.
  if (
    asked.terms.some(
      ({ part, word }) => (part === 'word' && !/^(?:red|lines?)$/.test(word)) || part === 'number',
    )
  )
    return undefined;
  const voices = lookupOf(asked.briefing).voicesOf(subject.id);
  return ranked.find(
    (one) =>
      voices.has(one.candidate.unit.voice) &&
      (one.candidate.unit.kind === 'statement' || one.candidate.unit.kind === 'position') &&
      !missesOthers(one, subject, asked),
  )?.candidate.unit;
}

/** Somebody's own words or stance are asked for, and the record is neither his nor tells what he did. */
export function isAnothers(unit: Unit | undefined, { subject, wanted, briefing }: Asked): boolean {
  if (unit === undefined || subject === null || subject.kind !== 'person') return false;
  if (wanted.speaker > 0 || unit.kind === 'gap') return false;
  const voices = lookupOf(briefing).voicesOf(subject.id);
  // That he wrote the text makes none of its points his words.
  return !voices.has(unit.voice) && (unit.kind === 'reading' || !unit.who.some((one) => voices.has(one)));
}
