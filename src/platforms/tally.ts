/** What platforms tell of themselves as it happens, for counting; `platform` is its name. */
export interface PlatformTally {
  /** The platform has heard of a question from us so many milliseconds after it was taken: by its answer, or that one comes. */
  readonly acknowledged: (platform: string, ms: number) => void;
  /** A connection stands in place of one that broke. */
  readonly reconnected: (platform: string) => void;
  /** The platform refused a request for its rate. */
  readonly limited: (platform: string) => void;
}

/** Counts nothing. */
export const NO_TALLY: PlatformTally = { acknowledged() {}, reconnected() {}, limited() {} };
