import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_NAMES, type Kind } from './kinds.ts';
import { type Finding, nearest, shortened, shown } from './problem.ts';

/** The little of a file system that loading needs. Paths are relative, with forward slashes, '' for the root; both calls may throw. */
export interface Folder {
  readonly entries: (path: string) => readonly { readonly name: string; readonly isFolder: boolean }[];
  /** The first `most` bytes of a file. */
  readonly bytes: (path: string, most: number) => Uint8Array;
}

/** Larger files are refused unread; split them into `<kind>/*.yaml`. */
export const MOST_BYTES = 5_000_000;

/** A folder on disk. */
export function diskFolder(root: string): Folder {
  return {
    entries: (path) =>
      readdirSync(join(root, path)).map((name) => ({
        name,
        // Links count as what they lead to; what they do not lead to is found when it is read.
        isFolder: statSync(join(root, path, name), { throwIfNoEntry: false })?.isDirectory() ?? false,
      })),
    bytes(path, most) {
      const file = openSync(join(root, path), 'r');
      try {
        const stat = fstatSync(file);
        // A pipe or a device would keep the reader waiting.
        if (!stat.isFile()) throw new Error('not a regular file');
        const buffer = new Uint8Array(Math.min(stat.size, most));
        let length = 0;
        for (let read = -1; read !== 0 && length < buffer.length; length += read) {
          read = readSync(file, buffer, length, buffer.length - length, null);
        }
        return buffer.subarray(0, length);
      } finally {
        closeSync(file);
      }
    },
  };
}

/** What is checked about a pack's files before they are read. */
export const FILE_RULES = {
  'no-pack': 'the folder holds at least one pack: a folder with a story.yaml',
  'missing-file': 'the kinds every pack needs are there',
  'unknown-file': 'every YAML file has a place in the format',
  'unreadable-file': 'every file can be read',
} as const;

/** One YAML file of a pack. */
export interface PackFile {
  readonly kind: Kind;
  /** Relative to the folder that was checked. */
  readonly path: string;
}

/** The YAML files of the pack in `at`, by kind, one file before a folder of files, in the order of their names. */
export function packFiles(
  folder: Folder,
  at: string,
): { readonly files: readonly PackFile[]; readonly findings: readonly Finding[] } {
  const files: PackFile[] = [];
  const findings: Finding[] = [];
  const list = (path: string) => {
    try {
      return sorted(folder.entries(path).filter((entry) => !entry.name.startsWith('.')));
    } catch (error) {
      findings.push(unreadable(path, error));
      return [];
    }
  };
  for (const entry of list(at)) {
    const path = joined(at, entry.name);
    const kind = kindNamed(entry.isFolder ? entry.name : entry.name.replace(/\.yaml$/, ''));
    if (!entry.isFolder) {
      if (kind !== null && entry.name.endsWith('.yaml')) files.push({ kind, path });
      else if (isYaml(entry.name)) findings.push(unknownFile(path, entry.name));
      continue;
    }
    for (const inner of list(path)) {
      const innerPath = joined(path, inner.name);
      if (inner.isFolder || !isYaml(inner.name)) continue;
      if (kind === null || kind === 'story' || !inner.name.endsWith('.yaml')) {
        findings.push(unknownFile(innerPath, inner.name, entry.name));
      } else files.push({ kind, path: innerPath });
    }
  }
  const order = new Map(KIND_NAMES.map((kind, index) => [kind, index]));
  return { files: files.sort((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0)), findings };
}

/** How deep loading looks: packs, in them kinds, in them files. */
const MOST_FOLDERS = 3;

/**
 * The names and bytes of everything that loading the folder may look at: folders equal in these load as equal packs.
 * @throws where something cannot be read
 */
export function packBytes(folder: Folder): Uint8Array {
  const parts: Uint8Array[] = [];
  const walk = (at: string, depth: number) => {
    for (const { name, isFolder } of sorted(folder.entries(at))) {
      const path = joined(at, name);
      if (name.startsWith('.') || (!isFolder && !isYaml(name))) continue;
      const bytes = isFolder ? undefined : folder.bytes(path, MOST_BYTES + 1);
      parts.push(Buffer.from(`\n${path} ${bytes?.byteLength ?? 'folder'}\n`));
      if (bytes !== undefined) parts.push(bytes);
      else if (depth < MOST_FOLDERS) walk(path, depth + 1);
    }
  };
  walk('', 1);
  return Buffer.concat(parts);
}

/** Sub-folders that are packs, or are meant to be: they hold a file with the name of a kind. */
export function packFolders(folder: Folder): readonly string[] {
  return sorted(folder.entries(''))
    .filter((entry) => entry.isFolder && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => holdsKind(folder, name));
}

/** True where a folder holds a file with the name of a kind. */
function holdsKind(folder: Folder, at: string): boolean {
  try {
    return folder
      .entries(at)
      .some(
        ({ name, isFolder }) => !isFolder && isYaml(name) && kindNamed(name.replace(/\.ya?ml$/, '')) !== null,
      );
  } catch {
    return false;
  }
}

/** The problem that a file or folder cannot be read. */
export function unreadable(path: string, error: unknown): Finding {
  const found = shortened(error instanceof Error ? error.message : String(error));
  return {
    file: path,
    path: [],
    line: 0,
    rule: 'unreadable-file',
    expected: 'a file that can be read',
    found,
  };
}

function unknownFile(path: string, name: string, inFolder?: string): Finding {
  const stem = name.replace(/\.ya?ml$/, '');
  const kind = kindNamed(inFolder ?? stem) ?? nearest(inFolder ?? stem, KIND_NAMES);
  const hint = kind === undefined ? 'Move it out of the pack.' : hintFor(kind, inFolder, stem);
  const expected = `a file named after its kind: ${KIND_NAMES.join(', ')}`;
  return { file: path, path: [], line: 0, rule: 'unknown-file', expected, found: shown(name), hint };
}

function hintFor(kind: string, inFolder: string | undefined, stem: string): string {
  if (kind === 'story') return 'A pack has one story.yaml beside its other files.';
  return `Call it ${inFolder === undefined ? '' : `${kind}/`}${inFolder === undefined ? kind : stem}.yaml.`;
}

function kindNamed(name: string): Kind | null {
  return KIND_NAMES.find((kind) => kind === name) ?? null;
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

function joined(at: string, name: string): string {
  return at === '' ? name : `${at}/${name}`;
}

/** Files before folders, each by the code units of their names, so that the order is the same on every machine. */
function sorted(entries: ReturnType<Folder['entries']>): ReturnType<Folder['entries']> {
  return [...entries].sort((a, b) => {
    if (a.isFolder !== b.isFolder) return a.isFolder ? 1 : -1;
    return a.name < b.name ? -1 : 1;
  });
}
