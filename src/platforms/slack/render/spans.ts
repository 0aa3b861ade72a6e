import type { types } from '@slack/bolt';
import type { Citation, Span, Spans } from '../../../answer/answer.ts';
import { hostSeen, mayCarryLink } from '../../../answer/seen-address.ts';
import { spacedAfter, spansInWords } from '../../../answer/words/span-words.ts';
import { unreachable } from '../../../domain/errors.ts';
import { formatWhen } from '../../../domain/when.ts';
import { SLACK_LIMITS } from './limits.ts';
import { codePoints, cut, escapeMrkdwn, literal, mrkdwnLink, safeUrl } from './text.ts';

type RichTextElement = types.RichTextElement;
type Style = { readonly bold?: boolean; readonly italic?: boolean; readonly strike?: boolean };

/** Spans as rich text elements, never none. `links` gives the sources whose references carry their address. */
export function inline(spans: Spans, links: ReadonlyMap<number, Citation>, style: Style): RichTextElement[] {
  const elements = spans.flatMap((span, at) => inlineSpan(span, spans[at - 1], links, style));
  return orBlank(elements);
}

/** Slack refuses a rich text section without a character in it. */
export function orBlank(elements: readonly RichTextElement[]): RichTextElement[] {
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
      return runs(spacedAfter(before, span.text), style);
    case 'strong':
      return runs(spacedAfter(before, span.text), { ...style, bold: true });
    case 'strike':
      return runs(spacedAfter(before, span.text), { ...style, strike: true });
    case 'quote':
      return runs(spacedAfter(before, `“${span.text}”`), style);
    case 'cite': {
      const mark = `[${span.index}]`;
      const url = safeUrl(addressOf(links.get(span.index)));
      return [
        ...(endsOpen(before) ? [words(' ', style)] : []),
        url === null ? words(mark, style) : { type: 'link', url, text: mark },
      ];
    }
    case 'link':
      return linkElements(span.text, span.url, style);
    case 'date':
      return runs(spacedAfter(before, formatWhen(span.when)), style);
    case 'moment':
      return [...runs(span.text, style), momentElement(span)];
    default:
      return unreachable(span);
  }
}

type Moment = Extract<Span, { kind: 'moment' }>;

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const MOMENT_FORMAT = '{date_short_pretty} at {time}';

/** Slack shows it in the reader's own zone. */
function momentElement(span: Moment): RichTextElement {
  return { type: 'date', timestamp: seconds(span), format: MOMENT_FORMAT, fallback: utcWords(span) };
}

/** Slack counts in whole seconds since 1970. */
function seconds({ at }: Moment): number {
  return Math.floor(at / 1_000);
}

/** `2025-12-01 06:00 UTC`, where Slack cannot tell the reader's own time. */
function utcWords({ at }: Moment): string {
  const [day = '', time = ''] = Temporal.Instant.fromEpochMilliseconds(at).toString().split('T');
  return `${day} ${time.slice(0, 5)} UTC`;
}

/** A reference follows its claim after a space, another reference directly. */
function endsOpen(before: Span | undefined): boolean {
  if (before === undefined || before.kind === 'cite') return false;
  return !('text' in before) || !/\s$/.test(before.text);
}

/**
 * A link under its own words only where these may carry it. Words that name another host stay plain, and the host
 * the link leads to is shown beside them. An address that is not safe is no link at all.
 */
function linkElements(label: string, url: string, style: Style): readonly RichTextElement[] {
  const safe = safeUrl(url);
  const text = literal(label).trim();
  if (safe === null) return runs(text, style);
  if (text !== '' && mayCarryLink(label, new URL(safe)))
    return [{ type: 'link', url: safe, text: cut(text, 1_000), ...styled(style) }];
  return [
    ...runs(text === '' ? '' : `${text} (`, style),
    { type: 'link', url: safe, text: hostSeen(new URL(safe)) },
    ...runs(text === '' ? '' : ')', style),
  ];
}

/** Text in runs of at most one text object's length, so that no reader of the payload finds a longer one. */
export function runs(text: string, style: Style): readonly RichTextElement[] {
  const clean = literal(text);
  if (clean === '') return [];
  if (clean.length <= SLACK_LIMITS.textObject) return [words(clean, style)];
  const points = [...clean];
  const result: RichTextElement[] = [];
  for (let at = 0; at < points.length; at += SLACK_LIMITS.textObject)
    result.push(words(points.slice(at, at + SLACK_LIMITS.textObject).join(''), style));
  return result;
}

/** One text element. Rich text is not parsed by Slack, so what is in it needs no escaping. */
export function words(text: string, style: Style): RichTextElement {
  return { type: 'text', text: literal(text), ...styled(style) };
}

function styled(style: Style): { readonly style?: Style } {
  return Object.keys(style).length === 0 ? {} : { style };
}

/** One run of elements. */
export function section(elements: RichTextElement[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

/** A block that Slack takes literally. */
export function richText(elements: types.RichTextBlock['elements']): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Text of ours in which everything from outside has been escaped; addresses and names in it stay text. */
export function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Small print, none where there are no words. */
export function smallPrint(text: string): readonly types.ContextBlock[] {
  const texts = pieces(text.split('\n'));
  return texts.length === 0 ? [] : [{ type: 'context', elements: texts.map(mrkdwn) }];
}

/** Lines joined into as few texts as the limit allows; a single longer line is broken at a space. */
export function pieces(lines: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const line of lines.flatMap(broken)) {
    const last = result.at(-1);
    if (last !== undefined && codePoints(last) + codePoints(line) + 1 <= SLACK_LIMITS.textObject)
      result[result.length - 1] = `${last}\n${line}`;
    else result.push(line);
  }
  return result.filter((text) => text.trim() !== '').slice(0, SLACK_LIMITS.contextElements);
}

/** At the last space before the limit; anywhere only where there is none. The space itself goes. */
function broken(line: string): readonly string[] {
  if (codePoints(line) <= SLACK_LIMITS.textObject) return [line];
  const space = line.lastIndexOf(' ', SLACK_LIMITS.textObject - 1);
  const at = space > 0 ? space : SLACK_LIMITS.textObject - 1;
  return [line.slice(0, at), ...broken(line.slice(at + 1))];
}

/** Spans for a place that has only mrkdwn; exact words must survive it (`survivesMrkdwn`). */
export function mrkdwnSpans(spans: Spans, links: ReadonlyMap<number, Citation>): string {
  return spans.map((span, at) => mrkdwnSpan(span, spans[at - 1], links)).join('') || ' ';
}

function mrkdwnSpan(span: Span, before: Span | undefined, links: ReadonlyMap<number, Citation>): string {
  switch (span.kind) {
    case 'text':
    case 'strong':
      return escapeMrkdwn(spacedAfter(before, span.text));
    case 'strike': {
      // Around nothing the two signs would be seen, and strike what comes after.
      const struck = escapeMrkdwn(span.text);
      return struck.trim() === '' ? struck : `~${struck}~`;
    }
    case 'quote':
      return escapeMrkdwn(spacedAfter(before, `“${span.text}”`));
    case 'cite':
      return `${endsOpen(before) ? ' ' : ''}${mrkdwnLink(`[${span.index}]`, addressOf(links.get(span.index)))}`;
    case 'link':
      return mrkdwnLink(span.text, span.url);
    case 'date':
      return spacedAfter(before, formatWhen(span.when));
    case 'moment':
      return `${escapeMrkdwn(span.text)}<!date^${seconds(span)}^${MOMENT_FORMAT}|${utcWords(span)}>`;
    default:
      return unreachable(span);
  }
}

/** Spans as one line of words, without references. */
export function spansText(spans: Spans): string {
  return spansInWords(spans, (words) => `“${words}”`);
}

/** A source's own page where there is one, else the original. */
function addressOf(citation: Citation | undefined): string | undefined {
  return citation?.page ?? citation?.url;
}
