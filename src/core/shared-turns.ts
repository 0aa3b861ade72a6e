/** A wish for turns of a limit that several processes share. */
export interface TurnWish {
  /** Names the limit: what counts together. */
  readonly name: string;
  readonly spacingMs: number;
  readonly count: number;
  /** Nothing is taken where the first turn would be later than this from now. */
  readonly patienceMs: number;
}

/** `given`: the first turn is so many milliseconds from now, the others follow by their spacing. `later`: nothing is taken. */
export interface TurnsGiven {
  readonly kind: 'given' | 'later';
  readonly afterMs: number;
}

/** Turns that every process on one store takes from one queue, by the store's clock. Rejects where the store is away. */
export interface SharedTurns {
  readonly take: (wish: TurnWish) => Promise<TurnsGiven>;
  /** No turn of this limit for so long: the platform said so. */
  readonly hold: (name: string, forMs: number) => Promise<void>;
}
