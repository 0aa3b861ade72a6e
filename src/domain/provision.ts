import type { Provenance, SourceRef } from './source.ts';

/** What a text does with a provision against its first parent. `none`: it has no parent that speaks of it. */
export const CHANGES = [
  'none',
  'kept',
  'amended',
  'split',
  'merged',
  'removed',
  'deferred',
  'new',
  'unreported',
] as const;
export type Change = (typeof CHANGES)[number];

/** A typed value inside a reading. */
export interface Term {
  /** What is measured, the same word in every reading of the provision: `cap`, `deadline`. */
  readonly name: string;
  readonly value: number | string;
  /** `persons`, `days`, `percent`, `USD billion` …; absent for words and dates. */
  readonly unit?: string;
  /** The condition that must be said with it: "in peacetime". */
  readonly qualifier?: string;
}

/** What one text says on one provision. */
export interface Reading {
  readonly kind: 'reading';
  /** `<provision>/<text>`. */
  readonly id: string;
  readonly provision: string;
  readonly text: string;
  /** The text's own point numbers, ascending; empty where it has none or they are not known. */
  readonly points: readonly number[];
  /** What it says, in our words; for `unreported` what is known about the silence. */
  readonly wording: string;
  readonly change: Change;
  readonly provenance: Provenance;
  readonly terms: readonly Term[];
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}

/** Editor-set weight of a record: `minor` records never trigger corrections or "material only" filters. */
export type Materiality = 'material' | 'minor';

/** One subject across all texts: the row of the crosswalk. */
export interface Provision {
  readonly kind: 'provision';
  readonly id: string;
  readonly title: string;
  /** Other words people ask for it by. */
  readonly aliases: readonly string[];
  /** One reading per text at most, in the order of the story's texts. */
  readonly readings: readonly Reading[];
}
