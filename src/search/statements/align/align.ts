import type { Corpus } from '../index/corpus.ts';
import { letterBits } from '../index/vocabulary.ts';
import { MATCH, type Match } from '../match.ts';
import type { Slot } from '../question.ts';
import { measureStretch } from '../stretch.ts';
import {
  type Alignment,
  type Answer,
  type Comparison,
  createScratch,
  type Scratch,
  WINDOW,
} from './alignment.ts';
import { layInOrder, layInPlace } from './order.ts';
import { compareWords, stemTable } from './words.ts';

export type Aligner = (slots: readonly Slot[]) => { readonly with: (row: number) => Alignment };

/** A stretch is this many times as long as the question, for words get dropped and added. */
const REACH = 1.5;

/** Compares questions with rows; holds scratch arrays, so one per index. */
export function createAligner(corpus: Corpus): Aligner {
  const scratch = createScratch();
  return (slots) => {
    const comparison = compared(slots, corpus, scratch);
    const { alignment } = comparison;
    return {
      with: (row) => {
        chooseWindow(comparison, row);
        const length = alignment.to - alignment.from;
        compareWords(comparison, length);
        measureNearness(comparison, length);
        layInPlace(comparison, length);
        layInOrder(comparison, length);
        return alignment;
      },
    };
  };
}

function compared(slots: readonly Slot[], corpus: Corpus, scratch: Scratch): Comparison {
  const count = slots.length;
  const alignment: Alignment = {
    slots,
    from: 0,
    to: 0,
    partner: new Int16Array(count),
    match: new Uint8Array(count),
    likeness: new Float64Array(count),
    anywhere: new Float64Array(count),
    anywhereMatch: new Uint8Array(count),
    anywherePlace: new Int16Array(count),
    times: new Float64Array(count),
    stretch: { worth: 0, words: 0, shortest: 0 },
    partnerOf: (slot) => partnerOf(alignment, scratch, slot),
    score: 0,
    inPlace: 0,
    wordsInPlace: 0,
  };
  return {
    corpus,
    slots,
    scratch,
    alignment,
    byStem: stemTable(slots),
    bits: slots.map((slot) => letterBits(slot.units, 0, slot.units.length)),
    known: slots.map(() => new Map<number, number>()),
  };
}

function partnerOf(
  alignment: Alignment,
  { kinds, likes }: Scratch,
  slot: number,
): ReturnType<Alignment['partnerOf']> {
  if (alignment.match[slot] !== MATCH.none) {
    return { place: alignment.partner[slot] as number, match: alignment.match[slot] as Match };
  }
  let place = -1;
  let most = 0;
  for (let j = 0; j < alignment.to - alignment.from; j++) {
    const cell = slot * WINDOW + j;
    if (kinds[cell] === MATCH.none || (likes[cell] as number) <= most) continue;
    most = likes[cell] as number;
    place = j;
  }
  return { place, match: place < 0 ? MATCH.none : (kinds[slot * WINDOW + place] as Match) };
}

/** The stretch of the row to compare: all of it, or the part of a long row that answers most. */
function chooseWindow(comparison: Comparison, row: number): void {
  const { alignment, corpus } = comparison;
  const starts = corpus.starts();
  alignment.from = starts[row] as number;
  alignment.to = starts[row + 1] as number;
  if (alignment.to - alignment.from <= WINDOW) return;
  const inPlace = placeOfMost(comparison, alignment.from, alignment.to);
  const begin = inPlace ?? densest(comparison, alignment.from, alignment.to);
  alignment.from = Math.max(alignment.from, Math.min(begin, alignment.to - WINDOW));
  alignment.to = alignment.from + WINDOW;
}

function worthOf({ slot, likeness }: Answer, slots: readonly Slot[]): number {
  return (slots[slot]?.weight ?? 0) * likeness;
}

/** Where a stretch begins in whose middle most of the question stands in one place; undefined if less than most does. */
function placeOfMost(comparison: Comparison, from: number, to: number): number | undefined {
  const { byStem, corpus, slots } = comparison;
  const { stems } = corpus.vocabulary.arrays();
  const words = corpus.words();
  const places = new Map<number, number>();
  let best = 0;
  let bestPlace = 0;
  for (let at = from; at < to; at++) {
    for (const answer of byStem.get(stems[words[at] as number] as number) ?? []) {
      const place = at - answer.slot;
      const there = (places.get(place) ?? 0) + worthOf(answer, slots);
      places.set(place, there);
      if (there <= best) continue;
      best = there;
      bestPlace = place;
    }
  }
  const all = slots.reduce((sum, { weight }) => sum + weight, 0);
  return best > all / 2 ? bestPlace - ((WINDOW - slots.length) >> 1) : undefined;
}

/** Where the stretch begins whose words answer most, in any order. */
function densest({ byStem, corpus, scratch, slots }: Comparison, from: number, to: number): number {
  const { worth } = scratch;
  const { stems } = corpus.vocabulary.arrays();
  const words = corpus.words();
  let sum = 0;
  let best = -1;
  let bestEnd = to;
  for (let at = from; at < to; at++) {
    const answer = byStem.get(stems[words[at] as number] as number)?.[0];
    const value = answer === undefined ? 0 : worthOf(answer, slots);
    sum += value - (at - from >= WINDOW ? (worth[at % WINDOW] as number) : 0);
    worth[at % WINDOW] = value;
    if (sum > best + 1e-6) {
      best = sum;
      bestEnd = at + 1;
    }
  }
  // The stretch ends at the last word that added something; leave room after it for what is not matched.
  return bestEnd + 16 - WINDOW;
}

function measureNearness({ alignment, scratch, slots }: Comparison, length: number): void {
  const { answered, answers, kinds } = scratch;
  const count = slots.length;
  answers.length = 0;
  for (let j = 0; j < length; j++) {
    if (answered[j] === 0) continue;
    for (let i = 0; i < count; i++) {
      if (kinds[i * WINDOW + j] === MATCH.none) continue;
      answers.places[answers.length] = j;
      answers.slots[answers.length++] = i;
    }
  }
  measureStretch(
    answers,
    Math.ceil(REACH * count) + 1,
    (slot) => slots[slot]?.weight ?? 0,
    alignment.stretch,
  );
}
