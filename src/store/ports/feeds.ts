/** A feed with what its server said when it was read last. */
export interface StoredFeed {
  /** What it is kept under: its address, and for a watched one the story before it. */
  readonly url: string;
  readonly etag: string;
  readonly lastModified: string;
  /** Epoch milliseconds of the last read that worked, 0 before the first; and before when it is not to be read again. */
  readonly readAt: number;
  readonly notBefore: number;
  /** In a row. */
  readonly failures: number;
  /** Epoch milliseconds of the last look, whatever came of it; 0 before the first. */
  readonly checkedAt: number;
  /** What was wrong at the last look, one sentence; empty where nothing was. */
  readonly trouble: string;
}

/** One thing an item of a feed is known by: its id, address, title … */
export interface FeedKey {
  readonly key: string;
  /** The same for all keys of one item. */
  readonly item: string;
  readonly title: string;
  readonly seenAt: number;
}

/** An article that came in a watched feed and waits to be read and drafted. */
export interface WaitingItem {
  /** As of `StoredFeed`. */
  readonly feed: string;
  readonly item: string;
  /** Where the article is. */
  readonly url: string;
  readonly title: string;
  readonly foundAt: number;
  /** Epoch milliseconds before which it is not tried (again). */
  readonly notBefore: number;
  /** In a row. */
  readonly failures: number;
}

export interface FeedStore {
  readonly feed: (url: string) => Promise<StoredFeed | null>;
  /**
   * Writes the feed's state, the keys of its items and those items that wait from now on, or none of them; keys that are
   * there stay with their item.
   */
  readonly saveFeed: (
    feed: StoredFeed,
    keys: readonly FeedKey[],
    waiting?: readonly WaitingItem[],
  ) => Promise<void>;
  /** Those of the keys that are known, over all feeds, however long ago they were seen; then without a title, seen at 0. */
  readonly knownFeedKeys: (keys: readonly string[]) => Promise<readonly FeedKey[]>;
  /**
   * Titles of keys that begin with `prefix` (`story:` and a story) and were seen since a time, newest first, each item once;
   * where it is empty, of those that belong to no story.
   */
  readonly feedTitlesSince: (since: number, limit: number, prefix: string) => Promise<readonly FeedKey[]>;
  /** Of a feed, in the order they were found. */
  readonly waitingItems: (feed: string) => Promise<readonly WaitingItem[]>;
  /** Tries it again later. */
  readonly putOffItem: (item: WaitingItem) => Promise<void>;
  /** It waits no more: it was drafted, or is given up. */
  readonly dropItem: (feed: string, item: string) => Promise<void>;
}
