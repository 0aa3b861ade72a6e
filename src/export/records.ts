import type { Briefing, BriefingRecord } from '../domain/briefing.ts';
import { unreachable } from '../domain/errors.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isVerbatim } from '../views/statement.ts';

/** Every record of a briefing once, the parts of one behind it, kind by kind in the pack's order. */
export function everyRecord(briefing: Briefing): readonly BriefingRecord[] {
  return [
    ...briefing.texts,
    ...briefing.provisions.flatMap((provision) => [provision, ...provision.readings]),
    ...briefing.positions,
    ...briefing.statements,
    ...briefing.occasions,
    ...briefing.events,
    ...briefing.votes,
    ...briefing.figures.flatMap((figure) => [figure, ...figure.values]),
    ...briefing.deadlines.flatMap((deadline) => [deadline, ...deadline.steps]),
    ...briefing.conflicts,
    ...briefing.gaps,
    ...briefing.actors.flatMap((actor) => [actor, ...(actor.kind === 'party' ? (actor.members ?? []) : [])]),
    ...briefing.sources,
  ];
}

/** `party:x` or `person:x`, as an actor's record is called. */
export function actorId(id: string, briefing: Briefing): string {
  return `${lookupOf(briefing).actor(id)?.kind ?? 'party'}:${id}`;
}

/** What a record is about as that record is called: a provision or a text, of a gap also a statement. */
export function subjectId(id: string, briefing: Briefing): string {
  const lookup = lookupOf(briefing);
  const kind =
    lookup.provision(id)?.kind ?? lookup.text(id)?.kind ?? lookup.statement(id)?.kind ?? 'provision';
  return `${kind}:${id}`;
}

/** Whose a record is: who said, holds, did or wrote it. Ids of actors, each once. */
export function whoseIs(record: BriefingRecord): readonly string[] {
  switch (record.kind) {
    case 'statement':
      return [record.speaker];
    case 'position':
      return [record.party, ...(record.per === undefined ? [] : [record.per])];
    case 'event':
    case 'deadline':
      return record.who;
    case 'text':
      return record.authors;
    case 'occasion':
      return record.speakers;
    case 'vote':
      return [
        ...new Set([
          ...(record.body === undefined ? [] : [record.body]),
          ...record.named.map(({ who }) => who),
        ]),
      ];
    case 'value':
    case 'step':
      return record.per === undefined ? [] : [record.per];
    case 'member':
      return [record.who, record.group];
    case 'reading':
    case 'provision':
    case 'figure':
    case 'conflict':
    case 'gap':
    case 'party':
    case 'person':
    case 'source':
      return [];
    default:
      return unreachable(record);
  }
}

/** The sources a record stands on, in its order; of a provision, a figure or a deadline those of its parts stand with these. */
export function sourcesOf(
  record: BriefingRecord,
): readonly { readonly source: string; readonly words?: string }[] {
  switch (record.kind) {
    case 'conflict':
      return record.sides.flatMap(({ sources }) => sources);
    case 'source':
    case 'provision':
    case 'figure':
    case 'deadline':
    case 'gap':
    case 'party':
      return [];
    default:
      return record.sources;
  }
}

/** Whether the words of a record are exact: only a statement's are, and only where a clean copy prints them so. */
export function isExact(record: BriefingRecord): boolean {
  return record.kind === 'statement' && isVerbatim(record);
}
