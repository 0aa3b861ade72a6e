import { sha256 } from '../add/source-id.ts';
import { addressKey } from '../lineage/known-article.ts';
import { wordsOf } from '../lineage/likeness.ts';
import type { FeedItem } from './read-feed.ts';

/** Titles of fewer words are those of many articles. */
const TITLE_WORDS = 5;
const SUMMARY_WORDS = 10;

/** True for keys that say which item it is; the others, its words, only say which it looks like. */
export function isPlaceKey(key: string): boolean {
  return /^(?:id|url|slug):/.test(key);
}

/**
 * Everything one item is known by. Feeds change each of these without a new article: ids are made anew, links move,
 * titles are edited; an item that shares one of them with another is the same. Ids count within their feed alone, the
 * rest over all feeds.
 */
export function keysOf(item: FeedItem, feed: string): readonly string[] {
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

/** True where two titles are one that was edited: most words are the same, and all numbers. */
export function isEditedTitle(one: string, other: string): boolean {
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  if (a.size < TITLE_WORDS || b.size < TITLE_WORDS) return false;
  const numbers = (words: ReadonlySet<string>) =>
    [...words]
      .filter((word) => COUNTS.test(word))
      .sort()
      .join();
  if (numbers(a) !== numbers(b)) return false;
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return both / (a.size + b.size - both) >= 0.7;
}
