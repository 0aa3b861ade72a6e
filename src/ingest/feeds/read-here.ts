import { decodePage } from '../extract/charset.ts';
import { knownItem } from './item-keys.ts';
import type { FeedPage, FeedRead } from './read-aside.ts';
import { readFeed } from './read-feed.ts';

/** Reads a feed in this thread, for as long as it takes. */
export function readFeedHere({ bytes, contentType, url, feed }: FeedPage): FeedRead {
  try {
    const items = readFeed(decodePage(bytes, contentType).text, url);
    return { kind: 'items', items: items.map((item) => knownItem(item, feed)) };
  } catch (error) {
    return { kind: 'nothing', sentence: error instanceof Error ? error.message : String(error) };
  }
}
