import { PLACE, type Unit } from '../../search/evidence/unit.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { Asked } from './features.ts';

const stemsOf = new WeakMap<Unit, readonly (readonly string[])[]>();

/** The stems of a record's own prose, in order, piece by piece. */
function proseStems(unit: Unit): readonly (readonly string[])[] {
  const kept = stemsOf.get(unit);
  if (kept !== undefined) return kept;
  const made = unit.prose
    .filter(({ place, text }) => (place & PLACE.note) === 0 && text !== '')
    .map(({ text }) => phraseWords(text).map(stem));
  stemsOf.set(unit, made);
  return made;
}

/** How far apart two words that stand side by side in the question may stand in a record. */
const CLOSE = 3;

/** Share of the neighbouring words of the question that stand close to each other in the record as well. */
export function pairsHeld(unit: Unit, { terms }: Asked): number {
  const telling = terms.filter(({ part }) => part !== 'asking' && part !== 'date');
  if (telling.length < 2) return 0;
  let pairs = 0;
  let close = 0;
  const prose = proseStems(unit);
  for (let at = 1; at < telling.length; at += 1) {
    const one = new Set(
      telling[at - 1]?.stems.filter(({ factor }) => factor >= 0.5).map((term) => term.stem),
    );
    const two = new Set(telling[at]?.stems.filter(({ factor }) => factor >= 0.5).map((term) => term.stem));
    pairs += 1;
    if (one.size === 0 || two.size === 0) continue;
    if (prose.some((words) => standClose(words, one, two))) close += 1;
  }
  return close / pairs;
}

function standClose(words: readonly string[], one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  let ones = -100;
  let twos = -100;
  for (const [at, word] of words.entries()) {
    if (one.has(word)) ones = at;
    if (two.has(word)) twos = at;
    if (ones !== twos && Math.abs(ones - twos) <= CLOSE) return true;
  }
  return false;
}
