import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Tells of changes below a folder; the returned function ends it. */
export type Watch = (root: string, changed: () => void) => () => void;

/** How often the files are looked at where the system's own events do not come: network drives, containers. */
const POLL_MS = 1_000;

/** Editors write a file in several steps, and version control many files: so long it must have been quiet. */
const QUIET_MS = 150;

/**
 * Watches a folder on disk, by the system's events and by looking once a second, because neither alone is reliable
 * everywhere. `changed` is called once things have been quiet for a moment: within 2 s of a change to a YAML file.
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
      if (now === told) return;
      told = now;
      changed();
    }, QUIET_MS).unref();
  };

  const events = startEvents(root, settle);
  const poll = setInterval(() => {
    if (fingerprint(root) !== told) settle();
  }, POLL_MS).unref();

  return () => {
    clearTimeout(quiet);
    clearInterval(poll);
    events?.close();
  };
};

/** Events where the system has them. Where it has none or they end, looking once a second is enough. */
function startEvents(root: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(root, { recursive: true, persistent: false }, changed);
    return watcher.on('error', () => watcher.close());
  } catch {
    return undefined;
  }
}

/** Names, sizes and times of the YAML files below a folder: another text whenever one of them changed. */
export function fingerprint(root: string): string {
  try {
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.ya?ml$/i.test(path))
      .sort()
      .map((path) => {
        const stat = statSync(join(root, path), { throwIfNoEntry: false });
        return `${path} ${stat?.size} ${stat?.mtimeMs} ${stat?.ino}`;
      })
      .join('\n');
  } catch (error) {
    return `unreadable: ${String(error)}`;
  }
}
