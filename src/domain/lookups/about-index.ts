import { type Briefing, oncePerBriefing } from '../briefing.ts';
import type { Event } from '../event.ts';
import type { Position } from '../position.ts';
import type { Statement } from '../statement.ts';
import type { Deadline } from '../tracked/deadline.ts';
import type { Figure } from '../tracked/figure.ts';
import type { Vote } from '../tracked/vote.ts';
import { dayNumber, earliestDay, latestDay } from '../when.ts';
import { type KnownBy, viewOf } from './known-by.ts';

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

const statementsBy = oncePerBriefing(({ statements }) => byAbout(statements));
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
  const found = new Map<string, T[]>();
  for (const record of newestFirst(records)) {
    for (const id of record.about) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [record]);
      else list.push(record);
    }
  }
  return found;
}

/** Statements about any of these provisions and texts, each once, newest first. */
export function statementsAbout(ids: Iterable<string>, briefing: Briefing): readonly Statement[] {
  const about = aboutOf(briefing);
  return newestFirst([...new Set([...ids].flatMap((id) => about.statements(id)))]);
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
  const last = Uint32Array.from(records, ({ date }) => dayNumber(latestDay(date)));
  const first = Uint32Array.from(records, ({ date }) => dayNumber(earliestDay(date)));
  // Days as numbers sort several times faster than days as text.
  return Uint32Array.from(records.keys())
    .sort((a, b) => (last[b] ?? 0) - (last[a] ?? 0) || (first[b] ?? 0) - (first[a] ?? 0) || a - b)
    .values()
    .flatMap((at) => records.slice(at, at + 1))
    .toArray();
}

const MANY = 500;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
