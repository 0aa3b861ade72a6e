import { parseFeed } from 'feedsmith';
import { dayIn } from '../extract/head-day.ts';

/** An item of a feed, whatever kind of feed it is. */
export interface FeedItem {
  /** The feed's own id of it; '' where it has none. */
  readonly id: string;
  /** Whole address; '' where it has none. */
  readonly url: string;
  readonly title: string;
  /** ISO day; '' where it gives none. */
  readonly published: string;
  /** Words that describe it, markup taken out; may be ''. */
  readonly summary: string;
}

/** Longer lists are cut: the newest come first. */
const MOST_ITEMS = 1000;
/** Longer than any title or address that leads somewhere. */
const LONGEST_TITLE = 500;
const LONGEST_ADDRESS = 2000;

/** Reads RSS, Atom, RDF or JSON Feed. `base` is the feed's own address. @throws Error with a sentence for anything else */
export function readFeed(text: string, base: string): readonly FeedItem[] {
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text);
  } catch {
    throw new Error(`${base} is no feed: RSS, Atom and JSON Feed are read.`);
  }
  // One shape is read for four kinds: each names a few of these.
  const feed = parsed.feed as { readonly items?: readonly Loose[]; readonly entries?: readonly Loose[] };
  return [...(feed.items ?? []), ...(feed.entries ?? [])]
    .slice(0, MOST_ITEMS)
    .map((item) => itemOf(item, base));
}

interface Loose {
  readonly id?: unknown;
  readonly guid?: unknown;
  readonly url?: unknown;
  readonly link?: unknown;
  readonly links?: readonly { readonly href?: unknown; readonly rel?: unknown }[];
  readonly title?: unknown;
  readonly published?: unknown;
  readonly updated?: unknown;
  readonly pubDate?: unknown;
  readonly date_published?: unknown;
  readonly dc?: { readonly date?: unknown; readonly dates?: readonly unknown[] };
  readonly description?: unknown;
  readonly summary?: unknown;
  readonly content_text?: unknown;
  readonly content_html?: unknown;
}

function itemOf(item: Loose, base: string): FeedItem {
  const links = item.links ?? [];
  const link = links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0];
  const id = textOf(item.id) || textOf(item.guid);
  const written =
    textOf(item.link) || textOf(item.url) || textOf(link?.href) || (/^https?:/.test(id) ? id : '');
  const url = URL.parse(written, base);
  const dates = [
    item.published,
    item.pubDate,
    item.date_published,
    item.dc?.date,
    item.dc?.dates?.[0],
    item.updated,
  ];
  return {
    id,
    url: written !== '' && url !== null && isFetched(url) ? url.href : '',
    title: plain(textOf(item.title)).slice(0, LONGEST_TITLE),
    published: dates.map((date) => dayIn(textOf(date)) ?? '').find((day) => day !== '') ?? '',
    summary: plain(
      textOf(item.description) ||
        textOf(item.summary) ||
        textOf(item.content_text) ||
        textOf(item.content_html),
    ).slice(0, 2000),
  };
}

function isFetched({ protocol, href }: URL): boolean {
  return /^https?:$/.test(protocol) && href.length <= LONGEST_ADDRESS;
}

/** Text as feeds give it: itself, or an object that holds it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  const { value: inner, text } = value as { readonly value?: unknown; readonly text?: unknown };
  return typeof inner === 'string' ? inner.trim() : typeof text === 'string' ? text.trim() : '';
}

function plain(markup: string): string {
  return markup
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
