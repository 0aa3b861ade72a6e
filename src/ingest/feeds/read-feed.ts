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
  const feed = parsed.feed as Based & {
    readonly items?: readonly Loose[];
    readonly entries?: readonly Loose[];
  };
  const feedBase = basedOn(feed, base);
  return [...(feed.items ?? []), ...(feed.entries ?? [])]
    .slice(0, MOST_ITEMS)
    .map((item) => itemOf(item, basedOn(item, feedBase)));
}

/** What relative addresses in an element begin with (https://www.w3.org/TR/xmlbase/). */
interface Based {
  readonly xml?: { readonly base?: unknown };
}

function basedOn({ xml }: Based, around: string): string {
  return URL.parse(textOf(xml?.base), around)?.href ?? around;
}

interface Loose extends Based {
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
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) =>
      name === undefined
        ? letter(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16))
        : (NAMED[name] ?? whole),
    )
    .replace(/\s+/g, ' ')
    .trim();
}

/** Character references that titles are full of: feeds carry markup as text. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', hellip: '…' },
  ...{ ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', sbquo: '‚', bdquo: '„', laquo: '«', raquo: '»' },
  ...{ ndash: '–', mdash: '—', eacute: 'é', auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', euro: '€' },
};

function letter(code: number): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}
