import { hostSeen, mayCarryLink } from '../../../answer/seen-address.ts';
import { oncePerText } from '../../../domain/lookups/once-per-text.ts';

/** What may stand between the letters of Slack's own syntax without being seen: U+2060 WORD JOINER. */
const JOINER = '\u2060';

/** Characters that format mrkdwn, and their closest likenesses that do not. */
const LIKENESS: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
};

// Control characters but tab and newline, and the marks that reorder what a reader sees.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const NOTHING_UNSEEN = /^[\t\n -~\u00a0-\u061b\u061d-\u1fff\u2010-\u2027\u2030-\u2060\u2070-\ud7ff]*$/;

/** Outside text for a place Slack takes literally (rich_text, plain_text): only what cannot be seen is gone. */
export function literal(text: string): string {
  if (NOTHING_UNSEEN.test(text)) return text;
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSEEN, '');
}

/**
 * Outside text for mrkdwn: the one way in. It can become neither mention, link, channel, date token, emoji nor format.
 * The three characters Slack names become entities (https://docs.slack.dev/messaging/formatting-message-text#escaping);
 * format characters become look-alikes, because mrkdwn has no escape for them; `@`, `#`, `://` and emoji codes are
 * broken with an invisible joiner, because some send paths parse names and addresses whatever we ask for.
 * Exact words of a quotation never come here: they go into rich_text.
 */
export function escapeMrkdwn(text: string): string {
  return MAY_BE_LIVE.test(text) ? escaped(literal(text)) : text;
}

/** Finds most prose harmless at one look: whatever is changed below, or not seen, has one of these. */
const MAY_BE_LIVE =
  /[&<>*_~`@#:]|[^\t\n -~\u00a0-\u061b\u061d-\u1fff\u2010-\u2027\u2030-\u2060\u2070-\ud7ff]/;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, (mark) => LIKENESS[mark] ?? mark)
    .replace(/[@#](?=[\p{L}\p{N}])/gu, (sign) => `${sign}${JOINER}`)
    .replace(/:(?=[\p{L}\p{N}_+'’-]+:|\/\/)/gu, `:${JOINER}`);
}

/** True where escaping for mrkdwn changes nothing a reader sees or copies: exact words may stand there. */
export function survivesMrkdwn(text: string): boolean {
  return !/[*_~`]|[@#][\p{L}\p{N}]|:(?=[\p{L}\p{N}_+'’-]+:|\/\/)/u.test(text);
}

/** An http(s) address as Slack should open it; null for anything else, also one with a user name or too long. */
export function safeUrl(url: string | undefined): string | null {
  return url === undefined ? null : judgedUrl(url);
}

/** An answer names each of its sources many times, and parsing is the dearest part of it. */
const judgedUrl = oncePerText(judgeUrl, { most: 5_000 });

function judgeUrl(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return null;
  if (parsed.username !== '' || parsed.password !== '') return null;
  const text = parsed.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return text.length <= 2_000 ? text : null;
}

/** Keeps a line of small print with its link inside one text object. */
const LONGEST_MRKDWN_ADDRESS = 1_500;

/** A mrkdwn link; where the words would deceive they stay words and the link shows its own host. */
export function mrkdwnLink(label: string, url: string | undefined): string {
  const words = label.replace(/\s+/g, ' ').trim();
  const safe = safeUrl(url);
  // In a link's address only the ampersand is an entity; everything else is percent-encoded already.
  const address = safe?.replaceAll('&', '&amp;') ?? '';
  if (safe === null || words === '' || address.length > LONGEST_MRKDWN_ADDRESS) return escapeMrkdwn(words);
  return mayCarryLink(label, new URL(safe))
    ? `<${address}|${escapeMrkdwn(words)}>`
    : `${escapeMrkdwn(words)} (<${address}|${escapeMrkdwn(hostSeen(new URL(safe)))}>)`;
}

/** At most `limit` code points, the last an ellipsis where something is missing. For labels, never for quotes. */
export function cut(text: string, limit: number): string {
  // No code point has more than two units, and none less than one.
  if (text.length <= limit) return text;
  const points = [...text];
  return points.length <= limit
    ? text
    : `${points
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

/** Words on a button: literal by kind, one line, and without the brackets that other surfaces read as a mention. */
export function buttonText(text: string, limit: number): string {
  const words = literal(text).replace(/\s+/g, ' ').replaceAll('<', '‹').replaceAll('>', '›').trim();
  return cut(words === '' ? '…' : words, limit);
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Length as Slack counts it. */
export function codePoints(text: string): number {
  // What has no pair is told at one look.
  if (!PAIR.test(text)) return text.length;
  const pairs = text.match(PAIRS);
  return text.length - (pairs?.length ?? 0);
}

/**
 * What a person typed, from the text of a Slack message or command: entities decoded, mentions of `bot` gone, links and
 * channels as the words they show (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function typedWords(text: string, bot?: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inner: string) => shown(inner, bot))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
}

function shown(inner: string, bot: string | undefined): string {
  const bar = inner.indexOf('|');
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  const target = bar < 0 ? inner : inner.slice(0, bar);
  if (target.startsWith('@')) return target === `@${bot}` ? ' ' : label;
  if (target.startsWith('#')) return label === '' ? '' : `#${label}`;
  if (target.startsWith('!')) return label;
  return label === '' ? target : label;
}
