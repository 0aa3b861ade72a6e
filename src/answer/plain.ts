import type { Ask } from '../domain/ask.ts';
import { unreachable } from '../domain/errors.ts';
import { oncePerRecord } from '../domain/lookups/once-per-record.ts';
import { formatDay, formatWhen } from '../domain/when.ts';
import {
  type Action,
  type Answer,
  type Block,
  type Citation,
  type Span,
  type Spans,
  speaksOfStory,
} from './answer.ts';
import { displayWidth, harmless } from './display-width.ts';
import { agedWords, besideName, qualityName, qualityWords } from './provenance.ts';
import { type Run, type Style, wrapRuns } from './wrap.ts';

export interface PlainOptions {
  /** Columns; 80 where not given, `Infinity` for one line per block. */
  readonly width?: number;
  /** ANSI colours; the words are the same with and without. */
  readonly colour?: boolean;
  /** How an offered question is typed; where it is absent none is offered. */
  readonly lineOf?: (ask: Ask) => string;
  /** A card's sources with titles and addresses, as the whole answer has them. */
  readonly sources?: boolean;
  /** What gives the whole behind a card: `full`, `--full`; empty where it is not said. */
  readonly more?: string;
}

interface Page {
  readonly width: number;
  readonly colour: boolean;
  readonly lineOf: ((ask: Ask) => string) | undefined;
}

/**
 * An answer as text for a terminal, a log or a mail: wrapped, labelled values aligned, verbatim quotations indented in
 * quotation marks and reported ones without, citations listed below under their numbers. No trailing line feed.
 */
export function renderPlain(answer: Answer, options: PlainOptions = {}): string {
  return plainRenderer(options)(answer);
}

/** The same for several that share blocks and sources, as a card does that is tried until it fits: each is laid out once. */
export function plainRenderer(options: PlainOptions): (answer: Answer) => string {
  const width = Math.max(20, options.width ?? 80);
  const page: Page = { width, colour: options.colour ?? false, lineOf: options.lineOf };
  const laid = {
    lead: oncePerRecord((spans: Spans) => wrapRuns(runsOf(spans, 'strong'), page)),
    first: oncePerRecord((block: Block) => blockLines(block, page)),
    after: oncePerRecord((previous: Block) =>
      oncePerRecord((block: Block) => blockLines(block, page, previous)),
    ),
    source: oncePerRecord((citation: Citation) => sourceLine(citation, page)),
  };
  return (answer) => pageOf(answer, options, page, laid);
}

/** Lines of what several answers share. */
interface Laid {
  readonly lead: (spans: Spans) => readonly string[];
  readonly first: (block: Block) => readonly string[];
  readonly after: (previous: Block) => (block: Block) => readonly string[];
  readonly source: (citation: Citation) => string;
}

function pageOf(answer: Answer, options: PlainOptions, page: Page, laid: Laid): string {
  if (answer.short !== undefined) return cardLines(answer, answer.short, options, page, laid);
  const sections = [
    laid.lead(answer.headline),
    readAsLines(answer, page),
    ...bodySections(answer.blocks, page),
    speaksOfStory(answer) ? wrapRuns([{ text: asOfWords(answer), style: 'small' }], page) : [],
    citationLines(answer.citations, page),
    actionLines(answer, page),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** A card: what stands below the lead without empty lines between, a line for each source, and how to see the rest. */
function cardLines(
  answer: Answer,
  { more, sources: listed }: NonNullable<Answer['short']>,
  { sources: withAddresses = false, more: way = 'full' }: PlainOptions,
  page: Page,
  laid: Laid,
): string {
  const rows = answer.blocks.flatMap((block, at) => {
    const previous = answer.blocks[at - 1];
    return previous === undefined ? laid.first(block) : laid.after(previous)(block);
  });
  const sources = withAddresses
    ? citationLines(answer.citations, page)
    : listed === 'names'
      ? wrapRuns(
          [
            {
              text: answer.citations.map((one) => sourceName(one, answer.citations)).join(' · '),
              style: 'small',
            },
          ],
          page,
        )
      : answer.citations.map(laid.source);
  const footer = [
    ...(speaksOfStory(answer) ? [asOfWords(answer)] : []),
    ...(more && way !== '' ? [`${way}: the whole answer`] : []),
  ].join(' · ');
  const below = [
    ...sources,
    ...(footer === '' ? [] : wrapRuns([{ text: footer, style: 'small' }], page)),
    ...actionLines(answer, page),
  ];
  return [laid.lead(answer.headline), rows, below]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** `[1] The Gazette (repost)`. */
function sourceName(citation: Citation, all: readonly Citation[]): string {
  return `[${citation.index}] ${harmless(citation.publisher)}${besideName(citation, all)}`;
}

/** `[1] The Gazette, 24 November 2025, repost`, on one line where the publisher's name can be cut to that. */
function sourceLine(citation: Citation, page: Page): string {
  const number = `[${citation.index}] `;
  const about = `, ${formatWhen(citation.published)}, ${qualityName(citation.quality)}`;
  const room = page.width - displayWidth(number) - displayWidth(about);
  const publisher = clipped(harmless(citation.publisher), Math.max(LEAST_PUBLISHER, room));
  return wrapRuns([{ text: `${number}${publisher}${about}`, style: 'small' }], page).join('\n');
}

const LEAST_PUBLISHER = 12;

function clipped(words: string, columns: number): string {
  if (displayWidth(words) <= columns) return words;
  let kept = '';
  for (const character of words) {
    if (displayWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The headline alone on one line, without colours. */
export function renderHeadline(headline: Spans): string {
  return wrapRuns(runsOf(headline), { width: Number.POSITIVE_INFINITY, colour: false }).join(' ');
}

/** The day an answer speaks for, on a card how long ago that is and, where several are followed, its story. */
function asOfWords({ asOf, ageDays, short, story }: Answer): string {
  const old = short === undefined || ageDays === undefined ? '' : `, ${agedWords(ageDays)}`;
  const day = `As of ${formatDay(harmless(asOf))}${old}`;
  return story?.title === undefined ? day : `${day} · ${harmless(story.title)}`;
}

function readAsLines(answer: Answer, page: Page): readonly string[] {
  if (answer.readAs === undefined) return [];
  return wrapRuns([{ text: `Read as: ${harmless(answer.readAs)}`, style: 'small' }], page);
}

/** Blocks grouped into what stands together without an empty line: lists, value tables, a heading with what it heads. */
function bodySections(blocks: readonly Block[], page: Page): readonly (readonly string[])[] {
  const sections: string[][] = [];
  let previous: Block | undefined;
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at];
    if (block === undefined) break;
    const run = lengthOfRun(blocks, at);
    const lines =
      block.kind === 'field'
        ? fieldLines(blocks.slice(at, at + run).filter(isField), page)
        : blocks.slice(at, at + run).flatMap((each) => blockLines(each, page, previous));
    const section = sections.at(-1);
    if (section !== undefined && standsWith(previous, block)) section.push(...lines);
    else sections.push([...lines]);
    previous = block;
    at += run;
  }
  return sections;
}

type Field = Extract<Block, { kind: 'field' }>;

function isField(block: Block): block is Field {
  return block.kind === 'field';
}

function lengthOfRun(blocks: readonly Block[], start: number): number {
  const kind = blocks[start]?.kind;
  if (kind !== 'field' && kind !== 'item' && kind !== 'context') return 1;
  let end = start;
  while (blocks[end]?.kind === kind) end += 1;
  return end - start;
}

function standsWith(previous: Block | undefined, block: Block): boolean {
  if (previous?.kind === 'heading') return true;
  return block.kind === 'context' && previous?.kind !== 'paragraph' && previous?.kind !== 'field';
}

function blockLines(block: Block, page: Page, previous?: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return wrapRuns([{ text: harmless(block.text), style: 'strong' }], page);
    case 'paragraph':
      return wrapRuns(runsOf(block.spans), page);
    case 'item':
      return wrapRuns(runsOf(block.spans), { ...page, first: '  • ', rest: '    ' });
    case 'field':
      return fieldLines([block], page);
    case 'quotation':
      return quotationLines(block, page);
    case 'context':
      return wrapRuns(runsOf(block.spans, 'small'), {
        ...page,
        first: previous?.kind === 'quotation' ? '    ' : '  ',
      });
    default:
      return unreachable(block);
  }
}

/** Labels in a column of their own where they are short enough, else each above its value. */
function fieldLines(fields: readonly Field[], page: Page): readonly string[] {
  const labels = fields.map((field) => harmless(field.label).trim());
  const most = Math.min(30, Math.floor(page.width * 0.38));
  const column = Math.max(...labels.map(displayWidth).filter((columns) => columns <= most), 0);
  return fields.flatMap((field, at) => {
    const label = labels[at] ?? '';
    const beside = displayWidth(label) <= most && column > 0;
    const indent = ' '.repeat(beside ? column + 2 : 2);
    const lines = wrapRuns(runsOf(field.spans), { ...page, first: indent });
    const head: Run = { text: label, style: 'strong' };
    if (!beside || lines.length === 0) return [...wrapRuns([head], page), ...lines];
    const padding = ' '.repeat(indent.length - displayWidth(label));
    const first = lines[0]?.slice(indent.length) ?? '';
    return [
      `${wrapRuns([head], { ...page, width: Number.POSITIVE_INFINITY })[0] ?? ''}${padding}${first}`,
      ...lines.slice(1),
    ];
  });
}

function quotationLines(block: Extract<Block, { kind: 'quotation' }>, page: Page): readonly string[] {
  const words = block.verbatim
    ? runsOf(block.spans)
    : [{ text: 'Reported, not verbatim: ', style: 'small' } as const, ...runsOf(unquoted(block.spans))];
  return [
    ...wrapRuns(words, { ...page, first: '    ' }),
    ...wrapRuns(runsOf(block.attribution), { ...page, first: '    — ', rest: '      ' }),
  ];
}

/** Reported speech is never put in quotation marks, whatever the spans say. */
function unquoted(spans: Spans): Spans {
  return spans.map((span) => (span.kind === 'quote' ? { kind: 'text', text: span.text } : span));
}

function runsOf(spans: Spans, base: Style = 'plain'): readonly Run[] {
  return spans.flatMap((span, at) => runOf(span, spans[at - 1], base));
}

function runOf(span: Span, before: Span | undefined, base: Style): readonly Run[] {
  switch (span.kind) {
    case 'moment':
      return [];
    case 'text':
      return [{ text: spacedAfterCite(harmless(span.text), before), style: base }];
    case 'strong':
      return [{ text: spacedAfterCite(harmless(span.text), before), style: 'strong' }];
    case 'strike':
      return [{ text: `[-${harmless(span.text)}-]`, style: 'strike' }];
    case 'quote':
      return [{ text: spacedAfterCite(`“${harmless(span.text)}”`, before), style: 'quote' }];
    case 'cite':
      return [{ text: `[${span.index}]`, style: 'small', glued: true }];
    case 'link':
      return linkRuns(span);
    case 'date':
      return [{ text: spacedAfterCite(formatWhen(span.when), before), style: base }];
    default:
      return unreachable(span);
  }
}

/** Words that follow a citation number need a space of their own, punctuation does not. */
function spacedAfterCite(words: string, before: Span | undefined): string {
  return before?.kind === 'cite' && /^[\p{L}\p{N}“(]/u.test(words) ? ` ${words}` : words;
}

function linkRuns(link: Extract<Span, { kind: 'link' }>): readonly Run[] {
  const [words, url] = [harmless(link.text).trim(), addressOf(link.url)];
  const address: Run = { text: url, style: 'link', unbroken: true };
  if (words === '' || words === url) return [address];
  return [{ text: `${words} (`, style: 'plain' }, address, { text: ')', style: 'plain' }];
}

function addressOf(url: string): string {
  return harmless(url).trim().replaceAll(' ', '%20');
}

function citationLines(citations: readonly Citation[], page: Page): readonly string[] {
  if (citations.length === 0) return [];
  const column = Math.max(...citations.map((citation) => `[${citation.index}]`.length)) + 1;
  const indent = `  ${' '.repeat(column)}`;
  const entries = citations.flatMap((citation) => {
    const number = `[${citation.index}]`.padEnd(column);
    const title = citation.title === undefined ? '' : `: ${harmless(citation.title)}`;
    const about = `${formatWhen(citation.published)}, ${qualityWords(citation.quality)}`;
    return [
      ...wrapRuns([{ text: `${harmless(citation.publisher)}${title}`, style: 'plain' }], {
        ...page,
        first: `  ${number}`,
        rest: indent,
      }),
      ...wrapRuns([{ text: about, style: 'small' }], { ...page, first: indent }),
      ...(citation.url === undefined
        ? []
        : wrapRuns([{ text: addressOf(citation.url), style: 'link', unbroken: true }], {
            ...page,
            first: indent,
          })),
    ];
  });
  return [...wrapRuns([{ text: 'Sources', style: 'strong' }], page), ...entries];
}

/** An address that the sources list already is not offered again. */
function actionLines({ actions, citations }: Answer, page: Page): readonly string[] {
  const listed = new Set(citations.map((citation) => citation.url));
  return actions
    .filter((action) => action.kind !== 'open' || !listed.has(action.url))
    .flatMap((action) => actionLine(action, page));
}

/** Less room than this for a label says nothing. */
const LEAST_LABEL = 8;
/** What the further lines of one that is too long are indented by. */
const REST = '     ';

/** "Try: /plan-point 6": the line comes first, because it is what gets typed; the label says why where it adds anything. */
function actionLine(action: Action, page: Page): readonly string[] {
  const label = harmless(action.label).trim();
  switch (action.kind) {
    case 'ask': {
      if (page.lineOf === undefined) return [];
      const line = harmless(page.lineOf(action)).trim();
      const room = page.width - displayWidth(`Try: ${line}  ()`) - REST.length;
      const adds = !line.includes(label) && room >= Math.min(LEAST_LABEL, displayWidth(label));
      const why: Run[] = adds ? [{ text: `  (${clipped(label, room)})`, style: 'small' }] : [];
      return wrapRuns([{ text: `Try: ${line}`, style: 'plain' }, ...why], { ...page, rest: REST });
    }
    case 'open': {
      const link: Run = { text: addressOf(action.url), style: 'link', unbroken: true };
      return wrapRuns([{ text: `Open: ${label} `, style: 'plain' }, link], { ...page, rest: '      ' });
    }
    default:
      return unreachable(action);
  }
}
