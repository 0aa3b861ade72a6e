import { isMapping } from '../../../domain/mapping.ts';
import { formatDay } from '../../../domain/when.ts';
import { type JsonRecord, records, string } from '../api/json.ts';

/**
 * What a person typed, from text as Discord sends it: everything it shows as something else is read as what is seen, or
 * not at all. Mentions, channels and emoji are pictures and names beside the words and are gone; commands, links and times
 * are the words they show; marks that format are gone, and every break is a space.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function typedWords(text: string): string {
  return shownWords(text, true);
}

/** The same for a value of a slash command, in which Discord formats nothing: only what stands for something else is read. */
export function optionWords(value: string): string {
  const read = withoutTokens(value.replace(BRACKETED, '$1'), true);
  return read === value ? value : read.replace(/\s+/gu, ' ').trim();
}

/** Words without the addresses beside them; an address that stands alone stays. */
export function withoutAddresses(words: string): string {
  const rest = words.replace(ADDRESS, ' ').replace(/\s+/gu, ' ').trim();
  return rest === '' ? words : rest;
}

/**
 * The words a message may repeat from somebody: of its text what it sets off as a quotation, where it does, else all of
 * it; where it has no text of its own, that of what it forwards, embeds or shows as components.
 */
export function quotedWords(message: JsonRecord): string {
  const own = saidWords(string(message.content));
  if (own !== '') return own;
  const forwarded = records(message.message_snapshots).flatMap(({ message: inner }) =>
    isMapping(inner) ? [quotedWords(inner)] : [],
  );
  const embedded = records(message.embeds).flatMap(({ title, description, fields }) => [
    string(title),
    string(description),
    ...records(fields).flatMap((field) => [string(field.name), string(field.value)]),
  ]);
  const shown = componentTexts(message.components);
  for (const texts of [forwarded, embedded.map(saidWords), shown.map(saidWords)]) {
    const words = texts.filter((each) => each !== '').join(' ');
    if (words !== '') return words;
  }
  return '';
}

/** `<@1>`, `<#1>`, `</name:1>`, `<:name:1>`, `<t:1>` and the like; an ordinary `<` is none. */
const TOKEN = /<((?:[@#/:]|a:|t:|id:|sound:)[^<>\n]{1,100})>/gu;
/** A link in angle brackets shows its address. */
const BRACKETED = /<(https?:\/\/[^<>\s]+)>/giu;
/** `[label](address)`, the address perhaps in angle brackets and with a title. */
const MASKED = /\[([^[\]]+)\]\(<?https?:(?:[^()<>\s]|\([^()<>\s]*\))*>?(?: "[^"\n]*")?\)/giu;
const ADDRESS = /<?\bhttps?:\/\/[^\s<>]+>?/giu;
const EVERYBODY = /(?<!\S)@(?:everyone|here)(?![\p{L}\p{N}])/gu;
/** Opens or closes a block of code; the name of its language is not shown. */
const FENCE = /```(?:[\w+.#-]{1,20}\n)?/gu;
const LINE_MARK = /^\s*(?:>>>|>)\s+/u;
const LINE_FORMAT = /^\s*(?:#{1,3}|-#|[-*])\s+/u;
/** Runs that format wherever they stand; a single mark does so only at the edge of a word. */
const INLINE = /(?<!\\)(?:\*{2,}|~~|\|\||`)/gu;
const AT_EDGE = /(?<![\p{L}\p{N}\\])[*_]+(?=\S)|(?<=[^\s\\])[*_]+(?![\p{L}\p{N}])/gu;
const ESCAPED = /\\([^\p{L}\p{N}\s])/gu;

function shownWords(text: string, times: boolean): string {
  return withoutTokens(text.replace(MASKED, '$1').replace(BRACKETED, '$1'), times)
    .replace(FENCE, ' ')
    .split('\n')
    .map((line) => line.replace(LINE_MARK, '').replace(LINE_FORMAT, ''))
    .join(' ')
    .replace(INLINE, '')
    .replace(AT_EDGE, '')
    .replace(ESCAPED, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
}

function withoutTokens(text: string, times: boolean): string {
  return text
    .replace(TOKEN, (whole, inner: string) => shownToken(whole, inner, times))
    .replace(EVERYBODY, ' ');
}

function saidWords(text: string): string {
  const quoted = quotationIn(text);
  const words = shownWords(quoted, false).replace(ADDRESS, ' ').replace(/\s+/gu, ' ').trim();
  // A quotation that is no more than a mention or a link is not what is meant.
  return words === '' && quoted !== text ? shownWords(text, false).replace(ADDRESS, ' ').trim() : words;
}

/** The lines that are set off as a quotation; the whole text where there are none. From `>>>` on everything is one. */
function quotationIn(text: string): string {
  const lines = text.split('\n');
  const open = lines.findIndex((line) => /^\s*>>>\s/u.test(line));
  const quoted = lines.filter((line, at) => (open >= 0 && at >= open) || LINE_MARK.test(line));
  return quoted.length === 0 ? text : quoted.join('\n');
}

function shownToken(whole: string, inner: string, times: boolean): string {
  const command = /^\/([^:]+):\d+$/u.exec(inner)?.[1];
  if (command !== undefined) return `/${command}`;
  const time = /^t:(-?\d{1,13})(?::(\w))?$/u.exec(inner);
  if (time !== null) return times ? ` ${momentWords(Number(time[1]), time[2])} ` : ' ';
  const unseen = /^(?:@[!&]?\d+|#\d+|a?:\w+:\d+|id:[\w-]+(?::\d+)?|sound:\d+:\d+)$/u;
  return unseen.test(inner) ? ' ' : whole;
}

/** Everybody sees a time in a zone of their own; ours is UTC, and a moment beyond all calendars is nothing. */
function momentWords(seconds: number, style: string | undefined): string {
  if (Math.abs(seconds) > 8.64e12) return '';
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO('UTC');
  return style === 't' || style === 'T'
    ? at.toPlainTime().toString({ smallestUnit: 'minute' })
    : formatDay(at.toPlainDate().toString());
}

function componentTexts(components: unknown): readonly string[] {
  return records(components).flatMap(({ content, components: inner }) => [
    ...(typeof content === 'string' ? [content] : []),
    ...componentTexts(inner),
  ]);
}
