import type { types } from '@slack/bolt';
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
import { SLACK_LIMITS } from './limits.ts';
import {
  inline,
  mrkdwn,
  mrkdwnSpans,
  orBlank,
  pieces,
  richText,
  runs,
  section,
  smallPrint,
  spansText,
  words,
} from './spans.ts';
import { codePoints, cut, escapeMrkdwn, literal, mrkdwnLink, survivesMrkdwn } from './text.ts';

type KnownBlock = types.KnownBlock;
type RichTextElement = types.RichTextElement;

/** What Slack is sent: blocks, and the whole sentence that notifications and screen readers use instead. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What a message shows besides the answer itself. */
export interface Surroundings {
  /** Shown in small print: who shared it. */
  readonly notes?: readonly string[];
  /** Shown in small print alone: which page this is. It is no part of what a notification says. */
  readonly page?: string;
  /** Id of the uploaded picture; without it the picture is told in words. */
  readonly pictureFile?: string;
  /** What carries addresses: by default references and sources; fewer where they would fill the message. */
  readonly links?: 'all' | 'sources' | 'none';
  /** The row of buttons, already within its limits. */
  readonly buttons?: types.ActionsBlock;
  /** Whether it helped, below them. */
  readonly feedback?: types.ContextActionsBlock;
}

/**
 * One page of an answer as Block Kit. Words of others stand in rich_text, which Slack never parses; small print and
 * short values stand in mrkdwn through the one escape function. Pure.
 */
export function renderAnswer(answer: Answer, around: Surroundings = {}): SlackMessage {
  return { text: fallbackText(answer, around.notes ?? []), blocks: answerBlocks(answer, around) };
}

/** The message without what a notification says of it. */
export function answerBlocks(answer: Answer, around: Surroundings): readonly KnownBlock[] {
  const linking = around.links ?? 'all';
  const links = new Map(linking === 'all' ? answer.citations.map((each) => [each.index, each]) : []);
  return [
    // A card's lead is sentences, and carries its own emphasis.
    richText([section(inline(answer.headline, links, answer.short === undefined ? { bold: true } : {}))]),
    ...pictureBlocks(answer, around.pictureFile),
    ...groups(answer.blocks).flatMap((group) => renderGroup(group, links)),
    ...(answer.short?.sources === 'names'
      ? sourceNames(answer.citations, linking !== 'none')
      : sourceBlocks(answer.citations, linking !== 'none', answer.short !== undefined)),
    ...smallPrint(
      [footer(answer), ...smallNotes(around).map((note) => escapeMrkdwn(cut(note, LONGEST_NOTE)))]
        .filter((words) => words !== '')
        .join(' · '),
    ),
    ...(around.buttons === undefined ? [] : [around.buttons]),
    ...(around.feedback === undefined ? [] : [around.feedback]),
  ];
}

/** The page's number first, then who shared it. */
function smallNotes({ page, notes = [] }: Surroundings): readonly string[] {
  return page === undefined ? notes : [page, ...notes];
}

/** The same without what only says whether it helped; the very same where it has none. */
export function withoutFeedback(message: SlackMessage): SlackMessage {
  const blocks = message.blocks.filter(({ type }) => type !== 'context_actions');
  return blocks.length === message.blocks.length ? message : { ...message, blocks };
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
/** Longest title of a story in the small print, in code points. */
const LONGEST_STORY = 100;
const LONGEST_LABEL = 300;
const LONGEST_TOLD_PICTURE = 1_000;

/** Characters a reader sees: buttons, which are pressed, and addresses behind words are not counted. */
export function visibleCharacters(blocks: readonly KnownBlock[]): number {
  let total = 0;
  for (const block of blocks)
    if (block.type !== 'actions' && block.type !== 'context_actions') total += seen(block);
  return total;
}

/** Of a mrkdwn link only its words count, since the address behind them is not seen. */
function seen(value: object): number {
  let total = 0;
  if (Array.isArray(value)) {
    for (const inner of value) if (typeof inner === 'object' && inner !== null) total += seen(inner);
    return total;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') {
      if (key === 'text') total += codePoints(withoutAddresses(inner));
    } else if (typeof inner === 'object' && inner !== null) total += seen(inner);
  }
  return total;
}

function withoutAddresses(text: string): string {
  return text.includes('|') ? text.replace(/<[^<|>]*\|([^<>]*)>/g, '$1') : text;
}

/** Keys whose text counts towards the limit of a message. */
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

/** Longest label and value of a short field, in code points; two of them stand side by side. */
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
    // Small print exists in mrkdwn alone: a quotation that would not survive it word for word goes into rich text.
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

/** The list of sources, in as few blocks as the limit of a text allows. */
export function sourceBlocks(
  citations: readonly Citation[],
  linked: boolean,
  brief = false,
): readonly KnownBlock[] {
  if (citations.length === 0) return [];
  const lineOf = linked && brief ? cardSource : (citation: Citation) => sourceLine(citation, linked, brief);
  return pieces(citations.map(lineOf)).map((text) => ({
    type: 'context',
    elements: [mrkdwn(text)],
  }));
}

/** `[1] Reuters · [2] Daily Digest (repost)`, on as few lines as they take. */
function sourceNames(citations: readonly Citation[], linked: boolean): readonly KnownBlock[] {
  const line = citations
    .map((citation) => {
      const { index, publisher, page, url } = citation;
      const name = mrkdwnLink(cut(publisher, 80), linked ? (page ?? url) : undefined);
      return `[${index}] ${name}${besideName(citation, citations)}`;
    })
    .join(' · ');
  // Broken where it ends, a line would break an address in two.
  return codePoints(line) <= SLACK_LIMITS.textObject
    ? smallPrint(line)
    : sourceBlocks(citations, linked, true);
}

/** On a card, which is put together several times until it fits. */
const cardSource = oncePerRecord((citation: Citation) => sourceLine(citation, true, true));

/** `[1] Reuters, 24 November 2025, based on agency reports: the title`. */
function sourceLine(citation: Citation, linked: boolean, brief: boolean): string {
  const { page, url } = citation;
  const publisherLink = mrkdwnLink(cut(citation.publisher, 80), linked ? (page ?? url) : undefined);
  const original =
    linked && page !== undefined && url !== undefined ? ` · ${mrkdwnLink('original', url)}` : '';
  if (brief)
    return `[${citation.index}] ${publisherLink}, ${formatWhen(citation.published)}, ${qualityName(citation.quality)}${original}`;
  const title = escapeMrkdwn(
    cut(
      literal(citation.title ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      150,
    ),
  );
  const kind = qualityWords(citation.quality);
  return `[${citation.index}] ${publisherLink}, ${formatWhen(citation.published)}, ${kind}${original}${title === '' ? '' : `: ${title}`}`;
}

/** What a reader must know about the answer as a whole, in words; nothing where it simply answers. */
const STATUS_WORDS: Readonly<Record<AnswerStatus, string>> = {
  answered: '',
  conflict: 'Sources disagree',
  corrected: 'Not as asked',
  'asks-back': 'Please choose',
  'not-found': 'Not in this briefing',
  'not-reported': 'No source reports it',
  refused: '',
};

/**
 * What holds for the whole answer: its status, the day it is as of, the story, how the question was read. No day
 * where the answer says nothing of the story, because a refusal is as of no day. A card tells elsewhere how the
 * question was read.
 */
function footer(answer: Answer): string {
  return [
    STATUS_WORDS[answer.status],
    ...(!speaksOfStory(answer) ? [] : [`As of ${formatDay(answer.asOf)}${aged(answer)}`]),
    ...(answer.story?.title === undefined ? [] : [escapeMrkdwn(cut(answer.story.title, LONGEST_STORY))]),
    ...(answer.readAs === undefined || answer.short !== undefined
      ? []
      : [`Read as ${escapeMrkdwn(cut(answer.readAs, 200))}`]),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

/** On a card, where the notice of it has no room of its own. */
function aged({ short, ageDays }: Answer): string {
  return short === undefined || ageDays === undefined ? '' : `, ${agedWords(ageDays)}`;
}

/** The uploaded picture; where there is none, its text alternative in small print. */
function pictureBlocks(answer: Answer, file: string | undefined): readonly KnownBlock[] {
  if (answer.picture === undefined) return [];
  const alt = cut(literal(answer.picture.alt), SLACK_LIMITS.altText);
  if (file === undefined) return smallPrint(`Picture: ${escapeMrkdwn(cut(alt, LONGEST_TOLD_PICTURE))}`);
  return [{ type: 'image', slack_file: { id: file }, alt_text: alt }];
}

/** The headline as a sentence, with what changes its meaning. */
function fallbackText(answer: Answer, notes: readonly string[]): string {
  // What comes nearest is in the message.
  const headline = spansText(answer.headline)
    .replace(/\s+/g, ' ')
    .replace(/ ?Nearest: ?$/, '')
    .trim();
  const sentence = cut(headline === '' ? 'Here is the answer' : headline, 1_000);
  const status = STATUS_WORDS[answer.status];
  return [
    `${sentence}${/[.!?…”]$/.test(sentence) ? '' : '.'}`,
    ...(status === '' ? [] : [`${status}.`]),
    ...(!speaksOfStory(answer) ? [] : [`As of ${formatDay(answer.asOf)}.`]),
    ...(answer.story?.title === undefined ? [] : [`${cut(answer.story.title, LONGEST_STORY)}.`]),
    ...notes.map((note) => `${cut(note, LONGEST_NOTE)}.`),
  ]
    .map(escapeMrkdwn)
    .join(' ');
}
