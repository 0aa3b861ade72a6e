import type { RawRecord } from '../../desk/write/record-lines.ts';
import type { Draft, DraftSource } from '../../ingest/add/added.ts';
import { LISTS, type ListName } from '../../pack/format/lists.ts';

/** The list a draft's record stands in; null for a figure, which is part of a reading and for a person to write. */
export function listFor({ kind, record }: Pick<Draft, 'kind' | 'record'>): ListName | null {
  switch (kind) {
    case 'statement':
      return 'statements';
    case 'event':
      return 'events';
    case 'position':
      return 'positions';
    case 'conflict':
      return 'conflicts';
    case 'actor':
      return record['kind'] === 'party' ? 'parties' : 'persons';
    case 'term':
      return null;
  }
}

/** A draft's record as the pack would have it, with what follows from its article: by when it was said at the latest. */
export function completed({ kind, record }: Draft, { published }: Pick<DraftSource, 'published'>): RawRecord {
  if (kind === 'actor') {
    const { kind: _, ...rest } = record;
    return asWritten({ ...rest, ...plainSources(rest) });
  }
  const needsDate = kind === 'statement' || kind === 'position';
  const last = published.split('/').at(-1);
  const about = asList(record['about']).length === 0 ? { about: undefined } : {};
  const date = needsDate && record['date'] === undefined && last !== undefined ? { date: `../${last}` } : {};
  return asWritten({ ...record, ...plainSources(record), ...about, ...date });
}

/** An article's source with the keys that the pack has for one. */
export function sourceRecord(source: DraftSource): RawRecord {
  const known = Object.keys(LISTS.sources.shape);
  return asWritten(Object.fromEntries(Object.entries(source).filter(([key]) => known.includes(key))));
}

/** Keys that every record of the list has and this one lacks, in the order of the format. */
export function missingKeys(list: ListName, record: RawRecord): readonly string[] {
  return Object.entries(LISTS[list].shape)
    .filter(([key, schema]) => record[key] === undefined && !schema.safeParse(undefined).success)
    .map(([key]) => key);
}

/** A source without words of its own is written as its id. */
function plainSources(record: RawRecord): RawRecord {
  if (record['sources'] === undefined) return {};
  const sources = sourcesOf(record).map((source) =>
    typeof source === 'object' && Object.keys(source).join() === 'source' ? source['source'] : source,
  );
  return { sources };
}

/** Ids of the people and parties that a record names. */
export function actorsNamed(record: RawRecord): readonly string[] {
  const credits = sourcesOf(record).map((source) =>
    typeof source === 'object' ? source['credits'] : undefined,
  );
  return [record['speaker'], record['party'], record['per'], ...asList(record['who']), ...credits].filter(
    (id) => typeof id === 'string',
  );
}

/** The record with other ids for those of the people and parties it names. */
export function withActors(record: RawRecord, others: ReadonlyMap<string, string>): RawRecord {
  const other = (id: unknown) => (typeof id === 'string' ? (others.get(id) ?? id) : id);
  return asWritten({
    ...record,
    ...Object.fromEntries(['speaker', 'party', 'per'].map((key) => [key, other(record[key])])),
    ...(Array.isArray(record['who']) ? { who: record['who'].map(other) } : {}),
  });
}

/**
 * A record with one more place that says so: the draft's sources. Words that were credited to somebody else there keep
 * that, and a person's name under which they are written there becomes one of their names.
 */
export function merged(into: RawRecord, draft: RawRecord, list: ListName): RawRecord {
  const there = sourcesOf(into);
  const ids = new Set(there.map(sourceIdOf));
  const credited =
    list === 'statements' && draft['speaker'] !== into['speaker'] ? { credits: draft['speaker'] } : {};
  const added = sourcesOf(draft)
    .filter((source) => !ids.has(sourceIdOf(source)))
    .map((source) => (typeof source === 'object' ? { ...source, ...credited } : source));
  const isActor = list === 'persons' || list === 'parties';
  // Beside shared names new ones stand under another key, since "aliases" would take their place.
  const key = into['from'] === undefined ? 'aliases' : 'also';
  const names = asList(into[key]);
  const name = draft['name'];
  const isNew = isActor && name !== undefined && name !== into['name'] && !names.includes(name);
  return asWritten({
    ...into,
    ...(isNew ? { [key]: [...names, name] } : {}),
    ...(added.length > 0 && list !== 'parties' ? { sources: [...there, ...added] } : {}),
  });
}

type RawSource = string | RawRecord;

function sourcesOf(record: RawRecord): readonly RawSource[] {
  return Array.isArray(record['sources']) ? record['sources'] : [];
}

function sourceIdOf(source: RawSource): unknown {
  return typeof source === 'object' ? source['source'] : source;
}

/** A value that should be a list, empty where it is none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Without keys that have no value. */
function asWritten(record: RawRecord): RawRecord {
  return JSON.parse(JSON.stringify(record)) as RawRecord;
}
