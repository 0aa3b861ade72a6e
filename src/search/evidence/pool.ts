import { type EvidenceParts, numberOf } from './evidence-parts.ts';

/** The units that a question comes near, each with what they gained so far. */
export interface Pool {
  readonly touched: readonly number[];
  /** By unit; of those that were touched alone. */
  readonly scores: Float64Array;
  readonly has: (number: number) => boolean;
  readonly nextTerm: () => void;
  readonly add: (number: number, worth: number) => void;
  /** A unit gains by one term once, by the first of its stems that it has. */
  readonly addPostings: (postings: readonly number[], worth: number) => void;
}

/** `isKnown` is null where all are. The scratch is this question's until the next one. */
export function createPool(
  scratch: EvidenceParts['scratch'],
  isKnown: ((number: number) => boolean) | null,
): Pool {
  scratch.stamp += 1;
  const { stamps, terms, scores, stamp } = scratch;
  const touched: number[] = [];
  const add = (number: number, worth: number) => {
    if (isKnown !== null && !isKnown(number)) return;
    if (stamps[number] === stamp) {
      scores[number] = (scores[number] ?? 0) + worth;
      return;
    }
    stamps[number] = stamp;
    scores[number] = worth;
    touched.push(number);
  };
  return {
    touched,
    scores,
    add,
    has: (number) => stamps[number] === stamp,
    nextTerm() {
      scratch.term += 1;
    },
    addPostings(postings, worth) {
      const { term } = scratch;
      for (const posting of postings) {
        const number = numberOf(posting);
        if (terms[number] === term) continue;
        if (isKnown !== null && !isKnown(number)) continue;
        terms[number] = term;
        if (stamps[number] === stamp) scores[number] = (scores[number] ?? 0) + worth;
        else {
          stamps[number] = stamp;
          scores[number] = worth;
          touched.push(number);
        }
      }
    },
  };
}

/** Somebody or a text that very many units concern brings in the first of them alone; those that are there already gain by it. */
export function addConcerned(
  list: readonly number[],
  worth: number,
  pool: Pool,
  concerns: (number: number) => boolean,
  mostFresh: number,
): void {
  if (list.length <= MANY_CONCERNED) {
    for (const number of list) pool.add(number, worth);
    return;
  }
  for (const number of pool.touched.slice()) {
    if (concerns(number)) pool.add(number, worth);
  }
  let fresh = 0;
  for (const number of list) {
    if (fresh === mostFresh) break;
    if (pool.has(number)) continue;
    pool.add(number, worth);
    if (pool.has(number)) fresh += 1;
  }
}

const MANY_CONCERNED = 5_000;

/** The units that gained most; all where there are few. */
export function best({ touched, scores }: Pool, most: number): readonly number[] {
  if (touched.length <= most) return touched;
  const gained = Float64Array.from(touched, (number) => scores[number] ?? 0);
  const least = nthHighest(gained, most);
  const chosen: number[] = [];
  for (const [at, number] of touched.entries()) if ((gained[at] ?? 0) > least) chosen.push(number);
  for (const [at, number] of touched.entries()) {
    if (chosen.length >= most) break;
    if (gained[at] === least) chosen.push(number);
  }
  return chosen;
}

/** The value at that place, the highest first, by a heap of the highest whose root is the least of them. */
function nthHighest(values: Float64Array, place: number): number {
  const heap = values.slice(0, place).sort();
  for (let at = place; at < values.length; at += 1) {
    const one = values[at] ?? 0;
    if (one <= (heap[0] ?? 0)) continue;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= place) break;
      if (child + 1 < place && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child += 1;
      if ((heap[child] ?? 0) >= one) break;
      heap[hole] = heap[child] ?? 0;
      hole = child;
    }
    heap[hole] = one;
  }
  return heap[0] ?? 0;
}
