/** How long a wait is at first and at most, in milliseconds. */
export interface Waits {
  readonly first: number;
  readonly most: number;
}

/**
 * The wait before trying again after so many failures, counted from 0, in milliseconds: doubled each time, with a quarter
 * of chance either way so that many do not come at once.
 */
export function backOff(failures: number, { first, most }: Waits, random: () => number): number {
  const wait = Math.min(most, first * 2 ** Math.min(Math.max(0, failures), 20));
  return Math.round(wait * (0.75 + random() / 2));
}
