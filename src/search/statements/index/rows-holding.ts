import { numberWordsFor } from '../../text/number-words.ts';
import type { Corpus } from './corpus.ts';
import { NO_WORD } from './vocabulary.ts';

/**
 * Rows that hold every one of these words, whatever their endings, ascending. A figure may stand there in words: such
 * rows hold a word of it and are only candidates, which the caller has to read.
 */
export function rowsHolding(words: readonly string[], corpus: Corpus): readonly number[] {
  const lists = [...new Set(words)].map((word) => stemsFor(word, corpus));
  const costOf = (stems: readonly number[]) => stems.reduce((sum, one) => sum + corpus.byStem.count(one), 0);
  const [first, ...others] = lists.toSorted((a, b) => costOf(a) - costOf(b));
  if (first === undefined) return [];
  let rows = rowsOf(first, corpus);
  for (const stems of others) {
    if (rows.length === 0) return [];
    const having = new Set(rowsOf(stems, corpus));
    rows = rows.filter((row) => having.has(row));
  }
  return rows;
}

function stemsFor(word: string, corpus: Corpus): readonly number[] {
  const spellings = /^\d+$/.test(word) ? [word, ...numberWordsFor(Number(word))] : [word];
  return [...new Set(spellings.map((one) => corpus.vocabulary.stemOfWord(one)))].filter(
    (one) => one !== NO_WORD,
  );
}

function rowsOf(stems: readonly number[], corpus: Corpus): readonly number[] {
  const rows: number[] = [];
  for (const stem of stems) {
    corpus.byStem.each(stem, (row) => {
      if (corpus.isLive(row)) rows.push(row);
    });
  }
  return stems.length < 2 ? rows : [...new Set(rows)].sort((a, b) => a - b);
}
