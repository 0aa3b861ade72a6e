import { type Briefing, type DatedRecord, datedRecords, stepwiseOncePerBriefing } from '../briefing.ts';
import { countUpTo, dayNumber, latestDay } from '../when.ts';
import { dayPlaces } from './day-places.ts';
import { type View, viewOf } from './known-by.ts';
import { knownFrom } from './known-from.ts';
import { lookupOf } from './lookup.ts';

/** Kinds in the order they are told. */
export const NEWS_KINDS = [
  'text',
  'reading',
  'conflict',
  'position',
  'vote',
  'value',
  'step',
  'member',
  'event',
  'statement',
] as const satisfies readonly DatedRecord['kind'][];

/** What was first reported in a period. */
export interface News {
  readonly count: (kind: DatedRecord['kind']) => number;
  /** The weightiest and newest `most` of each kind, in the order kinds are told. */
  readonly first: (most: number) => readonly DatedRecord[];
}

/**
 * Records first reported after one ISO day and up to another: material and newest first. A draft's silence on a point
 * is nothing anybody reported, so it is left out. A period is looked up in the whole briefing's records by day, whatever
 * day the briefing is a view of.
 */
export function reportedBetween(briefing: Briefing, after: string, until: string): News {
  const view = viewOf(briefing);
  const cut = view === undefined || view.isWhole ? null : view;
  const news = newsOf(view?.whole ?? briefing);
  const within = (kind: DatedRecord['kind']): Period | null => {
    const all = news.get(kind);
    if (all === undefined) return null;
    const last = Math.min(dayNumber(until), cut === null ? Number.POSITIVE_INFINITY : dayNumber(cut.day));
    const from = countUpTo(all.days, dayNumber(after));
    return { ...all, from, to: Math.max(from, countUpTo(all.days, last)), cut };
  };
  return {
    count(kind) {
      const period = within(kind);
      return period === null ? 0 : countIn(period);
    },
    first: (most) =>
      NEWS_KINDS.flatMap((kind) => {
        const period = within(kind);
        return period === null ? [] : firstIn(period, most);
      }),
  };
}

interface KindNews {
  /** The weightiest and newest first. */
  readonly records: readonly DatedRecord[];
  /** The days they were reported on, ascending, as numbers. */
  readonly days: Uint32Array;
  /** Where in `records` the one reported on each of these days stands. */
  readonly ranks: Uint32Array;
  /** The day from which on a view shows each. */
  readonly known: Uint32Array;
  /** A record is shown from the day it was reported on, as nearly all are. */
  readonly isPlain: boolean;
}

interface Period extends KindNews {
  /** Places in `days`, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly cut: View | null;
}

function countIn({ from, to, known, isPlain, cut }: Period): number {
  if (cut === null || isPlain) return to - from;
  const day = dayNumber(cut.day);
  return known.subarray(from, to).reduce((count, one) => count + (one <= day ? 1 : 0), 0);
}

function firstIn({ from, to, records, ranks, known, cut }: Period, most: number): readonly DatedRecord[] {
  const day = cut === null ? Number.POSITIVE_INFINITY : dayNumber(cut.day);
  const first: number[] = [];
  for (let at = from; at < to; at += 1) {
    const rank = ranks[at] ?? 0;
    if (first.length === most && rank > (first.at(-1) ?? 0)) continue;
    if (cut !== null && (known[at] ?? 0) > day) continue;
    let place = first.length;
    while (place > 0 && (first[place - 1] ?? 0) > rank) place -= 1;
    first.splice(place, 0, rank);
    if (first.length > most) first.pop();
  }
  return first.flatMap((rank) => {
    const record = records[rank];
    if (record === undefined || cut === null) return record ?? [];
    return (cut.known.record(record) as DatedRecord | null) ?? [];
  });
}

/** Everything that was ever reported, by kind. */
export const newsOf = stepwiseOncePerBriefing(function* (briefing): Generator<
  void,
  ReadonlyMap<DatedRecord['kind'], KindNews>
> {
  const byKind = new Map<DatedRecord['kind'], DatedRecord[]>();
  const all = datedRecords(briefing);
  yield;
  for (const [at, record] of all.entries()) {
    if (at % RECORDS_A_STEP === 0) yield;
    if (record.kind === 'reading' && record.change === 'unreported') continue;
    const own = byKind.get(record.kind);
    if (own === undefined) byKind.set(record.kind, [record]);
    else own.push(record);
  }
  const news = new Map<DatedRecord['kind'], KindNews>();
  for (const [kind, records] of byKind) {
    yield;
    news.set(kind, yield* kindNews(records, briefing));
  }
  return news;
});

function* kindNews(all: readonly DatedRecord[], briefing: Briefing): Generator<void, KindNews> {
  const lookup = lookupOf(briefing);
  const order = yield* byNews(all, briefing);
  yield;
  const records = Array.from(order, (at) => all[at]).filter((one) => one !== undefined);
  yield;
  const reported = Uint32Array.from(records, (record) => dayNumber(record.reported));
  yield;
  const sorted = Float64Array.from(reported, (day, rank) => day * MOST_RECORDS + rank).sort();
  yield;
  const ranks = Uint32Array.from(sorted, (key) => key % MOST_RECORDS);
  yield;
  const known = Uint32Array.from(ranks, (rank) => {
    const record = records[rank];
    return record === undefined ? 0 : knownFrom(record, lookup);
  });
  yield;
  const days = ranks.map((rank) => reported[rank] ?? 0);
  return {
    records,
    days,
    ranks,
    known,
    isPlain: known.every((day, at) => day === days[at] || days[at] === 0),
  };
}

const MOST_RECORDS = 2 ** 26;
const RECORDS_A_STEP = 8_000;

/**
 * Positions of records, those that weigh more first, then by the day of the matter itself, then by the day of the report,
 * newest first.
 */
function* byNews(records: readonly DatedRecord[], briefing: Briefing): Generator<void, Uint32Array> {
  const ownDays = records.map(ownDay);
  yield;
  const own = dayPlaces(ownDays);
  yield;
  const reported = dayPlaces(records.map((record) => record.reported));
  yield;
  const keys = Float64Array.from(records, (record, at) => {
    const aside = isAside(record, briefing) ? own.count : 0;
    const day = aside + (own.places[at] ?? 0);
    return (day * reported.count + (reported.places[at] ?? 0)) * records.length + at;
  });
  yield;
  keys.sort();
  yield;
  return Uint32Array.from(keys, (key) => key % records.length);
}

/** Minor by the editor's word, or background. */
function isAside(record: DatedRecord, briefing: Briefing): boolean {
  if (record.kind === 'text') return record.context;
  if (record.kind === 'reading' && lookupOf(briefing).text(record.text)?.context === true) return true;
  return record.materiality === 'minor';
}

function ownDay(record: DatedRecord): string {
  if ('date' in record) return latestDay(record.date);
  return record.kind === 'text' ? latestDay(record.known) : record.reported;
}
