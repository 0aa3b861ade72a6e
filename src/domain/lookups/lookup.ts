import type { Actor } from '../actor.ts';
import { type Briefing, type BriefingRecord, recordId, stepwiseOncePerBriefing } from '../briefing.ts';
import type { Conflict } from '../conflict.ts';
import type { Occasion } from '../occasion.ts';
import type { Provision } from '../provision.ts';
import type { Source, SourceRef } from '../source.ts';
import type { Statement } from '../statement.ts';
import type { Text } from '../text.ts';
import { type KnownBy, viewOf } from './known-by.ts';
import { oncePerRecord } from './once-per-record.ts';

/** A briefing's records by id. */
export interface Lookup {
  readonly source: (id: string) => Source | undefined;
  readonly actor: (id: string) => Actor | undefined;
  readonly text: (id: string) => Text | undefined;
  readonly provision: (id: string) => Provision | undefined;
  readonly statement: (id: string) => Statement | undefined;
  readonly occasion: (id: string) => Occasion | undefined;
  /** By record id: `statement:ballot`. */
  readonly record: (id: string) => BriefingRecord | undefined;
  /** The sources behind these references that the briefing (as of its day) has, in order, without repeats. */
  readonly sourcesOf: (refs: readonly Pick<SourceRef, 'source'>[]) => readonly Source[];
  /** Conflicts that name this record, or what it is a part of: the provision of a reading, the figure of a value. */
  readonly conflictsOn: (record: BriefingRecord) => readonly Conflict[];
  /** The actor and everyone who speaks for it, however indirectly: parts, offices, members. */
  readonly voicesOf: (actor: string) => ReadonlySet<string>;
  /** What the actor belongs to or speaks for, nearest first. */
  readonly speaksFor: (actor: string) => readonly string[];
  /** Whoever speaks for one of these actors, or is spoken for by one, and they themselves. */
  readonly sideOf: (actors: readonly string[]) => ReadonlySet<string>;
}

/** The lookup of a briefing, made once per briefing object. */
export const lookupOf = stepwiseOncePerBriefing(function* (briefing): Generator<void, Lookup> {
  const view = viewOf(briefing);
  if (view === undefined) return yield* createLookup(briefing);
  const whole = lookupOf(view.whole);
  return view.isWhole ? whole : viewLookup(whole, view.known);
});

/** Looks up in the whole briefing and cuts what is found. */
function viewLookup(whole: Lookup, known: KnownBy): Lookup {
  const cut =
    <T, Known>(find: (id: string) => T | undefined, by: (record: T) => Known | null) =>
    (id: string): Known | undefined => {
      const found = find(id);
      return found === undefined ? undefined : (by(found) ?? undefined);
    };
  const source = cut(whole.source, known.source);
  return {
    source,
    actor: cut(whole.actor, known.actor),
    text: cut(whole.text, known.text),
    provision: cut(whole.provision, known.provision),
    statement: cut(whole.statement, known.statement),
    occasion: cut(whole.occasion, known.occasion),
    record: cut(whole.record, known.record),
    sourcesOf: (refs) => [...new Set(refs.map((ref) => ref.source))].flatMap((id) => source(id) ?? []),
    conflictsOn: (record) => {
      const ids: readonly string[] = namesOf(record);
      return whole
        .conflictsOn(record)
        .flatMap((conflict) => known.conflict(conflict) ?? [])
        .filter((conflict) => conflict.records.some((id) => ids.includes(id)));
    },
    voicesOf: whole.voicesOf,
    speaksFor: whole.speaksFor,
    sideOf: whole.sideOf,
  };
}

/** What a conflict may call a record by: its own id and that of what it is a part of. */
function namesOf(record: BriefingRecord): readonly string[] {
  const own = recordId(record);
  switch (record.kind) {
    case 'reading':
      return [own, `provision:${record.provision}`];
    case 'value':
      return [own, `figure:${record.figure}`];
    case 'step':
      return [own, `deadline:${record.deadline}`];
    default:
      return [own];
  }
}

/** Records by kind and id; a kind that is not in `byKind` yet is read through once somebody asks for one of it. */
function recordFinder(
  briefing: Briefing,
  byKind: Map<string, ReadonlyMap<string, BriefingRecord>>,
): (id: string) => BriefingRecord | undefined {
  const ofKind = (kind: string): ReadonlyMap<string, BriefingRecord> => {
    const kept = byKind.get(kind);
    if (kept !== undefined) return kept;
    const made = new Map(recordsOfKind(kind, briefing).map((record) => [record.id, record]));
    byKind.set(kind, made);
    return made;
  };
  return (id) => {
    const colon = id.indexOf(':');
    return ofKind(id.slice(0, colon)).get(id.slice(colon + 1));
  };
}

function recordsOfKind(kind: string, briefing: Briefing): readonly BriefingRecord[] {
  switch (kind as BriefingRecord['kind']) {
    case 'source':
      return briefing.sources;
    case 'party':
    case 'person':
      return briefing.actors.filter((actor) => actor.kind === kind);
    case 'text':
      return briefing.texts;
    case 'provision':
      return briefing.provisions;
    case 'reading':
      return briefing.provisions.flatMap(({ readings }) => readings);
    case 'statement':
      return briefing.statements;
    case 'event':
      return briefing.events;
    case 'position':
      return briefing.positions;
    case 'member':
      return briefing.actors.flatMap((actor) => (actor.kind === 'party' ? (actor.members ?? []) : []));
    case 'vote':
      return briefing.votes;
    case 'figure':
      return briefing.figures;
    case 'value':
      return briefing.figures.flatMap(({ values }) => values);
    case 'deadline':
      return briefing.deadlines;
    case 'step':
      return briefing.deadlines.flatMap(({ steps }) => steps);
    case 'conflict':
      return briefing.conflicts;
    case 'occasion':
      return briefing.occasions;
    case 'gap':
      return briefing.gaps;
    default:
      return [];
  }
}

const RECORDS_A_STEP = 8_000;

function* byId<T extends { readonly id: string }>(
  items: readonly T[],
): Generator<void, ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const [at, item] of items.entries()) {
    if (at % RECORDS_A_STEP === 0) yield;
    found.set(item.id, item);
  }
  return found;
}

function* createLookup(briefing: Briefing): Generator<void, Lookup> {
  const sources = yield* byId(briefing.sources);
  const actors = yield* byId(briefing.actors);
  const texts = yield* byId(briefing.texts);
  const provisions = yield* byId(briefing.provisions);
  const statements = yield* byId(briefing.statements);
  const occasions = yield* byId(briefing.occasions);
  const conflicts = new Map<string, Conflict[]>();
  for (const conflict of briefing.conflicts) {
    for (const id of conflict.records) listIn(conflicts, id).push(conflict);
  }
  const parentOf = (actor: Actor) => (actor.kind === 'party' ? actor.partOf : actor.party);
  const children = new Map<string, string[]>();
  for (const actor of briefing.actors) {
    const parent = parentOf(actor);
    if (parent !== undefined) listIn(children, parent).push(actor.id);
  }
  const voicesOf = (actor: string): ReadonlySet<string> => {
    const voices = new Set<string>([actor]);
    for (const voice of voices) for (const child of children.get(voice) ?? []) voices.add(child);
    return voices;
  };
  const speaksFor = (actor: string): readonly string[] => {
    const chain: string[] = [];
    for (let current = actors.get(actor); current !== undefined; ) {
      const parent = parentOf(current);
      if (parent === undefined || chain.includes(parent)) break;
      chain.push(parent);
      current = actors.get(parent);
    }
    return chain;
  };
  return {
    source: (id) => sources.get(id),
    actor: (id) => actors.get(id),
    text: (id) => texts.get(id),
    provision: (id) => provisions.get(id),
    statement: (id) => statements.get(id),
    occasion: (id) => occasions.get(id),
    record: recordFinder(
      briefing,
      new Map<string, ReadonlyMap<string, BriefingRecord>>([
        ['source', sources],
        ['text', texts],
        ['provision', provisions],
        ['statement', statements],
        ['occasion', occasions],
      ]),
    ),
    sourcesOf: oncePerRecord((refs) =>
      [...new Set(refs.map((ref) => ref.source))].flatMap((id) => sources.get(id) ?? []),
    ),
    conflictsOn: oncePerRecord((record) => [
      ...new Set(namesOf(record).flatMap((id) => conflicts.get(id) ?? [])),
    ]),
    voicesOf,
    speaksFor,
    sideOf: (ids) => new Set(ids.flatMap((id) => [...voicesOf(id), ...speaksFor(id)])),
  };
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  if (list.length === 0) lists.set(key, list);
  return list;
}
