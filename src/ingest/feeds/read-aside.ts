import { askThread } from '../thread.ts';
import type { KeyedItem } from './item-keys.ts';

/** The answer of a feed's server. */
export interface FeedPage {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Where it was in the end, which the items' addresses are relative to. */
  readonly url: string;
  /** The feed's own address, within which its ids count. */
  readonly feed: string;
}

export type FeedRead =
  | { readonly kind: 'items'; readonly items: readonly KeyedItem[] }
  | { readonly kind: 'nothing'; readonly sentence: string };

const READ_WITHIN_MS = 1500;

/** Reads a feed in a thread of its own: what a stranger sends may take any time to take apart. Never rejects. */
export async function readFeedAside(page: FeedPage): Promise<FeedRead> {
  const end = await askThread<FeedRead>(new URL('./feed-worker.ts', import.meta.url), page, READ_WITHIN_MS);
  switch (end.kind) {
    case 'answered':
      return end.answer;
    case 'late':
      return {
        kind: 'nothing',
        sentence: `${page.feed} was not taken apart within ${READ_WITHIN_MS / 1000} s, so nothing was taken from it.`,
      };
    default:
      return { kind: 'nothing', sentence: `${page.feed} broke the reader of feeds.` };
  }
}
