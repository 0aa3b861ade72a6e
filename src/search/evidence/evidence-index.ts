import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { type View, viewOf } from '../../domain/lookups/known-by.ts';
import { countUpTo, dayNumber } from '../../domain/when.ts';
import { commonWords } from '../text/common-words.ts';
import { type EvidenceParts, evidencePartsOf, numberOf, placesOf } from './evidence-parts.ts';
import { addConcerned, best, createPool } from './pool.ts';
import { createWordReader, STANDS_FOR } from './read-word.ts';
import { daysOf, PLACE, type Unit } from './unit.ts';
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
  /** False where no stem that may well stand for a term stands in what the unit is called. */
  readonly inName: boolean;
}

/** All records of one briefing by words and by whom, which text and which subject they concern. */
export interface EvidenceIndex {
  readonly term: (word: string) => Term;
  readonly unit: (id: string) => Unit | undefined;
  /** Ids of the readings that any text has under one of these numbers. */
  readonly pointUnits: (points: readonly number[]) => readonly string[];
  /** At most `MOST_CANDIDATES`, those with the rarest words first; `also` are taken whatever their words. Where there are no more than that and any comes near, all. */
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
/** Postings walked for one question; past them only the first word's are. Bounds the time whatever the size of the pack. */
const MOST_WALKED = 100_000;
/** A word's postings are counted up to so many; what a day knew of more is reckoned from so many of them. */
const COUNTED = 2_000;

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
  const total = then === null ? units.length : countUpTo(parts.knownInOrder, day);
  const frequencies = new Map<string, number>();
  /** How many units of the day have it. */
  const frequencyOf = (root: string): number => {
    const list = postings.get(root) ?? [];
    if (then === null) return list.length;
    const kept = frequencies.get(root);
    if (kept !== undefined) return kept;
    const count = countKnown(list, isKnown);
    frequencies.set(root, count);
    return count;
  };
  const isThere = (root: string): boolean =>
    then === null
      ? postings.has(root)
      : (frequencies.get(root) ?? 0) > 0 ||
        (postings.get(root) ?? []).some((posting) => isKnown(numberOf(posting)));
  const reader = createWordReader({ has: isThere }, parts.buckets);
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
      const pool = createPool(scratch, then === null ? null : isKnown);
      let walked = 0;
      for (const term of [...terms].sort((a, b) => b.idf - a.idf)) {
        pool.nextTerm();
        for (const { stem: root, factor } of term.stems) {
          const list = postings.get(root) ?? [];
          // Only what is there already can gain by a word that so many have.
          if (pool.touched.length > 0 && (list.length > LONG_POSTINGS || walked + list.length > MOST_WALKED))
            continue;
          walked += list.length;
          pool.addPostings(list, term.idf * factor);
        }
      }
      for (const actor of also.actors)
        addConcerned(
          parts.byActor.get(actor) ?? [],
          0.6,
          pool,
          (at) => units[at]?.who.includes(actor) === true,
          MOST_CANDIDATES,
        );
      for (const text of also.texts)
        addConcerned(
          parts.byText.get(text) ?? [],
          0.3,
          pool,
          (at) => units[at]?.texts.includes(text) === true,
          MOST_CANDIDATES,
        );
      if (also.days !== null) {
        const { from, to } = also.days;
        let added = -1;
        for (const [number, first, last] of parts.dated) {
          if (number === added || first > to || last < from) continue;
          pool.add(number, 0.8);
          added = number;
        }
      }
      for (const id of also.units) {
        const number = numbers.get(id);
        if (number !== undefined) pool.add(number, 2);
      }
      // Of a small pack all are looked at: what a question shares no word with may be what it is about.
      const all = pool.touched.length > 0 && total <= MOST_CANDIDATES;
      if (all) for (let number = 0; number < units.length; number += 1) pool.add(number, 0);
      const chosen = best(pool, MOST_CANDIDATES);
      const found = heldBy(chosen, terms, parts);
      if (cut === null) return found;
      return found.flatMap((candidate, at) =>
        asCut(candidate, cut(chosen[at] ?? -1), terms, all ? null : also),
      );
    },
  };
}

/** How many units of a list were known: reckoned from every so manieth where it is long. */
function countKnown(list: readonly number[], isKnown: (number: number) => boolean): number {
  const stride = Math.max(1, Math.floor(list.length / COUNTED));
  let looked = 0;
  let count = 0;
  for (let at = 0; at < list.length; at += stride) {
    looked += 1;
    if (isKnown(numberOf(list[at] ?? 0))) count += 1;
  }
  return stride === 1 ? count : Math.round((count * list.length) / looked);
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

/** Left out where only what was not known yet made it a candidate; `also` is null where every unit is one. */
function asCut(
  candidate: Candidate,
  cut: CutUnit | null,
  terms: readonly Term[],
  also: Also | null,
): readonly Candidate[] {
  if (cut === null) return [];
  const { unit, stems } = cut;
  if (unit === candidate.unit) return [candidate];
  const held = stems === null ? candidate.held : terms.map((term) => heldIn(stems, term));
  const concerns =
    also === null ||
    held.some((one) => one !== null) ||
    unit.who.some((id) => also.actors.has(id)) ||
    unit.texts.some((id) => also.texts.has(id)) ||
    also.units.includes(unit.id) ||
    (also.days !== null && isOfDays(unit, also.days));
  return concerns ? [{ unit, held, inName: candidate.inName }] : [];
}

function isOfDays(unit: Unit, { from, to }: NonNullable<Also['days']>): boolean {
  return daysOf(unit).some(([first, last]) => first <= to && last >= from);
}

function heldIn(stems: ReadonlyMap<string, number>, term: Term): Held | null {
  let best: Held | null = null;
  for (const { stem: root, factor } of term.stems) {
    const places = stems.get(root);
    if (places !== undefined && (best === null || best.factor < factor)) best = { factor, places };
  }
  return best;
}

function heldBy(
  chosen: readonly number[],
  terms: readonly Term[],
  { units, postings, scratch }: EvidenceParts,
): readonly Candidate[] {
  // All that are chosen were touched by this question; of those with its stamp, they alone get a slot.
  scratch.stamp += 1;
  const { stamps, slots, stamp } = scratch;
  for (const [at, number] of chosen.entries()) {
    stamps[number] = stamp;
    slots[number] = at;
  }
  const held = chosen.map((): (Held | null)[] => new Array<null>(terms.length).fill(null));
  const inName = new Uint8Array(chosen.length);
  const note = (at: number, factor: number, posting: number) => {
    const slot = slots[numberOf(posting)] ?? -1;
    const row = held[slot];
    if (row === undefined) return;
    if (factor >= STANDS_FOR && (placesOf(posting) & NAMES) !== 0) inName[slot] = 1;
    const known = row[at] ?? null;
    if (known === null || known.factor < factor) row[at] = { factor, places: placesOf(posting) };
  };
  for (const [at, term] of terms.entries()) {
    for (const { stem: root, factor } of term.stems) {
      const list = postings.get(root) ?? [];
      if (list.length < 8 * chosen.length) {
        for (const posting of list) if (stamps[numberOf(posting)] === stamp) note(at, factor, posting);
        continue;
      }
      for (const number of chosen) {
        const posting = postingOf(list, number);
        if (posting !== null) note(at, factor, posting);
      }
    }
  }
  return chosen.flatMap((number, at) => {
    const unit = units[number];
    return unit === undefined ? [] : [{ unit, held: held[at] ?? [], inName: inName[at] === 1 }];
  });
}

const NAMES = PLACE.name | PLACE.alias;

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
