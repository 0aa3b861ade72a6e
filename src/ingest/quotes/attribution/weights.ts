/**
 * One feature by the parts of its name: `emit('d', side, 3)` is the feature "dl3". Given in parts because joining them
 * would cost more than everything else that reading an article does.
 */
export type Emit = (a: Part, b?: Part, c?: Part, d?: Part, e?: Part, f?: Part, g?: Part) => void;
export type Part = string | number | boolean;

/** Weights by the names of features. */
export interface Weights {
  readonly size: number;
  /** The sum of the weights of what is emitted between `start` and `end`. */
  readonly start: () => void;
  readonly emit: Emit;
  readonly end: () => number;
}

/** The name of a feature. */
export function joined(
  a: Part,
  b: Part = '',
  c: Part = '',
  d: Part = '',
  e: Part = '',
  f: Part = '',
  g: Part = '',
): string {
  return `${a}${b}${c}${d}${e}${f}${g}`;
}

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

function mixed(hash: number, part: Part): number {
  if (typeof part === 'string') return mixedText(hash, part);
  if (typeof part === 'number' && part >= 0 && part < 10) return Math.imul(hash ^ (48 + part), PRIME);
  return mixedText(hash, String(part));
}

function mixedText(hash: number, text: string): number {
  let mix = hash;
  for (let i = 0; i < text.length; i++) mix = Math.imul(mix ^ text.charCodeAt(i), PRIME);
  return mix;
}

/**
 * A table of weights by a hash of their names (FNV-1a, 32 bits), open addressing. Of two names with one hash the
 * weightier is kept; among 25,000 that happens to none or one.
 */
export function weightsOf(weights: Iterable<readonly [name: string, weight: number]>): Weights {
  const all = [...weights];
  let size = 1024;
  while (size < 4 * all.length) size *= 2;
  const mask = size - 1;
  const keys = new Int32Array(size);
  const values = new Float64Array(size);
  for (const [name, weight] of all) {
    const hash = mixedText(BASIS, name) | 0;
    let at = (hash ^ (hash >>> 15)) & mask;
    while (values[at] !== 0 && keys[at] !== hash) at = (at + 1) & mask;
    if (Math.abs(values[at] ?? 0) >= Math.abs(weight)) continue;
    keys[at] = hash;
    values[at] = weight;
  }
  let sum = 0;
  return {
    size: all.length,
    start: () => {
      sum = 0;
    },
    emit: (a, b, c, d, e, f, g) => {
      let hash = mixed(BASIS, a);
      if (b !== undefined) hash = mixed(hash, b);
      if (c !== undefined) hash = mixed(hash, c);
      if (d !== undefined) hash = mixed(hash, d);
      if (e !== undefined) hash = mixed(hash, e);
      if (f !== undefined) hash = mixed(hash, f);
      if (g !== undefined) hash = mixed(hash, g);
      let at = (hash ^ (hash >>> 15)) & mask;
      for (let value = values[at] ?? 0; value !== 0; value = values[at] ?? 0) {
        if (keys[at] === hash) {
          sum += value;
          return;
        }
        at = (at + 1) & mask;
      }
    },
    end: () => sum,
  };
}
