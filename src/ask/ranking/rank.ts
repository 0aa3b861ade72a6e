import type { Candidate } from '../../search/evidence/evidence-index.ts';
import { type Asked, eachFeature, FEATURES, pairsNumbers, type Row, signalsOfAll } from './features.ts';
import { pairsHeld } from './pairs.ts';

/** Weight of each feature, by number. */
export type Weights = Float64Array;

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
    eachFeature(candidate, signals[at] ?? {}, asked, (number, value) => row.push([number, value]));
    return [...row, ...pairsRow(candidate, asked)];
  });
}

/** The scores of candidates, without what takes their prose to be read. */
function fitsOf(candidates: readonly Candidate[], asked: Asked, weights: Weights): number[] {
  const signals = signalsOfAll(candidates, asked);
  return candidates.map((candidate, at) => {
    let score = 0;
    eachFeature(candidate, signals[at] ?? {}, asked, (number, value) => {
      score += (weights[number] ?? 0) * value;
    });
    return score;
  });
}

const MOST_READ = 40;

/** The features of a candidate that take its prose to be read. */
function pairsRow({ unit }: Candidate, asked: Asked): Row {
  const held = pairsHeld(unit, asked);
  return held === 0 ? [] : pairsNumbers(unit.kind).map((number) => [number, held] as const);
}

/** Candidates by how likely each is what was asked for, best first. */
export function rank(
  candidates: readonly Candidate[],
  asked: Asked,
  weights: Weights,
): readonly RankedUnit[] {
  const scores = fitsOf(candidates, asked, weights);
  // Where the words stand in a record is looked at for the likeliest alone: in a large pack their prose has to be read first.
  const likeliest = scores.map((score, at) => ({ score, at })).sort((a, b) => b.score - a.score);
  for (const { at } of likeliest.slice(0, MOST_READ)) {
    const candidate = candidates[at];
    if (candidate === undefined) continue;
    const row = pairsRow(candidate, asked);
    scores[at] = (scores[at] ?? 0) + scoreOf(row, weights);
  }
  const most = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return candidates
    .map((candidate, at) => ({ candidate, score: scores[at] ?? 0, chance: (shares[at] ?? 0) / sum }))
    .sort((a, b) => b.score - a.score);
}
