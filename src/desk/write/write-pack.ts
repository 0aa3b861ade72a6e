import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { KIND_NAMES, KINDS, type Kind } from '../../pack/format/kinds.ts';
import { LIST_NAMES, type ListName } from '../../pack/format/lists.ts';
import { diskFolder, type Folder } from '../../pack/read/disk-folder.ts';
import { loadPack } from '../../pack/read/load.ts';
import { MOST_BYTES, packFiles } from '../../pack/read/pack-folder.ts';
import { formatProblem } from '../../pack/read/problem.ts';
import { readYaml } from '../../pack/yaml/read-yaml.ts';
import { changeFile } from './change-file.ts';
import { changeStory, type PackChange } from './change-story.ts';
import { holdPack } from './pack-lock.ts';
import type { RawRecord } from './record-lines.ts';

export type PackWritten =
  /** Every change is in the files, each file whole; paths are relative to the pack, in the order they were written. */
  | { readonly kind: 'written'; readonly files: readonly string[] }
  /** Somebody has changed a record since it was looked at. Nothing was written. */
  | { readonly kind: 'conflict'; readonly list: ListName; readonly id: string; readonly now?: RawRecord }
  /** The pack would no longer be one, or a file is for a person to edit; a sentence each. Nothing was written. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  /** What it was to be written for is no longer so. Nothing was written. */
  | { readonly kind: 'off' }
  /** Somebody else is writing, and still was after a while. Nothing was written. */
  | { readonly kind: 'busy'; readonly by: string };

/** What is looked at and noted while nobody else may write to the pack. */
export interface WhileHeld {
  /** False: nothing is to be written after all. */
  readonly before: () => Promise<boolean>;
  readonly after: (files: readonly string[]) => Promise<void>;
}

/**
 * Writes records into a pack's own files, as a person would, or nothing at all. The pack is checked whole before
 * anything is written. A process that is killed meanwhile leaves every file old or new, and a pack that is valid: what
 * others point to is written before them, and taken out after them.
 * @param folder the pack's own folder
 */
export async function writePack(
  folder: string,
  changes: readonly PackChange[],
): Promise<Exclude<PackWritten, { readonly kind: 'off' }>>;
export async function writePack(
  folder: string,
  changes: readonly PackChange[],
  meanwhile: WhileHeld,
): Promise<PackWritten>;
export async function writePack(
  folder: string,
  changes: readonly PackChange[],
  meanwhile?: WhileHeld,
): Promise<PackWritten> {
  const held = await holdPack(folder);
  if (held.kind === 'held-by-another') return { kind: 'busy', by: held.by };
  try {
    if (meanwhile !== undefined && !(await meanwhile.before())) return { kind: 'off' };
    const result = changes.length === 0 ? NOTHING : writeHeld(folder, changes);
    if (result.kind === 'written') await meanwhile?.after(result.files);
    return result;
  } finally {
    held.release();
  }
}

const NOTHING: PackWritten = { kind: 'written', files: [] };

function writeHeld(folder: string, changes: readonly PackChange[]): PackWritten {
  const disk = diskFolder(folder, 'anywhere');
  const texts = new Map<string, string>();
  const textOf = (file: string): string =>
    texts.get(file) ?? Buffer.from(disk.bytes(file, MOST_BYTES + 1)).toString('utf8');
  const files = packFiles(disk, '').files.map(({ path }) => path);
  for (const change of changes) {
    const file = fileFor(change, files, textOf);
    const isNew = !files.includes(file);
    const text = isNew ? '' : textOf(file);
    const result = changeOf(text, change);
    if (result.kind === 'conflict') return result;
    if (result.kind === 'by-hand') {
      return { kind: 'refused', problems: [`${file}: ${result.why}. Edit this file by hand.`] };
    }
    texts.set(file, result.text);
    if (isNew) files.push(file);
  }
  const changed = [...texts].filter(([file, text]) => !isOnDisk(disk, file, text)).map(([file]) => file);
  const checked = loadPack(overlay(disk, texts));
  if (checked.kind === 'broken') return { kind: 'refused', problems: checked.problems.map(formatProblem) };
  const order = inWritingOrder(
    changed,
    changes.every(({ kind }) => kind === 'remove'),
  );
  for (const file of order) replaceFile(join(folder, file), texts.get(file) ?? '');
  return { kind: 'written', files: order };
}

function changeOf(text: string, change: PackChange) {
  if (change.kind === 'story') return changeStory(text, change);
  const result = changeFile(text, change);
  return result.kind === 'conflict' ? { ...result, list: change.list } : result;
}

/** The file that has the record, or the last one with its list, or the one its kind would have. */
function fileFor(change: PackChange, files: readonly string[], textOf: (file: string) => string): string {
  if (change.kind === 'story') return 'story.yaml';
  const kind = kindOf(change.list);
  const own = files.filter((file) => isOfKind(file, kind));
  const id = change.kind === 'put' ? change.record['id'] : change.id;
  const read = own.map((file) => ({ file, records: recordsIn(textOf(file), change.list) }));
  const holder = read.find(({ records }) => records.some((record) => record.id === id));
  const withList = read.findLast(({ records }) => records.length > 0);
  return holder?.file ?? withList?.file ?? own.at(-1) ?? `${kind}.yaml`;
}

function kindOf(list: ListName): Kind {
  return KIND_NAMES.find((name) => (KINDS[name].lists as readonly string[]).includes(list)) ?? 'story';
}

function isOfKind(file: string, kind: Kind): boolean {
  return file === `${kind}.yaml` || file === `${kind}.yml` || file.startsWith(`${kind}/`);
}

function recordsIn(text: string, list: ListName): readonly RawRecord[] {
  const { value } = readYaml(Buffer.from(text));
  const records = (value as Readonly<Record<string, unknown>> | null | undefined)?.[list];
  return Array.isArray(records)
    ? records.filter((record) => typeof record === 'object' && record !== null)
    : [];
}

/** The folder with other texts in place of, or beside, its own. */
function overlay(disk: Folder, texts: ReadonlyMap<string, string>): Folder {
  return {
    ...disk,
    entries(path) {
      const there = disk.entries(path);
      const names = new Set(there.map(({ name }) => name));
      const added = [...texts.keys()]
        .filter(
          (file) =>
            (path === '' ? !file.includes('/') : dirname(file) === path) && !names.has(basename(file)),
        )
        .map((file) => ({ name: basename(file), isFolder: false }));
      return [...there, ...added];
    },
    bytes: (path, most) => {
      const text = texts.get(path);
      return text === undefined ? disk.bytes(path, most) : Buffer.from(text).subarray(0, most);
    },
  };
}

function isOnDisk(disk: Folder, file: string, text: string): boolean {
  try {
    return Buffer.from(disk.bytes(file, MOST_BYTES + 1)).equals(Buffer.from(text));
  } catch {
    return false;
  }
}

/** Files in the order of what points to what: sources and actors first, or last where records are only taken out. */
function inWritingOrder(files: readonly string[], removing: boolean): readonly string[] {
  const rank = (file: string) => {
    const kind = KIND_NAMES.findIndex((name) => file.startsWith(name));
    const [list] = KIND_NAMES[kind] === undefined ? [] : KINDS[KIND_NAMES[kind]].lists;
    return list === undefined ? 0 : LIST_NAMES.indexOf(list as ListName);
  };
  return files.toSorted((a, b) => (removing ? rank(b) - rank(a) : rank(a) - rank(b)));
}

/** Puts a text in a file's place at once: whoever reads sees the old file or the new one. Its mode stays. */
function replaceFile(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  removeLeftovers(path);
  const file = openSync(draft, 'wx', modeOf(path));
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** What a process that was killed while writing has left. */
function removeLeftovers(path: string): void {
  const begin = `.${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(begin) && name.endsWith('.new')) rmSync(join(dirname(path), name), { force: true });
  }
}

function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return 0o644;
  }
}

/** So that the new name outlives a power cut; Windows has no such thing. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The records of a pack as its files have them, to be shown and to be given back as `was`. */
export function rawRecord(folder: string, list: ListName, id: string): RawRecord | undefined {
  const disk = diskFolder(folder, 'anywhere');
  const kind = kindOf(list);
  for (const { path } of packFiles(disk, '').files.filter((file) => isOfKind(file.path, kind))) {
    const text = readFileSync(join(folder, path), 'utf8');
    const found = recordsIn(text, list).find((record) => record.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All records of one list as the files have them, in their order, drafts too. */
export function rawRecords(folder: string, list: ListName): readonly RawRecord[] {
  const disk = diskFolder(folder, 'anywhere');
  return packFiles(disk, '').files.flatMap(({ path }) =>
    recordsIn(readFileSync(join(folder, path), 'utf8'), list),
  );
}
