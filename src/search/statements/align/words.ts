import { editDistanceOf } from '../../text/edit-distance.ts';
import type { Corpus } from '../index/corpus.ts';
import { allowedEdits, editLikeness } from '../index/neighbours.ts';
import { mayBeWithin, NO_WORD } from '../index/vocabulary.ts';
import { LIKENESS, MATCH, type Match } from '../match.ts';
import type { Slot } from '../question.ts';
import { type Answer, type Comparison, WINDOW } from './alignment.ts';

/** How much a synonym or relative counts as the row saying a word. */
const LOOSE = 0.05;

/** Which slots the words of a stem answer: by the word itself first, then as synonym or relative. */
export function stemTable(slots: readonly Slot[]): ReadonlyMap<number, readonly Answer[]> {
  const table = new Map<number, Answer[]>();
  const add = (stem: number, answer: Answer): void => {
    if (stem === NO_WORD) return;
    const list = table.get(stem);
    if (list === undefined) table.set(stem, [answer]);
    else list.push(answer);
  };
  slots.forEach((slot, i) => {
    add(slot.stem, { slot: i, likeness: LIKENESS.stem, match: MATCH.stem });
    for (const { stem, likeness, match } of slot.variants) add(stem, { slot: i, likeness, match });
  });
  return table;
}

/** Which words of the window answer which slots, by stem or synonym, and by spelling where no list says anything. */
export function compareWords(comparison: Comparison, length: number): void {
  const { alignment, byStem, corpus, scratch, slots } = comparison;
  const count = slots.length;
  const { stems } = corpus.vocabulary.arrays();
  const words = corpus.words();
  scratch.kinds.fill(MATCH.none, 0, count * WINDOW);
  alignment.anywhere.fill(0);
  alignment.times.fill(0);
  scratch.answered.fill(0, 0, length);
  alignment.anywhereMatch.fill(MATCH.none);
  const free: number[] = [];
  for (let j = 0; j < length; j++) {
    const word = words[alignment.from + j] as number;
    const answers = byStem.get(stems[word] as number);
    if (answers === undefined) {
      free.push(j);
      continue;
    }
    for (const { slot, likeness, match } of answers) {
      const exact = match === MATCH.stem && (slots[slot] as Slot).id === word;
      put(comparison, slot, j, exact ? 1 : likeness, exact ? MATCH.exact : match);
    }
  }
  for (let i = 0; i < count; i++) {
    if (alignment.anywhere[i] !== 0) continue;
    for (const j of free) {
      const likeness = spelled(comparison, i, words[alignment.from + j] as number);
      if (likeness !== 0)
        put(comparison, i, j, Math.abs(likeness), likeness < 0 ? MATCH.related : MATCH.typo);
    }
  }
}

function put(
  { alignment, scratch }: Comparison,
  slot: number,
  j: number,
  likeness: number,
  match: Match,
): void {
  scratch.kinds[slot * WINDOW + j] = match;
  scratch.likes[slot * WINDOW + j] = likeness;
  scratch.answered[j] = 1;
  alignment.times[slot] = (alignment.times[slot] as number) + (match >= MATCH.typo ? likeness : LOOSE);
  if (likeness > (alignment.anywhere[slot] as number)) {
    alignment.anywhere[slot] = likeness;
    alignment.anywhereMatch[slot] = match;
    alignment.anywherePlace[slot] = j;
  }
}

/** Likeness by spelling alone, for words no list connects. Kept, for the same words come again and again. */
function spelled({ bits, corpus, known, slots }: Comparison, slotIndex: number, word: number): number {
  const { pool, starts, letters } = corpus.vocabulary.arrays();
  const sameStart = pool[starts[word] as number] === (slots[slotIndex] as Slot).units[0];
  const edits = (slots[slotIndex] as Slot).id === NO_WORD ? 2 : 1;
  if (!sameStart && !mayBeWithin(edits, bits[slotIndex] as number, letters[word] as number)) return 0;
  const kept = known[slotIndex]?.get(word);
  if (kept !== undefined) return kept;
  const value = likenessBySpelling(slots[slotIndex] as Slot, bits[slotIndex] as number, word, corpus);
  known[slotIndex]?.set(word, value);
  return value;
}

/** Letters two words have to share from the start to count as of one family ("nation", "national"). */
const FAMILY_START = 4;

/** Likeness of a slot and a word by their letters: positive for a slip, negative for a word of the same family, else 0. */
function likenessBySpelling(slot: Slot, slotBits: number, word: number, corpus: Corpus): number {
  const { vocabulary } = corpus;
  const { pool } = vocabulary.arrays();
  const length = slot.units.length;
  const otherLength = vocabulary.length(word);
  const start = vocabulary.start(word);
  const shorter = Math.min(length, otherLength);
  const longer = Math.max(length, otherLength);
  if (shorter < 3) return 0;
  const allowed = allowedEdits(longer);
  if (longer - shorter <= allowed && mayBeWithin(allowed, slotBits, vocabulary.letters(word))) {
    const distance = editDistanceOf(slot.units, 0, length, pool, start, otherLength, allowed);
    // Two real words two letters apart are two words: a known word may differ by one letter at most, and be long.
    if (distance <= allowed && !slot.firm && (slot.id === NO_WORD || (distance === 1 && shorter > 4))) {
      return editLikeness(distance, longer);
    }
  }
  let shared = 0;
  while (shared < shorter && slot.units[shared] === pool[start + shared]) shared++;
  return shared >= FAMILY_START && shared * 2 > longer && shared >= shorter - 3 ? -LIKENESS.related : 0;
}
