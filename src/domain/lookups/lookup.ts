import type { Actor } from '../actor.ts';
import { type Briefing, type BriefingRecord, datedRecords, oncePerBriefing, recordId } from '../briefing.ts';
import type { Conflict } from '../conflict.ts';
import type { Provision } from '../provision.ts';
import type { Source, SourceRef } from '../source.ts';
import type { Statement } from '../statement.ts';
import type { Text } from '../text.ts';

/** A briefing's records by id. */
export interface Lookup {
  readonly source: (id: string) => Source | undefined;
  readonly actor: (id: string) => Actor | undefined;
  readonly text: (id: string) => Text | undefined;
  readonly provision: (id: string) => Provision | undefined;
  readonly statement: (id: string) => Statement | undefined;
  /** By record id: `statement:ballot`. */
  readonly record: (id: string) => BriefingRecord | undefined;
  /** The sources behind these references that the briefing (as of its day) has, in order, without repeats. */
  readonly sourcesOf: (refs: readonly Pick<SourceRef, 'source'>[]) => readonly Source[];
  /** Conflicts that name this record, or, for a reading, its provision. */
  readonly conflictsOn: (record: BriefingRecord) => readonly Conflict[];
  /** The actor and everyone who speaks for it, however indirectly: parts, offices, members. */
  readonly voicesOf: (actor: string) => ReadonlySet<string>;
  /** What the actor belongs to or speaks for, nearest first. */
  readonly speaksFor: (actor: string) => readonly string[];
}

/** The lookup of a briefing, made once per briefing object. */
export const lookupOf = oncePerBriefing(createLookup);

const recordsOf = oncePerBriefing(
  (briefing): ReadonlyMap<string, BriefingRecord> =>
    new Map(
      [
        ...briefing.sources,
        ...briefing.actors,
        ...briefing.provisions,
        ...briefing.gaps,
        ...datedRecords(briefing),
      ].map((record) => [recordId(record), record]),
    ),
);

function createLookup(briefing: Briefing): Lookup {
  const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.id, item]));
  const sources = byId(briefing.sources);
  const actors = byId(briefing.actors);
  const texts = byId(briefing.texts);
  const provisions = byId(briefing.provisions);
  const statements = byId(briefing.statements);
  const conflicts = new Map<string, Conflict[]>();
  for (const conflict of briefing.conflicts) {
    for (const id of conflict.records) conflicts.set(id, [...(conflicts.get(id) ?? []), conflict]);
  }
  const parentOf = (actor: Actor) => (actor.kind === 'party' ? actor.partOf : actor.party);
  const children = new Map<string, string[]>();
  for (const actor of briefing.actors) {
    const parent = parentOf(actor);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), actor.id]);
  }
  return {
    source: (id) => sources.get(id),
    actor: (id) => actors.get(id),
    text: (id) => texts.get(id),
    provision: (id) => provisions.get(id),
    statement: (id) => statements.get(id),
    record: (id) => recordsOf(briefing).get(id),
    sourcesOf: (refs) => [...new Set(refs.map((ref) => ref.source))].flatMap((id) => sources.get(id) ?? []),
    conflictsOn(record) {
      const own = conflicts.get(recordId(record)) ?? [];
      const row = record.kind === 'reading' ? (conflicts.get(`provision:${record.provision}`) ?? []) : [];
      return [...new Set([...own, ...row])];
    },
    voicesOf(actor) {
      const voices = new Set<string>([actor]);
      for (const voice of voices) for (const child of children.get(voice) ?? []) voices.add(child);
      return voices;
    },
    speaksFor(actor) {
      const chain: string[] = [];
      for (let current = actors.get(actor); current !== undefined; ) {
        const parent = parentOf(current);
        if (parent === undefined || chain.includes(parent)) break;
        chain.push(parent);
        current = actors.get(parent);
      }
      return chain;
    },
  };
}
