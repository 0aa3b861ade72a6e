import { numberOfSignal, type Signals } from './signals.ts';

/** Numbers of a signal, of its share of the most that any candidate has, and of how alone a candidate is with that most. */
const COMPARED = [
  ['cover', 'most-cover', 'alone-cover'],
  ['cover-all', 'most-all', 'alone-all'],
  ['cover-name', 'most-name', 'alone-name'],
  ['tight', 'most-tight', 'alone-tight'],
] as const;
const NUMBERS = COMPARED.map((names) => names.map(numberOfSignal));

/** Sums of the same words in another order differ by less. */
const SAME = 1e-6;

/**
 * Says in each candidate's signals how it stands beside the others: half the words of a question are much where the others
 * hold a tenth, and little where one holds them all. Alone is one of n that have the most, as 1/n.
 */
export function standBeside(all: readonly Signals[]): void {
  for (const [signal = 0, share = 0, alone = 0] of NUMBERS) {
    let most = 0;
    for (const { values } of all) most = Math.max(most, values[signal] ?? 0);
    if (most === 0) continue;
    let highest = 0;
    for (const { values } of all) if ((values[signal] ?? 0) >= most - SAME) highest += 1;
    for (const { values } of all) {
      const value = values[signal] ?? 0;
      if (value > 0) values[share] = value / most;
      if (value >= most - SAME) values[alone] = 1 / highest;
    }
  }
}
