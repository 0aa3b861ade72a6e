import { type Briefing, type DatedRecord, datedRecords, stepwiseOncePerBriefing } from '../briefing.ts';
import { dayNumber, latestDay } from '../when.ts';
import { aboutOf } from './about-index.ts';
import { type View, viewOf, wholeOf } from './known-by.ts';
import { knownFrom, NEVER_KNOWN } from './known-from.ts';
import { lookupOf } from './lookup.ts';

/** What cites a source, in the briefing's order; a draft's silence on a point rests on nothing. */
export interface Rest {
  readonly all: readonly DatedRecord[];
  /** Those that cite no other source. */
  readonly alone: readonly DatedRecord[];
}

interface Cited {
  readonly rest: Rest;
  /** The day from which on a view shows each of `all`, as a number. */
  readonly known: readonly number[];
  /** The earliest of them. */
  readonly first: number;
}

const NOTHING: Cited = { rest: { all: [], alone: [] }, known: [], first: NEVER_KNOWN };

/** The records that cite a source. A view of a day cuts those of the whole briefing. */
export function restsOn(source: string, briefing: Briefing): Rest {
  const view = cutting(briefing);
  const { rest: whole } = sourceIndexOf(wholeOf(briefing)).get(source) ?? NOTHING;
  if (view === null) return whole;
  const all = whole.all
    .flatMap((record) => (view.known.record(record) as DatedRecord | null) ?? [])
    .filter((record) => sourcesOf(record).has(source));
  return { all, alone: all.filter((record) => sourcesOf(record).size === 1) };
}

/** How many records cite a source, without cutting them. */
export function countRestsOn(source: string, briefing: Briefing): number {
  const view = cutting(briefing);
  const { rest, known } = sourceIndexOf(wholeOf(briefing)).get(source) ?? NOTHING;
  if (view === null) return rest.all.length;
  if (!isKnownSource(source, view)) return 0;
  const day = dayNumber(view.day);
  return known.reduce((count, one) => count + (one <= day ? 1 : 0), 0);
}

/** Whether anything cites a source: what is known at all is known with every source of its day. */
export function carriesAny(source: string, briefing: Briefing): boolean {
  const view = cutting(briefing);
  const { first, rest } = sourceIndexOf(wholeOf(briefing)).get(source) ?? NOTHING;
  if (view === null) return rest.all.length > 0;
  return first <= dayNumber(view.day) && isKnownSource(source, view);
}

/** Ids of the sources that what is on record about any of these provisions and texts cites. */
export function sourcesAbout(ids: Iterable<string>, briefing: Briefing): ReadonlySet<string> {
  const view = cutting(briefing);
  const whole = wholeOf(briefing);
  const day = view === null ? Number.POSITIVE_INFINITY : dayNumber(view.day);
  const found = new Set<string>();
  for (const id of ids) {
    for (const [source, first] of citedAbout(id, whole)) if (first <= day) found.add(source);
  }
  return view === null ? found : new Set([...found].filter((source) => isKnownSource(source, view)));
}

/** Ids of the sources a record cites, without repeats. */
export function sourcesOf(record: DatedRecord): ReadonlySet<string> {
  const refs = record.kind === 'conflict' ? record.sides.flatMap((side) => side.sources) : record.sources;
  return new Set(refs.map((ref) => ref.source));
}

/** The view that a briefing is, where something is later than its day. */
function cutting(briefing: Briefing): View | null {
  const view = viewOf(briefing);
  return view === undefined || view.isWhole ? null : view;
}

function isKnownSource(id: string, { whole, day }: View): boolean {
  const source = lookupOf(whole).source(id);
  return source !== undefined && latestDay(source.published) <= day;
}

const RECORDS_A_STEP = 4_000;

/** What cites each source of a whole briefing. */
export const sourceIndexOf = stepwiseOncePerBriefing(function* (briefing): Generator<
  void,
  ReadonlyMap<string, Cited>
> {
  const index = new Map<
    string,
    {
      readonly rest: { readonly all: DatedRecord[]; readonly alone: DatedRecord[] };
      readonly known: number[];
      first: number;
    }
  >();
  const lookup = lookupOf(briefing);
  for (const [at, record] of datedRecords(briefing).entries()) {
    if (at % RECORDS_A_STEP === 0) yield;
    if (record.kind === 'reading' && record.change === 'unreported') continue;
    const sources = sourcesOf(record);
    const known = knownFrom(record, lookup);
    for (const source of sources) {
      const cited = index.get(source) ?? { rest: { all: [], alone: [] }, known: [], first: NEVER_KNOWN };
      cited.rest.all.push(record);
      cited.known.push(known);
      cited.first = Math.min(cited.first, known);
      if (sources.size === 1) cited.rest.alone.push(record);
      index.set(source, cited);
    }
  }
  return index;
});

const aboutSources = new WeakMap<Briefing, Map<string, ReadonlyMap<string, number>>>();

/** The sources of what is on record about a provision or text, each with the day from which on something of it was known. */
function citedAbout(id: string, whole: Briefing): ReadonlyMap<string, number> {
  const kept = aboutSources.get(whole) ?? new Map<string, ReadonlyMap<string, number>>();
  aboutSources.set(whole, kept);
  const made = kept.get(id) ?? citations(id, whole);
  kept.set(id, made);
  return made;
}

function citations(id: string, whole: Briefing): ReadonlyMap<string, number> {
  const lookup = lookupOf(whole);
  const first = new Map<string, number>();
  for (const record of recordsAbout(id, whole)) {
    const known = knownFrom(record, lookup);
    for (const source of sourcesOf(record))
      first.set(source, Math.min(known, first.get(source) ?? NEVER_KNOWN));
  }
  return first;
}

function* recordsAbout(id: string, briefing: Briefing): Generator<DatedRecord> {
  const about = aboutOf(briefing);
  const lookup = lookupOf(briefing);
  const text = lookup.text(id);
  if (text !== undefined) yield text;
  yield* lookup.provision(id)?.readings ?? [];
  yield* about.statements(id);
  yield* about.positions(id);
  yield* about.events(id);
  yield* about.votes(id);
  for (const { values } of about.figures(id)) yield* values;
  for (const { steps } of about.deadlines(id)) yield* steps;
}
