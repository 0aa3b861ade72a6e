import type { Actor } from '../../domain/actor.ts';
import { allReportedDay, conflictDay, reportedDay } from '../../domain/as-of.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Provision } from '../../domain/provision.ts';
import type { Source } from '../../domain/source.ts';
import { withoutUndefined } from '../../domain/without-undefined.ts';
import type { RecordData, StoryData } from '../format/lists.ts';
import type { PackRecords } from '../format/records.ts';

/** The briefing that checked records make: what can be derived is derived, such as the day each became known. */
export function assemble(story: StoryData, { lists }: PackRecords): Briefing {
  const origins = new Map(lists.sources.map(({ data }) => [data.id, data.origin]));
  const sources = lists.sources.map(({ data }) => sourceOf(data, origins));
  const byId = new Map(sources.map((source) => [source.id, source]));
  const reported = <T extends { readonly sources: readonly { readonly source: string }[] }>(record: T) => ({
    ...exact(record),
    reported: reportedDay(record.sources, byId),
  });
  const textOrder = new Map(lists.texts.map(({ data }, index) => [data.id, index]));
  const readingsOf = ({ id, readings }: RecordData['provisions']): Provision['readings'] =>
    readings
      .map((reading) => ({
        kind: 'reading' as const,
        id: `${id}/${reading.text}`,
        provision: id,
        ...reported(reading),
        points: reading.points.toSorted((a, b) => a - b),
      }))
      .sort((a, b) => (textOrder.get(a.text) ?? 0) - (textOrder.get(b.text) ?? 0));

  return {
    id: story.id,
    title: story.title,
    mainText: story.main_text,
    latestText: story.latest_text,
    zone: story.zone,
    reviewed: story.reviewed,
    asOf: null,
    lead: story.lead.map((line) => ({ ...exact(line), reported: allReportedDay(line.sources, byId) })),
    sources,
    actors: [
      ...lists.parties.map(({ data }) => partyOf(data)),
      ...lists.persons.map(({ data }) => personOf(data)),
    ],
    texts: lists.texts.map(({ data }) => ({ kind: 'text', ...reported(data) })),
    provisions: lists.provisions.map(({ data }) => ({
      kind: 'provision',
      ...data,
      readings: readingsOf(data),
    })),
    statements: lists.statements.map(({ data }) => ({ kind: 'statement', ...reported(data) })),
    events: lists.events.map(({ data }) => ({ kind: 'event', ...reported(data) })),
    positions: lists.positions.map(({ data }) => ({ kind: 'position', ...reported(data) })),
    conflicts: lists.conflicts.map(({ data }) => ({
      kind: 'conflict',
      ...exact(data),
      reported: conflictDay(data.sides, byId),
    })),
    gaps: lists.gaps.map(({ data }) => ({ kind: 'gap', ...data })),
  };
}

/** A source with the first report it traces to, over however many copies of copies. */
function sourceOf(source: RecordData['sources'], origins: ReadonlyMap<string, string | undefined>): Source {
  let origin = source.id;
  for (let next = source.origin; next !== undefined && next !== origin; next = origins.get(next))
    origin = next;
  return { kind: 'source', ...exact(source), origin };
}

function partyOf({ part_of, ...party }: RecordData['parties']): Actor {
  return { kind: 'party', ...exact(party), ...withoutUndefined({ partOf: part_of }) };
}

function personOf(person: RecordData['persons']): Actor {
  return { kind: 'person', ...exact(person) };
}

type Exact<Data> = Data extends readonly (infer Item)[]
  ? Exact<Item>[]
  : Data extends object
    ? { [Key in keyof Data]: Exact<Exclude<Data[Key], undefined>> }
    : Data;

/** zod's types let an optional key be there and undefined; its results never have it so. */
function exact<Data>(data: Data): Exact<Data> {
  return data as Exact<Data>;
}
