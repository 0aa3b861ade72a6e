import { isMapping, withoutUndefined } from '../../domain/mapping.ts';
import { nameKey } from '../../domain/words/name-key.ts';
import { LISTS } from '../format/lists.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { Folder } from './disk-folder.ts';
import { SHARED_ACTORS } from './pack-folder.ts';
import { type Finding, nearest, shown } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';
import { libraries, sharedFiles } from './shared-files.ts';

type ActorList = 'parties' | 'persons';
const ACTOR_LISTS: readonly ActorList[] = ['parties', 'persons'];
type Entry = Readonly<Record<string, unknown>>;

/** The actors that several packs share. Read when the first is asked for, and only the files that may have it. */
export interface SharedActors {
  readonly find: (list: ActorList, id: string) => Entry | undefined;
  /** The one of that name or alias, whatever its case; persons are not looked for. */
  readonly named: (name: string) => Entry | undefined;
  readonly ids: (list: ActorList) => readonly string[];
}

/** Those of the folder of packs itself first, then those that ship with Readout. Never throws. */
export function sharedActors(folder: Folder): SharedActors {
  const files = libraries(folder).flatMap((library) => sharedFiles(library));
  const read = new Map<string, Entry>();
  const lists = (text: string): Entry => {
    const there = read.get(text);
    if (there !== undefined) return there;
    const { value } = readYaml(Buffer.from(text));
    const made = isMapping(value) ? value : {};
    read.set(text, made);
    return made;
  };
  const entriesOf = (text: string, list: ActorList): readonly Entry[] => {
    const entries = lists(text)[list];
    return Array.isArray(entries) ? entries.filter(isMapping) : [];
  };
  return {
    find(list, id) {
      for (const { text } of files) {
        // Taking a file apart costs far more than looking whether it has the word at all.
        if (!text.includes(`id: ${id}`)) continue;
        const found = entriesOf(text, list).find((entry) => entry['id'] === id);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    named(name) {
      const key = nameKey(name);
      return files
        .flatMap(({ text }) => entriesOf(text, 'parties'))
        .find((entry) => namesOf(entry).some((one) => nameKey(one) === key));
    },
    ids: (list) => files.flatMap(({ text }) => entriesOf(text, list)).map((entry) => String(entry['id'])),
  };
}

/** Every problem of the shared actors in a folder of packs, each record checked as a pack's would be. */
export function sharedActorProblems(folder: Folder): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, Named>();
  for (const { path, text } of sharedFiles(folder)) {
    const { value, problems, lineOf } = readYaml(Buffer.from(text));
    for (const problem of problems) findings.push({ file: path, path: [], ...problem });
    for (const list of ACTOR_LISTS) {
      const entries = isMapping(value) ? value[list] : undefined;
      for (const [at, record] of (Array.isArray(entries) ? entries : []).entries()) {
        const result = LISTS[list].safeParse(record);
        const found = result.success
          ? []
          : schemaProblems(result.error.issues, { schema: LISTS[list], record });
        for (const problem of found) {
          const place = [list, at, ...problem.path];
          findings.push({ ...problem, file: path, path: place, line: lineOf(place) });
        }
        if (result.success)
          findings.push(...sharedNames(result.data, seen, { path, at: [list, at], lineOf }));
      }
    }
  }
  return findings;
}

interface Named {
  readonly id: string;
  readonly partOf: unknown;
}

/** Names that another one has too. An office may have one of its state's, which then gives way. */
function* sharedNames(
  record: Entry & { readonly id: string },
  seen: Map<string, Named>,
  {
    path,
    at,
    lineOf,
  }: {
    readonly path: string;
    readonly at: readonly (string | number)[];
    readonly lineOf: (path: readonly (string | number)[]) => number;
  },
): Iterable<Finding> {
  const own = { id: record.id, partOf: record['part_of'] };
  for (const name of namesOf(record)) {
    const other = seen.get(nameKey(name));
    seen.set(nameKey(name), own);
    if (other === undefined || other.id === own.id) continue;
    if (other.partOf === own.id || own.partOf === other.id) continue;
    yield {
      ...{ file: path, path: at, line: lineOf(at), rule: 'shared-alias' },
      ...{ expected: 'names of its own', found: `${shown(name)}, also of ${other.id}` },
    };
  }
}

/** A pack's entry for an actor, and where it stands. */
export interface ActorEntry {
  readonly list: ActorList;
  readonly entry: unknown;
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/**
 * The entries with those that point to a shared actor (`from`) filled in from it. What an entry writes itself takes the
 * place of what is shared, `also` are further aliases. Shared names give way: what another actor of the pack is called, or
 * what one that is part of it is called, is not theirs here.
 */
export function withSharedActors(
  entries: readonly ActorEntry[],
  shared: () => SharedActors,
): { readonly entries: readonly unknown[]; readonly findings: readonly Finding[] } {
  const isBorrowed = ({ entry }: ActorEntry) => isMapping(entry) && typeof entry['from'] === 'string';
  if (!entries.some(isBorrowed)) return { entries: entries.map(({ entry }) => entry), findings: [] };
  const library = shared();
  const findings: Finding[] = [];
  const found = entries.map((one): Entry | undefined => {
    if (!isBorrowed(one)) return undefined;
    const id = String((one.entry as Entry)['from']);
    const there = library.find(one.list, id);
    if (there === undefined) findings.push(unknownActor(one, id, library));
    return there;
  });
  const owners = new Map<string, number>();
  const own = (names: readonly string[], at: number) => {
    for (const name of names) if (!owners.has(nameKey(name))) owners.set(nameKey(name), at);
  };
  for (const [at, { entry }] of entries.entries()) own(isMapping(entry) ? namesOf(entry) : [], at);
  for (const [at, there] of found.entries()) {
    if (there !== undefined && typeof there['name'] === 'string') own([there['name']], at);
  }
  const inOrder = [...found.entries()].toSorted(([a, one], [b, other]) => depth(one) - depth(other) || a - b);
  for (const [at, there] of inOrder) own(there === undefined ? [] : namesOf(there), at);
  const filled = entries.map(({ entry }, at) => {
    const there = found[at];
    if (!isMapping(entry) || entry['from'] === undefined) return entry;
    const { from: _, also, ...written } = entry;
    // What points to nobody is one mistake, and not also that of a name that is missing.
    if (there === undefined) return { name: String(entry['from']), ...written };
    // The id is the pack's own, so that its file can be read without this one.
    const { id: __, part_of, party, ...rest } = there;
    const belongs = { part_of: placeIn(part_of, entries), party: placeIn(party, entries) };
    const mine = strings(there['aliases']).filter((name) => owners.get(nameKey(name)) === at);
    return { ...rest, ...withoutUndefined(belongs), aliases: [...mine, ...strings(also)], ...written };
  });
  return { entries: filled, findings };
}

/** The id that the pack has for what a shared actor belongs to; none where the pack does not have it. */
function placeIn(shared: unknown, entries: readonly ActorEntry[]): unknown {
  if (shared === undefined) return undefined;
  const of = entries.flatMap(({ entry }) => (isMapping(entry) ? [entry] : []));
  return (of.find(({ from }) => from === shared) ?? of.find(({ id }) => id === shared))?.['id'];
}

/** What is part of something is the narrower of the two, and keeps a name that both have. */
function depth(entry: Entry | undefined): number {
  return entry?.['part_of'] === undefined ? 1 : 0;
}

function unknownActor({ list, file, path }: ActorEntry, id: string, library: SharedActors): Finding {
  const near = nearest(id, library.ids(list));
  return {
    ...{ file, path: [...path, 'from'], rule: 'unknown-reference' },
    expected: `the id of one of the ${list} in ${SHARED_ACTORS}/`,
    found: shown(id),
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  };
}

function namesOf(entry: Entry): readonly string[] {
  return [...strings([entry['name']]), ...strings(entry['aliases']), ...strings(entry['also'])];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
