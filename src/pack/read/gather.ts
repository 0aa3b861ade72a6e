import type { Withdrawn } from '../../domain/briefing.ts';
import { isMapping } from '../../domain/mapping.ts';
import { KINDS, type Kind } from '../format/kinds.ts';
import {
  LIST_NAMES,
  LISTS,
  type ListName,
  RECORD_KINDS,
  type RecordData,
  type StoryData,
} from '../format/lists.ts';
import type { Located, PackRecords } from '../format/records.ts';
import { storySchema } from '../format/story-schema.ts';
import { breaksSyntax } from '../yaml/problem.ts';
import { readYaml, type YamlFile } from '../yaml/read-yaml.ts';
import type { Folder } from './disk-folder.ts';
import { MOST_BYTES, type PackFile, unreadable } from './pack-folder.ts';
import { type Finding, type Place, shown } from './problem.ts';
import { type SchemaProblem, schemaProblems, unknownKey } from './schema-problems.ts';
import { type ActorEntry, type SharedActors, sharedActors, withSharedActors } from './shared-actors.ts';

/** A pack's records as far as they are well formed, and what is wrong with the rest. */
export interface Gathered {
  readonly records: PackRecords;
  readonly findings: readonly Finding[];
  /** Where nodes stand in the files that could be read. */
  readonly lines: ReadonlyMap<string, YamlFile['lineOf']>;
}

type Lists = { [List in ListName]: Located<RecordData[List]>[] };
type Ids = { [List in ListName]: Map<string, Place> };

/** So many records are read between two pauses. */
const RECORDS_PER_STEP = 2_000;

/** Reads and checks every file for itself. Pauses at each `yield`, so that a serving process can answer in between. */
export function* gather(folder: Folder, files: readonly PackFile[]): Generator<void, Gathered> {
  const findings: Finding[] = [];
  const lines = new Map<string, YamlFile['lineOf']>();
  const lists = Object.fromEntries(LIST_NAMES.map((list) => [list, []])) as unknown as Lists;
  const ids = Object.fromEntries(LIST_NAMES.map((list) => [list, new Map()])) as unknown as Ids;
  const drafts = Object.fromEntries(LIST_NAMES.map((list) => [list, new Map()])) as unknown as Ids;
  const withdrawn: Withdrawn[] = [];
  const amended: Withdrawn[] = [];
  const repeated: { id: string; again: Place; first: Place }[] = [];
  const unread = new Set<Kind>();
  let story: Located<StoryData> | undefined;

  // Null where there is nothing to go through; the kind is unread then, and pointers into it are not judged.
  const read = ({ kind, path: file }: PackFile): Readonly<Record<string, unknown>> | null => {
    const yaml = bytesOf(folder, file, findings);
    if (yaml === null) return null;
    lines.set(file, yaml.lineOf);
    for (const problem of yaml.problems) findings.push({ file, path: [], ...problem });
    if (yaml.problems.some(({ rule }) => breaksSyntax(rule))) unread.add(kind);
    if (isMapping(yaml.value)) return yaml.value;
    if (yaml.problems.length === 0) findings.push(notAMapping(file, kind, yaml.value));
    return null;
  };

  /** One by one: a file made to break readers has more problems than a call can take arguments. */
  const report = (place: Place, problems: readonly SchemaProblem[]) => {
    for (const problem of problems) {
      findings.push({ ...problem, file: place.file, path: [...place.path, ...problem.path] });
    }
  };

  // Before a record is checked: what points to a malformed one is no mistake of its own.
  const remember = (list: ListName, entry: unknown, place: Place) => {
    if (!isMapping(entry) || typeof entry.id !== 'string') return;
    const { id } = entry;
    const first = ids[list].get(id) ?? drafts[list].get(id);
    const here = { file: place.file, path: [...place.path, 'id'] };
    const answersNothing = entry.draft === true || isMapping(entry.withdrawn);
    if (first === undefined) (answersNothing ? drafts : ids)[list].set(id, here);
    else repeated.push({ id, again: here, first });
  };

  /** What is a draft or withdrawn was checked for itself and is left out, and so is one reading of that kind. */
  const keep = <List extends ListName>(list: List, given: RecordData[List], place: Place) => {
    const { amended: why, ...rest } = given;
    // What it was changed for is no part of what it says.
    const data = why === undefined ? given : (rest as RecordData[List]);
    if (why !== undefined) amended.push({ record: `${RECORD_KINDS[list]}:${given.id}`, ...why });
    if (data.withdrawn !== undefined) withdrawn.push(takenBack(`${RECORD_KINDS[list]}:${data.id}`, data));
    if (data.draft === true || data.withdrawn !== undefined) {
      drafts[list].set(data.id, { file: place.file, path: [...place.path, 'id'] });
      return;
    }
    if (!('readings' in data) || !data.readings.some(answersNothing)) {
      lists[list].push({ data, ...place });
      return;
    }
    for (const [index, reading] of data.readings.entries()) {
      const path = [...place.path, 'readings', index];
      const id = `${data.id}/${reading.text}`;
      if (answersNothing(reading)) drafts[list].set(id, { file: place.file, path });
      if (reading.withdrawn !== undefined) withdrawn.push(takenBack(`reading:${id}`, reading));
    }
    const readings = data.readings.filter((reading) => !answersNothing(reading));
    if (readings.length > 0) lists[list].push({ data: { ...data, readings }, ...place });
    // With no reading but drafts it answers nothing, so what points to it points to nothing.
    else ids[list].delete(data.id);
  };

  function* listOf<List extends ListName>(list: List, entries: unknown, file: string): Generator<void> {
    if (!Array.isArray(entries)) {
      const hint = `Write "${list}: []" where there is none.`;
      findings.push({
        file,
        path: [list],
        rule: 'wrong-type',
        expected: 'a list',
        found: shown(entries),
        hint,
      });
      return;
    }
    const schema = LISTS[list];
    for (const [index, entry] of entries.entries()) {
      const place = { file, path: [list, index] };
      remember(list, entry, place);
      const result = schema.safeParse(entry);
      if (result.success) keep(list, result.data as RecordData[List], place);
      else report(place, schemaProblems(result.error.issues, { schema, record: entry }));
      if (index % RECORDS_PER_STEP === RECORDS_PER_STEP - 1) yield;
    }
  }

  // Actors that packs share are filled in before any is checked: their names depend on those of all others.
  const actors = new Map(files.filter(({ kind }) => kind === 'actors').map((one) => [one, read(one)]));
  const filled = fillActors(actors, () => sharedActors(folder), findings);

  for (const packFile of files) {
    yield;
    const { kind, path: file } = packFile;
    const value = kind === 'actors' ? (filled.get(packFile) ?? null) : read(packFile);
    if (value === null) {
      unread.add(kind);
    } else if (kind === 'story') {
      const result = storySchema.safeParse(value);
      const place = { file, path: [] };
      if (result.success) story = { data: result.data, ...place };
      else report(place, schemaProblems(result.error.issues, { schema: storySchema, record: value }));
    } else {
      const { lists: names } = KINDS[kind];
      report({ file, path: [] }, keyProblems(value, names));
      for (const list of names) {
        if (Object.hasOwn(value, list)) yield* listOf(list, value[list], file);
      }
    }
  }
  return { records: { story, lists, ids, drafts, withdrawn, amended, repeated, unread }, findings, lines };
}

type LeftOut = Pick<RecordData['gaps'], 'draft' | 'withdrawn'>;

function answersNothing({ draft, withdrawn }: LeftOut): boolean {
  return draft === true || withdrawn !== undefined;
}

function takenBack(record: string, { withdrawn }: LeftOut): Withdrawn {
  return { record, on: withdrawn?.on ?? '', reason: withdrawn?.reason ?? '' };
}

type ActorFiles = ReadonlyMap<PackFile, Readonly<Record<string, unknown>> | null>;

/** The files with actors, each entry that points to a shared one filled in. */
function fillActors(files: ActorFiles, shared: () => SharedActors, findings: Finding[]): ActorFiles {
  const places: ActorEntry[] = [];
  for (const [{ path: file }, value] of files) {
    for (const list of KINDS.actors.lists) {
      const entries = value?.[list];
      for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
        places.push({ list, entry, file, path: [list, index] });
      }
    }
  }
  const { entries, findings: found } = withSharedActors(places, shared);
  for (const finding of found) findings.push(finding);
  const rest = [...entries];
  return new Map(
    [...files].map(([file, value]) => {
      const next = { ...value };
      for (const list of KINDS.actors.lists) {
        const own = value?.[list];
        if (Array.isArray(own)) next[list] = rest.splice(0, own.length);
      }
      return [file, value === null ? null : next];
    }),
  );
}

/**
 * One byte more than is allowed is asked for, so that a file that is too large is seen to be so without reading all of
 * it.
 */
function bytesOf(folder: Folder, file: string, findings: Finding[]) {
  try {
    return readYaml(folder.bytes(file, MOST_BYTES + 1));
  } catch (error) {
    findings.push(unreadable(file, error));
    return null;
  }
}

/** What is wrong with the keys of a file. One of its lists is enough: `actors.yaml` may have parties alone. */
function keyProblems(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
): readonly SchemaProblem[] {
  const keys = Object.keys(value);
  const unknown = keys.filter((key) => !names.includes(key)).map((key) => unknownKey([], key, names));
  if (names.some((name) => keys.includes(name))) return unknown;
  const expected = `the key ${names.map((name) => `"${name}"`).join(' or ')}`;
  return [...unknown, { path: [], rule: 'missing-key', expected, found: 'nothing' }];
}

/** The usual slip: a list at the left margin, without its key above. */
function notAMapping(file: string, kind: Kind, value: unknown): Finding {
  const { lists } = KINDS[kind];
  const [list] = lists;
  const expected = list === undefined ? 'a mapping' : `a mapping with the key "${lists.join('" or "')}"`;
  const hint = list === undefined ? {} : { hint: `Write "${list}:" above the list.` };
  return { file, path: [], rule: 'wrong-type', expected, found: shown(value), ...hint };
}
