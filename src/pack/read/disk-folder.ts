import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

/** One name in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Why it is neither a folder nor a file that can be read, in words for a person; absent where it may be either. */
  readonly problem?: string;
}

/** The little of a file system that loading needs. Paths are relative, with forward slashes, '' for the root; both calls may throw. */
export interface Folder {
  readonly entries: (path: string) => readonly FolderEntry[];
  /** The first `most` bytes of a file. */
  readonly bytes: (path: string, most: number) => Uint8Array;
  /** Of a folder that is itself one pack: the folder of packs it lies in. */
  readonly around?: Folder | undefined;
}

/** Whether links may lead out of the pack they are in. A folder of packs may always link to a pack that is elsewhere. */
export type Links = 'inside' | 'anywhere';

/**
 * A folder on disk: the only way by which packs are read. Nothing but regular files is opened, and no opening waits for
 * anybody (a named pipe would wait for a writer for ever). What is thrown says why in its message; nothing else is.
 */
export function diskFolder(root: string, links: Links = 'inside'): Folder {
  /** Where a path really is, through all links. */
  const placeOf = (path: string): string => {
    const place = realpathSync.native(join(root, path));
    if (links === 'inside' && !isWithin(packOf(root, path), place)) {
      throw new Error('a link that leads out of its pack');
    }
    return place;
  };
  const entryOf = (path: string, name: string, stat: Pick<Stats, 'isFile' | 'isDirectory'>): FolderEntry => {
    if (stat.isDirectory() || stat.isFile()) return { name, isFolder: stat.isDirectory() };
    try {
      const target = statSync(placeOf(path === '' ? name : `${path}/${name}`));
      if (target.isDirectory() || target.isFile()) return { name, isFolder: target.isDirectory() };
      return { name, isFolder: false, problem: kindOf(target) };
    } catch (error) {
      return { name, isFolder: false, problem: reasonOf(error) };
    }
  };
  return {
    get around() {
      return isPack(root) ? diskFolder(dirname(resolve(root)), 'anywhere') : undefined;
    },
    entries: (path) =>
      told(() => {
        const place = placeOf(path);
        const stat = statSync(place);
        if (!stat.isDirectory()) throw new Error(kindOf(stat));
        return readdirSync(place, { withFileTypes: true }).map((entry) => entryOf(path, entry.name, entry));
      }),
    bytes: (path, most) => told(() => readRegular(placeOf(path), most)),
  };
}

/** The pack a path is in: the folder itself where that is a pack, else the folder below it. */
function packOf(root: string, path: string): string {
  const [first = ''] = path.split('/', 1);
  return realpathSync.native(holds(root, 'story.yaml') ? root : join(root, first));
}

/** False too where nobody can see: whoever reads it then says why. */
function isPack(root: string): boolean {
  try {
    return holds(root, 'story.yaml');
  } catch {
    return false;
  }
}

function holds(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

function isWithin(folder: string, place: string): boolean {
  return place === folder || place.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

// Windows has neither, nor what they guard against.
const NO_WAITING = (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

function readRegular(place: string, most: number): Uint8Array {
  const before = statSync(place);
  if (!before.isFile()) throw new Error(kindOf(before));
  const file = openSync(place, constants.O_RDONLY | NO_WAITING);
  try {
    // It may have been replaced since.
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error(kindOf(stat));
    const buffer = new Uint8Array(Math.min(stat.size, most));
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function told<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

function kindOf(stat: Stats): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFile()) return 'a file';
  if (stat.isFIFO()) return 'a named pipe';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

/** Without the path, which a finding has, and without the call, which no editor knows. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'no permission to read it'],
  ['EPERM', 'no permission to read it'],
  ['ELOOP', 'a link that leads to itself'],
  ['ENOENT', 'nothing there, or a link that leads nowhere'],
  ['ENOTDIR', 'a path that leads through a file'],
  ['ENAMETOOLONG', 'a name too long for this disk'],
  ['EMFILE', 'too many open files in this process'],
  ['ENFILE', 'too many open files on this machine'],
  ['EIO', 'an error of the disk'],
  ['ESTALE', 'a network drive that has gone'],
  ['ENXIO', 'a named pipe or a device'],
]);
