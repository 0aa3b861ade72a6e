import type { Provenance, SourceRef } from './source.ts';
import type { Text } from './text.ts';

/**
 * What a text does with a provision against its first parent. `none`: it has no parent that speaks of it. `absent`: the
 * text is public and does not touch the subject; `unreported`: nobody outside has read what it says.
 */
export const CHANGES = [
  'none',
  'kept',
  'amended',
  'split',
  'merged',
  'removed',
  'deferred',
  'new',
  'absent',
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
  /**
   * The text's own point numbers, ascending; empty where it has none or they are not known. Of a label like "6.1" or IV it
   * is the number it stands under.
   */
  readonly points: readonly number[];
  /** Its labels as the text prints them, in its order; absent where they are `points` and nothing else. */
  readonly labels?: readonly string[];
  /** What it says, in our words; for `absent` and `unreported` what is known about the silence. */
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

/** What a text says on a provision, if that is on record. */
export function readingIn(provision: Provision, text: Text | undefined): Reading | undefined {
  return text === undefined ? undefined : provision.readings.find((reading) => reading.text === text.id);
}

/**
 * What a text does with a provision, also where no reading says so: a subject that is on record for other texts is absent
 * from one that everybody can read, and not reported from one that is unpublished or published in part.
 */
export function changeIn(provision: Provision, text: Text | undefined): Change {
  return readingIn(provision, text)?.change ?? (text?.status === 'full' ? 'absent' : 'unreported');
}

/** True where there is nothing that the text says: it does not touch the subject, or nobody has reported that it does. */
export function isSilence(change: Change): boolean {
  return change === 'absent' || change === 'unreported';
}
