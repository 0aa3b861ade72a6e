import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { Article } from '../article.ts';
import { composeText } from '../compose-article.ts';
import { creditsIn, translatedFrom } from '../credits.ts';
import { dayOfHead } from '../head-day.ts';
import { languageOf } from '../language.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { metadataOf } from './metadata.ts';
import { isPaywallLine, PAYWALL_ELEMENTS } from './paywall.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { markPosts, stripFurniture } from './strip.ts';
import { type StructuredArticle, structuredArticle } from './structured-data.ts';

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
  const walled = [...document.querySelectorAll(PAYWALL_ELEMENTS)];
  for (const element of walled) {
    // Some put the paid part itself into it: that stays.
    if ((element.textContent ?? '').length < 1200) element.remove();
  }
  stripFurniture(document);
  const pieces = mainPieces(document, structured);
  const stub =
    pieces.some(({ text }) => isPaywallLine(text)) || (walled.length > 0 && structured?.free === false);
  const { text, blocks } = composeText(
    pieces.filter((piece) => !isPaywallLine(piece.text) && !isDeck(piece, about.description, pieces)),
    about,
  );
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
    credits: creditsIn(text, whole),
    ...translatedFrom(`${whole.slice(0, 4000)}\n${whole.slice(-4000)}`),
    problems: paywalled ? ['The page is behind a paywall: only what it shows without paying was read.'] : [],
  };
}

/** The pieces of the article: where the page marks it, else where Readability finds it, else as JSON-LD has it. */
function mainPieces(document: PageDocument, structured: StructuredArticle | null): readonly Piece[] {
  const live = livePieces(document, structured);
  if (live !== null) return live;
  const marked = piecesIn(markedBody(document));
  const found = lengthOf(marked) > 600 ? marked : longer(marked, piecesIn(readable(document)));
  const shown = lengthOf(found) > 0 ? found : piecesIn(document.body);
  const body = structured?.body;
  if (body === undefined || body.length < lengthOf(shown) * STRUCTURED_GAIN) return shown;
  return plainPieces(body);
}

/** Entries of a live blog, which Readability would take one of. */
function livePieces(document: PageDocument, structured: StructuredArticle | null): readonly Piece[] | null {
  const updates = structured?.updates ?? [];
  if (updates.length < 2) return null;
  const fromData = updates.flatMap(({ headline, body, published }) => {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(published ?? '')?.[0];
    const pieces = plainPieces(body.replace(/<[^<>]{0,500}>/g, '\n'));
    const title: Piece[] =
      headline === undefined ? [] : [{ kind: 'heading', text: headline, linked: 0, listed: false }];
    return [...title, ...pieces].map((piece) => (day === undefined ? piece : { ...piece, day }));
  });
  const container = document.querySelector(
    '[class*="live-blog"], [class*="liveblog"], [class*="live-updates"], main, article',
  );
  const shown = container === null ? [] : piecesOf(container, true);
  return lengthOf(shown) > lengthOf(fromData) ? shown : fromData;
}

function markedBody(document: PageDocument): PageElement | null {
  const marked = [...document.querySelectorAll('[itemprop="articleBody"]')];
  if (marked.length === 1) return marked[0] ?? null;
  const articles = [...document.querySelectorAll('article')].filter(
    (one) => [...one.querySelectorAll('p')].length > 1,
  );
  return articles.length === 1 ? (articles[0] ?? null) : null;
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
  const paragraphs = /\n\s*\n/.test(text) ? text.split(/\n\s*\n/) : text.split('\n');
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
