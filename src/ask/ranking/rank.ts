import type { Candidate } from '../../search/evidence/evidence-index.ts';
import type { Asked } from './asked.ts';
import {
  eachFeature,
  FEATURES,
  kindScores,
  pairsNumbers,
  type Row,
  signalsOfAll,
  type Weights,
} from './features.ts';
import { pairsHeld } from './pairs.ts';
import { noSignals } from './signals.ts';

/** A candidate with what the model makes of it. */
export interface RankedUnit {
  readonly candidate: Candidate;
  readonly score: number;
  /** Share of all candidates' chances, 0 to 1: a softmax over the scores. */
  readonly chance: number;
}

/** Weights by the names of their features; names the model does not have are an error. */
export function weightsOf(named: Readonly<Record<string, number>>): Weights {
  const weights = new Float64Array(FEATURES.length);
  for (const [name, weight] of Object.entries(named)) {
    const at = FEATURES.indexOf(name);
    if (at < 0) throw new Error(`There is no feature "${name}".`);
    weights[at] = weight;
  }
  return weights;
}

export function scoreOf(row: Row, weights: Weights): number {
  let score = 0;
  for (const [number, value] of row) score += (weights[number] ?? 0) * value;
  return score;
}

/** The rows of all candidates of a question, as a model is fitted on them. */
export function rowsOf(candidates: readonly Candidate[], asked: Asked): readonly Row[] {
  const signals = signalsOfAll(candidates, asked);
  return candidates.map((candidate, at) => {
    const row: [number, number][] = [];
    eachFeature(candidate, signals[at] ?? noSignals(), asked, (number, value) => row.push([number, value]));
    return [...row, ...pairsRow(candidate, asked)];
  });
}

/** The scores of candidates, without what takes their prose to be read. */
function fitsOf(candidates: readonly Candidate[], asked: Asked, weights: Weights): Float64Array {
  const kinds = new Map(
    [...kindScores(weights)].map(([kind, { base, bySignal }]) => [kind, { base: base(asked), bySignal }]),
  );
  const scores = new Float64Array(candidates.length);
  for (const [at, { values }] of signalsOfAll(candidates, asked).entries()) {
    const kind = kinds.get(candidates[at]?.unit.kind ?? 'gap');
    if (kind === undefined) continue;
    let score = kind.base;
    const { bySignal } = kind;
    for (let signal = 0; signal < bySignal.length; signal += 1)
      score += (bySignal[signal] ?? 0) * (values[signal] ?? 0);
    scores[at] = score;
  }
  return scores;
}

const MOST_READ = 40;

/** The features of a candidate that take its prose to be read. */
function pairsRow(candidate: Candidate, asked: Asked): Row {
  const held = pairsHeld(candidate, asked);
  return held === 0 ? [] : pairsNumbers(candidate.unit.kind).map((number) => [number, held] as const);
}

/** Candidates by how likely each is what was asked for, best first. */
export function rank(
  candidates: readonly Candidate[],
  asked: Asked,
  weights: Weights,
): readonly RankedUnit[] {
  const scores = fitsOf(candidates, asked, weights);
  // Where the words stand in a record is looked at for the likeliest alone: in a large pack their prose has to be read first.
  for (const at of byScore(scores).subarray(0, MOST_READ)) {
    const candidate = candidates[at];
    if (candidate === undefined) continue;
    const row = pairsRow(candidate, asked);
    scores[at] = (scores[at] ?? 0) + scoreOf(row, weights);
  }
  const ordered = byScore(scores);
  const most = scores[ordered[0] ?? 0] ?? 0;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return Array.from(ordered, (at) => {
    const score = scores[at] ?? 0;
    return { candidate: candidates[at] as Candidate, score, chance: Math.exp(score - most) / sum };
  });
}

/** The places of the scores, the highest first; of equal ones the earlier. */
function byScore(scores: Float64Array): Uint16Array {
  return Uint16Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
