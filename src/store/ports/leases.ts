import type { TurnsGiven, TurnWish } from '../../core/post-rate.ts';

/** A lease as it was given: its name and the number it had then. */
export interface Lease {
  readonly name: string;
  readonly fence: number;
}

export interface LeaseStore {
  /**
   * A number while `holder` leads (it did, or the last holder's time ran out), else null. The number is higher with each
   * change of holder. Leased for `until - now`, by the clock of the database where several processes share it.
   */
  readonly holdLease: (name: string, holder: string, now: number, until: number) => Promise<number | null>;
  readonly dropLease: (name: string, holder: string) => Promise<void>;
}

/** Turns of limits that several processes share, by the clock of the database where they do. */
export interface TurnStore {
  readonly takeTurns: (wish: TurnWish, now: number) => Promise<TurnsGiven>;
  /** No turn for so many milliseconds from `now`; a longer hold stays. */
  readonly holdTurns: (name: string, forMs: number, now: number) => Promise<void>;
}
