import { KIND_NAMES, type Kind } from '../format/kinds.ts';
import type { Folder, FolderEntry } from './disk-folder.ts';
import { type Finding, nearest, shortened, shown } from './problem.ts';

/** Larger files are refused unread; split them into `<kind>/*.yaml`. */
export const MOST_BYTES = 5_000_000;

/** What is checked about a pack's files before they are read. */
export const FILE_RULES = {
  'no-pack': 'the folder holds at least one pack: a folder with a story.yaml',
  'missing-file': 'the kinds every pack needs are there',
  'unknown-file': 'every YAML file has a place in the format',
  'unreadable-file': 'every file can be read',
} as const;

/** In a folder of packs: the actors that they share. No folder whose name begins like this is a pack. */
export const SHARED_ACTORS = '_actors';

/** One YAML file of a pack. */
export interface PackFile {
  readonly kind: Kind;
  /** Relative to the folder that was checked. */
  readonly path: string;
}

/** The YAML files of a pack and what is wrong with its folders. */
interface PackFiles {
  /** By kind, one file before a folder of files, in the order of their names. */
  readonly files: readonly PackFile[];
  readonly findings: readonly Finding[];
  /** Kinds that may have files which cannot be seen: they are not missing. */
  readonly unseen: ReadonlySet<Kind>;
}

/** Looks through the pack in `at`. */
export function packFiles(folder: Folder, at: string): PackFiles {
  const files: PackFile[] = [];
  const findings: Finding[] = [];
  const unseen = new Set<Kind>();
  const list = (path: string, kinds: readonly Kind[]) => {
    try {
      return sorted(folder.entries(path).filter(({ name }) => !isHidden(name)));
    } catch (error) {
      findings.push(unreadable(path === '' ? '.' : path, error));
      for (const kind of kinds) unseen.add(kind);
      return [];
    }
  };
  const refuse = (path: string, reason: string, kind: Kind | null) => {
    findings.push(unreadable(path, reason));
    if (kind !== null) unseen.add(kind);
  };
  const take = (path: string, entry: FolderEntry, kind: Kind | null, inFolder?: string) => {
    if (entry.isFolder || entry.problem !== undefined) refuse(path, entry.problem ?? 'a folder', kind);
    else if (kind !== null && entry.name.endsWith('.yaml')) files.push({ kind, path });
    else findings.push(unknownFile(path, entry.name, inFolder));
  };
  const lookInto = (path: string, name: string, kind: Kind | null) => {
    for (const inner of list(path, kind === null ? [] : [kind])) {
      const innerPath = joined(path, inner.name);
      if (isYaml(inner.name)) take(innerPath, inner, kind === 'story' ? null : kind, name);
      else if (kind !== null && inner.isFolder) findings.push(folderInKind(innerPath, name));
      else if (kind !== null && inner.problem !== undefined) refuse(innerPath, inner.problem, kind);
    }
  };
  for (const entry of list(at, KIND_NAMES)) {
    const { name, isFolder, problem } = entry;
    const path = joined(at, name);
    if (isYaml(name)) take(path, entry, kindNamed(name.replace(/\.yaml$/, '')));
    else if (isFolder) lookInto(path, name, kindNamed(name));
    else if (problem !== undefined && kindNamed(name) !== null) refuse(path, problem, kindNamed(name));
  }
  const order = new Map(KIND_NAMES.map((kind, index) => [kind, index]));
  files.sort((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
  return { files, findings, unseen };
}

/** How deep loading looks: packs, in them kinds, in them files. */
export const MOST_FOLDERS = 3;

/**
 * The names and bytes of everything that loading the folder may look at: folders equal in these load as equal packs.
 * @throws where something cannot be read
 */
export function packBytes(folder: Folder): Uint8Array {
  return Buffer.concat(
    packContents(folder).flatMap(({ path, bytes }) => {
      const head = Buffer.from(`\n${path} ${bytes?.byteLength ?? 'folder'}\n`);
      return bytes === undefined ? [head] : [head, bytes];
    }),
  );
}

/** The same one by one, in order: folders have no bytes. @throws where something cannot be read */
export function packContents(
  folder: Folder,
): readonly { readonly path: string; readonly bytes: Uint8Array | undefined }[] {
  const parts: { readonly path: string; readonly bytes: Uint8Array | undefined }[] = [];
  const walk = (at: string, depth: number) => {
    for (const { name, isFolder, problem } of sorted(folder.entries(at))) {
      const path = joined(at, name);
      if (isHidden(name)) continue;
      if (problem !== undefined) throw new Error(`${path}: ${problem}`);
      if (!isFolder && !isYaml(name)) continue;
      const bytes = isFolder ? undefined : folder.bytes(path, MOST_BYTES + 1);
      parts.push({ path, bytes });
      if (bytes === undefined && depth < MOST_FOLDERS) walk(path, depth + 1);
    }
  };
  walk('', 1);
  return parts;
}

/**
 * Sub-folders that are packs, or are meant to be: they hold a file with the name of a kind, or nobody can see what they
 * hold. What cannot be read is not gone.
 */
export function packFolders(folder: Folder): readonly string[] {
  return sorted(folder.entries(''))
    .filter(({ name }) => !isHidden(name) && !name.startsWith('_') && name !== OF_THE_FILE_SYSTEM)
    .filter(({ name, isFolder, problem }) => problem !== undefined || (isFolder && mayBePack(folder, name)))
    .map(({ name }) => name);
}

/** Stands at the top of a volume of its own, closed to everybody, and never holds anything that was put there. */
const OF_THE_FILE_SYSTEM = 'lost+found';

function mayBePack(folder: Folder, at: string): boolean {
  try {
    return folder.entries(at).some(({ name, isFolder, problem }) => {
      if (isHidden(name)) return false;
      if (isYaml(name)) return kindNamed(name.replace(/\.ya?ml$/i, '')) !== null;
      if (kindNamed(name) === null) return false;
      return problem !== undefined || (isFolder && holdsYaml(folder, joined(at, name)));
    });
  } catch {
    return true;
  }
}

function holdsYaml(folder: Folder, at: string): boolean {
  return folder.entries(at).some(({ name }) => isYaml(name) && !isHidden(name));
}

/** The problem that a file or folder cannot be read, and why. */
export function unreadable(path: string, reason: unknown): Finding {
  const found = shortened(reason instanceof Error ? reason.message : String(reason));
  return {
    file: path,
    path: [],
    line: 0,
    rule: 'unreadable-file',
    expected: 'a file that can be read',
    found,
  };
}

function folderInKind(path: string, kind: string): Finding {
  const hint = `Files stand in ${kind}/ itself.`;
  return { file: path, path: [], line: 0, rule: 'unknown-file', expected: 'a file', found: 'a folder', hint };
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

/** True for the name of a file that somebody means for YAML. */
export function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Hidden from editors as well: what version control and ConfigMaps keep beside the files. */
export function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function joined(at: string, name: string): string {
  return at === '' ? name : `${at}/${name}`;
}

/** Files before folders, each by the code units of their names, so that the order is the same on every machine. */
function sorted(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  return [...entries].sort((a, b) => {
    if (a.isFolder !== b.isFolder) return a.isFolder ? 1 : -1;
    return a.name < b.name ? -1 : 1;
  });
}
