export interface MemoryStore {
  readonly markSeen: (key: string, now: number, until: number) => Promise<boolean>;
  /** Whether a key is marked; marks nothing. */
  readonly isSeen: (key: string, now: number) => Promise<boolean>;
  /** Marks all of these until `until`, with one write. */
  readonly markAllSeen: (keys: readonly string[], until: number) => Promise<void>;
  /** Every marked key with when its mark ends. */
  readonly seenKeys: (now: number) => Promise<ReadonlyMap<string, number>>;
  readonly lineOf: (thread: string, now: number) => Promise<string | undefined>;
  readonly keepLine: (thread: string, line: string, until: number) => Promise<void>;
  /** Drops what has run out. */
  readonly forget: (now: number) => Promise<void>;
}
