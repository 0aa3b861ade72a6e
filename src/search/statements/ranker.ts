import { createAligner } from './align/align.ts';
import type { Alignment } from './align/alignment.ts';
import { overlap, type Stems, stemsOfRow } from './duplicates.ts';
import { compareRows, FEATURE_COUNT, measure } from './features.ts';
import { createFigureMeter } from './figures.ts';
import type { Admission, CandidateFinder } from './index/candidates.ts';
import type { Corpus } from './index/corpus.ts';
import { createTrigramMeters } from './index/trigrams.ts';
import { MATCH } from './match.ts';
import { readQuestion } from './question.ts';
import {
  describeQuestion,
  evaluate,
  logistic,
  type Network,
  NO_RIVAL,
  RANK_INPUT_COUNT,
  SURE_INPUT_COUNT,
} from './score.ts';

/** Rows compared word by word for one question. */
const COMPARED = 24;
/** The same for a question of more words than `LONG`: many rows hold some of them. */
const COMPARED_LONG = 32;
const LONG = 20;
/** Rows that get a probability; the others are too far behind to be meant. */
const JUDGED = 10;
/** Overlap from which two rows count as wordings of one utterance, not as rivals. */
const SAME_UTTERANCE = 0.75;

/** Words in a row, letter for letter and unbroken, that make a quotation of a question: from here chance is out. */
const QUOTED_WORDS = 6;
/** Least probability of a row that holds the whole question so; a rule, not fitted. */
const QUOTED_SURE = 0.95;

/** A row and what the rank score is computed from; `verbatim` counts the question's words if the row holds them all, unbroken, else 0. */
export type Measured = { readonly row: number; readonly input: Float64Array; readonly verbatim: number };

/** A row with its rank score, which orders the rows of one question, and its probability of being the one meant. */
export type Ranked = { readonly row: number; readonly rank: number; readonly sure: number };

export type Models = { readonly rank: Network; readonly sure: Network };

export type Ranker = {
  /** The rows worth comparing, measured, in no useful order. */
  readonly measure: (question: string, admission: Admission) => readonly Measured[];
  /** Ranks rows for a question, best first, and judges the first ones. */
  readonly rank: (question: string, admission: Admission) => readonly Ranked[];
  /** Inputs of the probability of the row at place `i` of rows ordered by rank. */
  readonly sureInput: (ordered: readonly Ordered[], i: number) => Float64Array;
};

export type Ordered = Measured & { readonly score: number };

export function createRanker(
  corpus: Corpus,
  find: CandidateFinder,
  sameStatement: (a: number, b: number) => boolean,
  models: Models,
): Ranker {
  const align = createAligner(corpus);
  const trigrams = createTrigramMeters(corpus);

  const measureAll: Ranker['measure'] = (question, admission) => {
    const slots = readQuestion(question, corpus);
    if (slots.length === 0) return [];
    const aligner = align(slots);
    const letters = trigrams(slots);
    const asked = describeQuestion(slots, corpus);
    const figures = createFigureMeter(slots, corpus);
    const measured = find(slots, slots.length > LONG ? COMPARED_LONG : COMPARED, admission).map((row) => {
      const input = new Float64Array(RANK_INPUT_COUNT);
      const alignment = aligner.with(row);
      const { from, to } = alignment;
      measure(alignment, letters(from, to), figures(alignment), row, corpus, input);
      input.set(asked, FEATURE_COUNT);
      return { row, input, verbatim: verbatimWords(alignment) };
    });
    compareRows(measured.map(({ input }) => input));
    return measured;
  };

  /** Rank of the best row that is another utterance than the one at `i`. */
  const rivalOf = (ordered: readonly Ordered[], i: number): number | undefined => {
    const row = ordered[i]?.row ?? -1;
    let stems: Stems | undefined;
    for (let j = 0; j < Math.min(ordered.length, JUDGED); j++) {
      const other = ordered[j];
      if (j === i || other === undefined || sameStatement(row, other.row)) continue;
      stems ??= stemsOfRow(row, corpus);
      if (overlap(stems, stemsOfRow(other.row, corpus), corpus) < SAME_UTTERANCE) return other.score;
    }
    return undefined;
  };

  const sureInput: Ranker['sureInput'] = (ordered, i) => {
    const input = new Float64Array(SURE_INPUT_COUNT);
    const one = ordered[i];
    if (one === undefined) return input;
    const rival = rivalOf(ordered, i);
    input.set(one.input);
    input[RANK_INPUT_COUNT] = one.score;
    input[RANK_INPUT_COUNT + 1] = one.score - Math.max(NO_RIVAL, rival ?? NO_RIVAL);
    return input;
  };

  return {
    measure: measureAll,
    sureInput,
    rank: (question, admission) => {
      const ordered = measureAll(question, admission)
        .map((one) => ({ ...one, score: evaluate(models.rank, one.input) }))
        .sort((a, b) => b.verbatim - a.verbatim || b.score - a.score || a.row - b.row);
      let ceiling = 1;
      return ordered.map(({ row, score, verbatim }, i) => {
        if (i >= JUDGED) return { row, rank: score, sure: 0 };
        // Order and probability come from two models; the better rank never has the lower probability.
        const sure = logistic(evaluate(models.sure, sureInput(ordered, i)));
        ceiling = Math.min(ceiling, verbatim >= QUOTED_WORDS ? Math.max(sure, QUOTED_SURE) : sure);
        return { row, rank: score, sure: ceiling };
      });
    },
  };
}

/** The number of words of the question if the row holds all of them in one unbroken run, letter for letter; else 0. */
function verbatimWords({ slots, partner, match }: Alignment): number {
  for (let i = 0; i < slots.length; i++) {
    if (match[i] !== MATCH.exact) return 0;
    if (i > 0 && partner[i] !== (partner[i - 1] as number) + 1) return 0;
  }
  return slots.length;
}
