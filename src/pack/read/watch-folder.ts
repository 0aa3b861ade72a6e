import { type FSWatcher, realpathSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { diskFolder } from './disk-folder.ts';
import { isHidden, isYaml, MOST_FOLDERS } from './pack-folder.ts';

/** Tells of changes below a folder; the returned function ends it. */
export type Watch = (root: string, changed: () => void) => () => void;

/** How often the files are looked at where the system's own events do not come: network drives, containers. */
const POLL_MS = 1_000;

/** Editors write a file in several steps, and version control many files: so long it must have been quiet. */
const QUIET_MS = 150;

/**
 * Watches a folder on disk, by the system's events and by looking once a second, because neither alone is reliable
 * everywhere. `changed` is called once things have been quiet for a moment: within 2 s of a change to a YAML file.
 * Never throws, whatever becomes of the folder.
 */
export const watchFolder: Watch = (root, changed) => {
  let told = fingerprint(root);
  let quiet: NodeJS.Timeout | undefined;

  const settle = () => {
    const before = fingerprint(root);
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      const now = fingerprint(root);
      if (now !== before) return settle();
      events.follow(foldersBelow(root));
      if (now === told) return;
      told = now;
      changed();
    }, QUIET_MS).unref();
  };

  const events = createEvents(settle);
  events.follow(foldersBelow(root));
  const poll = setInterval(() => {
    if (fingerprint(root) !== told) settle();
  }, POLL_MS).unref();

  return () => {
    clearTimeout(quiet);
    clearInterval(poll);
    events.follow([]);
  };
};

/**
 * The system's events for some folders, one watcher each: Node's recursive watcher looks at new files by itself and
 * throws what goes wrong with them where nobody can catch it. Where there are no events or they end, looking once a
 * second is enough.
 */
function createEvents(changed: () => void) {
  const watchers = new Map<string, FSWatcher>();
  const drop = (place: string) => {
    watchers.get(place)?.close();
    watchers.delete(place);
  };
  const open = (place: string, path: string) => {
    try {
      const watcher = watch(path, { persistent: false }, changed);
      watchers.set(
        place,
        watcher.on('error', () => drop(place)),
      );
    } catch {
      // Too many watchers, no permission, or gone since it was listed.
    }
  };
  return {
    /** Watches these folders from now on and no others. */
    follow(folders: readonly { readonly place: string; readonly path: string }[]) {
      const wanted = new Set(folders.map(({ place }) => place));
      for (const place of [...watchers.keys()]) if (!wanted.has(place)) drop(place);
      for (const { place, path } of folders) if (!watchers.has(place)) open(place, path);
    },
  };
}

/** The folders that packs may be read from, where they really are: another place where a link or a name leads to another. */
function foldersBelow(root: string): readonly { readonly place: string; readonly path: string }[] {
  const folders: { place: string; path: string }[] = [];
  walk(root, (path, isFolder) => {
    if (!isFolder) return;
    try {
      const real = realpathSync.native(join(root, path));
      folders.push({ place: `${real} ${statSync(real).ino}`, path: real });
    } catch {
      // Gone since it was listed: the next look sees that.
    }
  });
  return folders;
}

/**
 * Names, sizes and times of the YAML files below a folder, and what cannot be read there: another text whenever one of
 * them changed.
 */
export function fingerprint(root: string): string {
  const lines: string[] = [];
  walk(root, (path, isFolder, problem) => {
    if (problem !== undefined) lines.push(`${path}: ${problem}`);
    else if (isFolder) lines.push(`${path}/`);
    else if (isYaml(path)) lines.push(`${path} ${stamp(join(root, path))}`);
  });
  return lines.join('\n');
}

/** Bytes of all YAML files below a folder, as far as they can be seen. */
export function yamlBytes(root: string): number {
  let bytes = 0;
  walk(root, (path, isFolder) => {
    if (!isFolder && isYaml(path)) bytes += statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0;
  });
  return bytes;
}

function stamp(file: string): string {
  try {
    const { size, mtimeMs, ctimeMs, ino } = statSync(file);
    return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  } catch (error) {
    return String(error);
  }
}

/** Goes through everything that loading may look at, folders first. Never throws: what cannot be read is a problem. */
function walk(root: string, visit: (path: string, isFolder: boolean, problem?: string) => void): void {
  const folder = diskFolder(root);
  const look = (at: string, depth: number) => {
    visit(at, true);
    try {
      for (const { name, isFolder, problem } of [...folder.entries(at)].sort(byName)) {
        const path = at === '' ? name : `${at}/${name}`;
        if (isHidden(name)) continue;
        if (!isFolder) visit(path, false, problem);
        else if (depth < MOST_FOLDERS) look(path, depth + 1);
        else visit(path, true);
      }
    } catch (error) {
      visit(at, true, String(error));
    }
  };
  look('', 1);
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}
