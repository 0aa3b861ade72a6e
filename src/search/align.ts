import type { Corpus } from './corpus.ts';
import { editDistanceOf } from './edit-distance.ts';
import { LIKENESS, MATCH, type Match } from './match.ts';
import { allowedEdits, editLikeness } from './neighbours.ts';
import { MAX_SLOTS, type Slot } from './question.ts';
import { type Answers, measureStretch, type Stretch } from './stretch.ts';
import { letterBits, mayBeWithin, NO_WORD } from './vocabulary.ts';

/** Words of a row that take part in a comparison; of a longer row, the stretch that answers most. */
const WINDOW = 160;

/** A question laid beside one row. Arrays are reused by the next comparison. */
export type Alignment = {
  readonly slots: readonly Slot[];
  /** The stretch of the row compared: word places in the row, end exclusive. */
  from: number;
  to: number;
  /** For each slot: the row's word it is aligned with, as place in the window, or -1; and how they agree. */
  readonly partner: Int16Array;
  readonly match: Uint8Array;
  readonly likeness: Float64Array;
  /** For each slot: the best likeness anywhere in the window, aligned or not. */
  readonly anywhere: Float64Array;
  readonly anywhereMatch: Uint8Array;
  readonly anywherePlace: Int16Array;
  /** For each slot: how often the window says it, each time by likeness; a loose match hardly counts. */
  readonly times: Float64Array;
  /** What of the question stands close together in the window. */
  readonly stretch: Stretch;
  /** The row's word that answers a slot: the aligned one, else the first as good as any; place -1 where none does. */
  readonly partnerOf: (slot: number) => { readonly place: number; readonly match: Match };
  /** Score of the local alignment: matches weighted by surprise, less gaps and replacements. */
  score: number;
  /** The most worth standing in one place: question and row laid side by side without gaps. */
  inPlace: number;
  /** The most words that agree in one place. */
  wordsInPlace: number;
};

export type Aligner = (slots: readonly Slot[]) => { readonly with: (row: number) => Alignment };

const MISMATCH = 0.6;
const GAP = 0.7;
/** Worth of any two words matching in order, however common. */
const IN_ORDER = 0.4;
/** A stretch is this many times as long as the question, for words get dropped and added. */
const REACH = 1.5;
/** How much a synonym or relative counts as the row saying a word. */
const LOOSE = 0.05;

/** Compares questions with rows; holds scratch arrays, so one per index. */
export function createAligner(corpus: Corpus): Aligner {
  const width = WINDOW + 1;
  const kinds = new Uint8Array(MAX_SLOTS * WINDOW);
  const likes = new Float32Array(MAX_SLOTS * WINDOW);
  const scores = new Float32Array((MAX_SLOTS + 1) * width);
  const moves = new Uint8Array((MAX_SLOTS + 1) * width);
  const diagonal = new Float32Array(WINDOW + MAX_SLOTS);
  const wordsOnDiagonal = new Uint8Array(WINDOW + MAX_SLOTS);
  const worth = new Float32Array(WINDOW);
  const answered = new Uint8Array(WINDOW);
  const answers: Answers = {
    places: new Uint16Array(MAX_SLOTS * WINDOW),
    slots: new Uint8Array(MAX_SLOTS * WINDOW),
    length: 0,
  };

  return (slots) => {
    const count = slots.length;
    const bits = slots.map((slot) => letterBits(slot.units, 0, slot.units.length));
    const byStem = stemTable(slots);
    const arrays = corpus.vocabulary.arrays();
    const known = slots.map(() => new Map<number, number>());
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
      partnerOf: (slot) => partnerOf(slot),
      score: 0,
      inPlace: 0,
      wordsInPlace: 0,
    };

    /** Likeness by spelling alone, for words no list connects. Kept, for the same words come again and again. */
    const spelled = (slotIndex: number, word: number): number => {
      const { pool, starts, letters } = arrays;
      const sameStart = pool[starts[word] as number] === (slots[slotIndex] as Slot).units[0];
      const edits = (slots[slotIndex] as Slot).id === NO_WORD ? 2 : 1;
      if (!sameStart && !mayBeWithin(edits, bits[slotIndex] as number, letters[word] as number)) return 0;
      const kept = known[slotIndex]?.get(word);
      if (kept !== undefined) return kept;
      const value = likenessBySpelling(slots[slotIndex] as Slot, bits[slotIndex] as number, word, corpus);
      known[slotIndex]?.set(word, value);
      return value;
    };

    const partnerOf = (slot: number): { readonly place: number; readonly match: Match } => {
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
    };

    const chooseWindow = (row: number): void => {
      const starts = corpus.starts();
      alignment.from = starts[row] as number;
      alignment.to = starts[row + 1] as number;
      if (alignment.to - alignment.from <= WINDOW) return;
      const inPlace = placeOfMost(alignment.from, alignment.to);
      const begin = inPlace ?? densest(alignment.from, alignment.to);
      alignment.from = Math.max(alignment.from, Math.min(begin, alignment.to - WINDOW));
      alignment.to = alignment.from + WINDOW;
    };

    const weightOf = (slot: number): number => slots[slot]?.weight ?? 0;

    const worthOf = ({ slot, likeness }: Answer): number => weightOf(slot) * likeness;

    /** Where a stretch begins in whose middle most of the question stands in one place; undefined if less than most does. */
    const placeOfMost = (from: number, to: number): number | undefined => {
      const { stems } = corpus.vocabulary.arrays();
      const words = corpus.words();
      const places = new Map<number, number>();
      let best = 0;
      let bestPlace = 0;
      for (let at = from; at < to; at++) {
        for (const answer of byStem.get(stems[words[at] as number] as number) ?? []) {
          const place = at - answer.slot;
          const there = (places.get(place) ?? 0) + worthOf(answer);
          places.set(place, there);
          if (there <= best) continue;
          best = there;
          bestPlace = place;
        }
      }
      const all = slots.reduce((sum, { weight }) => sum + weight, 0);
      return best > all / 2 ? bestPlace - ((WINDOW - count) >> 1) : undefined;
    };

    /** Where the stretch begins whose words answer most, in any order. */
    const densest = (from: number, to: number): number => {
      const { stems } = corpus.vocabulary.arrays();
      const words = corpus.words();
      let sum = 0;
      let best = -1;
      let bestEnd = to;
      for (let at = from; at < to; at++) {
        const answer = byStem.get(stems[words[at] as number] as number)?.[0];
        const value = answer === undefined ? 0 : worthOf(answer);
        sum += value - (at - from >= WINDOW ? (worth[at % WINDOW] as number) : 0);
        worth[at % WINDOW] = value;
        if (sum > best + 1e-6) {
          best = sum;
          bestEnd = at + 1;
        }
      }
      // The stretch ends at the last word that added something; leave room after it for what is not matched.
      return bestEnd + 16 - WINDOW;
    };

    const compareWords = (length: number): void => {
      const { stems } = corpus.vocabulary.arrays();
      const words = corpus.words();
      kinds.fill(MATCH.none, 0, count * WINDOW);
      alignment.anywhere.fill(0);
      alignment.times.fill(0);
      answered.fill(0, 0, length);
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
          put(slot, j, exact ? 1 : likeness, exact ? MATCH.exact : match);
        }
      }
      for (let i = 0; i < count; i++) {
        if (alignment.anywhere[i] !== 0) continue;
        for (const j of free) {
          const likeness = spelled(i, words[alignment.from + j] as number);
          if (likeness !== 0) put(i, j, Math.abs(likeness), likeness < 0 ? MATCH.related : MATCH.typo);
        }
      }
    };

    const put = (slot: number, j: number, likeness: number, match: Match): void => {
      kinds[slot * WINDOW + j] = match;
      likes[slot * WINDOW + j] = likeness;
      answered[j] = 1;
      alignment.times[slot] = (alignment.times[slot] as number) + (match >= MATCH.typo ? likeness : LOOSE);
      if (likeness > (alignment.anywhere[slot] as number)) {
        alignment.anywhere[slot] = likeness;
        alignment.anywhereMatch[slot] = match;
        alignment.anywherePlace[slot] = j;
      }
    };

    const measureNearness = (length: number): void => {
      answers.length = 0;
      for (let j = 0; j < length; j++) {
        if (answered[j] === 0) continue;
        for (let i = 0; i < count; i++) {
          if (kinds[i * WINDOW + j] === MATCH.none) continue;
          answers.places[answers.length] = j;
          answers.slots[answers.length++] = i;
        }
      }
      measureStretch(answers, Math.ceil(REACH * count) + 1, weightOf, alignment.stretch);
    };

    const layInOrder = (length: number): void => {
      alignment.inPlace = 0;
      alignment.wordsInPlace = 0;
      diagonal.fill(0, 0, length + count);
      wordsOnDiagonal.fill(0, 0, length + count);
      moves.fill(STOP, 0, length + 1);
      scores.fill(0, 0, length + 1);
      let best = 0;
      let bestAt = 0;
      for (let i = 1; i <= count; i++) {
        const weight = (slots[i - 1] as Slot).weight;
        const row = i * width;
        scores[row] = 0;
        moves[row] = STOP;
        for (let j = 1; j <= length; j++) {
          const cell = (i - 1) * WINDOW + j - 1;
          const matched = kinds[cell] !== MATCH.none;
          const value = matched ? weight * (likes[cell] as number) : 0;
          if (matched) {
            const place = j - i + count;
            const there = (diagonal[place] as number) + value;
            diagonal[place] = there;
            if (there > alignment.inPlace) alignment.inPlace = there;
            const agreeing = (wordsOnDiagonal[place] as number) + 1;
            wordsOnDiagonal[place] = agreeing;
            if (agreeing > alignment.wordsInPlace) alignment.wordsInPlace = agreeing;
          }
          let score = (scores[row - width + j - 1] as number) + (matched ? value + IN_ORDER : -MISMATCH);
          let move: number = matched ? PAIR : REPLACE;
          const skipRow = (scores[row + j - 1] as number) - GAP;
          const skipSlot = (scores[row - width + j] as number) - GAP;
          if (skipRow > score) {
            score = skipRow;
            move = SKIP_ROW;
          }
          if (skipSlot > score) {
            score = skipSlot;
            move = SKIP_SLOT;
          }
          if (score <= 0) {
            score = 0;
            move = STOP;
          }
          scores[row + j] = score;
          moves[row + j] = move;
          if (score > best) {
            best = score;
            bestAt = row + j;
          }
        }
      }
      alignment.score = best;
      trace(bestAt);
    };

    const trace = (end: number): void => {
      alignment.partner.fill(-1);
      alignment.match.fill(MATCH.none);
      alignment.likeness.fill(0);
      for (let at = end; moves[at] !== STOP && at > 0; ) {
        const move = moves[at];
        const i = Math.floor(at / width) - 1;
        const j = (at % width) - 1;
        if (move === PAIR || move === REPLACE) {
          alignment.partner[i] = j;
          if (move === PAIR) {
            alignment.match[i] = kinds[i * WINDOW + j] as number;
            alignment.likeness[i] = likes[i * WINDOW + j] as number;
          }
          at -= width + 1;
        } else at -= move === SKIP_ROW ? 1 : width;
      }
    };

    return {
      with: (row) => {
        chooseWindow(row);
        const length = alignment.to - alignment.from;
        compareWords(length);
        measureNearness(length);
        layInOrder(length);
        return alignment;
      },
    };
  };
}

const STOP = 0;
const PAIR = 1;
const REPLACE = 2;
const SKIP_ROW = 3;
const SKIP_SLOT = 4;

type Answer = { readonly slot: number; readonly likeness: number; readonly match: Match };

function stemTable(slots: readonly Slot[]): ReadonlyMap<number, readonly Answer[]> {
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
    if (distance <= allowed && (slot.id === NO_WORD || (distance === 1 && shorter > 4))) {
      return editLikeness(distance, longer);
    }
  }
  let shared = 0;
  while (shared < shorter && slot.units[shared] === pool[start + shared]) shared++;
  return shared >= FAMILY_START && shared * 2 > longer && shared >= shorter - 3 ? -LIKENESS.related : 0;
}
