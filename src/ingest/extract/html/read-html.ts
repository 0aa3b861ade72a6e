import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { Article } from '../article.ts';
import { composeText } from '../compose-article.ts';
import { creditsIn, edges, translatedFrom } from '../credits.ts';
import { dayOfHead } from '../head-day.ts';
import { languageOf } from '../language.ts';
import { visible } from '../tidy.ts';
import { isElement, type PageDocument, type PageElement } from './dom.ts';
import { type Metadata, metadataOf } from './metadata.ts';
import { isPaywallLine, noArticle, PAYWALL_ELEMENTS } from './paywall.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { markHeadline, markPosts, stripFurniture } from './strip.ts';
import { type StructuredArticle, structuredArticle, unescaped } from './structured-data.ts';

/** Deeper nesting is no article, and takes the readers of pages a time that grows with its square. */
const MOST_DEPTH = 400;
/** The body in JSON-LD is taken where the page itself shows so much less. */
const STRUCTURED_GAIN = 1.4;

/** The article of a page's markup. @throws Error with a sentence where there is none */
export function readHtml(html: string, url: string | undefined): Article {
  if (depthOf(html) > MOST_DEPTH) {
    throw new Error(
      `The page's elements stand more than ${MOST_DEPTH} deep in one another, so it was not read.`,
    );
  }
  const document = parseHTML(wrapped(html)).document as unknown as PageDocument;
  const structured = structuredArticle(
    [...document.querySelectorAll('script[type="application/ld+json"]')].map(
      (script) => script.textContent ?? '',
    ),
  );
  const about = metadataOf(document, structured, url);
  const whole = piecesIn(document.body)
    .map(({ text }) => text)
    .join('\n');
  markPosts(document);
  markHeadline(document, about.title);
  const walled = [...document.querySelectorAll(PAYWALL_ELEMENTS)];
  for (const element of walled) {
    // Some put the paid part itself into it: that stays.
    if ((element.textContent ?? '').length < 1200) element.remove();
  }
  stripFurniture(document);
  const { pieces, left } = mainPieces(document, structured, about, url);
  const stub =
    pieces.some(({ text }) => isPaywallLine(text)) || (walled.length > 0 && structured?.free === false);
  const { text, blocks, problems } = composeText(
    pieces.filter((piece) => !isPaywallLine(piece.text) && !isDeck(piece, about.description, pieces)),
    about,
  );
  const none = noArticle(`${about.title ?? ''}\n${text}`);
  if (none !== null) throw new Error(none);
  if (text === '') throw new Error('No article was found on the page.');
  const paywalled = stub || (structured?.free === false && text.length < 1500);
  const found = languageOf(text);
  const day = about.published ?? dayOfHead(pieces.map((piece) => piece.text));
  return {
    ...about,
    ...(day === null ? {} : { published: day }),
    ...(found === null ? {} : { language: found }),
    text,
    blocks,
    credits: creditsIn(edges(pieces), whole),
    ...translatedFrom(`${whole.slice(0, 4000)}\n${whole.slice(-4000)}`),
    problems: [
      ...(paywalled ? ['The page is behind a paywall: only what it shows without paying was read.'] : []),
      ...(left === 0
        ? []
        : [`The page has ${left + 1} articles on it: only the one with its title was read.`]),
      ...problems,
    ],
  };
}

/** The pieces of a page's article, with how many other articles of the page they leave out. */
interface Main {
  readonly pieces: readonly Piece[];
  readonly left: number;
}

/** The pieces of the article: where the page marks it, else where Readability finds it, else as JSON-LD has it. */
function mainPieces(
  document: PageDocument,
  structured: StructuredArticle | null,
  { title }: Metadata,
  url: string | undefined,
): Main {
  const live = livePieces(document, structured, `${title ?? ''} ${url ?? ''}`);
  if (live !== null) return { pieces: live, left: 0 };
  const { pieces: marked, left } = markedPieces(document, title);
  const found = lengthOf(marked) > 600 || left > 0 ? marked : longer(marked, piecesIn(readable(document)));
  const shown = lengthOf(found) > 0 ? found : piecesIn(document.body);
  const body = structured?.body;
  if (body === undefined || body.length < lengthOf(shown) * STRUCTURED_GAIN) return { pieces: shown, left };
  return { pieces: structuredPieces(body), left: 0 };
}

/** The body that JSON-LD gives, which may be markup, or markup written as text. */
function structuredPieces(body: string): readonly Piece[] {
  const markup = /&lt;\/?(?:p|br|div|h[1-6])\b/i.test(body) ? unescaped(body) : body;
  if (/<\/?(?:p|br|div|h[1-6])\b/i.test(markup)) {
    const { document } = parseHTML(wrapped(markup));
    return piecesIn(document.body as unknown as PageElement);
  }
  return plainPieces(unescaped(markup));
}

/** Names of pages that are written on while things happen. */
const LIVE =
  /\blive(?:blog|ticker| blog| updates)?\b|\b(?:newsblog|ticker|as it happened|minute by minute)\b|наживо|онлайн/i;
const LIVE_CONTAINER =
  '[class*="live-blog"], [class*="liveblog"], [class*="live-updates"], [class*="live-feed"], main, article';

/** Entries of a live blog, which Readability would take one of, each with its day. */
function livePieces(
  document: PageDocument,
  structured: StructuredArticle | null,
  name: string,
): readonly Piece[] | null {
  const updates = structured?.updates ?? [];
  const container = document.querySelector(LIVE_CONTAINER);
  if (updates.length < 2 && !(LIVE.test(name) && momentsIn(container) > 1)) return null;
  const fromData = updates.flatMap(({ headline, body, published }) => {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(published ?? '')?.[0];
    const title: Piece[] =
      headline === undefined ? [] : [{ kind: 'heading', text: headline, linked: 0, listed: false }];
    return [...title, ...structuredPieces(body)].map((piece) =>
      day === undefined ? piece : { ...piece, day },
    );
  });
  const shown = container === null ? [] : piecesOf(container, true);
  return lengthOf(shown) > lengthOf(fromData) ? shown : fromData;
}

/** How many different moments an element's parts are stamped with. */
function momentsIn(element: PageElement | null): number {
  const stamps = [...(element?.querySelectorAll('time[datetime]') ?? [])];
  return new Set(stamps.map((stamp) => stamp.getAttribute('datetime'))).size;
}

/** An `<article>` with so many characters is more than a teaser. */
const LEAST_ARTICLE = 400;

/** What the page marks as its article: of several the one that has the page's title, or all where none has. */
function markedPieces(document: PageDocument, title: string | undefined): Main {
  const bodies = [...document.querySelectorAll('[itemprop="articleBody"]')];
  if (bodies.length === 1) return { pieces: piecesIn(bodies[0] ?? null), left: 0 };
  const articles = [...document.querySelectorAll('article')].filter(
    (one) => [...one.querySelectorAll('p')].length > 1 && !withinArticle(one),
  );
  if (articles.length < 2) return { pieces: piecesIn(articles[0] ?? null), left: 0 };
  const long = articles.filter((one) => (one.textContent ?? '').length >= LEAST_ARTICLE);
  const titled = articles.filter((one) =>
    [...one.querySelectorAll('h1, h2')].some(
      (heading) => keyOf(heading.textContent ?? '') === keyOf(title ?? ''),
    ),
  );
  const [only] = titled;
  if (titled.length === 1 && only !== undefined)
    return { pieces: piecesIn(only), left: long.filter((one) => one !== only).length };
  return { pieces: articles.flatMap((one) => piecesOf(one)), left: 0 };
}

function withinArticle({ parentNode }: PageElement): boolean {
  for (let at = parentNode; at !== null && isElement(at); at = at.parentNode) {
    if (/^ARTICLE$/i.test(at.tagName)) return true;
  }
  return false;
}

function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What Readability takes for the article, on a copy: it takes the page apart. */
function readable(document: PageDocument): PageElement | null {
  const copy = parseHTML(document.documentElement.toString()).document;
  const found = new Readability<PageElement>(copy as never, {
    charThreshold: 200,
    keepClasses: true,
    serializer: (element) => element as unknown as PageElement,
  }).parse();
  return found?.content ?? null;
}

function piecesIn(element: PageElement | null): readonly Piece[] {
  return element === null ? [] : piecesOf(element);
}

/** Pieces of text that has no markup: paragraphs at empty lines, or at each line feed where there are none. */
export function plainPieces(text: string): readonly Piece[] {
  const lines = visible(text);
  const paragraphs = /\n\s*\n/.test(lines) ? lines.split(/\n\s*\n/) : lines.split('\n');
  return paragraphs
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({ kind: 'paragraph', text: paragraph, linked: 0, listed: false }));
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { kind, text }) => sum + (kind === 'heading' ? 0 : text.length), 0);
}

function longer(a: readonly Piece[], b: readonly Piece[]): readonly Piece[] {
  return lengthOf(b) > lengthOf(a) * 1.2 ? b : lengthOf(a) > 0 ? a : b;
}

/** The sentence under the headline that only says what follows: a heading of its own before the first paragraph. */
function isDeck(piece: Piece, description: string | undefined, pieces: readonly Piece[]): boolean {
  if (piece.kind !== 'heading' || description === undefined) return false;
  return (
    piece === pieces.find(({ kind }) => kind === 'heading') &&
    piece.text === description.replace(/\s+/g, ' ').trim()
  );
}

/** How deep elements stand in one another, by their tags alone; those that need no end do not count. */
function depthOf(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (UNENDED.test(name)) continue;
    depth = close === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > most) most = depth;
  }
  return most;
}

const UNENDED =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|tr|th|dt|dd|option|tbody|thead|tfoot|colgroup|path|circle|rect|use|line|polygon|g|polyline|ellipse|stop)$/i;

/** A fragment becomes a page: the parser expects one. */
function wrapped(html: string): string {
  return /<(?:html|body)\b/i.test(html)
    ? html
    : `<!doctype html><html><head></head><body>${html}</body></html>`;
}
