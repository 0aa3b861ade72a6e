import { endOf, oddsToShare, type Trees } from '../../src/ingest/quotes/attribution/trees.ts';

/** One answer that trees learn from. */
export interface Example {
  readonly row: readonly number[];
  readonly right: boolean;
  /** How much it counts, 0 to 1. */
  readonly weight: number;
}

/** `least` rows lie on either side of a step; `columns` and `rows` are the shares that each tree sees. */
const WAY = { rounds: 220, step: 0.05, decay: 10, least: 40, bins: 32, columns: 0.4, rows: 0.7 };

/** A bound that no feature is above, where parting gains nothing. */
const EVERYTHING = 1e6;

interface Split {
  readonly feature: number;
  readonly bound: number;
  readonly gain: number;
}

/** Boosted trees of two steps for whether an answer is right: each is fitted to what the ones before it left, on a random part. */
export function fitTrees(
  examples: readonly Example[],
  seed: number,
): { readonly base: number; readonly trees: Trees } {
  const random = randomFrom(seed);
  const used = examples.filter(({ weight }) => weight > 0);
  const bounds = boundsOf(used);
  const sum = used.reduce((all, { weight }) => all + weight, 0);
  const share = used.reduce((all, { weight, right }) => all + (right ? weight : 0), 0) / sum;
  const base = Math.log(share / (1 - share));
  const odds = used.map(() => base);
  const trees: (readonly number[])[] = [];
  for (let round = 0; round < WAY.rounds; round++) {
    const slope = used.map(({ right, weight }, i) => weight * ((right ? 1 : 0) - oddsToShare(odds[i] ?? 0)));
    const curve = used.map(
      ({ weight }, i) => weight * oddsToShare(odds[i] ?? 0) * oddsToShare(-(odds[i] ?? 0)),
    );
    const part = used.map((_, i) => i).filter(() => random() < WAY.rows);
    const features = bounds.map((_, i) => i).filter(() => random() < WAY.columns);
    const best = (those: readonly number[]) => bestSplit(used, those, features, bounds, slope, curve);
    const value = (those: readonly number[]) =>
      (WAY.step * total(those, slope)) / (total(those, curve) + WAY.decay);
    const first = best(part);
    const low = part.filter((i) => (used[i]?.row[first.feature] ?? 0) <= first.bound);
    const high = part.filter((i) => (used[i]?.row[first.feature] ?? 0) > first.bound);
    const [left, right] = [best(low), best(high)];
    const steps = [first, left, right].flatMap(({ feature, bound }) => [feature, bound]);
    const ends: number[][] = [[], [], [], []];
    for (const i of part) ends[endOf(steps, used[i]?.row ?? []) - 6]?.push(i);
    const tree = [...steps, ...ends.map((those) => rounded(value(those)))];
    used.forEach(({ row }, i) => {
      odds[i] = (odds[i] ?? 0) + (tree[endOf(tree, row)] ?? 0);
    });
    trees.push(tree);
  }
  return { base: rounded(base), trees };
}

function bestSplit(
  examples: readonly Example[],
  those: readonly number[],
  features: readonly number[],
  bounds: readonly (readonly number[])[],
  slope: readonly number[],
  curve: readonly number[],
): Split {
  const [allSlope, allCurve] = [total(those, slope), total(those, curve)];
  let best: Split = { feature: features[0] ?? 0, bound: EVERYTHING, gain: 0 };
  for (const feature of features) {
    const edges = bounds[feature] ?? [];
    const slopes = new Float64Array(edges.length + 1);
    const curves = new Float64Array(edges.length + 1);
    const counts = new Int32Array(edges.length + 1);
    for (const i of those) {
      const bin = binOf(edges, examples[i]?.row[feature] ?? 0);
      slopes[bin] = (slopes[bin] ?? 0) + (slope[i] ?? 0);
      curves[bin] = (curves[bin] ?? 0) + (curve[i] ?? 0);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    let [s, c, n] = [0, 0, 0];
    edges.forEach((bound, bin) => {
      s += slopes[bin] ?? 0;
      c += curves[bin] ?? 0;
      n += counts[bin] ?? 0;
      if (n < WAY.least || those.length - n < WAY.least) return;
      const gain =
        s ** 2 / (c + WAY.decay) +
        (allSlope - s) ** 2 / (allCurve - c + WAY.decay) -
        allSlope ** 2 / (allCurve + WAY.decay);
      if (gain > best.gain) best = { feature, bound, gain };
    });
  }
  return best;
}

/** For each feature the values that part its rows into about equal shares, rising; a row lies at or below a bound or above it. */
function boundsOf(examples: readonly Example[]): readonly (readonly number[])[] {
  return (examples[0]?.row ?? []).map((_, feature) => {
    const values = examples.map(({ row }) => row[feature] ?? 0).sort((a, b) => a - b);
    const cuts = Array.from({ length: WAY.bins - 1 }, (_, i) =>
      rounded(values[Math.floor(((i + 1) * values.length) / WAY.bins)] ?? 0),
    );
    return [...new Set(cuts)];
  });
}

function binOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function total(those: readonly number[], values: readonly number[]): number {
  let sum = 0;
  for (const i of those) sum += values[i] ?? 0;
  return sum;
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}

/** Numbers from 0 to 1, the same ones from the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
