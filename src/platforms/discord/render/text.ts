import { hostSeen, mayCarryLink } from '../../../answer/seen-address.ts';
import { oncePerText } from '../../../domain/lookups/once-per-text.ts';

/**
 * Characters that reorder or hide what follows: with them a name or label could show something else than it is.
 * Joiners (U+200C, U+200D) stay: scripts and emoji need them.
 */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;

/** Line breaks and tabs of every kind: a new line would let outside text start a heading, a list or leave a quotation. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/** Outside text on one line and without invisible tricks; still to be escaped. */
export function plain(text: string): string {
  return text.replace(BREAKS, ' ').replace(INVISIBLE, '').toWellFormed();
}

/** Finds most prose harmless at one look: whatever `literal` would change has one of these. */
const MAY_BE_LIVE = /[\\*_~|`<>[\]#@:/\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u2060-\u206F]|^\s*(?:[-+]|\d+[.)])/u;

/**
 * Makes outside text literal wherever Discord reads Markdown: no mention, format, link, timestamp, command mention,
 * custom emoji, heading, list, quotation or spoiler can come out of it. A backslash before any character that is
 * neither letter, digit nor space shows that character as it is; `@` is followed by a zero-width space as well, because
 * `@everyone` is recognised on the server, where backslashes mean nothing.
 */
export function literal(text: string): string {
  return madeLiteral(text);
}

/** Most answers say what others said, and each is measured before it is sent. */
const madeLiteral = oncePerText((text) => (MAY_BE_LIVE.test(text) ? escaped(text) : text), {
  most: 1_000,
  longest: 500,
});

function escaped(text: string): string {
  return plain(text)
    .replace(/[\\*_~|`<>[\]#]/gu, '\\$&')
    .replace(/@/gu, '\\@\u200B')
    .replace(/:(?=[^\s\d])/gu, '\\:')
    .replace(/(discord(?:app)?)\.(gg|com|new|gift)\//giu, '$1\\.$2\\/')
    .replace(/^(\s*)([-+])/u, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/u, '$1\\$2');
}

/** The text that a literal one shows. */
export function fromLiteral(text: string): string {
  return text.replace(/\u200B/gu, '').replace(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/**
 * A masked link whose label cannot be taken for another address: where it could be read as one, it stays plain and the
 * true host carries the link. Escaped text only where `url` is not a plain web address.
 */
export function maskedLink(label: string, url: string): string {
  const address = webAddress(url);
  const shown = literal(label).trim();
  if (address === null) return shown;
  const target = `(<${inTarget(address)}>)`;
  if (shown !== '' && mayCarryLink(label, address)) return `[${shown}]${target}`;
  const trueHost = `[${literal(hostSeen(address))}]${target}`;
  return shown === '' ? trueHost : `${shown} (${trueHost})`;
}

/** Longest address worth its share of a message; longer ones are cited without a link. */
const LONGEST_ADDRESS = 700;

/** The address where it is http or https, names a host, carries no credentials (`https://bank.com@evil.example`) and is not absurdly long. */
export function webAddress(url: string): URL | null {
  const address = URL.parse(url);
  if (address === null || (address.protocol !== 'https:' && address.protocol !== 'http:')) return null;
  if (address.username !== '' || address.password !== '' || address.hostname.startsWith('[')) return null;
  return inTarget(address).length > LONGEST_ADDRESS ? null : address;
}

/** An address that can end neither its angle brackets nor its line, nor hold a mention. */
export function inTarget(address: URL): string {
  return address.href.replace(
    /[<>()[\]\\|`"@\s]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** At most `most` UTF-16 units, cut at a word where one ends near, with an ellipsis; never half a character. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
