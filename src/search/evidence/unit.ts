import type { BriefingRecord } from '../../domain/briefing.ts';
import { dayNumber, latestDay, type When } from '../../domain/when.ts';

/** Kinds of record a plain question can be answered with, in the order their features are numbered. */
export const UNIT_KINDS = [
  'reading',
  'statement',
  'event',
  'position',
  'conflict',
  'gap',
  'text',
  'source',
  'person',
  'party',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Whether a record of this kind is somebody, or somebody's words: it has a name in it by what it is. */
export function isPeopled(kind: UnitKind): boolean {
  return kind === 'person' || kind === 'party' || kind === 'statement';
}

/**
 * Where in a record a word stands; bits, so that a posting tells them all. `name`: what the record is called; `alias`: what else
 * it is asked for by; `body`: what it says; `said`: somebody's exact words; `scene`: place and occasion; `note`: small print; `about`: what the
 * subjects it speaks about are called.
 */
export const PLACE = { name: 1, alias: 2, body: 4, said: 8, scene: 16, note: 32, about: 64 } as const;

/** One piece of a record's prose and where it stands. */
export interface Prose {
  readonly place: number;
  readonly text: string;
}

/** One record as plain questions find it. */
export interface Unit {
  /** `statement:x`, `reading:p/t`. */
  readonly id: string;
  /** What the ranking takes it for; `record.kind` is what it is. */
  readonly kind: UnitKind;
  readonly record: BriefingRecord;
  readonly prose: readonly Prose[];
  /** Characters of what it says: its prose without other names of it and names of what it is about. */
  readonly length: number;
  /** The last day of its date as a number, as `dayNumber` has it; 0 where it has none. */
  readonly day: number;
  /** It has somebody's exact words. */
  readonly verbatim: boolean;
  /** It matters little beside others of its kind. */
  readonly minor: boolean;
  /** Whose words, stance or text it is: an actor id, empty where it is nobody's. */
  readonly voice: string;
  /** Every actor it concerns, the voice among them; ids. */
  readonly who: readonly string[];
  /** Texts it belongs to or speaks about; a reading has one. */
  readonly texts: readonly string[];
  readonly provisions: readonly string[];
  /** Numbers of points, of the text it belongs to; empty for all but readings. */
  readonly points: readonly number[];
  readonly when: When | null;
}

/**
 * Every day it is found by: a figure is asked for by the day of each of its values, a deadline by each day it was due. First
 * and last ISO day of each; empty where none is known.
 */
export function daysOf({ record, when }: Unit): readonly (readonly [first: string, last: string])[] {
  const all =
    record.kind === 'figure'
      ? record.values.map(({ date }) => date)
      : record.kind === 'deadline'
        ? record.steps.map(({ due }) => due)
        : [when];
  return all.flatMap((one) =>
    one?.to === undefined || one.to === null ? [] : [[one.from ?? one.to, one.to] as const],
  );
}

/** What is reckoned from the others. */
type Reckoned = 'length' | 'day' | 'verbatim' | 'minor';
export type Unreckoned = Omit<Unit, Reckoned>;

/** A unit with what is looked at for every question it comes near: to look into each record and its date took longer. */
export function reckoned(unit: Unreckoned): Unit {
  const { record, when, prose } = unit;
  let length = 0;
  for (const { place, text } of prose) if ((place & (PLACE.alias | PLACE.about)) === 0) length += text.length;
  const added: Pick<Unit, Reckoned> = {
    length,
    day: when === null ? 0 : dayNumber(latestDay(when)),
    verbatim: record.kind === 'statement' && record.words !== undefined,
    minor: 'materiality' in record && record.materiality === 'minor',
  };
  return Object.assign(unit, added);
}
