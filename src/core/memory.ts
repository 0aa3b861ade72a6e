/** What a platform must remember across restarts, kept by the store where there is one. */
export interface Memory {
  /** True where other processes are asked the same: then a key is marked before anything is done, and one of two has it. */
  readonly shared?: boolean;
  /** True the first time this key is seen within at least 15 minutes; false for a duplicate delivery. */
  readonly firstTime: (key: string) => Promise<boolean>;
  /** Whether `firstTime` has seen this key; marks nothing, and so costs no write. */
  readonly seen: (key: string) => Promise<boolean>;
  /**
   * Marks a key that `seen` just did not know. It may reach the disk up to `NOTED_WITHIN_MS` later, together with others:
   * for what no platform sends again so soon after a crash.
   */
  readonly note: (key: string) => Promise<void>;
  /** The command line last answered in a thread, for follow-up questions; kept 24 hours. */
  readonly recall: (thread: string) => Promise<string | undefined>;
  readonly remember: (thread: string, line: string) => Promise<void>;
}

/** Less than the three seconds after which nobody waits for the answer to the same question any more. */
export const NOTED_WITHIN_MS = 1_000;

const DUPLICATE_WINDOW_MS = 15 * 60_000;
const THREAD_WINDOW_MS = 24 * 3_600_000;
const MOST_KEYS = 50_000;

/** A memory that ends with the process; for the terminal and for tests. `now` is in epoch milliseconds. */
export function createProcessMemory(now: () => number): Memory {
  const seen = new Map<string, number>();
  const lines = new Map<string, { readonly line: string; readonly until: number }>();
  const forgetOldest = (map: Map<string, unknown>) => {
    const oldest = map.keys().next();
    if (map.size > MOST_KEYS && !oldest.done) map.delete(oldest.value);
  };
  const mark = (key: string) => {
    seen.delete(key);
    seen.set(key, now() + DUPLICATE_WINDOW_MS);
    forgetOldest(seen);
  };
  return {
    async firstTime(key) {
      const until = seen.get(key);
      if (until !== undefined && until > now()) return false;
      mark(key);
      return true;
    },
    note: async (key) => mark(key),
    async seen(key) {
      const until = seen.get(key);
      return until !== undefined && until > now();
    },
    async recall(thread) {
      const entry = lines.get(thread);
      return entry !== undefined && entry.until > now() ? entry.line : undefined;
    },
    async remember(thread, line) {
      lines.delete(thread);
      lines.set(thread, { line, until: now() + THREAD_WINDOW_MS });
      forgetOldest(lines);
    },
  };
}
