import { isDay } from '../../../domain/when.ts';
import { dayIn } from '../head-day.ts';
import { tidy } from '../tidy.ts';
import type { PageDocument } from './dom.ts';
import { type StructuredArticle, unescaped } from './structured-data.ts';

/** What a page says of itself, before anybody has looked at its text. */
export interface Metadata {
  readonly url?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly publishedAt?: string;
  readonly language?: string;
  readonly description?: string;
  readonly author?: string;
  /** Address of the page it is a copy of, as it says. */
  readonly originalAt?: string;
}

/** Reads title, publisher, day and language where pages put them; what the page says in JSON-LD comes first. */
export function metadataOf(
  document: PageDocument,
  structured: StructuredArticle | null,
  url?: string,
): Metadata {
  const meta = (...names: readonly string[]) => {
    for (const name of names) {
      for (const key of ['property', 'name', 'itemprop']) {
        const content = document.querySelector(`meta[${key}="${name}"]`)?.getAttribute('content')?.trim();
        if (content) return content;
      }
    }
    return undefined;
  };
  const own = webAddress(
    document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? meta('og:url'),
    url,
  );
  const site = structured?.publisher ?? meta('og:site_name', 'application-name', 'publisher', 'dc.publisher');
  const address = own ?? url;
  const publisher =
    site ?? (address === undefined ? undefined : URL.parse(address)?.hostname.replace(/^www\./, ''));
  const html = document.querySelector('html')?.getAttribute('lang') ?? undefined;
  return defined({
    url: own,
    title: titleOf(document, structured?.headline ?? meta('og:title', 'twitter:title', 'dc.title'), site),
    publisher: publisher?.slice(0, 200),
    ...publishedOf(document, structured, meta, address),
    language: languageCode(structured?.language ?? html ?? meta('og:locale', 'content-language', 'language')),
    description: structured?.description ?? meta('og:description', 'description', 'twitter:description'),
    author: structured?.author ?? meta('author', 'article:author', 'byl'),
    originalAt: webAddress(meta('original-source', 'syndication-source') ?? structured?.basedOn, url),
  });
}

function titleOf(
  document: PageDocument,
  said: string | undefined,
  site: string | undefined,
): string | undefined {
  const headings = [...document.querySelectorAll('h1, [itemprop="headline"]')]
    .map((heading) => tidy(heading.textContent ?? ''))
    .filter((text) => text !== '');
  const name = tidy(document.querySelector('title')?.textContent ?? '').replace(
    /^Print(?:er[- ]friendly)? ?[:|–-] /i,
    '',
  );
  // Of several headings each may be that of a part of the page, or the name of the site.
  const [only = ''] = new Set(headings).size === 1 || name === '' ? headings : [];
  const whole = unescaped(tidy(said ?? '')) || only || name;
  if (whole === '') return undefined;
  // A quotation mark in it ended the attribute.
  const longer = headings.find((text) => key(whole).length >= 8 && key(text).startsWith(key(whole)));
  if (longer !== undefined) return longer.slice(0, 500);
  const heading = headings.find((text) => whole.startsWith(text)) ?? '';
  // Many put their own name behind: "Talks go on - Example News".
  const parts = whole.split(/ [|–—-] /);
  const last = parts.at(-1) ?? '';
  const isSite = site !== undefined && key(last) === key(site);
  const shorter =
    isSite || (heading !== '' && whole.startsWith(heading) && parts.length > 1) ? parts.slice(0, -1) : parts;
  const title = isSite ? whole.slice(0, whole.length - last.length).replace(/ [|–—-] $/, '') : whole;
  return (
    shorter.length > 0 && !isSite && whole.startsWith(heading) && heading !== '' ? heading : title
  ).slice(0, 500);
}

function publishedOf(
  document: PageDocument,
  structured: StructuredArticle | null,
  meta: (...names: readonly string[]) => string | undefined,
  url: string | undefined,
): Pick<Metadata, 'published' | 'publishedAt'> {
  const said = [
    structured?.published,
    meta(
      'article:published_time',
      'og:article:published_time',
      'datePublished',
      'date',
      'pubdate',
      'publishdate',
      'publish-date',
      'parsely-pub-date',
      'sailthru.date',
      'dc.date',
      'dc.date.issued',
      'DC.date',
      'DC.date.issued',
      'dcterms.issued',
      'dcterms.date',
      'dcterms.created',
      'last-modified',
    ),
    document
      .querySelector(
        'time[pubdate], time[itemprop="datePublished"], article time[datetime], header time[datetime], time[datetime]',
      )
      ?.getAttribute('datetime') ?? undefined,
  ];
  for (const value of said) {
    const day = dayIn(value ?? '');
    if (day !== null) return { published: day, ...momentIn(value ?? '') };
  }
  const [, year, month, date] =
    /\/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\/|-|$)/.exec(url ?? '') ?? [];
  const inAddress = `${year}-${month}-${date}`;
  return isDay(inAddress) ? { published: inAddress } : {};
}

/** A day alone, and a time without an offset, are no moment. */
function momentIn(stamp: string): Pick<Metadata, 'publishedAt'> {
  const [moment] = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,16}(?:Z|[+-]\d{2}:?\d{2})$/i.exec(stamp.trim()) ?? [];
  return moment === undefined ? {} : { publishedAt: moment };
}

function languageCode(said: string | undefined): string | undefined {
  const [code] = /^[a-z]{2}(?=$|[-_])/.exec(said?.toLowerCase() ?? '') ?? [];
  return code === 'ua' ? 'uk' : code;
}

function webAddress(written: string | undefined | null, base?: string): string | undefined {
  const url = written ? URL.parse(written, base) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' ? url.href : undefined;
}

function key(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
