import { isDay } from '../../../domain/when.ts';
import type { PageDocument } from './dom.ts';
import type { StructuredArticle } from './structured-data.ts';

/** What a page says of itself, before anybody has looked at its text. */
export interface Metadata {
  readonly url?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly published?: string;
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
    published: publishedOf(document, structured, meta, address),
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
  const heading = clean(document.querySelector('h1')?.textContent ?? '');
  const whole = clean(said ?? '') || heading || clean(document.querySelector('title')?.textContent ?? '');
  if (whole === '') return undefined;
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
): string | undefined {
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
    if (day !== null) return day;
  }
  const [, year, month, date] =
    /\/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\/|-|$)/.exec(url ?? '') ?? [];
  const inAddress = `${year}-${month}-${date}`;
  return isDay(inAddress) ? inAddress : undefined;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** The calendar day a time stamp or written date names, as it is written there (its own zone's day); null for none. */
export function dayIn(stamp: string): string | null {
  const [iso] = /^\s*\d{4}-\d{2}-\d{2}/.exec(stamp) ?? [];
  if (iso !== undefined) return isDay(iso.trim()) ? iso.trim() : null;
  const [, compact] = /^\s*(20\d{6})(?:\D|$)/.exec(stamp) ?? [];
  const [, d1, m1, y1] = /\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\p{L}{3,9})\.?,?\s+(\d{4})\b/u.exec(stamp) ?? [];
  const [, m2, d2, y2] = /\b(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/u.exec(stamp) ?? [];
  const [, d3, m3, y3] = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/.exec(stamp) ?? [];
  const day =
    compact?.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3') ??
    written(y1, m1, d1) ??
    written(y2, m2, d2) ??
    numbers(y3, m3, d3);
  return day !== null && isDay(day) ? day : null;
}

function written(year?: string, month?: string, day?: string): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const at = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3)));
  return at < 0 ? null : numbers(year, String(at + 1), day);
}

function numbers(year?: string, month?: string, day?: string): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function languageCode(said: string | undefined): string | undefined {
  const [code] = /^[a-z]{2}(?=$|[-_])/.exec(said?.toLowerCase() ?? '') ?? [];
  return code === 'ua' ? 'uk' : code;
}

function webAddress(written: string | undefined | null, base?: string): string | undefined {
  const url = written ? URL.parse(written, base) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' ? url.href : undefined;
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function key(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
