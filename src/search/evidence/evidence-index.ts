import { type Briefing, stepwiseOncePerBriefing } from '../../domain/briefing.ts';
import { phraseWords } from '../names/topics.ts';
import { commonWords } from '../text/common-words.ts';
import { stem } from '../text/stem.ts';
import { createWordReader, type WordReader } from './read-word.ts';
import type { Unit } from './unit.ts';
import { eachUnit } from './units.ts';

/** A word of a question as the index reads it: the stems it may stand for, each with how likely, 0 to 1. */
export interface Term {
  readonly word: string;
  /** Inverse document frequency over the units, 0 (in all) to 1 (in one or none). */
  readonly idf: number;
  /** Empty where nothing like it is in any record. */
  readonly stems: readonly { readonly stem: string; readonly factor: number }[];
}

/** How well a term stands in a unit: the best factor, and the places (bits of PLACE) where that stem stands. */
export interface Held {
  readonly factor: number;
  readonly places: number;
}

/** A unit that may answer, with how each term stands in it (null where it does not), in the order of the terms. */
export interface Candidate {
  readonly unit: Unit;
  readonly held: readonly (Held | null)[];
}

/** All records of one briefing by words and by whom, which text and which subject they concern. */
export interface EvidenceIndex {
  readonly units: readonly Unit[];
  readonly term: (word: string) => Term;
  readonly unit: (id: string) => Unit | undefined;
  /** Ids of the readings that any text has under one of these numbers. */
  readonly pointUnits: (points: readonly number[]) => readonly string[];
  /** At most `MOST_CANDIDATES`, those with the rarest words first; `also` are taken whatever their words. */
  readonly candidates: (terms: readonly Term[], also: Also) => readonly Candidate[];
}

/** Units that a question names otherwise than by their words; ids. */
export interface Also {
  readonly actors: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  readonly units: readonly string[];
  /** What happened or was said on these ISO days, inclusive; null for whenever. */
  readonly days: { readonly from: string; readonly to: string } | null;
}

export const MOST_CANDIDATES = 500;
/** A word in so many units tells nothing in a large pack: its postings are not walked while a rarer one is there. */
const LONG_POSTINGS = 20_000;
/** From so many units on only events are looked for by their day alone. */
const MOST_DATED = 4_000;
const PLACE_BITS = 7;

/** The index of a briefing, made by the first plain question unless it was prepared. */
export const evidenceOf = stepwiseOncePerBriefing(createEvidenceIndex);

const UNITS_A_STEP = 400;

function* createEvidenceIndex(briefing: Briefing): Generator<void, EvidenceIndex> {
  const units: Unit[] = [];
  for (const unit of eachUnit(briefing)) {
    units.push(unit);
    if (units.length % UNITS_A_STEP === 0) yield;
  }
  const postings = new Map<string, number[]>();
  const stems = new Map<string, string>();
  const stemOf = (word: string) => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    const made = stem(word);
    stems.set(word, made);
    return made;
  };
  for (const [number, unit] of units.entries()) {
    if (number % UNITS_A_STEP === 0) yield;
    const places = new Map<string, number>();
    for (const { place, text } of unit.prose) {
      if (text === '') continue;
      for (const word of phraseWords(text)) {
        const root = stemOf(word);
        places.set(root, (places.get(root) ?? 0) | place);
      }
    }
    for (const [root, bits] of places) {
      const list = postings.get(root);
      const posting = (number << PLACE_BITS) | bits;
      if (list === undefined) postings.set(root, [posting]);
      else list.push(posting);
    }
  }
  yield;
  const numbers = new Map(units.map((unit, number) => [unit.id, number]));
  yield;
  const byActor = groupBy(units, (unit) => unit.who);
  yield;
  // Of a large pack the events alone: they are few, and what was said on a day is found by what it is about.
  const dated = units.flatMap(({ when, kind }, number): readonly [number, string, string][] =>
    when === null || when.to === null || (kind !== 'event' && units.length > MOST_DATED)
      ? []
      : [[number, when.from ?? when.to, when.to]],
  );
  const byPoint = groupBy(units, (unit) => unit.points.map(String));
  yield;
  const byText = groupBy(units, (unit) => unit.texts);
  yield;
  const reader: WordReader = createWordReader(postings);
  const most = Math.log(1 + units.length / 0.5);
  const idfOf = (frequency: number) => Math.log(1 + units.length / (frequency + 0.5)) / most;

  // One stamp a question instead of clearing arrays as long as the pack.
  const slots = new Int32Array(units.length);
  const stamps = new Int32Array(units.length);
  let stamp = 0;

  return {
    units,
    unit: (id) => units[numbers.get(id) ?? -1],
    pointUnits: (points) =>
      points.flatMap((point) => byPoint.get(String(point)) ?? []).map((at) => units[at]?.id ?? ''),
    term(word) {
      const read = reader(word);
      const frequency = Math.max(0, ...read.map(({ stem: root }) => postings.get(root)?.length ?? 0));
      const common = commonWords.get(word);
      return { word, idf: idfOf(frequency) * (common === undefined ? 1 : 0.3), stems: read };
    },
    candidates(terms, also) {
      stamp += 1;
      const touched: number[] = [];
      const scores: number[] = [];
      const touch = (number: number, worth: number) => {
        if (stamps[number] !== stamp) {
          stamps[number] = stamp;
          slots[number] = touched.length;
          touched.push(number);
          scores.push(0);
        }
        const slot = slots[number] ?? 0;
        scores[slot] = (scores[slot] ?? 0) + worth;
      };
      const order = [...terms].sort((a, b) => b.idf - a.idf);
      for (const term of order) {
        const seen = new Set<number>();
        for (const { stem: root, factor } of term.stems) {
          const list = postings.get(root) ?? [];
          if (list.length > LONG_POSTINGS && touched.length > 0) {
            // Only what is touched already can gain by it.
            continue;
          }
          for (const posting of list) {
            const number = posting >> PLACE_BITS;
            if (seen.has(number)) continue;
            if (term.stems.length > 1) seen.add(number);
            touch(number, term.idf * factor);
          }
        }
      }
      for (const actor of also.actors) for (const number of byActor.get(actor) ?? []) touch(number, 0.6);
      for (const text of also.texts) for (const number of byText.get(text) ?? []) touch(number, 0.3);
      if (also.days !== null) {
        const { from, to } = also.days;
        for (const [number, first, last] of dated) if (first <= to && last >= from) touch(number, 0.8);
      }
      for (const id of also.units) {
        const number = numbers.get(id);
        if (number !== undefined) touch(number, 2);
      }
      const chosen = best(touched, scores, MOST_CANDIDATES);
      return heldBy(chosen, terms, units, postings);
    },
  };
}

/** The units with the highest scores; all where there are few. */
function best(touched: readonly number[], scores: readonly number[], most: number): readonly number[] {
  if (touched.length <= most) return touched;
  const sorted = Float64Array.from(scores).sort();
  const least = sorted[sorted.length - most] ?? 0;
  const chosen: number[] = [];
  for (const [at, number] of touched.entries()) if ((scores[at] ?? 0) > least) chosen.push(number);
  for (const [at, number] of touched.entries()) {
    if (chosen.length >= most) break;
    if (scores[at] === least) chosen.push(number);
  }
  return chosen;
}

function heldBy(
  chosen: readonly number[],
  terms: readonly Term[],
  units: readonly Unit[],
  postings: ReadonlyMap<string, readonly number[]>,
): readonly Candidate[] {
  const slot = new Map(chosen.map((number, at) => [number, at]));
  const held = chosen.map((): (Held | null)[] => terms.map(() => null));
  for (const [at, term] of terms.entries()) {
    for (const { stem: root, factor } of term.stems) {
      const list = postings.get(root) ?? [];
      const note = (posting: number) => {
        const row = held[slot.get(posting >> PLACE_BITS) ?? -1];
        if (row === undefined) return;
        const known = row[at] ?? null;
        if (known === null || known.factor < factor)
          row[at] = { factor, places: posting & ((1 << PLACE_BITS) - 1) };
      };
      if (list.length < 8 * chosen.length) for (const posting of list) note(posting);
      else
        for (const number of chosen) {
          const posting = postingOf(list, number);
          if (posting !== null) note(posting);
        }
    }
  }
  return chosen.flatMap((number, at) => {
    const unit = units[number];
    return unit === undefined ? [] : [{ unit, held: held[at] ?? [] }];
  });
}

/** Postings are in the order of the units. */
function postingOf(list: readonly number[], number: number): number | null {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const posting = list[middle] ?? 0;
    const at = posting >> PLACE_BITS;
    if (at === number) return posting;
    if (at < number) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

function groupBy(
  units: readonly Unit[],
  keysOf: (unit: Unit) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [number, unit] of units.entries()) {
    for (const key of new Set(keysOf(unit))) {
      const list = groups.get(key);
      if (list === undefined) groups.set(key, [number]);
      else list.push(number);
    }
  }
  return groups;
}
