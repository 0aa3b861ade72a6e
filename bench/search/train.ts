import type { Network } from '../../src/search/statements/score.ts';

/**
 * One choice to learn from: rows that compete, of which some are right. A lone row with `target` 0 or 1 is a
 * yes-or-no case.
 */
export type Example = {
  readonly inputs: readonly Float64Array[];
  /** Which inputs are right; for a yes-or-no case, one entry. */
  readonly right: readonly boolean[];
  readonly weight: number;
};

export type Training = {
  readonly hidden: number;
  /** Passes over all examples. */
  readonly rounds: number;
  /** Step size at the start; it falls to a twentieth along a half cosine. */
  readonly rate: number;
  /** Penalty on the square of each weight, per example. */
  readonly decay: number;
  readonly seed: number;
};

/** How an example's scores turn into a loss: `choice` is a softmax over its rows, `yes-no` a logistic of its only row. */
export type Loss = 'choice' | 'yes-no';

/** Examples a step. */
const BATCH = 128;

/** Fits a network by mini-batch Adam on standardised inputs; the standardisation is folded into the weights given back. */
export function fit(examples: readonly Example[], loss: Loss, training: Training): Network {
  const size = examples[0]?.inputs[0]?.length ?? 0;
  const { mean, scale } = standardisation(examples, size);
  const rows = standardised(examples, size, mean, scale);
  const { hidden } = training;
  // Layout: for each hidden unit its input weights, bias and output weight; then the linear weights; then the bias.
  const unit = size + 2;
  const parameters = new Float64Array(hidden * unit + size + 1);
  const random = generator(training.seed);
  for (let h = 0; h < hidden; h++) {
    for (let i = 0; i < size; i++) parameters[h * unit + i] = random() / Math.sqrt(size);
    parameters[h * unit + size + 1] = (0.5 * random()) / Math.sqrt(hidden);
  }
  const gradient = new Float64Array(parameters.length);
  const step = adam(parameters.length);
  const starts = startsOf(examples);
  const order = examples.map((_, i) => i);
  const meanWeight = examples.reduce((sum, { weight }) => sum + weight, 0) / examples.length;
  const steps = training.rounds * Math.ceil(order.length / BATCH);
  let taken = 0;
  for (let round = 0; round < training.rounds; round++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.slice(from, from + BATCH);
      for (let p = 0; p < parameters.length; p++) {
        const isBias = p === parameters.length - 1 || (p < hidden * unit && p % unit === size);
        gradient[p] = isBias ? 0 : training.decay * (parameters[p] as number);
      }
      for (const at of batch) {
        const example = examples[at];
        if (example === undefined) continue;
        const weight = example.weight / meanWeight / batch.length;
        descend(example, rows, starts[at] as number, size, hidden, loss, parameters, gradient, weight);
      }
      const progress = taken++ / steps;
      step(parameters, gradient, training.rate * (0.05 + 0.475 * (1 + Math.cos(Math.PI * progress))));
    }
  }
  return folded(parameters, size, hidden, mean, scale);
}

function startsOf(examples: readonly Example[]): readonly number[] {
  let next = 0;
  return examples.map(({ inputs }) => {
    const start = next;
    next += inputs.length;
    return start;
  });
}

function shuffle(order: number[], random: () => number): void {
  const keys = order.map(() => random());
  const sorted = order.map((value, i) => ({ value, key: keys[i] as number })).sort((a, b) => a.key - b.key);
  for (let i = 0; i < order.length; i++) order[i] = sorted[i]?.value ?? 0;
}

const values = new Float64Array(64);
const bent = new Float64Array(64 * 32);

/** Adds one example's part of the gradient. */
function descend(
  example: Example,
  rows: Float64Array,
  from: number,
  size: number,
  hidden: number,
  loss: Loss,
  parameters: Float64Array,
  gradient: Float64Array,
  weight: number,
): void {
  const unit = size + 2;
  const linear = hidden * unit;
  const count = example.inputs.length;
  for (let k = 0; k < count; k++) {
    const base = (from + k) * size;
    let sum = parameters[linear + size] as number;
    for (let i = 0; i < size; i++) sum += (parameters[linear + i] as number) * (rows[base + i] as number);
    for (let h = 0; h < hidden; h++) {
      let inside = parameters[h * unit + size] as number;
      for (let i = 0; i < size; i++)
        inside += (parameters[h * unit + i] as number) * (rows[base + i] as number);
      const value = Math.tanh(inside);
      bent[k * hidden + h] = value;
      sum += (parameters[h * unit + size + 1] as number) * value;
    }
    values[k] = sum;
  }
  errorsOf(example, loss, count);
  for (let k = 0; k < count; k++) {
    const error = weight * (values[k] as number);
    if (error === 0) continue;
    const base = (from + k) * size;
    gradient[linear + size] = (gradient[linear + size] as number) + error;
    for (let i = 0; i < size; i++) {
      gradient[linear + i] = (gradient[linear + i] as number) + error * (rows[base + i] as number);
    }
    for (let h = 0; h < hidden; h++) {
      const value = bent[k * hidden + h] as number;
      const out = h * unit + size + 1;
      const inner = error * (parameters[out] as number) * (1 - value * value);
      gradient[out] = (gradient[out] as number) + error * value;
      gradient[h * unit + size] = (gradient[h * unit + size] as number) + inner;
      for (let i = 0; i < size; i++) {
        gradient[h * unit + i] = (gradient[h * unit + i] as number) + inner * (rows[base + i] as number);
      }
    }
  }
}

/** Turns the scores in `values` into the derivative of the loss by each. */
function errorsOf(example: Example, loss: Loss, count: number): void {
  if (loss === 'yes-no') {
    values[0] = 1 / (1 + Math.exp(-(values[0] as number))) - (example.right[0] ? 1 : 0);
    return;
  }
  let most = -Infinity;
  for (let k = 0; k < count; k++) most = Math.max(most, values[k] as number);
  let all = 0;
  let right = 0;
  for (let k = 0; k < count; k++) {
    values[k] = Math.exp((values[k] as number) - most);
    all += values[k] as number;
    if (example.right[k]) right += values[k] as number;
  }
  for (let k = 0; k < count; k++) {
    const share = values[k] as number;
    values[k] = share / all - (example.right[k] ? share / Math.max(right, 1e-12) : 0);
  }
}

function standardisation(examples: readonly Example[], size: number) {
  const mean = new Float64Array(size);
  const scale = new Float64Array(size);
  let count = 0;
  for (const { inputs } of examples) {
    for (const input of inputs) {
      count++;
      for (let i = 0; i < size; i++) mean[i] = (mean[i] as number) + (input[i] as number);
    }
  }
  for (let i = 0; i < size; i++) mean[i] = (mean[i] as number) / count;
  for (const { inputs } of examples) {
    for (const input of inputs) {
      for (let i = 0; i < size; i++) {
        scale[i] = (scale[i] as number) + ((input[i] as number) - (mean[i] as number)) ** 2;
      }
    }
  }
  for (let i = 0; i < size; i++) scale[i] = Math.sqrt((scale[i] as number) / count) + 1e-3;
  return { mean, scale };
}

function standardised(
  examples: readonly Example[],
  size: number,
  mean: Float64Array,
  scale: Float64Array,
): Float64Array {
  const rows = new Float64Array(examples.reduce((sum, { inputs }) => sum + inputs.length, 0) * size);
  let at = 0;
  for (const { inputs } of examples) {
    for (const input of inputs) {
      for (let i = 0; i < size; i++) {
        rows[at++] = ((input[i] as number) - (mean[i] as number)) / (scale[i] as number);
      }
    }
  }
  return rows;
}

/** Rewrites weights on standardised inputs as weights on plain ones. */
function folded(
  parameters: Float64Array,
  size: number,
  hidden: number,
  mean: Float64Array,
  scale: Float64Array,
): Network {
  const unit = size + 2;
  const plain = (from: number, bias: number) => {
    const weights = Array.from(mean, (_, i) => (parameters[from + i] as number) / (scale[i] as number));
    return { weights, bias: weights.reduce((sum, weight, i) => sum - weight * (mean[i] as number), bias) };
  };
  const { weights: linear, bias } = plain(hidden * unit, parameters[hidden * unit + size] as number);
  const units = Array.from({ length: hidden }, (_, h) => ({
    ...plain(h * unit, parameters[h * unit + size] as number),
    out: parameters[h * unit + size + 1] as number,
  }));
  return { bias, linear, hidden: units };
}

function adam(size: number): (parameters: Float64Array, gradient: Float64Array, rate: number) => void {
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  let time = 0;
  return (parameters, gradient, rate) => {
    time++;
    for (let p = 0; p < size; p++) {
      const slope = gradient[p] as number;
      first[p] = 0.9 * (first[p] as number) + 0.1 * slope;
      second[p] = 0.999 * (second[p] as number) + 0.001 * slope * slope;
      const mean = (first[p] as number) / (1 - 0.9 ** time);
      const spread = Math.sqrt((second[p] as number) / (1 - 0.999 ** time)) + 1e-8;
      parameters[p] = (parameters[p] as number) - (rate * mean) / spread;
    }
  };
}

/** Normally distributed numbers, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 1) / 4294967297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
