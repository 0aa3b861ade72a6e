import type { SourceRef } from '../source.ts';
import type { Deadline } from '../tracked/deadline.ts';
import type { Figure } from '../tracked/figure.ts';
import type { Vote } from '../tracked/vote.ts';

type Dated = { readonly reported: string; readonly sources: readonly SourceRef[] };

interface Cuts {
  /** A record without its later sources; null where it was first reported later. */
  readonly dated: <T extends Dated>(record: T) => T | null;
  /** A record without pointers to what was not known yet. */
  readonly about: <T extends { readonly about: readonly string[] }>(record: T | null) => T | null;
}

/** Votes, figures and deadlines as they were known: a figure by the values known by then, a deadline by its steps. */
export function knownTracked({ dated, about }: Cuts) {
  const allDated = <T extends Dated>(records: readonly T[]): readonly T[] =>
    records.flatMap((one) => dated(one) ?? []);
  return {
    vote: (one: Vote): Vote | null => about(dated(one)),
    figure: (one: Figure): Figure | null => {
      const values = allDated(one.values);
      return values.length === 0 ? null : about({ ...one, values });
    },
    deadline: (one: Deadline): Deadline | null => {
      const steps = allDated(one.steps);
      return steps.length === 0 ? null : about({ ...one, steps });
    },
  };
}
