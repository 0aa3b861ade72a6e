import type { Signal, Signals } from './signals.ts';

/** A signal, its share of the most that any candidate has, and how alone a candidate is with that most. */
const COMPARED = [
  ['cover', 'most-cover', 'alone-cover'],
  ['cover-all', 'most-all', 'alone-all'],
  ['cover-name', 'most-name', 'alone-name'],
  ['tight', 'most-tight', 'alone-tight'],
] as const satisfies readonly (readonly [Signal, Signal, Signal])[];

/** Sums of the same words in another order differ by less. */
const SAME = 1e-6;

/**
 * Says in each candidate's signals how it stands beside the others: half the words of a question are much where the others
 * hold a tenth, and little where one holds them all. Alone is one of n that have the most, as 1/n.
 */
export function standBeside(all: readonly Signals[]): void {
  for (const [signal, share, alone] of COMPARED) {
    let most = 0;
    for (const signals of all) most = Math.max(most, signals[signal] ?? 0);
    if (most === 0) continue;
    const highest = all.filter((signals) => (signals[signal] ?? 0) >= most - SAME);
    for (const signals of all) {
      const value = signals[signal] ?? 0;
      if (value > 0) signals[share] = value / most;
    }
    for (const signals of highest) signals[alone] = 1 / highest.length;
  }
}
