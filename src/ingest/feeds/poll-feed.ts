import type { FeedKey, FeedStore, StoredFeed } from '../../store/proposal-store.ts';
import { sha256 } from '../add/source-id.ts';
import { decodePage } from '../extract/charset.ts';
import { type FetchRules, fetchPage } from '../fetch/fetch-page.ts';
import { FetchTrouble } from '../fetch/fetch-trouble.ts';
import { isEditedTitle, isPlaceKey, keysOf } from './item-keys.ts';
import { type FeedItem, readFeed } from './read-feed.ts';

/** What one look at a feed gave. */
export interface Poll {
  readonly feed: string;
  /** `baseline`: the first look, of which nothing is news; `unchanged`: the server says so. */
  readonly status: 'baseline' | 'unchanged' | 'read' | 'failed';
  /** Articles that no feed has had before, in the feed's order. */
  readonly new: readonly { readonly url: string; readonly title: string; readonly published: string }[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_PAUSE_MS = 12 * HOUR_MS;
/** Edited titles are looked for among so many of the last days' items. */
const TITLES = 500;
const TITLE_DAYS = 14;
const MOST_NEW = 100;

const ACCEPT =
  'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5';

/** When a feed that has failed so many times in a row may be read again by itself: twice as long each time. */
export function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, 5 * MINUTE_MS * 2 ** Math.min(failures - 1, 12));
}

/**
 * Reads a feed once and tells what is new over all feeds of this store. The first look is the baseline. What was told is
 * written in one step with the feed's state, so that an item is told once. `now` is in epoch milliseconds.
 */
export async function pollFeed(
  url: string,
  { store, rules, now }: { readonly store: FeedStore; readonly rules: FetchRules; readonly now: number },
): Promise<Poll> {
  const before = await store.feed(url);
  const failed = async (sentence: string): Promise<Poll> => {
    const failures = (before?.failures ?? 0) + 1;
    await store.saveFeed({ ...(before ?? unread(url)), failures, notBefore: now + pauseAfter(failures) }, []);
    return { feed: url, status: 'failed', new: [], problems: [sentence] };
  };
  let items: readonly FeedItem[];
  let state: StoredFeed;
  try {
    const { etag = '', lastModified = '' } = before ?? {};
    const page = await fetchPage({ url, etag, lastModified, accept: ACCEPT }, rules);
    if (page.kind === 'unchanged') {
      await store.saveFeed({ ...(before ?? unread(url)), readAt: now, failures: 0, notBefore: 0 }, []);
      return { feed: url, status: 'unchanged', new: [], problems: [] };
    }
    if (page.cut) return await failed(`${url} was cut off before its end, so nothing was taken from it.`);
    items = readFeed(decodePage(page.bytes, page.contentType).text, page.url);
    state = { url, etag: page.etag, lastModified: page.lastModified, readAt: now, notBefore: 0, failures: 0 };
  } catch (error) {
    return failed(error instanceof FetchTrouble || error instanceof Error ? error.message : String(error));
  }
  const { fresh, keys } = await newAmong(items, url, store, now);
  await store.saveFeed(state, keys);
  if (before === null || before.readAt === 0) return { feed: url, status: 'baseline', new: [], problems: [] };
  const told = fresh
    .slice(0, MOST_NEW)
    .map(({ url: at, title, published }) => ({ url: at, title, published }));
  const problems =
    fresh.length > MOST_NEW
      ? [
          `${fresh.length} items are new at once; the first ${MOST_NEW} are told, the rest are taken as known.`,
        ]
      : [];
  return { feed: url, status: 'read', new: told, problems };
}

function unread(url: string): StoredFeed {
  return { url, etag: '', lastModified: '', readAt: 0, notBefore: 0, failures: 0 };
}

/** Items that are none of those known, with every key that is to be known from now on, of old items too. */
async function newAmong(
  items: readonly FeedItem[],
  feed: string,
  store: FeedStore,
  now: number,
): Promise<{ readonly fresh: readonly FeedItem[]; readonly keys: readonly FeedKey[] }> {
  const all = items.map((item) => ({ item, keys: keysOf(item, feed) })).filter(({ keys }) => keys.length > 0);
  const known = new Map<string, string>();
  for (const { key, item } of await store.knownFeedKeys([...new Set(all.flatMap(({ keys }) => keys))])) {
    known.set(key, item);
  }
  const titles = await store.feedTitlesSince(now - TITLE_DAYS * DAY_MS, TITLES);
  const byPlace = (keys: readonly string[]) =>
    keys.map((key) => (isPlaceKey(key) ? known.get(key) : undefined)).find((found) => found !== undefined);
  // An article that still stands in the feed is not the one that came with a title like its own.
  const standing = new Set(all.flatMap(({ keys }) => byPlace(keys) ?? []));
  const byWords = (item: FeedItem, keys: readonly string[]) => {
    const found = keys.flatMap((key) => (isPlaceKey(key) ? [] : (known.get(key) ?? [])));
    if (found.length > 1 && new Set(found).size === 1) return found[0];
    return [
      ...found,
      ...titles.filter(({ title }) => isEditedTitle(title, item.title)).map((one) => one.item),
    ].find((name) => !standing.has(name));
  };
  const fresh: FeedItem[] = [];
  const written: FeedKey[] = [];
  for (const { item, keys } of all) {
    const name = byPlace(keys) ?? byWords(item, keys);
    const own = name ?? sha256(`${feed}\n${keys.join('\n')}`).slice(0, 32);
    if (name === undefined) fresh.push(item);
    standing.add(own);
    for (const key of keys) {
      if (!known.has(key)) known.set(key, own);
      written.push({ key, item: own, title: item.title, seenAt: now });
    }
  }
  return { fresh, keys: written };
}
