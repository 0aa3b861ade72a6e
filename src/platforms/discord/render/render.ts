import {
  type Answer,
  type AnswerStatus,
  type Block,
  type Citation,
  type Span,
  type Spans,
  speaksOfStory,
} from '../../../answer/answer.ts';
import { agedWords, besideName, qualityName, qualityWords } from '../../../answer/provenance.ts';
import { unreachable } from '../../../domain/errors.ts';
import { oncePerRecord } from '../../../domain/lookups/once-per-record.ts';
import { formatDay, formatWhen } from '../../../domain/when.ts';
import { LIMITS, TEXT_BUDGET } from './limits.ts';
import {
  COMPONENT,
  type Container,
  type MediaGallery,
  type Separator,
  type TextDisplay,
  textLength,
} from './payload.ts';
import { clip, literal, maskedLink } from './text.ts';

/** Where in a long answer a page stands; `number` is 1-based. */
export interface PagePlace {
  readonly number: number;
  readonly count: number;
}

/** Longest title of a story in the small print, in characters. */
const LONGEST_STORY = 100;

/** Of an answer that fits one message: no page number is shown. */
export const ONLY_PAGE: PagePlace = { number: 1, count: 1 };

/**
 * One page of an answer as a container: status in words and colour, headline, blocks in reading order, the sources it
 * cites as a numbered list of links, "as of" last. A page that `paging.ts` made fits Discord's limits with every
 * source in full; anything else is shown with shorter source lines rather than refused by Discord.
 */
export function renderPage(
  page: Answer,
  place: PagePlace = ONLY_PAGE,
  texts: Texts = createTexts(),
): Container {
  for (const detail of ['full', 'short'] as const) {
    const container = containerOf(page, place, detail, texts);
    if (textLength([container]) <= TEXT_BUDGET) return container;
  }
  return trimmed(containerOf(page, place, 'short', texts));
}

/** The page at a level of detail; a card has source lines of its own, short already. */
function containerOf(page: Answer, place: PagePlace, detail: SourceDetail, texts: Texts): Container {
  const sources = sourcesOf(page, detail, texts);
  return {
    type: COMPONENT.container,
    accent_color: statusOf(page.status).colour,
    components: [
      text(`${topOf(page, texts)}${blocksOf(page.blocks, texts)}`),
      ...(page.picture === undefined ? [] : [gallery(page.picture)]),
      ...(sources.length === 0 ? [] : [DIVIDER]),
      ...[[...sources, footerOf(page, place)].filter((line) => line !== '').join('\n')]
        .filter((small) => small !== '')
        .map(text),
    ],
  };
}

/** What Discord counts of a card as `renderPage` shows it, found without putting it together: many are tried. */
export function cardLength(card: Answer, texts: Texts): number {
  let length = topOf(card, texts).length;
  let previous: Block['kind'] | null = null;
  for (const block of card.blocks) {
    length += gapBetween(previous, block.kind).length + texts.block(block).length;
    previous = block.kind;
  }
  const small = [...sourcesOf(card, 'full', texts), footerOf(card, ONLY_PAGE)];
  let lines = 0;
  for (const line of small) {
    if (line === '') continue;
    length += line.length + (lines > 0 ? 1 : 0);
    lines += 1;
  }
  return length;
}

/** The lines of a page's sources; a card's and a digest's are short already. */
function sourcesOf(page: Answer, detail: SourceDetail, texts: Texts): readonly string[] {
  if (page.short?.sources === 'names') return page.citations.length === 0 ? [] : [sourceNames(page)];
  if (page.short !== undefined) return page.citations.map(texts.cardSource);
  return page.citations.map((citation) =>
    detail === 'full' ? texts.source(citation) : sourceLine(citation, detail),
  );
}

/** Status, how the question was read, headline. */
function topOf(page: Answer, texts: Texts): string {
  const readAs =
    page.readAs === undefined || page.short !== undefined ? '' : ` · read as ${literal(page.readAs)}`;
  const claims = page.records.length > 0 || page.citations.length > 0;
  // What states nothing of the story (a setting made, help) is on no record.
  const status = page.status === 'answered' && !claims ? 'Readout' : statusOf(page.status).words;
  // A card's lead is sentences, and carries its own emphasis.
  const mark = page.short === undefined ? '### ' : '';
  return `-# ${status}${readAs}\n${mark}${texts.headline(page.headline)}`;
}

/** A refusal says nothing of the story, on whatever day. */
function footerOf(page: Answer, place: PagePlace): string {
  const { title } = page.story ?? {};
  const old = page.short === undefined || page.ageDays === undefined ? '' : `, ${agedWords(page.ageDays)}`;
  const parts = [
    ...(!speaksOfStory(page) ? [] : [`As of ${literal(formatDay(page.asOf))}${old}`]),
    ...(title === undefined ? [] : [literal(clip(title, LONGEST_STORY))]),
    ...(place.count > 1 ? [`page ${place.number} of ${place.count}`] : []),
  ];
  return parts.length === 0 ? '' : `-# ${parts.join(' · ')}`;
}

/**
 * Number of characters of a page with every source in full, for any page of one answer. An upper bound, at most a few
 * lines too high.
 */
export function createPageMeasure(
  answer: Answer,
  place: PagePlace,
  texts: Texts = createTexts(),
): (page: Answer) => number {
  const shared = topOf(answer, texts).length + footerOf(answer, place).length;
  return (page) => {
    let length = shared;
    // Two line breaks stand before a block at most, one after each source.
    for (const block of page.blocks) length += texts.block(block).length + 2;
    for (const source of sourcesOf(page, 'full', texts)) length += source.length + 1;
    return length;
  };
}

/** Headline, blocks and sources as text, each rendered once: measuring and showing need the same, whichever pages are tried. */
export interface Texts {
  readonly headline: (spans: Spans) => string;
  readonly block: (block: Block) => string;
  readonly source: (citation: Citation) => string;
  readonly cardSource: (citation: Citation) => string;
}

/** Texts for the pages or the card of one answer, to be let go with it. */
export function createTexts(): Texts {
  return {
    headline: once(renderSpans),
    block: once(renderBlock),
    source: once((citation) => sourceLine(citation, 'full')),
    cardSource,
  };
}

/** Renders each part once, told by identity: pages are cut from the same blocks. */
function once<T>(render: (part: T) => string): (part: T) => string {
  const known = new Map<T, string>();
  return (part) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const text = render(part);
    known.set(part, text);
    return text;
  };
}

/** How much a source's line says: everything, or publisher and date only. */
type SourceDetail = 'full' | 'short';

const DIVIDER: Separator = { type: COMPONENT.separator, divider: true, spacing: 1 };

function text(content: string): TextDisplay {
  return { type: COMPONENT.textDisplay, content };
}

function gallery(picture: { readonly name: string; readonly alt: string }): MediaGallery {
  const url = `attachment://${fileName(picture.name)}`;
  return {
    type: COMPONENT.mediaGallery,
    items: [{ media: { url }, description: altText(picture.alt) }],
  };
}

/** A file name Discord keeps as it is, so that `attachment://` finds it. */
export function fileName(name: string): string {
  const kept = name.replace(/\.png$/iu, '').replace(/[^A-Za-z0-9_-]+/gu, '-');
  return `${kept.slice(0, 80) || 'picture'}.png`;
}

/** The picture's text alternative within Discord's length. */
export function altText(alt: string): string {
  return clip(alt, LIMITS.attachmentDescription) || 'Picture';
}

/** Status in words and as colour: no reader may depend on seeing the colour. */
function statusOf(status: AnswerStatus): { readonly words: string; readonly colour: number } {
  switch (status) {
    case 'answered':
      return { words: 'On record', colour: 0x2e7d4f };
    case 'conflict':
      return { words: 'Sources conflict', colour: 0xc77700 };
    case 'corrected':
      return { words: 'Not as asked', colour: 0xc77700 };
    case 'asks-back':
      return { words: 'Please choose', colour: 0x5f6b7a };
    case 'not-found':
      return { words: 'Not in this briefing', colour: 0x5f6b7a };
    case 'not-reported':
      return { words: 'Not reported', colour: 0x5f6b7a };
    case 'refused':
      return { words: 'No answer', colour: 0xb3261e };
    default:
      return unreachable(status);
  }
}

/** Kinds of block that stand close together where several follow one another. */
const ROWS: ReadonlySet<Block['kind']> = new Set(['item', 'field', 'context']);

/** Each block on a line of its own, after the headline's. */
function blocksOf(blocks: readonly Block[], texts: Texts): string {
  let rendered = '';
  let previous: Block['kind'] | null = null;
  for (const block of blocks) {
    rendered += `${gapBetween(previous, block.kind)}${texts.block(block)}`;
    previous = block.kind;
  }
  return rendered;
}

/** Rows stay together, a heading opens a gap above itself and none below, everything else stands apart. */
function gapBetween(previous: Block['kind'] | null, next: Block['kind']): string {
  return previous === null || previous === 'heading' || (previous === next && ROWS.has(next)) ? '\n' : '\n\n';
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `**${emphasised(block.text)}**`;
    case 'paragraph':
      return renderSpans(block.spans);
    case 'item':
      return `- ${renderSpans(block.spans)}`;
    case 'field':
      return `**${emphasised(block.label)}** · ${renderSpans(block.spans)}`;
    case 'quotation':
      return renderQuotation(block);
    case 'context':
      return `-# ${renderSpans(block.spans)}`;
    default:
      return unreachable(block);
  }
}

function renderQuotation(block: Extract<Block, { kind: 'quotation' }>): string {
  const words = block.verbatim
    ? renderSpans(inMarks(block.spans))
    : `*Reported, not verbatim:* ${renderSpans(block.spans.map(withoutMarks))}`;
  const by = renderSpans(block.attribution);
  return by === '' ? `> ${words}` : `> ${words}\n> — ${by}`;
}

/** Exact words stand in quotation marks whether the command marked them as a quote or left the block to say so. */
function inMarks(spans: Spans): Spans {
  if (spans.some((span) => span.kind === 'quote')) return spans;
  return spans.map((span) => (span.kind === 'text' ? { kind: 'quote', text: span.text } : span));
}

function withoutMarks(span: Span): Span {
  return span.kind === 'quote' ? { kind: 'text', text: span.text } : span;
}

/** Spans as one line of Discord Markdown. */
export function renderSpans(spans: Spans): string {
  let line = '';
  for (let at = 0; at < spans.length; at += 1) {
    const span = spans[at];
    if (span === undefined) continue;
    let whole = span;
    for (let next = spans[at + 1]; next !== undefined; next = spans[at + 1]) {
      const both = joined(whole, next);
      if (both === null) break;
      whole = both;
      at += 1;
    }
    line += renderSpan(whole);
  }
  return line.trim();
}

/** Neighbours of one kind as one span: `**a****b**` would show its asterisks. */
function joined(span: Span, next: Span): Span | null {
  if (span.kind !== 'text' && span.kind !== 'strong' && span.kind !== 'strike' && span.kind !== 'quote')
    return null;
  return next.kind === span.kind ? { kind: span.kind, text: span.text + next.text } : null;
}

function renderSpan(span: Span): string {
  switch (span.kind) {
    case 'text':
      return literal(span.text);
    case 'strong':
      return marked('**', span.text);
    case 'strike':
      return marked('~~', span.text);
    case 'quote':
      return span.text === '' ? '' : `“${literal(span.text)}”`;
    case 'cite':
      return `\\[${span.index}\\]`;
    case 'link':
      return maskedLink(span.text, span.url);
    case 'date':
      return literal(formatWhen(span.when));
    case 'moment':
      // https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
      return `${literal(span.text)}<t:${Math.floor(span.at / 1_000)}:f>`;
    default:
      return unreachable(span);
  }
}

/** Marks hug the words: with a space inside, Discord would show the asterisks. */
function marked(mark: string, words: string): string {
  const inner = literal(words);
  const bare = inner.trim();
  if (bare === '') return inner;
  const start = inner.indexOf(bare);
  return `${inner.slice(0, start)}${mark}${bare}${mark}${inner.slice(start + bare.length)}`;
}

function emphasised(words: string): string {
  return literal(words).trim() || '–';
}

const LONGEST_PUBLISHER = 80;
const LONGEST_TITLE = 160;

function sourceLine(citation: Citation, detail: SourceDetail): string {
  const publisher = clip(citation.publisher, LONGEST_PUBLISHER);
  const when = formatWhen(citation.published);
  if (detail === 'short') return `-# ${citation.index}\\. ${literal(clip(publisher, 40))}, ${literal(when)}`;
  const title = citation.title === undefined ? '' : `: ${clip(citation.title, LONGEST_TITLE)}`;
  const label = `${publisher}${title}`;
  return `-# ${citation.index}\\. ${linkedName(label, citation)} · ${literal(when)} · ${qualityWords(citation.quality)}${originalOf(citation)}`;
}

/** `[1] Reuters · [2] Daily Digest (repost)`, on as few lines as they take. */
function sourceNames({ citations }: Answer): string {
  return `-# ${citations
    .map((citation) => {
      const name = linkedName(clip(citation.publisher, LONGEST_PUBLISHER), citation);
      return `${literal(`[${citation.index}]`)} ${name}${besideName(citation, citations)}`;
    })
    .join(' · ')}`;
}

/** On a card: who published it, when, and what kind of copy it is. */
const cardSource = oncePerRecord((citation: Citation): string => {
  const { index, publisher, published, quality } = citation;
  const label = clip(publisher, LONGEST_PUBLISHER);
  return `-# ${index}\\. ${linkedName(label, citation)} · ${literal(formatWhen(published))} · ${qualityName(quality)}${originalOf(citation)}`;
});

/** The name leads to the source's own page where there is one, else to the original. */
function linkedName(label: string, { page, url }: Citation): string {
  const address = page ?? url;
  return address === undefined ? literal(label) : maskedLink(label, address);
}

function originalOf({ page, url }: Citation): string {
  return page === undefined || url === undefined ? '' : ` · ${maskedLink('original', url)}`;
}

/** Last resort for what cannot be cut into pages: whole lines go, from the end of the longest text, and an ellipsis says so. */
function trimmed(container: Container): Container {
  const excess = textLength([container]) - TEXT_BUDGET;
  const texts = container.components.filter((part) => part.type === COMPONENT.textDisplay);
  const longest = texts.reduce((best, part) => (part.content.length > best.content.length ? part : best));
  const lines = longest.content.split('\n');
  let gone = 0;
  while (lines.length > 1 && gone < excess + 2) gone += (lines.pop()?.length ?? 0) + 1;
  const content = gone < excess ? '…' : [...lines, '…'].join('\n');
  return {
    ...container,
    components: container.components.map((part) => (part === longest ? text(content) : part)),
  };
}
