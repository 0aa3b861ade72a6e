import { tokens } from '../text/normalize.ts';
import { createAligner } from './align/align.ts';
import type { Corpus } from './index/corpus.ts';
import { MATCH, type Match } from './match.ts';
import { readQuestion } from './question.ts';

/** How a word is matched, in words: `family` shares its beginning with the other, `none` has no partner. */
export type Agreement = 'exact' | 'stem' | 'typo' | 'family' | 'synonym' | 'none';

/** A word with its place in the original text (UTF-16 units, end exclusive). */
export type ExplainedWord = {
  readonly start: number;
  readonly end: number;
  readonly agreement: Agreement;
  /** Place of the partner in the other list; absent where there is none. */
  readonly partner?: number;
};

/** The words of a question and of one wording of a statement, and which belong together. */
export type Explanation = {
  /** The wording that fits best: the statement's text or one of its alternates. */
  readonly wording: string;
  readonly question: readonly ExplainedWord[];
  readonly statement: readonly ExplainedWord[];
};

const AGREEMENTS: Readonly<Record<Match, Agreement>> = {
  [MATCH.none]: 'none',
  [MATCH.synonym]: 'synonym',
  [MATCH.related]: 'family',
  [MATCH.typo]: 'typo',
  [MATCH.stem]: 'stem',
  [MATCH.exact]: 'exact',
};

/** Lays a question beside the row of a statement that fits it best. */
export function explainRow(
  question: string,
  rows: readonly number[],
  wordingOf: (row: number) => string,
  corpus: Corpus,
): Explanation | undefined {
  const slots = readQuestion(question, corpus);
  const aligner = createAligner(corpus)(slots);
  let bestRow: number | undefined;
  let bestScore = -1;
  for (const row of rows) {
    const { score } = aligner.with(row);
    if (score <= bestScore) continue;
    bestScore = score;
    bestRow = row;
  }
  if (bestRow === undefined) return undefined;
  const alignment = aligner.with(bestRow);
  const wording = wordingOf(bestRow);
  const offset = alignment.from - (corpus.starts()[bestRow] as number);
  const statement: ExplainedWord[] = tokens(wording).map(({ start, end }) => ({
    start,
    end,
    agreement: 'none',
  }));
  const asked = slots.map(({ start, end }, i): ExplainedWord => {
    const { place, match } = alignment.partnerOf(i);
    const partner = place + offset;
    const other = statement[partner];
    if (match === MATCH.none || other === undefined) return { start, end, agreement: 'none' };
    const agreement = AGREEMENTS[match];
    statement[partner] = { start: other.start, end: other.end, agreement, partner: i };
    return { start, end, agreement, partner };
  });
  return { wording, question: asked, statement };
}
