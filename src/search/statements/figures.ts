import { AMOUNT_WORDS } from '../text/number-words.ts';
import type { Alignment } from './align/alignment.ts';
import type { Corpus } from './index/corpus.ts';
import { MATCH } from './match.ts';
import type { Slot } from './question.ts';

/** How the numbers of a question stand to those of a row, in worth of the question's words. */
export type Figures = {
  /** Of numbers that the row has. */
  readonly kept: number;
  /** Of numbers where the row has others and not these: it speaks of another amount, day or count. */
  readonly differing: number;
};

const NONE: Figures = { kept: 0, differing: 0 };
const ZERO = 48;
const NINE = 57;
const AMOUNTS = new Map(AMOUNT_WORDS);

/** Compares numbers by value, so that `six` is 6; what a row has besides does not count against it. */
export function createFigureMeter(slots: readonly Slot[], corpus: Corpus): (row: Alignment) => Figures {
  const asked = slots.map(({ word }) => amountOf(word));
  if (asked.every((value) => value === null)) return () => NONE;
  const { vocabulary } = corpus;
  const spelled = new Map(AMOUNT_WORDS.map(([word, value]) => [vocabulary.findWord(word), value]));
  const { pool, starts } = vocabulary.arrays();
  const held = new Set<number>();
  return ({ from, to, anywhere, anywhereMatch }) => {
    held.clear();
    const words = corpus.words();
    for (let at = from; at < to; at++) {
      const word = words[at] as number;
      const first = pool[starts[word] as number] as number;
      const value =
        first >= ZERO && first <= NINE ? amountOf(vocabulary.word(word)) : (spelled.get(word) ?? null);
      if (value !== null) held.add(value);
    }
    let kept = 0;
    let differing = 0;
    for (const [i, value] of asked.entries()) {
      if (value === null) continue;
      const weight = slots[i]?.weight ?? 0;
      const found = (anywhere[i] as number) > 0 && (anywhereMatch[i] as number) >= MATCH.stem;
      if (found || held.has(value)) kept += weight;
      else if (held.size > 0) differing += weight;
    }
    return { kept, differing };
  };
}

/** `600`, `6th`, `six`; null for any other word. */
function amountOf(word: string): number | null {
  const figures = /^(\d{1,6})(?:st|nd|rd|th)?$/.exec(word);
  return figures === null ? (AMOUNTS.get(word) ?? null) : Number(figures[1]);
}
