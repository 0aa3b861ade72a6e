import { type Briefing, oncePerBriefing, stepwiseOncePerBriefing } from '../briefing.ts';
import type { Event } from '../event.ts';
import type { Position } from '../position.ts';
import type { Statement } from '../statement.ts';
import type { Deadline } from '../tracked/deadline.ts';
import type { Figure } from '../tracked/figure.ts';
import type { Vote } from '../tracked/vote.ts';
import { earliestDay, latestDay } from '../when.ts';
import { dayPlaces } from './day-places.ts';
import { type KnownBy, viewOf, wholeOf } from './known-by.ts';
import { lookupOf } from './lookup.ts';

/** What is on record about a provision or text, newest first. */
export interface AboutIndex {
  readonly statements: (id: string) => readonly Statement[];
  readonly events: (id: string) => readonly Event[];
  readonly positions: (id: string) => readonly Position[];
  readonly votes: (id: string) => readonly Vote[];
  readonly figures: (id: string) => readonly Figure[];
  readonly deadlines: (id: string) => readonly Deadline[];
}

/** The records of a briefing by what they are about, made once per briefing object. */
export const aboutOf = oncePerBriefing((briefing): AboutIndex => {
  const view = viewOf(briefing);
  if (view !== undefined)
    return view.isWhole ? aboutOf(view.whole) : viewAbout(aboutOf(view.whole), view.known);
  return {
    statements: (id) => statementsBy(briefing).get(id) ?? [],
    events: (id) => eventsBy(briefing).get(id) ?? [],
    positions: (id) => positionsBy(briefing).get(id) ?? [],
    votes: (id) => votesBy(briefing).get(id) ?? [],
    figures: (id) => briefing.figures.filter(({ about }) => about.includes(id)),
    deadlines: (id) => briefing.deadlines.filter(({ about }) => about.includes(id)),
  };
});

/** What was said about each provision and text of a whole briefing. */
export const statementsBy = stepwiseOncePerBriefing(function* ({
  statements,
}): Generator<void, ReadonlyMap<string, readonly Statement[]>> {
  const ordered = yield* newestInSteps(statements);
  return yield* byAboutInSteps(ordered);
});
const eventsBy = oncePerBriefing(({ events }) => byAbout(events));
const positionsBy = oncePerBriefing(({ positions }) => byAbout(positions));
const votesBy = oncePerBriefing(({ votes }) => byAbout(votes));

/** Dates are as edited today, so what is left keeps its order. */
function viewAbout(whole: AboutIndex, known: KnownBy): AboutIndex {
  const cut = <T extends { readonly about: readonly string[] }>(
    find: (id: string) => readonly T[],
    by: (record: T) => T | null,
  ) => {
    const made = new Map<string, readonly T[]>();
    return (id: string): readonly T[] => {
      const kept =
        made.get(id) ??
        find(id)
          .flatMap((record) => by(record) ?? [])
          .filter(({ about }) => about.includes(id));
      made.set(id, kept);
      return kept;
    };
  };
  return {
    statements: cut(whole.statements, known.statement),
    events: cut(whole.events, known.event),
    positions: cut(whole.positions, known.position),
    votes: cut(whole.votes, known.vote),
    figures: cut(whole.figures, known.figure),
    deadlines: cut(whole.deadlines, known.deadline),
  };
}

function byAbout<T extends Statement | Event | Position | Vote>(
  records: readonly T[],
): ReadonlyMap<string, T[]> {
  const steps = byAboutInSteps(newestFirst(records));
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const RECORDS_A_STEP = 8_000;

function* byAboutInSteps<T extends Statement | Event | Position | Vote>(
  ordered: readonly T[],
): Generator<void, ReadonlyMap<string, T[]>> {
  const found = new Map<string, T[]>();
  for (const [at, record] of ordered.entries()) {
    if (at % RECORDS_A_STEP === 0) yield;
    for (const id of record.about) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [record]);
      else list.push(record);
    }
  }
  return found;
}

/** What was said about something. */
export interface SaidAbout {
  readonly size: number;
  /** Newest first, at most so many; only these are cut to the day. */
  readonly newest: (limit: number) => readonly Statement[];
}

/** Statements about any of these provisions and texts, each once; with `voices`, those of these actors. */
export function saidAbout(
  ids: Iterable<string>,
  briefing: Briefing,
  voices?: ReadonlySet<string>,
): SaidAbout {
  const view = viewOf(briefing);
  const cut = view === undefined || view.isWhole ? null : view;
  const lookup = lookupOf(briefing);
  const lists = [...ids]
    .filter((id) => cut === null || (lookup.text(id) ?? lookup.provision(id)) !== undefined)
    .map(aboutOf(wholeOf(briefing)).statements);
  // Each list is in order already.
  const [first = []] = lists;
  const all = lists.length < 2 ? first : newestFirst([...new Set(lists.flat())]);
  const found =
    cut === null && voices === undefined
      ? all
      : all.filter(
          ({ reported, sources, speaker }) =>
            (cut === null || (sources.length > 0 && reported <= cut.day)) &&
            (voices === undefined || voices.has(speaker)),
        );
  return {
    size: found.length,
    newest: (limit) => found.slice(0, limit).flatMap(({ id }) => lookup.statement(id) ?? []),
  };
}

/**
 * By the last day the date can mean, latest first, the more exact before the vaguer; undated ones last, otherwise in
 * the briefing's order.
 */
export function newestFirst<T extends Statement | Event | Position | Vote>(
  records: readonly T[],
): readonly T[] {
  if (records.length < MANY)
    return records.toSorted(
      (a, b) =>
        compare(latestDay(b.date), latestDay(a.date)) || compare(earliestDay(b.date), earliestDay(a.date)),
    );
  const steps = newestInSteps(records);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

function* newestInSteps<T extends Statement | Event | Position | Vote>(
  records: readonly T[],
): Generator<void, readonly T[]> {
  const last = dayPlaces(records.map(({ date }) => latestDay(date)));
  yield;
  const first = dayPlaces(records.map(({ date }) => earliestDay(date)));
  yield;
  const keys = Float64Array.from(
    records,
    (_, at) => ((last.places[at] ?? 0) * first.count + (first.places[at] ?? 0)) * records.length + at,
  );
  yield;
  keys.sort();
  yield;
  return Array.from(keys, (key) => records[key % records.length]).filter((one) => one !== undefined);
}

const MANY = 500;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
