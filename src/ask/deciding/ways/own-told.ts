import type { Actor } from '../../../domain/actor.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { isOffice } from '../../../search/names/name-words.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { isSoft } from '../../reading/words/soft-words.ts';

/** Places among the records, and score behind the best of them, at which somebody's own record is still what was found. */
const FOREMOST = 2;
const BEHIND = 0.5;
/** How well a word must stand in a record to be held by it. */
const HELD = 0.5;
/** What is held must weigh this much, and this share of what the record lacks although others have it. */
const LEAST_HELD = 0.2;
const OF_MISSED = 0.37;

/** Says that words are asked for, or how exactly. */
const SAYING =
  /^(?:statements?|speech(?:es)?|exact|verbatim|own|himself|herself|themselves|direct|full|tweet\w*|posts?|write|writes|wrote|written|presser|interview)$/;

/** Asks whether he did say it: what comes near it would be taken for a yes. */
const CONFIRMS = /\bconfirm(?:ed)?[?.! ]*$|\bis (?:it|that) (?:true|right|correct)\b/i;

/**
 * Somebody's own words or stance that were found foremost and have some of what is asked: what is missing in them may be
 * said in other words. A word that other records have and this one has not speaks against it; one that no record has does not.
 */
export function ownTold(ranked: readonly RankedUnit[], { id }: Actor, asked: Asked): Unit | undefined {
  const { terms, mentions, briefing } = asked;
  if (CONFIRMS.test(mentions.plain)) return undefined;
  const voices = lookupOf(briefing).voicesOf(id);
  const [first] = ranked;
  const own = ranked
    .slice(0, FOREMOST)
    .find(
      ({ candidate: { unit }, score }) =>
        voices.has(unit.voice) &&
        (unit.kind === 'statement' || unit.kind === 'position') &&
        score >= (first?.score ?? 0) - BEHIND,
    );
  if (own === undefined) return undefined;
  const itself = new Set(
    mentions.named
      .filter(({ actors }) => actors.some((one) => one.id === id || voices.has(one.id)))
      .flatMap(({ from, to }) => mentions.words.slice(from, to)),
  );
  const counts = ({ word, part }: Asked['terms'][number]) =>
    part !== 'asking' && part !== 'date' && !itself.has(word) && !SAYING.test(word);
  const isHeld = (at: number) => (own.candidate.held[at]?.factor ?? 0) >= HELD;
  let held = 0;
  let missed = 0;
  for (const [at, term] of terms.entries()) {
    if (!counts(term)) continue;
    if (isHeld(at)) {
      if (!isHalfAName(at, ranked, asked, isHeld)) held += term.idf * (own.candidate.held[at]?.factor ?? 0);
    } else if (term.stems.length > 0 && !isSoft(term.word) && !isOffice(term.word)) missed += term.idf;
  }
  return held >= LEAST_HELD && held >= missed * OF_MISSED ? own.candidate.unit : undefined;
}

/** "Peace council", of which the record has only "peace", where another record is called so. */
function isHalfAName(
  at: number,
  ranked: readonly RankedUnit[],
  { terms }: Asked,
  isHeld: (at: number) => boolean,
): boolean {
  return [at - 1, at].some((from) => {
    const [left, right] = [terms[from], terms[from + 1]];
    if (left === undefined || right === undefined || (isHeld(from) && isHeld(from + 1))) return false;
    const both = `${left.word} ${right.word}`;
    return ranked
      .slice(0, 10)
      .some(({ candidate: { unit } }) => unit.prose[0]?.text.toLowerCase().includes(both) === true);
  });
}
