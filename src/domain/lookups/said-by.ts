import { type Briefing, oncePerBriefing, stepwiseOncePerBriefing } from '../briefing.ts';
import type { Statement } from '../statement.ts';
import { countUpTo, dayNumber, latestDay } from '../when.ts';
import { viewOf } from './known-by.ts';
import { type Lookup, lookupOf } from './lookup.ts';

/** What an actor or anyone who speaks for it said, or is credited with by a source. */
export interface SaidBy {
  /** By statement id. */
  readonly has: (id: string) => boolean;
  readonly size: number;
  readonly ids: () => Iterable<string>;
  /** Newest first, in the briefing's order where the days are the same: `limit` of them after the first `skip`. */
  readonly newest: (limit: number, skip?: number) => readonly Statement[];
}

/** A day costs one pass over numbers at most, however many statements there are and whether it was asked for before. */
export function saidBy(actor: string, briefing: Briefing): SaidBy {
  const view = viewOf(briefing);
  const whole = view?.whole ?? briefing;
  const spoken = spokenBy(actor, whole);
  const day = view === undefined || view.isWhole ? Number.POSITIVE_INFINITY : dayNumber(view.day);
  const lookup = lookupOf(briefing);
  const wholeLookup = lookupOf(whole);
  const order = newestStatements(whole);
  return {
    has(id) {
      const statement = wholeLookup.statement(id);
      return statement !== undefined && knownAsTheirs(statement, spoken.voices, wholeLookup) <= day;
    },
    size: countUpTo(spoken.knownInOrder, day),
    *ids() {
      for (const [at, rank] of spoken.ranks.entries())
        if ((spoken.known[at] ?? 0) <= day) yield whole.statements[order[rank] ?? -1]?.id ?? '';
    },
    newest(limit, skip = 0) {
      const found: Statement[] = [];
      let left = skip;
      for (const [at, rank] of spoken.ranks.entries()) {
        if ((spoken.known[at] ?? 0) > day) continue;
        left -= 1;
        if (left >= 0) continue;
        const statement = whole.statements[order[rank] ?? -1];
        const known = statement === undefined ? undefined : lookup.statement(statement.id);
        if (known !== undefined) found.push(known);
        if (found.length === limit) break;
      }
      return found;
    },
  };
}

/** Whether any of these actors said anything in its own name. */
export function hasOwnWords(actors: Iterable<string>, briefing: Briefing): boolean {
  const view = viewOf(briefing);
  const day = view === undefined || view.isWhole ? Number.POSITIVE_INFINITY : dayNumber(view.day);
  const { firstOwn } = byVoice(view?.whole ?? briefing);
  return [...actors].some((actor) => firstOwn.has(actor) && (firstOwn.get(actor) ?? 0) <= day);
}

/** Statements of a briefing one by one, without reading its list: in its order, those of a view the earliest known first. */
export function* eachStatement(briefing: Briefing): Generator<Statement> {
  const view = viewOf(briefing);
  const { statements } = view?.whole ?? briefing;
  const count = countStatements(briefing);
  const order = view === undefined || view.isWhole ? null : earliestKnown(view.whole);
  const lookup = lookupOf(briefing);
  for (let at = 0; at < count; at += 1) {
    const statement = statements[order === null ? at : (order[at] ?? -1)];
    const known = statement === undefined ? undefined : lookup.statement(statement.id);
    if (known !== undefined) yield known;
  }
}

/** How many statements a briefing has, counted without cutting them to its day. */
export function countStatements(briefing: Briefing): number {
  const view = viewOf(briefing);
  if (view === undefined || view.isWhole) return (view?.whole ?? briefing).statements.length;
  return countUpTo(reportedInOrder(view.whole), dayNumber(view.day));
}

/** Whether a briefing has a statement, without cutting it to its day. */
export function hasStatement(id: string, briefing: Briefing): boolean {
  const view = viewOf(briefing);
  const statement = lookupOf(view?.whole ?? briefing).statement(id);
  if (statement === undefined || view === undefined || view.isWhole) return statement !== undefined;
  return statement.sources.length > 0 && statement.reported <= view.day;
}

/** The statements of a briefing, to be looked for among: of an early day they are few. */
export interface Known {
  readonly has: (id: string) => boolean;
  readonly size: number;
  readonly ids: () => Iterable<string>;
}

/** Undefined where they are all there are. The same object for the same briefing. */
export const knownStatements = oncePerBriefing((briefing): Known | undefined => {
  const view = viewOf(briefing);
  if (view === undefined || view.isWhole) return undefined;
  const size = countStatements(briefing);
  return {
    has: (id) => hasStatement(id, briefing),
    size,
    *ids() {
      const order = earliestKnown(view.whole);
      for (let at = 0; at < size; at += 1) yield view.whole.statements[order[at] ?? -1]?.id ?? '';
    },
  };
});

/** Everybody who said anything in its own name. */
export function speakersIn(briefing: Briefing): ReadonlySet<string> {
  return new Set(byVoice(viewOf(briefing)?.whole ?? briefing).firstOwn.keys());
}

/** Positions of statements, the newest first. */
export const newestStatements = oncePerBriefing(({ statements }): Uint32Array => {
  // One number holds the day and, below it, the position: numbers sort ten times faster than records.
  const keys = Float64Array.from(
    statements,
    ({ date }, position) => (LAST_DAY - dayNumber(latestDay(date))) * MOST_STATEMENTS + position,
  ).sort();
  return Uint32Array.from(keys, (key) => key % MOST_STATEMENTS);
});

const LAST_DAY = 99_991_231;
const MOST_STATEMENTS = 2 ** 26;

/** The days by which statements were known, ascending. */
const reportedInOrder = oncePerBriefing(({ statements }) =>
  Uint32Array.from(statements, ({ reported }) => dayNumber(reported)).sort(),
);

/** Positions of statements, those that were known first before others. */
const earliestKnown = oncePerBriefing(({ statements }): Uint32Array => {
  const keys = Float64Array.from(
    statements,
    ({ reported }, position) => dayNumber(reported) * MOST_STATEMENTS + position,
  ).sort();
  return Uint32Array.from(keys, (key) => key % MOST_STATEMENTS);
});

interface Spoken {
  /** Ranks, ascending: the newest first. */
  readonly ranks: Uint32Array;
  /** The day by which each was known to be theirs. */
  readonly known: Uint32Array;
  readonly knownInOrder: Uint32Array;
  /** The actor and everybody who speaks for it. */
  readonly voices: ReadonlySet<string>;
}

interface ByVoice {
  /** What each said in its own name or is credited with: ranks, ascending. */
  readonly single: ReadonlyMap<string, readonly number[]>;
  /** The day by which a statement of each was first known, as a number. */
  readonly firstOwn: ReadonlyMap<string, number>;
  /** The answers so far, by actor. */
  readonly joined: Map<string, Spoken>;
}

const RECORDS_A_STEP = 8_000;

/** What everybody said, by whom. */
export const byVoice = stepwiseOncePerBriefing(function* (whole): Generator<void, ByVoice> {
  const single = new Map<string, number[]>();
  const firstOwn = new Map<string, number>();
  for (const [rank, position] of newestStatements(whole).entries()) {
    if (rank % RECORDS_A_STEP === 0) yield;
    const statement = whole.statements[position];
    if (statement === undefined) continue;
    const first = firstOwn.get(statement.speaker);
    const known = dayNumber(statement.reported);
    if (first === undefined || known < first) firstOwn.set(statement.speaker, known);
    for (const voice of voicesIn(statement)) {
      const own = single.get(voice);
      if (own === undefined) single.set(voice, [rank]);
      else own.push(rank);
    }
  }
  return { single, firstOwn, joined: new Map() };
});

function voicesIn({ speaker, sources }: Statement): Iterable<string> {
  const credited = sources.flatMap(({ credits }) => (credits === undefined ? [] : [credits]));
  return credited.length === 0 ? [speaker] : new Set([speaker, ...credited]);
}

function spokenBy(actor: string, whole: Briefing): Spoken {
  const { single, joined } = byVoice(whole);
  const kept = joined.get(actor);
  if (kept !== undefined) return kept;
  const lookup = lookupOf(whole);
  const voices = lookup.voicesOf(actor);
  const all = Uint32Array.from([...voices].flatMap((voice) => single.get(voice) ?? [])).sort();
  const ranks = all.filter((rank, at) => rank !== all[at - 1]);
  const order = newestStatements(whole);
  const known = ranks.map((rank) => {
    const statement = whole.statements[order[rank] ?? -1];
    return statement === undefined ? 0 : knownAsTheirs(statement, voices, lookup);
  });
  const made = { ranks, known, knownInOrder: known.toSorted(), voices };
  joined.set(actor, made);
  return made;
}

/** The day from which on a statement counts as theirs: said in their name, or credited to them by a source; no number where it is neither. */
function knownAsTheirs(statement: Statement, voices: ReadonlySet<string>, lookup: Lookup): number {
  if (voices.has(statement.speaker)) return dayNumber(statement.reported);
  let first = Number.NaN;
  for (const { credits, source } of statement.sources) {
    if (credits === undefined || !voices.has(credits)) continue;
    const day = dayNumber(latestDay(lookup.source(source)?.published ?? UNDATED));
    first = Number.isNaN(first) ? day : Math.min(first, day);
  }
  return first;
}

const UNDATED = { precision: 'undated', from: null, to: null } as const;
