/** How a record fits a question, apart from what kind it is; each 0 to 1. The names are those of the weights. */
export const SIGNALS = [
  'cover',
  'cover-name',
  'cover-alias',
  'cover-body',
  'cover-said',
  'cover-scene',
  'cover-about',
  'cover-exact',
  'cover-all',
  'mass',
  'miss-rarest',
  'miss-known',
  'tight',
  'pairs',
  'dense',
  'held-rarest',
  'miss-count',
  'oldest-old',
  'newest-old',
  'recent-last',
  'recent-old',
  'role-here',
  'quoted',
  'quoted-sure',
  'voice',
  'voice-for',
  'voice-above',
  'who',
  'who-said-of',
  'who-in-name',
  'who-none',
  'who-other-voice',
  'who-all',
  'itself',
  'text',
  'text-other',
  'latest',
  'main',
  'latest-now',
  'main-now',
  'latest-gone',
  'latest-past',
  'background',
  'point',
  'point-other',
  'point-not',
  'date',
  'date-not',
  'date-near',
  'dated-time',
  'undated-time',
  'figure',
  'figure-not',
  'has-figure-number',
  'no-figure-number',
  'silent',
  'silent-now',
  'gone-gone',
  'amended-difference',
  'new-new',
  'expected-future',
  'expected-happened',
  'happened-happened',
  'recent-now',
  'recent',
  'open-dispute',
  'thread',
  'thread-voice',
  'thread-subject',
  'thread-time',
  'thread-who',
  'thread-kind',
  'thread-day',
  'context',
  'verbatim-words',
  'minor',
  'tally-vote',
  'gap-same',
  'gap-other',
  'gap-of-another',
  'most-cover',
  'most-all',
  'most-name',
  'most-tight',
  'alone-cover',
  'alone-all',
  'alone-name',
  'alone-tight',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Its place among `SIGNALS`. */
export function numberOfSignal(name: Signal): number {
  return SIGNALS.indexOf(name);
}

/** What one record has of each signal, by its name; 0 where it has none of it. */
export interface Signals extends Record<Signal, number> {
  /** The same in the order of `SIGNALS`. */
  readonly values: Float64Array;
}

/**
 * Numbers that are read and set by the names of the signals. Hundreds of records are laid beside each question, and objects
 * that grew by name after name were half the cost of ranking them.
 */
class NamedNumbers {
  readonly values = new Float64Array(SIGNALS.length);
}

for (const [at, name] of SIGNALS.entries())
  Object.defineProperty(NamedNumbers.prototype, name, {
    get(this: NamedNumbers) {
      return this.values[at];
    },
    set(this: NamedNumbers, value: number) {
      this.values[at] = value;
    },
  });

/** Signals that are all 0. */
export function noSignals(): Signals {
  return new NamedNumbers() as NamedNumbers & Record<Signal, number>;
}
