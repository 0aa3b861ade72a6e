import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { type View, viewOf } from '../../domain/lookups/known-by.ts';
import { dayNumber } from '../../domain/when.ts';
import { commonWords } from '../text/common-words.ts';
import { type EvidenceParts, evidencePartsOf, numberOf, placesOf } from './evidence-parts.ts';
import { createWordReader } from './read-word.ts';
import type { Unit } from './unit.ts';
import { unitOf } from './units.ts';

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

/**
 * The index of a briefing. A view of a day asks the whole briefing's, leaves out what that day did not know, and cuts the
 * few units that come near a question: how often a word stood in the records then is counted by what they say in full.
 */
export const evidenceOf = oncePerBriefing((briefing): EvidenceIndex => {
  const view = viewOf(briefing);
  if (view === undefined) return createEvidence(evidencePartsOf(briefing), null);
  return view.isWhole
    ? evidenceOf(view.whole)
    : createEvidence(evidencePartsOf(view.whole), { briefing, view });
});

interface OfADay {
  readonly briefing: Briefing;
  readonly view: View;
}

function createEvidence(parts: EvidenceParts, then: OfADay | null): EvidenceIndex {
  const { units, known, postings, numbers, scratch } = parts;
  const day = then === null ? Number.POSITIVE_INFINITY : dayNumber(then.view.day);
  const isKnown = (number: number) => (known[number] ?? 0) <= day;
  const total = then === null ? units.length : known.reduce((sum, one) => sum + (one <= day ? 1 : 0), 0);
  const frequencies = new Map<string, number>();
  /** How many units of the day have it. */
  const frequencyOf = (root: string): number => {
    const list = postings.get(root) ?? [];
    if (then === null) return list.length;
    const kept = frequencies.get(root);
    if (kept !== undefined) return kept;
    let count = 0;
    for (const posting of list) if (isKnown(numberOf(posting))) count += 1;
    frequencies.set(root, count);
    return count;
  };
  const reader = createWordReader({ has: (root) => frequencyOf(root) > 0 }, parts.buckets);
  const most = Math.log(1 + total / 0.5);
  const idfOf = (frequency: number) => Math.log(1 + total / (frequency + 0.5)) / most;
  const cut = then === null ? null : cutter(parts, then);
  const unitAt = (number: number): Unit | undefined => {
    if (cut === null || !isKnown(number)) return cut === null ? units[number] : undefined;
    return cut(number)?.unit;
  };

  return {
    unit: (id) => unitAt(numbers.get(id) ?? -1),
    pointUnits: (points) =>
      points
        .flatMap((point) => parts.byPoint.get(String(point)) ?? [])
        .filter(isKnown)
        .map((at) => units[at]?.id ?? ''),
    term(word) {
      const read = reader(word);
      const frequency = Math.max(0, ...read.map(({ stem: root }) => frequencyOf(root)));
      const common = commonWords.get(word);
      return { word, idf: idfOf(frequency) * (common === undefined ? 1 : 0.3), stems: read };
    },
    candidates(terms, also) {
      scratch.stamp += 1;
      const { stamps, slots, stamp } = scratch;
      const touched: number[] = [];
      const scores: number[] = [];
      const touch = (number: number, worth: number) => {
        if (!isKnown(number)) return;
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
            const number = numberOf(posting);
            if (seen.has(number)) continue;
            if (term.stems.length > 1) seen.add(number);
            touch(number, term.idf * factor);
          }
        }
      }
      for (const actor of also.actors)
        for (const number of parts.byActor.get(actor) ?? []) touch(number, 0.6);
      for (const text of also.texts) for (const number of parts.byText.get(text) ?? []) touch(number, 0.3);
      if (also.days !== null) {
        const { from, to } = also.days;
        for (const [number, first, last] of parts.dated) if (first <= to && last >= from) touch(number, 0.8);
      }
      for (const id of also.units) {
        const number = numbers.get(id);
        if (number !== undefined) touch(number, 2);
      }
      const chosen = best(touched, scores, MOST_CANDIDATES);
      const found = heldBy(chosen, terms, units, postings);
      if (cut === null) return found;
      return found.flatMap((candidate, at) => asCut(candidate, cut(chosen[at] ?? -1), terms, also));
    },
  };
}

/** A unit as its day knew it; `stems` are null where it says what the whole one says. */
interface CutUnit {
  readonly unit: Unit;
  readonly stems: ReadonlyMap<string, number> | null;
}

function cutter({ units, stemsOf }: EvidenceParts, { briefing, view }: OfADay) {
  const made = new Map<number, CutUnit | null>();
  const make = (number: number): CutUnit | null => {
    const whole = units[number];
    const record = whole === undefined ? null : view.known.record(whole.record);
    if (whole === undefined || record === null) return null;
    if (record === whole.record) return { unit: whole, stems: null };
    const unit = unitOf(record, briefing);
    if (unit === null) return null;
    return { unit, stems: saysTheSame(unit, whole) ? null : stemsOf(unit) };
  };
  return (number: number): CutUnit | null => {
    const kept = made.get(number);
    if (kept !== undefined) return kept;
    const one = make(number);
    made.set(number, one);
    return one;
  };
}

function saysTheSame(one: Unit, other: Unit): boolean {
  return (
    one.prose.length === other.prose.length &&
    one.prose.every(
      ({ place, text }, at) => other.prose[at]?.text === text && other.prose[at]?.place === place,
    )
  );
}

/** Left out where only what was not known yet made it a candidate. */
function asCut(
  { held: whole, unit: all }: Candidate,
  cut: CutUnit | null,
  terms: readonly Term[],
  also: Also,
): readonly Candidate[] {
  if (cut === null) return [];
  const { unit, stems } = cut;
  if (unit === all) return [{ unit, held: whole }];
  const held = stems === null ? whole : terms.map((term) => heldIn(stems, term));
  const concerns =
    held.some((one) => one !== null) ||
    unit.who.some((id) => also.actors.has(id)) ||
    unit.texts.some((id) => also.texts.has(id)) ||
    also.units.includes(unit.id) ||
    (also.days !== null && unit.when !== null);
  return concerns ? [{ unit, held }] : [];
}

function heldIn(stems: ReadonlyMap<string, number>, term: Term): Held | null {
  let best: Held | null = null;
  for (const { stem: root, factor } of term.stems) {
    const places = stems.get(root);
    if (places !== undefined && (best === null || best.factor < factor)) best = { factor, places };
  }
  return best;
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
        const row = held[slot.get(numberOf(posting)) ?? -1];
        if (row === undefined) return;
        const known = row[at] ?? null;
        if (known === null || known.factor < factor) row[at] = { factor, places: placesOf(posting) };
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
    const at = numberOf(posting);
    if (at === number) return posting;
    if (at < number) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
