import { randomFrom } from './trees.ts';

/** How weights are fitted. */
export interface Way {
  /** A feature that comes less often has no weight. */
  readonly rare: number;
  readonly rounds: number;
  readonly decay: number;
  readonly step: number;
  /** Weights nearer to nought are not kept. */
  readonly least: number;
  /** Gold that the fit thinks less likely than this is left alone: a program found it. */
  readonly doubt: number;
}

export type Named = ReadonlyMap<string, number>;

/** One choice between candidates: the features of each, and which are right. */
export interface Choice {
  readonly rows: readonly (readonly string[])[];
  readonly right: readonly boolean[];
}

/** How many fits from another beginning are averaged: what chance gave one of them the others take away. */
const FITS = 3;

/** Weights by the names of features: the mean of several fits. */
export function fit(choices: readonly Choice[], way: Way): Named {
  const sums = new Map<string, number>();
  for (let at = 0; at < FITS; at++) {
    for (const [name, weight] of fitOnce(choices, way, 7 + 1000 * at)) {
      sums.set(name, (sums.get(name) ?? 0) + weight / FITS);
    }
  }
  const rounded = Array.from(sums, ([name, sum]) => [name, Math.round(100 * sum) / 100] as const);
  return new Map(rounded.filter(([, weight]) => Math.abs(weight) >= way.least));
}

/** Fits weights so that right candidates are likelier than the others: stochastic descent, each weight with its own step. */
function fitOnce(
  choices: readonly Choice[],
  { rare, rounds, decay, step, least, doubt }: Way,
  seed: number,
): Named {
  const counts = new Map<string, number>();
  for (const { rows } of choices) {
    for (const row of rows) for (const feature of row) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const names = [...counts].filter(([, count]) => count >= rare).map(([name]) => name);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const coded = choices.map(({ rows, right }) => ({
    right,
    rows: rows.map((row) => Int32Array.from(row.flatMap((feature) => indexOf.get(feature) ?? []))),
  }));
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-3);
  const random = randomFrom(seed);
  const sums = new Float64Array(names.length);
  let snapshots = 0;
  let seen = 0;
  for (let round = 0; round < rounds; round++) {
    for (const at of shuffled(coded.length, random)) {
      const { rows: all, right } = coded[at] as (typeof coded)[number];
      // Some are left out each time, so that no feature leans on another one being there.
      const rows = all.map((row) => row.filter(() => random() >= DROPPED));
      const odds = probabilities(rows, weights);
      const mass = odds.reduce((sum, odd, i) => sum + (right[i] ? odd : 0), 0);
      // Gold that was found by a program is wrong now and then: what the fit is sure of is left alone.
      if (round > 2 && mass < doubt) continue;
      const slopes = new Map<number, number>();
      rows.forEach((row, i) => {
        const odd = odds[i] ?? 0;
        const off = odd - (right[i] ? odd / Math.max(mass, 1e-12) : 0);
        if (Math.abs(off) < 1e-5) return;
        for (const k of row) slopes.set(k, (slopes.get(k) ?? 0) + off);
      });
      for (const [k, slope] of slopes) {
        const whole = slope + decay * (weights[k] ?? 0);
        squares[k] = (squares[k] ?? 0) + whole * whole;
        weights[k] = (weights[k] ?? 0) - (step * whole) / Math.sqrt(squares[k] ?? 1);
      }
      seen++;
      if (round > 0 && seen % 500 === 0) {
        for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + (weights[k] ?? 0);
        snapshots++;
      }
    }
  }
  const kept = new Map<string, number>();
  names.forEach((name, i) => {
    const mean = snapshots > 0 ? (sums[i] ?? 0) / snapshots : (weights[i] ?? 0);
    const weight = Math.round(100 * mean) / 100;
    if (Math.abs(weight) >= least) kept.set(name, weight);
  });
  return kept;
}

/** Share of the features that each step of the fit leaves out. */
const DROPPED = 0.3;

function probabilities(rows: readonly Int32Array[], weights: Float64Array): readonly number[] {
  const scores = rows.map((row) => row.reduce((sum, k) => sum + (weights[k] ?? 0), 0));
  const most = Math.max(...scores);
  const odds = scores.map((one) => Math.exp(one - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((odd) => odd / sum);
}

function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
