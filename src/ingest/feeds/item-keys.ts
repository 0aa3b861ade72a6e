import { sha256 } from '../add/source-id.ts';
import { addressKey } from '../lineage/known-article.ts';
import { wordsOf } from '../lineage/likeness.ts';
import type { FeedItem } from './read-feed.ts';

/** Titles of fewer words are those of many articles. */
const TITLE_WORDS = 5;
const SUMMARY_WORDS = 10;
/** Words of a title that are compared. */
const MOST_TITLE_WORDS = 40;

/** An item with what it is known by. */
export interface KeyedItem extends Pick<FeedItem, 'url' | 'title' | 'published'> {
  readonly keys: readonly string[];
  readonly titleWords: TitleWords;
}

/** A title as edited ones are compared. */
export interface TitleWords {
  /** Each once. */
  readonly words: readonly string[];
  /** Numbers and what else makes another article of a title that is the same otherwise. */
  readonly counts: string;
}

export function knownItem(item: FeedItem, feed: string): KeyedItem {
  const { url, title, published } = item;
  return { url, title, published, keys: keysOf(item, feed), titleWords: titleWordsOf(title) };
}

/** True for keys that say which item it is; the others, its words, only say which it looks like. */
export function isPlaceKey(key: string): boolean {
  return /^(?:id|url|slug):/.test(key);
}

/**
 * Everything one item is known by. Feeds change each of these without a new article: ids are made anew, links move,
 * titles are edited; an item that shares one of them with another is the same. Ids count within their feed alone, the
 * rest over all feeds.
 */
function keysOf(item: FeedItem, feed: string): readonly string[] {
  const keys: string[] = [];
  if (item.id !== '') keys.push(`id:${sha256(`${addressKey(feed)}\n${item.id}`).slice(0, 32)}`);
  if (item.url !== '') {
    keys.push(`url:${addressKey(item.url)}`);
    const slug = slugOf(item.url);
    if (slug !== null) keys.push(`slug:${slug}`);
  }
  const title = wordsOf(item.title);
  if (title.length >= TITLE_WORDS) keys.push(`title:${title.join(' ').slice(0, 300)}`);
  const summary = wordsOf(item.summary);
  if (summary.length >= SUMMARY_WORDS)
    keys.push(`text:${sha256(summary.slice(0, 60).join(' ')).slice(0, 32)}`);
  return [...new Set(keys)];
}

/** The part of an address that names the article, wherever it is moved to: words joined by hyphens, or a long number. */
function slugOf(address: string): string | null {
  const url = URL.parse(address);
  const last =
    url?.pathname
      .split('/')
      .findLast((part) => part !== '')
      ?.replace(/\.\w{2,5}$/, '') ?? '';
  if (last.split('-').length >= 4) return last.toLowerCase();
  const number = /(?:^|[-_.])(\d{6,})$/.exec(last)?.[1];
  return number === undefined || /^20\d{6}$/.test(number)
    ? null
    : `${url?.hostname.replace(/^www\./, '')}/${number}`;
}

/** What makes another article of a title that is the same otherwise. */
const COUNTS =
  /\d|^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|one|two|three|four|five|six|seven|eight|nine|ten|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;

export function titleWordsOf(title: string): TitleWords {
  const words = [...new Set(wordsOf(title))].slice(0, MOST_TITLE_WORDS);
  return {
    words,
    counts: words
      .filter((word) => COUNTS.test(word))
      .sort()
      .join(),
  };
}

/** Finds titles of which another is an edited form: most words are the same, and all numbers. The newest come first. */
export function titleIndex<T extends { readonly title: string }>(
  titles: readonly T[],
): (edited: TitleWords) => readonly T[] {
  const known = titles.map((of) => ({ of, title: titleWordsOf(of.title) }));
  const having = new Map<string, number[]>();
  for (const [at, { title }] of known.entries()) {
    for (const word of title.words) {
      const list = having.get(word);
      if (list === undefined) having.set(word, [at]);
      else list.push(at);
    }
  }
  return ({ words, counts }) => {
    if (words.length < TITLE_WORDS) return [];
    const shared = new Map<number, number>();
    for (const word of words) {
      for (const at of having.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    return known
      .filter(({ title }, at) => {
        const both = shared.get(at) ?? 0;
        return (
          title.words.length >= TITLE_WORDS &&
          title.counts === counts &&
          both / (words.length + title.words.length - both) >= 0.7
        );
      })
      .map(({ of }) => of);
  };
}
