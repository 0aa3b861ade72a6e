import { setImmediate as breathe } from 'node:timers/promises';
import type { FeedKey, FeedStore, StoredFeed, WaitingItem } from '../../store/ports/feeds.ts';
import { sha256 } from '../add/source-id.ts';
import { fetchPage } from '../fetch/fetch-page.ts';
import type { FetchRules } from '../fetch/fetch-rules.ts';
import { FetchTrouble } from '../fetch/fetch-trouble.ts';
import { isPlaceKey, type KeyedItem, titleIndex } from './item-keys.ts';
import { type FeedPage, type FeedRead, readFeedAside } from './read-aside.ts';

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

/** How a feed is read. */
export interface PollOptions {
  readonly store: FeedStore;
  readonly rules: FetchRules;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Of a feed that is watched for a story: what is known counts within the story, and what is new waits in the store. */
  readonly watched?: {
    readonly story: string;
    /** How long until it is read again after so many failures in a row, 0 included; milliseconds. */
    readonly pause: (failures: number) => number;
  };
  /** How a feed is taken apart; in a thread of its own unless given. */
  readonly read?: (page: FeedPage) => FeedRead | Promise<FeedRead>;
  /** Runs work that two looks must not do at a time: which articles are new is read and written. */
  readonly alone?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What a feed is kept under: watched ones within their story. */
export function feedName(url: string, story?: string): string {
  return `${scopeOf(story)}${url}`;
}

/** What is known of one story's feeds begins so in the store; no key of any other kind does. */
function scopeOf(story: string | undefined): string {
  return story === undefined ? '' : `story:${story} `;
}

/**
 * Reads a feed once and tells what is new over all feeds of this store (of a watched one: of its story). The first look
 * is the baseline. What was told is written in one step with the feed's state, so that an item is told once.
 */
export async function pollFeed(url: string, options: PollOptions): Promise<Poll> {
  const { store, rules, now, watched, alone = (work) => work() } = options;
  const name = feedName(url, watched?.story);
  const before = (await store.feed(name)) ?? unread(name);
  const pause = watched?.pause ?? pauseAfter;
  const next = (failures: number) => (watched === undefined && failures === 0 ? 0 : now + pause(failures));
  const failed = async (trouble: string, leastMs = 0): Promise<Poll> => {
    const failures = before.failures + 1;
    const notBefore = Math.max(next(failures), now + leastMs);
    await store.saveFeed({ ...before, failures, notBefore, checkedAt: now, trouble }, []);
    return { feed: url, status: 'failed', new: [], problems: [trouble] };
  };
  let read: FeedRead;
  let state: StoredFeed = {
    ...before,
    readAt: now,
    checkedAt: now,
    notBefore: next(0),
    failures: 0,
    trouble: '',
  };
  try {
    const { etag, lastModified } = before;
    const page = await fetchPage({ url, etag, lastModified, accept: ACCEPT }, rules);
    if (page.kind === 'unchanged') {
      await store.saveFeed(state, []);
      return { feed: url, status: 'unchanged', new: [], problems: [] };
    }
    if (page.cut) return await failed(`${url} was cut off before its end, so nothing was taken from it.`);
    const { bytes, contentType } = page;
    read = await (options.read ?? readFeedAside)({ bytes, contentType, url: page.url, feed: url });
    state = { ...state, etag: page.etag, lastModified: page.lastModified };
  } catch (error) {
    if (!(error instanceof FetchTrouble)) throw error;
    return failed(error.message, error.retryAfterMs);
  }
  if (read.kind === 'nothing') return failed(read.sentence);
  const { items } = read;
  const isBaseline = before.readAt === 0;
  const fresh = await alone(async () => {
    const found = await newAmong(items, { feed: url, store, now, scope: scopeOf(watched?.story) });
    const told = isBaseline ? [] : found.fresh.slice(0, MOST_NEW);
    const waiting = watched === undefined ? [] : told.flatMap((item) => waitingOf(item, name, now));
    await store.saveFeed(state, found.keys, waiting);
    return isBaseline ? [] : found.fresh;
  });
  if (isBaseline) return { feed: url, status: 'baseline', new: [], problems: [] };
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
  return {
    ...{ url, etag: '', lastModified: '', readAt: 0, notBefore: 0, failures: 0, checkedAt: 0, trouble: '' },
  };
}

interface Fresh extends KeyedItem {
  /** What its keys are written under. */
  readonly name: string;
}

/** An item without an address leads to no article. */
function waitingOf({ url, title, name }: Fresh, feed: string, now: number): readonly WaitingItem[] {
  return url === '' ? [] : [{ feed, item: name, url, title, foundAt: now, notBefore: 0, failures: 0 }];
}

/** Items looked at without a pause: a feed of thousands must not hold up what else the process does. */
const ITEMS_A_TURN = 100;
const KEYS_A_TURN = 400;

/**
 * Items that are none of those known, with every key that is to be known from now on, of old items too. A key that was
 * seen within a day is not written again.
 */
async function newAmong(
  items: readonly KeyedItem[],
  about: { readonly feed: string; readonly store: FeedStore; readonly now: number; readonly scope: string },
): Promise<{ readonly fresh: readonly Fresh[]; readonly keys: readonly FeedKey[] }> {
  const { feed, store, now, scope } = about;
  const all = items.filter(({ keys }) => keys.length > 0);
  const known = new Map<string, string>();
  const written = new Map<string, FeedKey>();
  const recent = new Set<string>();
  const asked = [...new Set(all.flatMap(({ keys }) => keys))].map((key) => `${scope}${key}`);
  for (let from = 0; from < asked.length; from += KEYS_A_TURN) {
    for (const { key, item, seenAt } of await store.knownFeedKeys(asked.slice(from, from + KEYS_A_TURN))) {
      known.set(key.slice(scope.length), item);
      if (Math.abs(now - seenAt) < DAY_MS) recent.add(key.slice(scope.length));
    }
    await breathe();
  }
  const edited = titleIndex(await store.feedTitlesSince(now - TITLE_DAYS * DAY_MS, TITLES, scope));
  const byPlace = (keys: readonly string[]) =>
    keys.map((key) => (isPlaceKey(key) ? known.get(key) : undefined)).find((found) => found !== undefined);
  // An article that still stands in the feed is not the one that came with a title like its own.
  const standing = new Set(all.flatMap(({ keys }) => byPlace(keys) ?? []));
  const byWords = ({ keys, titleWords }: KeyedItem) => {
    const found = keys.flatMap((key) => (isPlaceKey(key) ? [] : (known.get(key) ?? [])));
    if (found.length > 1 && new Set(found).size === 1) return found[0];
    return [...found, ...edited(titleWords).map(({ item }) => item)].find((one) => !standing.has(one));
  };
  const fresh: Fresh[] = [];
  for (const [at, item] of all.entries()) {
    if (at % ITEMS_A_TURN === ITEMS_A_TURN - 1) await breathe();
    const { keys, title } = item;
    const found = byPlace(keys) ?? byWords(item);
    const name = found ?? sha256(`${feed}\n${keys.join('\n')}`).slice(0, 32);
    if (found === undefined) fresh.push({ ...item, name });
    standing.add(name);
    for (const key of keys) {
      if (!known.has(key)) known.set(key, name);
      if (!recent.has(key)) written.set(key, { key: `${scope}${key}`, item: name, title, seenAt: now });
    }
  }
  return { fresh, keys: [...written.values()] };
}
