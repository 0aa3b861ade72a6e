import type { Alignment } from './align/alignment.ts';
import type { Corpus } from './index/corpus.ts';

/**
 * How much more a word counts that a row says again, and how much less in a long row: the usual constants of BM25
 * (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), not fitted.
 */
const SATURATION = 1.2;
const BY_LENGTH = 0.75;

/** What a row of so many words divides repetitions by. */
export function dampingOf(words: number, corpus: Corpus): number {
  return SATURATION * (1 - BY_LENGTH + (BY_LENGTH * words) / corpus.meanWords());
}

/** What a word counts that a row says so often: 0 to 2.2 times its worth. */
export function saturated(times: number, damping: number): number {
  return (times * (SATURATION + 1)) / (times + damping);
}

/** How often, by likeness, a row must have a word to have it more than once. */
const REPEATED = 1.5;

/**
 * Question and row as bags of words, whatever their order: what finding each word is worth, each word of the question
 * once. Writes four measures from `at` on and gives the place behind them.
 */
export function measurePlain(
  { slots, anywhere, times }: Alignment,
  rowWords: number,
  corpus: Corpus,
  out: Float64Array,
  at: number,
): number {
  const damping = dampingOf(rowWords, corpus);
  let score = 0;
  let found = 0;
  let repeated = 0;
  let all = 0;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot === undefined || slot.again) continue;
    all += slot.weight;
    score += slot.weight * saturated(times[i] as number, damping);
    found += slot.weight * (anywhere[i] as number);
    if ((times[i] as number) > REPEATED) repeated += slot.weight;
  }
  out[at] = score / (all || 1);
  out[at + 1] = score / 20;
  out[at + 2] = found / (all || 1);
  out[at + 3] = repeated / (all || 1);
  return at + 4;
}
