import { setImmediate } from 'node:timers/promises';
import type { Briefing } from '../../domain/briefing.ts';
import type { BriefingProblem } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { diskFolder, type Folder } from './disk-folder.ts';
import type { BrokenPack, LoadedPack } from './load.ts';
import { formatProblem } from './problem.ts';
import { fingerprint, type Watch, watchFolder } from './watch-folder.ts';

/** The packs of a running process. Whatever is edited, there is always the last whole pack of each story to answer from. */
export interface Library {
  /** In the order of their folders. A changed pack is a new object, an unchanged one too: compare by `id`. */
  readonly packs: () => readonly Briefing[];
  /** What is wrong with the packs as they are on disk now; empty where `packs` is what is on disk. */
  readonly problems: () => readonly BriefingProblem[];
  /** Calls the listener after every change of `packs`, not for the packs there are already. Returns what ends it. */
  readonly onChange: (listener: (packs: readonly Briefing[]) => void) => () => void;
  /** Reads the folder now; done once the packs are swapped or kept. Never rejects. */
  readonly reload: () => Promise<void>;
  /** Stops watching. */
  readonly close: () => void;
}

/** The packs of a folder as they were read, and every problem of those that have any. */
export interface ReadPacks {
  readonly packs: readonly Pick<LoadedPack, 'folder' | 'briefing'>[];
  readonly broken: readonly BrokenPack[];
  readonly problems: readonly BriefingProblem[];
}

/** What a library is opened with. */
export interface LibraryOptions {
  /** Folder of packs, or of one. */
  readonly root: string;
  readonly log: Log;
  /** How the folder is read; from disk unless given. */
  readonly folder?: Folder;
  /** How changes are noticed; by the file system unless given. */
  readonly watch?: Watch;
  /** Gives the first reading: by `read`, unless it is known to be what an earlier one gave. */
  readonly first?: (read: () => Promise<ReadPacks>) => Promise<ReadPacks>;
  /** How a changed folder is read: `inProcess` unless given. */
  readonly read?: (inProcess: () => Promise<ReadPacks>) => Promise<ReadPacks>;
  /** Another text whenever the folder has changed; from the file system unless given. */
  readonly version?: () => string;
}

interface Shelf {
  /** The last whole pack of each folder, by folder, in the order of their names. */
  readonly packs: ReadonlyMap<string, Briefing>;
  readonly problems: readonly BriefingProblem[];
}

/** Opens the folder and keeps up with it. Resolves after the first reading, also where that found no whole pack. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const { root, log, folder = diskFolder(root), watch = watchFolder } = options;
  const { version = () => fingerprint(root), first = (read) => read() } = options;
  const { read: readIn = (inProcess) => inProcess() } = options;
  const listeners = new Set<(packs: readonly Briefing[]) => void>();
  let shelf: Shelf = { packs: new Map(), problems: [] };
  let packs: readonly Briefing[] = [];
  let reading: Promise<void> | undefined;
  let readAgain = false;

  const put = (next: Shelf) => {
    const swapped = [...next.packs].filter(([name, pack]) => shelf.packs.get(name) !== pack);
    const removed = [...shelf.packs.keys()].filter((name) => !next.packs.has(name));
    shelf = next;
    for (const problem of next.problems)
      log.warn(formatProblem(problem), { file: problem.file, rule: problem.rule });
    if (swapped.length === 0 && removed.length === 0) return;
    packs = [...next.packs.values()];
    for (const [name, pack] of swapped) {
      log.info(`Loaded the pack "${pack.id}".`, { folder: name, statements: pack.statements.length });
    }
    for (const name of removed) log.info('A pack was removed.', { folder: name });
    for (const listener of listeners) tell(listener, packs, log);
  };

  const read = () => readWhole(() => readIn(() => readHere(folder)), version);
  let readFrom = () => first(read);

  const readOnce = async () => {
    try {
      const found = await readFrom();
      readFrom = read;
      put(nextShelf(shelf, found));
    } catch (error) {
      // Loading reports what it finds wrong; this is a mistake of ours, and no reason to take the good packs down.
      log.error('Reading the packs failed; the last good ones stay.', { error: String(error) });
    }
  };

  const reload = (): Promise<void> => {
    readAgain = reading !== undefined;
    reading ??= readOnce().then(() => {
      reading = undefined;
      return readAgain ? reload() : undefined;
    });
    return reading;
  };

  await reload();
  const stop = watch(root, () => void reload());
  return {
    packs: () => packs,
    problems: () => shelf.problems,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload,
    close: stop,
  };
}

/** What is on the shelf after a reading: each whole pack new, each broken one as it last was. */
function nextShelf(shelf: Shelf, { packs, broken, problems }: ReadPacks): Shelf {
  const kept = broken.flatMap(({ folder }) => {
    const last = shelf.packs.get(folder);
    return last === undefined ? [] : [[folder, last] as const];
  });
  const next = [...packs.map(({ folder, briefing }) => [folder, briefing] as const), ...kept];
  // A folder without any pack is one that is being replaced or was moved: that is a problem, not a wish.
  if (next.length === 0) return { packs: shelf.packs, problems };
  return { packs: new Map(next.sort(([one], [other]) => (one < other ? -1 : 1))), problems };
}

function tell(listener: (packs: readonly Briefing[]) => void, packs: readonly Briefing[], log: Log): void {
  try {
    listener(packs);
  } catch (error) {
    log.error('A listener to pack changes failed.', { error: String(error) });
  }
}

/** A folder that never stops changing is read as it is in the end. */
const MOST_TRIES = 5;

/** Reads the folder, again if it changed meanwhile: half of an edit must not pass for a pack. */
async function readWhole(read: () => Promise<ReadPacks>, version: () => string): Promise<ReadPacks> {
  for (let tries = 1; ; tries += 1) {
    const before = version();
    const loaded = await read();
    if (tries === MOST_TRIES || version() === before) return loaded;
  }
}

async function readHere(folder: Folder): Promise<ReadPacks> {
  // Most of what starting costs, and not needed where an earlier process has checked the same packs.
  const { loadingPacks } = await import('./load.ts');
  return inSteps(loadingPacks(folder));
}

/** Runs to the end, letting the process answer between two steps. */
async function inSteps<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
