import type { FeedStore } from '../../store/ports/feeds.ts';
import { feedName } from './poll-feed.ts';
import { shownFeed, type WatchedFeed } from './watched-feed.ts';

/** How a watched feed is doing. */
export interface FeedLook {
  /** Its address without what may be somebody's key. */
  readonly label: string;
  readonly story: string;
  /** Epoch milliseconds of the last read that worked; 0 before the first. */
  readonly readAt: number;
  /** In a row. */
  readonly failures: number;
  /** Where there are any: when it is tried again, and what was wrong, one sentence. */
  readonly notBefore: number;
  readonly trouble: string;
  /** Articles that are to be read and drafted. */
  readonly waiting: number;
}

/** Each feed as the store has it, in the order given. */
export async function looksAtFeeds(
  feeds: readonly WatchedFeed[],
  store: FeedStore,
): Promise<readonly FeedLook[]> {
  const looks: FeedLook[] = [];
  for (const { url, story } of feeds) {
    const name = feedName(url, story);
    const { readAt = 0, failures = 0, notBefore = 0, trouble = '' } = (await store.feed(name)) ?? {};
    const waiting = (await store.waitingItems(name)).length;
    const label = shownFeed(url);
    looks.push({
      label,
      story,
      readAt,
      failures,
      notBefore,
      trouble: trouble.replaceAll(url, label),
      waiting,
    });
  }
  return looks;
}
