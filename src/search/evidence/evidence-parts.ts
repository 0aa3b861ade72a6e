import { type Briefing, stepwiseOncePerBriefing } from '../../domain/briefing.ts';
import { knownFrom } from '../../domain/lookups/known-from.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { phraseWords } from '../names/topics.ts';
import { stem } from '../text/stem.ts';
import { bucketsOf, type StemBuckets } from './read-word.ts';
import { daysOf, type Unit } from './unit.ts';
import { eachUnit } from './units.ts';

/** Bits of a posting that tell the places; the unit's number stands above them. */
export const PLACE_BITS = 7;
const PLACES = (1 << PLACE_BITS) - 1;
/** From so many units on only events are looked for by their day alone. */
const MOST_DATED = 4_000;
const UNITS_A_STEP = 250;

/** What all questions about a whole briefing look up in, whatever day they ask for. Units go by number, in the pack's order. */
export interface EvidenceParts {
  readonly units: readonly Unit[];
  /** The day from which on a view shows each unit, as `knownFrom` gives it. */
  readonly known: Uint32Array;
  /** The same days, ascending. */
  readonly knownInOrder: Uint32Array;
  /** By stem, ascending. */
  readonly postings: ReadonlyMap<string, readonly number[]>;
  readonly buckets: () => StemBuckets;
  readonly numbers: ReadonlyMap<string, number>;
  readonly byActor: ByKey;
  readonly byText: ByKey;
  readonly byPoint: ByKey;
  /** Number, first and last ISO day of what is found by its day, by number; one may have several. */
  readonly dated: readonly (readonly [number, string, string])[];
  /** The stems of a unit's prose, each with the places (bits of PLACE) it stands in. */
  readonly stemsOf: (unit: Unit) => ReadonlyMap<string, number>;
  /** By unit; one stamp a question, and one a term, instead of clearing arrays as long as the pack. */
  readonly scratch: {
    readonly slots: Int32Array;
    readonly scores: Float64Array;
    readonly stamps: Int32Array;
    readonly terms: Int32Array;
    stamp: number;
    term: number;
  };
}

type ByKey = ReadonlyMap<string, readonly number[]>;

export function numberOf(posting: number): number {
  return posting >> PLACE_BITS;
}

export function placesOf(posting: number): number {
  return posting & PLACES;
}

/** The parts of a whole briefing, made by the first plain question unless they were prepared. */
export const evidencePartsOf = stepwiseOncePerBriefing(createParts);

function* createParts(briefing: Briefing): Generator<void, EvidenceParts> {
  const units: Unit[] = [];
  for (const unit of eachUnit(briefing)) {
    units.push(unit);
    if (units.length % UNITS_A_STEP === 0) yield;
  }
  const lookup = lookupOf(briefing);
  const known = new Uint32Array(units.length);
  const numbers = new Map<string, number>();
  const postings = new Map<string, number[]>();
  const stemsOf = createStemming();
  const byActor = new Map<string, number[]>();
  const byText = new Map<string, number[]>();
  const byPoint = new Map<string, number[]>();
  for (const [number, unit] of units.entries()) {
    if (number % UNITS_A_STEP === 0) yield;
    known[number] = knownFrom(unit.record, lookup);
    numbers.set(unit.id, number);
    for (const [root, bits] of stemsOf(unit)) {
      const list = postings.get(root);
      const posting = (number << PLACE_BITS) | bits;
      if (list === undefined) postings.set(root, [posting]);
      else list.push(posting);
    }
    note(byActor, number, unit.who);
    note(byText, number, unit.texts);
    note(byPoint, number, unit.points.map(String));
  }
  yield;
  // Of a large pack the events alone: they are few, and what was said on a day is found by what it is about.
  const dated = units.flatMap((unit, number): readonly (readonly [number, string, string])[] =>
    unit.kind !== 'event' && units.length > MOST_DATED
      ? []
      : daysOf(unit).map(([first, last]) => [number, first, last] as const),
  );
  yield;
  let buckets: StemBuckets | undefined;
  const bucketsOnce = () => {
    buckets ??= bucketsOf(postings.keys());
    return buckets;
  };
  if (units.length > MOST_DATED) bucketsOnce();
  yield;
  return {
    ...{ units, known, postings, numbers, dated, stemsOf, buckets: bucketsOnce },
    ...{ byActor, byText, byPoint },
    knownInOrder: known.toSorted(),
    scratch: {
      slots: new Int32Array(units.length),
      scores: new Float64Array(units.length),
      stamps: new Int32Array(units.length),
      terms: new Int32Array(units.length),
      ...{ stamp: 0, term: 0 },
    },
  };
}

/** Notes a unit under each of the keys. */
function note(groups: Map<string, number[]>, number: number, keys: readonly string[]): void {
  for (const key of keys.length < 2 ? keys : new Set(keys)) {
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [number]);
    else list.push(number);
  }
}

function createStemming(): EvidenceParts['stemsOf'] {
  const stems = new Map<string, string>();
  const stemOf = (word: string) => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    const made = stem(word);
    stems.set(word, made);
    return made;
  };
  return (unit) => {
    const places = new Map<string, number>();
    for (const { place, text } of unit.prose) {
      if (text === '') continue;
      for (const word of phraseWords(text)) {
        const root = stemOf(word);
        places.set(root, (places.get(root) ?? 0) | place);
      }
    }
    return places;
  };
}
