import type { Candidate } from '../../search/evidence/evidence-index.ts';
import { PLACE, type Unit } from '../../search/evidence/unit.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { Asked } from './asked.ts';
import { type LaidOut, laidOut } from './laid-out.ts';

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
/** Where a word stands that was not met yet: far from any other. */
const NOWHERE = -100;

/** Share of the neighbouring words of the question that stand close to each other in the record as well. */
export function pairsHeld({ unit, held }: Candidate, asked: Asked): number {
  const { telling, byStem } = laidOut(asked);
  const pairs = telling.length - 1;
  if (pairs < 1) return 0;
  const open = new Set<number>();
  for (let at = 1; at <= pairs; at += 1)
    if (held[telling[at - 1] ?? -1] != null && held[telling[at] ?? -1] != null) open.add(at);
  const most = open.size;
  // What a record does not have stands close to nothing: its prose is not read for it.
  if (most > 0) for (const words of proseStems(unit)) leaveApart(open, words, telling, byStem);
  return (most - open.size) / pairs;
}

/** Takes out of the pairs, each by the place of its second word, those that stand close to each other among these words. */
function leaveApart(
  open: Set<number>,
  words: readonly string[],
  telling: readonly number[],
  byStem: LaidOut['byStem'],
): void {
  const last = telling.map(() => NOWHERE);
  for (const [at, word] of words.entries()) {
    const terms = byStem.get(word);
    if (terms === undefined) continue;
    const places = terms.map((term) => telling.indexOf(term)).filter((place) => place >= 0);
    // Where one word stands for both of a pair, it is close to where either stood before, not to itself.
    for (const place of places) {
      if (at - (last[place - 1] ?? NOWHERE) <= CLOSE) open.delete(place);
      if (at - (last[place + 1] ?? NOWHERE) <= CLOSE) open.delete(place + 1);
    }
    for (const place of places) last[place] = at;
  }
}
