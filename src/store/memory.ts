import { createProcessMemory, type Memory } from '../core/memory.ts';
import type { Log } from '../domain/log.ts';
import type { MemoryStore } from './store.ts';

const DUPLICATE_WINDOW_MS = 15 * 60_000;
const THREAD_WINDOW_MS = 24 * 3_600_000;

/**
 * A platform's memory in the store. While the store cannot be used (a full disk) it remembers in the process instead,
 * so that questions go on being answered. `now` is in epoch milliseconds.
 */
export function createStoredMemory(store: MemoryStore, now: () => number, log: Log): Memory {
  const spare = createProcessMemory(now);
  let told = '';
  const instead = <T>(failed: unknown, otherwise: Promise<T>): Promise<T> => {
    // Once for each cause: it would else be told with every question.
    if (told !== String(failed)) log.warn('Remembering in the process only.', { error: String(failed) });
    told = String(failed);
    return otherwise;
  };
  return {
    async firstTime(key) {
      // Asked first, so that keys seen while the store was down stay seen once it is back.
      if (!(await spare.firstTime(key))) return false;
      return store
        .markSeen(key, now(), now() + DUPLICATE_WINDOW_MS)
        .catch((error: unknown) => instead(error, Promise.resolve(true)));
    },
    seen: async (key) =>
      (await spare.seen(key)) ||
      store.isSeen(key, now()).catch((error: unknown) => instead(error, Promise.resolve(false))),
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
