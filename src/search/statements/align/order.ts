import { MATCH } from '../match.ts';
import type { Slot } from '../question.ts';
import { type Comparison, WINDOW } from './alignment.ts';

const MISMATCH = 0.6;
const GAP = 0.7;
/** Worth of any two words matching in order, however common. */
const IN_ORDER = 0.4;
const WIDTH = WINDOW + 1;

/** The way a cell of the scores was reached. */
const STOP = 0;
const PAIR = 1;
const REPLACE = 2;
const SKIP_ROW = 3;
const SKIP_SLOT = 4;

/** Lays the question beside the window in order, as local alignment does, and says which word answers which slot there. */
export function layInOrder(comparison: Comparison, length: number): void {
  const { alignment, scratch, slots } = comparison;
  const { kinds, likes, moves, scores } = scratch;
  const count = slots.length;
  moves.fill(STOP, 0, length + 1);
  scores.fill(0, 0, length + 1);
  let best = 0;
  let bestAt = 0;
  for (let i = 1; i <= count; i++) {
    const weight = (slots[i - 1] as Slot).weight;
    const row = i * WIDTH;
    scores[row] = 0;
    moves[row] = STOP;
    for (let j = 1; j <= length; j++) {
      const cell = (i - 1) * WINDOW + j - 1;
      const matched = kinds[cell] !== MATCH.none;
      const value = matched ? weight * (likes[cell] as number) : 0;
      let score = (scores[row - WIDTH + j - 1] as number) + (matched ? value + IN_ORDER : -MISMATCH);
      let move: number = matched ? PAIR : REPLACE;
      const skipRow = (scores[row + j - 1] as number) - GAP;
      const skipSlot = (scores[row - WIDTH + j] as number) - GAP;
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
  trace(comparison, bestAt);
}

/** The most that agrees where question and window are laid side by side without gaps, however they are shifted. */
export function layInPlace({ alignment, scratch, slots }: Comparison, length: number): void {
  const { diagonal, kinds, likes, wordsOnDiagonal } = scratch;
  const count = slots.length;
  alignment.inPlace = 0;
  alignment.wordsInPlace = 0;
  diagonal.fill(0, 0, length + count);
  wordsOnDiagonal.fill(0, 0, length + count);
  for (let i = 0; i < count; i++) {
    const weight = (slots[i] as Slot).weight;
    for (let j = 0; j < length; j++) {
      const cell = i * WINDOW + j;
      if (kinds[cell] === MATCH.none) continue;
      const place = j - i + count;
      const there = (diagonal[place] as number) + weight * (likes[cell] as number);
      diagonal[place] = there;
      if (there > alignment.inPlace) alignment.inPlace = there;
      const agreeing = (wordsOnDiagonal[place] as number) + 1;
      wordsOnDiagonal[place] = agreeing;
      if (agreeing > alignment.wordsInPlace) alignment.wordsInPlace = agreeing;
    }
  }
}

function trace({ alignment, scratch }: Comparison, end: number): void {
  const { kinds, likes, moves } = scratch;
  alignment.partner.fill(-1);
  alignment.match.fill(MATCH.none);
  alignment.likeness.fill(0);
  for (let at = end; moves[at] !== STOP && at > 0; ) {
    const move = moves[at];
    const i = Math.floor(at / WIDTH) - 1;
    const j = (at % WIDTH) - 1;
    if (move === PAIR || move === REPLACE) {
      alignment.partner[i] = j;
      if (move === PAIR) {
        alignment.match[i] = kinds[i * WINDOW + j] as number;
        alignment.likeness[i] = likes[i * WINDOW + j] as number;
      }
      at -= WIDTH + 1;
    } else at -= move === SKIP_ROW ? 1 : WIDTH;
  }
}
