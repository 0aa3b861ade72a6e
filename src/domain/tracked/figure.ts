import type { Materiality } from '../provision.ts';
import type { Provenance, SourceRef } from '../source.ts';
import { earliestDay, latestDay, type When } from '../when.ts';

/** What a figure was from a date on, until its next value. */
export interface FigureValue {
  readonly kind: 'value';
  /** `<figure>/<own id or day>`. */
  readonly id: string;
  readonly figure: string;
  /** From when on it holds, or when it was counted. */
  readonly date: When;
  /** A date is in the pack's notation. */
  readonly value: number | string;
  /** As its figure has it. */
  readonly unit?: string;
  /** The condition that must be said with it: "at most". */
  readonly qualifier?: string;
  /** Actor who gave it. */
  readonly per?: string;
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}

/** A count, a price or another term that moves, with everything it has been. */
export interface Figure {
  readonly kind: 'figure';
  readonly id: string;
  /** What is measured, as a noun phrase: "writers on strike". */
  readonly title: string;
  readonly aliases: readonly string[];
  /** Ids of provisions and texts. */
  readonly about: readonly string[];
  /** Oldest first; of one day, in the pack's order. */
  readonly values: readonly FigureValue[];
}

/** Oldest first by the first day each can mean; undated ones first, of one day in the order given. */
export function inTurn<T extends { readonly date: When }>(values: readonly T[]): readonly T[] {
  return values.toSorted(
    (a, b) => order(earliestDay(a.date), earliestDay(b.date)) || order(latestDay(a.date), latestDay(b.date)),
  );
}

/** The values that hold on an ISO day: those of the newest date that has come; several where sources differ. */
export function valuesOn({ values }: Figure, day: string): readonly FigureValue[] {
  const come = values.filter((value) => earliestDay(value.date) <= day);
  const newest = come.at(-1);
  if (newest === undefined) return [];
  return come.filter(
    ({ date }) =>
      earliestDay(date) === earliestDay(newest.date) && latestDay(date) === latestDay(newest.date),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
