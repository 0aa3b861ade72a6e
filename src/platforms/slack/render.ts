import type { types } from '@slack/bolt';
import type { Answer, AnswerStatus, Block, Citation, Span, Spans } from '../../answer/answer.ts';
import { qualityWords } from '../../answer/provenance.ts';
import { unreachable } from '../../domain/errors.ts';
import { formatDay, formatWhen } from '../../domain/when.ts';
import { SLACK_LIMITS } from './limits.ts';
import {
  codePoints,
  cut,
  escapeMrkdwn,
  hostOf,
  isHonestLabel,
  literal,
  mrkdwnLink,
  safeUrl,
  survivesMrkdwn,
} from './text.ts';

type KnownBlock = types.KnownBlock;
type RichTextElement = types.RichTextElement;
type Style = { readonly bold?: boolean; readonly italic?: boolean; readonly strike?: boolean };

/** What Slack is sent: blocks, and the whole sentence that notifications and screen readers use instead. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What a message shows besides the answer itself. */
export interface Surroundings {
  /** Shown in small print: who shared it, which page this is. */
  readonly notes?: readonly string[];
  /** Id of the uploaded picture; without it the picture is told in words. */
  readonly pictureFile?: string;
  /** What carries addresses: by default references and sources; fewer where they would fill the message. */
  readonly links?: 'all' | 'sources' | 'none';
  /** The row of buttons, already within its limits. */
  readonly buttons?: types.ActionsBlock;
}

/**
 * One page of an answer as Block Kit. Words of others stand in rich_text, which Slack never parses; small print and
 * short values stand in mrkdwn through the one escape function. Pure.
 */
export function renderAnswer(answer: Answer, around: Surroundings = {}): SlackMessage {
  const linking = around.links ?? 'all';
  const links = new Map(linking === 'all' ? answer.citations.map((each) => [each.index, each]) : []);
  return {
    text: fallbackText(answer, around.notes ?? []),
    blocks: [
      richText([section(inline(answer.headline, links, { bold: true }))]),
      ...pictureBlocks(answer, around.pictureFile),
      ...groups(answer.blocks).flatMap((group) => renderGroup(group, links)),
      ...sourceBlocks(answer.citations, linking !== 'none'),
      ...smallPrint(
        [footer(answer), ...(around.notes ?? []).map((note) => escapeMrkdwn(cut(note, LONGEST_NOTE)))]
          .filter((words) => words !== '')
          .join(' · '),
      ),
      ...(around.buttons === undefined ? [] : [around.buttons]),
    ],
  };
}

/** True where one message can hold all of it. */
export function fitsMessage(message: SlackMessage): boolean {
  return (
    message.blocks.length <= SLACK_LIMITS.blocksPerMessage &&
    blockCharacters(message.blocks) <= SLACK_LIMITS.blockCharacters
  );
}

/** What repeats on every page of a long answer is kept short, so that every page has room for the answer. */
const LONGEST_NOTE = 200;
const LONGEST_LABEL = 300;
const LONGEST_TOLD_PICTURE = 1_000;

const COUNTED: ReadonlySet<string> = new Set(['text', 'url', 'alt_text']);

/** Characters of every text and address in the blocks: what Slack's undocumented total is taken to count. */
export function blockCharacters(blocks: readonly KnownBlock[]): number {
  return blocks.reduce((total, block) => total + characters(block), 0);
}

function characters(value: object): number {
  let total = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') total += COUNTED.has(key) ? codePoints(inner) : 0;
    else if (typeof inner === 'object' && inner !== null) total += characters(inner);
  }
  return total;
}

/** Blocks that belong into one Slack block: consecutive list items, consecutive short fields; else one each. */
type Group =
  | { readonly kind: 'one'; readonly block: Block }
  | { readonly kind: 'list'; readonly items: readonly Spans[] }
  | { readonly kind: 'grid'; readonly fields: readonly { readonly label: string; readonly spans: Spans }[] };

const GRID_VALUE = 60;

function groups(blocks: readonly Block[]): readonly Group[] {
  const result: Group[] = [];
  for (let at = 0; at < blocks.length; ) {
    const run = blocks.slice(at);
    const items = leading(run, (block) => block.kind === 'item');
    const fields = leading(run, isShortField);
    const block = blocks[at];
    if (items.length > 0) {
      result.push({ kind: 'list', items: items.map((item) => item.spans) });
    } else if (fields.length > 1) {
      result.push({ kind: 'grid', fields: fields.slice(0, SLACK_LIMITS.sectionFields) });
    } else if (block !== undefined) {
      result.push({ kind: 'one', block });
    }
    at += items.length || (fields.length > 1 ? Math.min(fields.length, SLACK_LIMITS.sectionFields) : 1);
  }
  return result;
}

type BlockOf<K extends Block['kind']> = Extract<Block, { readonly kind: K }>;

function leading<B extends Block>(blocks: readonly Block[], is: (block: Block) => block is B): readonly B[] {
  const end = blocks.findIndex((block) => !is(block));
  return (end < 0 ? blocks : blocks.slice(0, end)).filter(is);
}

/** A field whose value is a few plain words: two of them stand side by side. Quotations keep to rich_text. */
function isShortField(block: Block): block is BlockOf<'field'> {
  return (
    block.kind === 'field' &&
    block.spans.every((span) => span.kind !== 'quote' && span.kind !== 'strike' && span.kind !== 'link') &&
    codePoints(block.label) <= GRID_VALUE &&
    codePoints(spansText(block.spans)) <= GRID_VALUE
  );
}

function renderGroup(group: Group, links: ReadonlyMap<number, Citation>): readonly KnownBlock[] {
  switch (group.kind) {
    case 'list':
      return [
        richText([
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: group.items.map((spans) => section(inline(spans, links, {}))),
          },
        ]),
      ];
    case 'grid':
      return [
        {
          type: 'section',
          fields: group.fields.map((field) =>
            // References stay numbers here: the addresses are in the list of sources, and a field is short.
            mrkdwn(`*${escapeMrkdwn(field.label)}*\n${mrkdwnSpans(field.spans, new Map())}`),
          ),
        },
      ];
    case 'one':
      return renderBlock(group.block, links);
    default:
      return unreachable(group);
  }
}

/** One block by itself, in as many blocks as it needs. */
export function renderBlock(block: Block, links: ReadonlyMap<number, Citation>): readonly KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return [richText([section(orBlank(runs(block.text, { bold: true })))])];
    case 'paragraph':
      return [richText([section(inline(block.spans, links, {}))])];
    case 'item':
      return [
        richText([
          { type: 'rich_text_list', style: 'bullet', elements: [section(inline(block.spans, links, {}))] },
        ]),
      ];
    case 'field':
      return [
        richText([
          section([
            words(`${cut(block.label, LONGEST_LABEL)}\n`, { bold: true }),
            ...inline(block.spans, links, {}),
          ]),
        ]),
      ];
    case 'quotation':
      return [
        richText([
          { type: 'rich_text_quote', elements: quotation(block, links) },
          ...(block.attribution.length === 0
            ? []
            : [section([words('— ', {}), ...inline(block.attribution, links, {})])]),
        ]),
      ];
    case 'context': {
      const text = mrkdwnSpans(block.spans, links);
      const exact = block.spans.every((span) => span.kind !== 'quote' || survivesMrkdwn(span.text));
      return exact && codePoints(text) <= SLACK_LIMITS.textObject
        ? smallPrint(text)
        : [richText([section(inline(block.spans, links, {}))])];
    }
    default:
      return unreachable(block);
  }
}

/** Exact words carry their quotation marks; reported or reworded speech says what it is and never has any. */
function quotation(block: BlockOf<'quotation'>, links: ReadonlyMap<number, Citation>): RichTextElement[] {
  if (!block.verbatim) {
    const unmarked = block.spans.map(
      (span): Span => (span.kind === 'quote' ? { kind: 'text', text: span.text } : span),
    );
    return [words('Reported, not verbatim: ', {}), ...inline(unmarked, links, { italic: true })];
  }
  return inline(block.spans, links, {});
}

function inline(spans: Spans, links: ReadonlyMap<number, Citation>, style: Style): RichTextElement[] {
  const elements = spans.flatMap((span, at) => inlineSpan(span, spans[at - 1], links, style));
  return orBlank(elements);
}

/** Slack refuses a rich text section without a character in it. */
function orBlank(elements: readonly RichTextElement[]): RichTextElement[] {
  return elements.length === 0 ? [words(' ', {})] : [...elements];
}

function inlineSpan(
  span: Span,
  before: Span | undefined,
  links: ReadonlyMap<number, Citation>,
  style: Style,
): readonly RichTextElement[] {
  switch (span.kind) {
    case 'text':
      return runs(spaced(span.text, before), style);
    case 'strong':
      return runs(spaced(span.text, before), { ...style, bold: true });
    case 'strike':
      return runs(spaced(span.text, before), { ...style, strike: true });
    case 'quote':
      return runs(spaced(`“${span.text}”`, before), style);
    case 'cite': {
      const mark = `[${span.index}]`;
      const url = safeUrl(links.get(span.index)?.url);
      return [
        ...(endsOpen(before) ? [words(' ', style)] : []),
        url === null ? words(mark, style) : { type: 'link', url, text: mark },
      ];
    }
    case 'link':
      return linkElements(span.text, span.url, style);
    case 'date':
      return runs(spaced(formatWhen(span.when), before), style);
    default:
      return unreachable(span);
  }
}

/** Words that follow a reference need a space of their own, punctuation does not. */
function spaced(words: string, before: Span | undefined): string {
  return before?.kind === 'cite' && /^[\p{L}\p{N}“(]/u.test(words) ? ` ${words}` : words;
}

/** A reference follows its claim after a space, another reference directly. */
function endsOpen(before: Span | undefined): boolean {
  if (before === undefined || before.kind === 'cite') return false;
  return !('text' in before) || !/\s$/.test(before.text);
}

function linkElements(label: string, url: string, style: Style): readonly RichTextElement[] {
  const safe = safeUrl(url);
  const text = literal(label).trim();
  if (safe === null) return runs(text, style);
  if (text !== '' && isHonestLabel(text, safe))
    return [{ type: 'link', url: safe, text: cut(text, 1_000), ...styled(style) }];
  return [
    ...runs(text === '' ? '' : `${text} (`, style),
    { type: 'link', url: safe, text: hostOf(safe) },
    ...runs(text === '' ? '' : ')', style),
  ];
}

/** Text in runs of at most one text object's length, so that no reader of the payload finds a longer one. */
function runs(text: string, style: Style): readonly RichTextElement[] {
  const clean = literal(text);
  if (clean === '') return [];
  if (clean.length <= SLACK_LIMITS.textObject) return [words(clean, style)];
  const points = [...clean];
  const result: RichTextElement[] = [];
  for (let at = 0; at < points.length; at += SLACK_LIMITS.textObject)
    result.push(words(points.slice(at, at + SLACK_LIMITS.textObject).join(''), style));
  return result;
}

function words(text: string, style: Style): RichTextElement {
  return { type: 'text', text: literal(text), ...styled(style) };
}

function styled(style: Style): { readonly style?: Style } {
  return Object.keys(style).length === 0 ? {} : { style };
}

function section(elements: RichTextElement[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

function richText(elements: types.RichTextBlock['elements']): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

function smallPrint(text: string): readonly types.ContextBlock[] {
  const texts = pieces(text.split('\n'));
  return texts.length === 0 ? [] : [{ type: 'context', elements: texts.map(mrkdwn) }];
}

/** Lines joined into as few texts as the limit allows; a single longer line is broken at a space. */
function pieces(lines: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const line of lines.flatMap(broken)) {
    const last = result.at(-1);
    if (last !== undefined && codePoints(last) + codePoints(line) + 1 <= SLACK_LIMITS.textObject)
      result[result.length - 1] = `${last}\n${line}`;
    else result.push(line);
  }
  return result.filter((text) => text.trim() !== '').slice(0, SLACK_LIMITS.contextElements);
}

function broken(line: string): readonly string[] {
  if (codePoints(line) <= SLACK_LIMITS.textObject) return [line];
  const space = line.lastIndexOf(' ', SLACK_LIMITS.textObject - 1);
  const at = space > 0 ? space : SLACK_LIMITS.textObject - 1;
  return [line.slice(0, at), ...broken(line.slice(at + 1))];
}

function mrkdwnSpans(spans: Spans, links: ReadonlyMap<number, Citation>): string {
  return spans.map((span, at) => mrkdwnSpan(span, spans[at - 1], links)).join('') || ' ';
}

function mrkdwnSpan(span: Span, before: Span | undefined, links: ReadonlyMap<number, Citation>): string {
  switch (span.kind) {
    case 'text':
    case 'strong':
      return escapeMrkdwn(spaced(span.text, before));
    case 'strike':
      return `~${escapeMrkdwn(span.text)}~`;
    case 'quote':
      return escapeMrkdwn(spaced(`“${span.text}”`, before));
    case 'cite':
      return `${endsOpen(before) ? ' ' : ''}${mrkdwnLink(`[${span.index}]`, links.get(span.index)?.url)}`;
    case 'link':
      return mrkdwnLink(span.text, span.url);
    case 'date':
      return spaced(formatWhen(span.when), before);
    default:
      return unreachable(span);
  }
}

/** The list of sources, in as few blocks as the limit of a text allows. */
export function sourceBlocks(citations: readonly Citation[], linked: boolean): readonly KnownBlock[] {
  if (citations.length === 0) return [];
  return pieces(citations.map((citation) => sourceLine(citation, linked))).map((text) => ({
    type: 'context',
    elements: [mrkdwn(text)],
  }));
}

/** `[1] Reuters, 24 November 2025, based on agency reports: the title`. */
function sourceLine(citation: Citation, linked: boolean): string {
  const title = escapeMrkdwn(
    cut(
      literal(citation.title ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      150,
    ),
  );
  const publisher = mrkdwnLink(cut(citation.publisher, 80), linked ? citation.url : undefined);
  const kind = qualityWords(citation.quality);
  return `[${citation.index}] ${publisher}, ${formatWhen(citation.published)}, ${kind}${title === '' ? '' : `: ${title}`}`;
}

/** What a reader must know about the answer as a whole, in words; nothing where it simply answers. */
const STATUS_WORDS: Readonly<Record<AnswerStatus, string>> = {
  answered: '',
  conflict: 'Sources disagree',
  'not-found': 'Not in this briefing',
  'not-reported': 'No source reports it',
  refused: '',
};

function footer(answer: Answer): string {
  return [
    STATUS_WORDS[answer.status],
    ...(answer.status === 'refused' ? [] : [`As of ${formatDay(answer.asOf)}`]),
    ...(answer.readAs === undefined ? [] : [`Read as ${escapeMrkdwn(cut(answer.readAs, 200))}`]),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

function pictureBlocks(answer: Answer, file: string | undefined): readonly KnownBlock[] {
  if (answer.picture === undefined) return [];
  const alt = cut(literal(answer.picture.alt), SLACK_LIMITS.altText);
  if (file === undefined) return smallPrint(`Picture: ${escapeMrkdwn(cut(alt, LONGEST_TOLD_PICTURE))}`);
  return [{ type: 'image', slack_file: { id: file }, alt_text: alt }];
}

/** The headline as a sentence, with what changes its meaning. */
function fallbackText(answer: Answer, notes: readonly string[]): string {
  const headline = spansText(answer.headline).replace(/\s+/g, ' ').trim();
  const sentence = cut(headline === '' ? 'Here is the answer' : headline, 1_000);
  const status = STATUS_WORDS[answer.status];
  return [
    `${sentence}${/[.!?…”]$/.test(sentence) ? '' : '.'}`,
    ...(status === '' ? [] : [`${status}.`]),
    ...(answer.status === 'refused' ? [] : [`As of ${formatDay(answer.asOf)}.`]),
    ...notes.map((note) => `${cut(note, LONGEST_NOTE)}.`),
  ]
    .map(escapeMrkdwn)
    .join(' ');
}

/** Spans as one line of words, without references. */
export function spansText(spans: Spans): string {
  return spans
    .map((span) => {
      switch (span.kind) {
        case 'cite':
          return '';
        case 'date':
          return formatWhen(span.when);
        case 'quote':
          return `“${span.text}”`;
        default:
          return span.text;
      }
    })
    .join('');
}
