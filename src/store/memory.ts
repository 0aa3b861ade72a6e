import { createProcessMemory, type Memory, NOTED_WITHIN_MS } from '../core/memory.ts';
import type { Log } from '../domain/log.ts';
import type { MemoryStore } from './ports/memory.ts';

const DUPLICATE_WINDOW_MS = 15 * 60_000;
const THREAD_WINDOW_MS = 24 * 3_600_000;

/** A memory in the store, which has to be told when the process ends. */
export interface StoredMemory extends Memory {
  /** Writes what is noted and not yet written. */
  readonly flush: () => Promise<void>;
}

export interface StoredMemoryOptions {
  /** True where no other process has the store: then what is marked in it is known here, and not asked for each time. */
  readonly alone: boolean;
  /** Runs something in so many milliseconds, unless the process ends before. */
  readonly later?: (ms: number, run: () => void) => void;
}

/**
 * A platform's memory in the store. While the store cannot be used (a full disk) it remembers in the process instead,
 * so that questions go on being answered. `now` is in epoch milliseconds.
 */
export function createStoredMemory(
  store: MemoryStore,
  now: () => number,
  log: Log,
  { alone, later = unwaited }: StoredMemoryOptions,
): StoredMemory {
  const spare = createProcessMemory(now);
  /** What earlier processes marked; each of its marks ends. */
  let earlier: Promise<ReadonlyMap<string, number>> | undefined;
  let noted: string[] = [];
  let told = '';
  const instead = <T>(failed: unknown, otherwise: Promise<T>): Promise<T> => {
    // Once for each cause: it would else be told with every question.
    if (told !== String(failed)) log.warn('Remembering in the process only.', { error: String(failed) });
    told = String(failed);
    return otherwise;
  };
  const isStored = async (key: string): Promise<boolean> => {
    if (!alone) return store.isSeen(key, now());
    earlier ??= store.seenKeys(now());
    const until = (
      await earlier.catch((error: unknown) => {
        earlier = undefined;
        throw error;
      })
    ).get(key);
    return until !== undefined && until > now();
  };
  const flush = async (): Promise<void> => {
    const keys = [...new Set(noted)];
    noted = [];
    if (keys.length === 0) return;
    // The process itself knows them already.
    await store
      .markAllSeen(keys, now() + DUPLICATE_WINDOW_MS)
      .catch((error: unknown) => instead(error, Promise.resolve()));
  };
  return {
    shared: !alone,
    flush,
    async firstTime(key) {
      // Asked first, so that keys seen while the store was down stay seen once it is back.
      if (!(await spare.firstTime(key))) return false;
      return store
        .markSeen(key, now(), now() + DUPLICATE_WINDOW_MS)
        .catch((error: unknown) => instead(error, Promise.resolve(true)));
    },
    seen: async (key) =>
      (await spare.seen(key)) ||
      isStored(key).catch((error: unknown) => instead(error, Promise.resolve(false))),
    async note(key) {
      await spare.note(key);
      noted.push(key);
      if (noted.length === 1) later(NOTED_WITHIN_MS, () => void flush());
    },
    // What was kept in the process while the store could not be written is still the newest.
    recall: async (thread) =>
      (await spare.recall(thread)) ??
      store.lineOf(thread, now()).catch((error: unknown) => instead(error, Promise.resolve(undefined))),
    remember: (thread, line) =>
      store
        .keepLine(thread, line, now() + THREAD_WINDOW_MS)
        .catch((error: unknown) => instead(error, spare.remember(thread, line))),
  };
}

function unwaited(ms: number, run: () => void): void {
  setTimeout(run, ms).unref();
}
