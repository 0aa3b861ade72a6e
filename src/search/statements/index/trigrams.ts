import type { Slot } from '../question.ts';
import type { Corpus } from './corpus.ts';

/** Buckets trigrams are hashed into; a question has at most a few hundred, so few collide. */
const BUCKETS = 1 << 12;

/**
 * The share of a question's letter trigrams that a stretch of a row holds, each trigram worth its part of its word.
 * Catches what word matching misses: "anti-virus" and "antivirus", two slips in a short word, unknown endings.
 */
export type TrigramMeter = (from: number, to: number) => number;

/** Scratch arrays shared by the meters of one index. */
export function createTrigramMeters(corpus: Corpus): (slots: readonly Slot[]) => TrigramMeter {
  const worth = new Float64Array(BUCKETS);
  const stamp = new Uint32Array(BUCKETS);
  let round = 0;

  return (slots) => {
    worth.fill(0);
    let all = 0;
    // Words run together, so that the end of one and the start of the next make trigrams too.
    const letters: number[] = [];
    const weights: number[] = [];
    for (const { units, weight } of slots) {
      for (const unit of units) {
        letters.push(unit);
        weights.push(weight / units.length);
      }
    }
    for (let i = 2; i < letters.length; i++) {
      const bucket = bucketOf(letters[i - 2] as number, letters[i - 1] as number, letters[i] as number);
      if (worth[bucket] !== 0) continue;
      const value = Math.min(weights[i - 2] as number, weights[i - 1] as number, weights[i] as number);
      worth[bucket] = value;
      all += value;
    }
    return (from, to) => {
      if (all === 0) return 0;
      round++;
      const words = corpus.words();
      const { pool, starts, lengths } = corpus.vocabulary.arrays();
      let held = 0;
      let a = 0;
      let b = 0;
      for (let at = from; at < to; at++) {
        const word = words[at] as number;
        const start = starts[word] as number;
        const end = start + (lengths[word] as number);
        for (let place = start; place < end; place++) {
          const unit = pool[place] as number;
          const bucket = bucketOf(a, b, unit);
          a = b;
          b = unit;
          if (stamp[bucket] === round) continue;
          stamp[bucket] = round;
          held += worth[bucket] as number;
        }
      }
      return held / all;
    };
  };
}

function bucketOf(a: number, b: number, c: number): number {
  const mixed = Math.imul(a * 961 + b * 31 + c, 0x9e3779b1);
  return mixed >>> 20;
}
