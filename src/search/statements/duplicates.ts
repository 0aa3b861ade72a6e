import { tokens } from '../text/normalize.ts';
import type { Corpus } from './index/corpus.ts';
import { NO_WORD } from './index/vocabulary.ts';

/** The distinct stems of a wording; words the index has never seen are left out. */
export type Stems = ReadonlySet<number>;

export function stemsOfRow(row: number, corpus: Corpus): Stems {
  const words = corpus.words();
  const stems = new Set<number>();
  const to = corpus.starts()[row + 1] as number;
  for (let at = corpus.starts()[row] as number; at < to; at++)
    stems.add(corpus.vocabulary.stemOf(words[at] as number));
  return stems;
}

/** Stems of a text, and the worth of its words that the index has never seen. */
export function stemsOfText(
  text: string,
  corpus: Corpus,
): { readonly stems: Stems; readonly unseen: number } {
  const stems = new Set<number>();
  let unseen = 0;
  for (const { word } of tokens(text)) {
    const stem = corpus.vocabulary.stemOfWord(word);
    if (stem === NO_WORD) unseen += corpus.topSurprise();
    else stems.add(stem);
  }
  return { stems, unseen };
}

/**
 * The share of the lighter wording's worth that the other holds too, 0 to 1, order aside.
 * Sources cut one utterance at different places, so the shorter wording decides. `unseen` adds to the worth of `a`.
 */
export function overlap(a: Stems, b: Stems, corpus: Corpus, unseen = 0): number {
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared += corpus.surprise(stem);
  const lighter = Math.min(worth(a, corpus) + unseen, worth(b, corpus));
  return lighter === 0 ? 0 : shared / lighter;
}

function worth(stems: Stems, corpus: Corpus): number {
  let sum = 0;
  for (const stem of stems) sum += corpus.surprise(stem);
  return sum;
}
