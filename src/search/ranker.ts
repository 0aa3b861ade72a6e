import { createAligner } from './align.ts';
import type { CandidateFinder } from './candidates.ts';
import type { Corpus } from './corpus.ts';
import { overlap, type Stems, stemsOfRow } from './duplicates.ts';
import { FEATURE_COUNT, measure } from './features.ts';
import { readQuestion, type Slot } from './question.ts';
import { probability, rankScore, SURE_FEATURE_COUNT, sureFeatures } from './score.ts';

/** Rows compared word by word for one question. */
const COMPARED = 32;
/** Rows that get a probability; the others are too far behind to be meant. */
const JUDGED = 10;
/** Overlap from which two rows count as wordings of one utterance. */
const SAME_UTTERANCE = 0.75;

/** A row with its measures: `rank` orders rows of one question, `input` is what its probability was computed from. */
export type Ranked = {
  readonly row: number;
  readonly rank: number;
  /** Probability that this is what was meant, 0 to 1. */
  readonly sure: number;
  readonly features: Float64Array;
  readonly input: Float64Array;
};

/** Ranks rows for a question, best first, and judges the first ones. */
export type Ranker = (question: string, admits: (row: number) => boolean) => readonly Ranked[];

export function createRanker(
  corpus: Corpus,
  find: CandidateFinder,
  sameStatement: (a: number, b: number) => boolean,
): Ranker {
  const align = createAligner(corpus);
  return (question, admits) => {
    const slots = readQuestion(question, corpus);
    if (slots.length === 0) return [];
    const aligner = align(slots);
    const measured = find(slots, COMPARED, admits).map((row) => {
      const features = new Float64Array(FEATURE_COUNT);
      measure(aligner.with(row), row, corpus, features);
      return { row, rank: rankScore(features), features };
    });
    measured.sort((a, b) => b.rank - a.rank || a.row - b.row);
    return judge(measured, slots, corpus, sameStatement);
  };
}

type Measured = { readonly row: number; readonly rank: number; readonly features: Float64Array };

function judge(
  measured: readonly Measured[],
  slots: readonly Slot[],
  corpus: Corpus,
  sameStatement: (a: number, b: number) => boolean,
): readonly Ranked[] {
  const stems: (Stems | undefined)[] = [];
  const stemsAt = (i: number): Stems => (stems[i] ??= stemsOfRow(measured[i]?.row ?? 0, corpus));
  const rivals = Math.min(measured.length, JUDGED);

  /** Rank of the best row that is another utterance than the one at `i`, 0 where there is none. */
  const rivalRank = (i: number, row: number): number => {
    for (let j = 0; j < rivals; j++) {
      const other = measured[j];
      if (j === i || other === undefined || sameStatement(row, other.row)) continue;
      if (overlap(stemsAt(i), stemsAt(j), corpus) < SAME_UTTERANCE) return other.rank;
    }
    return 0;
  };

  let ceiling = 1;
  return measured.map((one, i) => {
    const input = new Float64Array(SURE_FEATURE_COUNT);
    if (i >= JUDGED) return { ...one, sure: 0, input };
    sureFeatures(one.features, one.rank - rivalRank(i, one.row), slots, corpus, input);
    // Order and probability come from two models; the better rank never has the lower probability.
    ceiling = Math.min(ceiling, probability(input));
    return { ...one, sure: ceiling, input };
  });
}
