import type { Request } from '../request.ts';
import { namedCharacter, numberedCharacter } from './entities.ts';

/** Elements whose tags begin or end a line, a cell or a picture. */
const BREAKING = new Set(
  `address article aside audio blockquote body br canvas caption center col colgroup dd details dialog dir div dl dt embed fieldset
  figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img image input legend li link
  main menu meta nav noframes noscript object ol optgroup option p param picture pre search section select source summary svg table tbody
  td template textarea tfoot th thead title tr track ul video`.split(/\s+/),
);
/** Elements that mark up words within a line; their tags may stand within a word. */
const MARKING = new Set(
  `a abbr acronym b base basefont bdi bdo big blink button cite code data datalist del dfn em font i ins kbd label map mark marquee
  meter nobr output progress q rb rbc rp rt rtc ruby s samp script small span strike strong style sub sup time tt u var wbr`.split(
    /\s+/,
  ),
);
/** Prefixes of elements that office programs, feeds and pages of their own kind add. */
const PREFIXES = new Set('o w v m x st1 svg dc media content itunes fb g amp'.split(' '));
/** Elements whose content nobody sees. */
const HIDDEN = /^(?:script|style)$/;

/** Escaped once by the page, again by the feed, again by the mail; more often is nobody's text. */
const MOST_ROUNDS = 5;
/** Longer texts are no questions; they are left alone. UTF-16 units. */
const LONGEST_TEXT = 10_000;
/** Longest tag, in UTF-16 units: a picture's address may be long, a text without its `>` is longer. */
const LONGEST_TAG = 2_000;

/**
 * A pasted text as the page it comes from shows it: character references decoded, also those escaped twice, tags taken
 * off or, where they break a line, read as a space. An ordinary `<` or `&` stays what it is.
 */
export function withoutHtml(text: string): string {
  if (text.length > LONGEST_TEXT) return text;
  let seen = text;
  for (let round = 0; round < MOST_ROUNDS && /[<&]/.test(seen); round += 1) {
    const next = decoded(withoutTags(seen));
    if (next === seen) break;
    seen = next;
  }
  return seen;
}

/** A request with every text in it as the page shows it that it was copied from. */
export function asShown(request: Request): Request {
  switch (request.kind) {
    case 'command': {
      const values = Object.entries(request.values).map(
        ([name, value]) => [name, withoutHtml(value)] as const,
      );
      return { ...request, values: Object.fromEntries(values) };
    }
    case 'line':
      return { ...request, line: withoutHtml(request.line) };
    case 'words':
      return { ...request, words: withoutHtml(request.words) };
  }
}

const REFERENCE =
  /&(?:#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))(;|(?![0-9a-z]))|([a-z][a-z0-9]{1,30});|(nbsp|quot|amp|lt|gt)(?![a-z0-9=;]))/gi;

/** Character references decoded once. Without its semicolon only one of the commonest counts, and not within a word or an address. */
function decoded(text: string): string {
  return text.replace(
    REFERENCE,
    (whole, hex?: string, decimal?: string, _end?: string, name?: string, bare?: string) => {
      if (hex !== undefined) return numberedCharacter(Number.parseInt(hex, 16)) ?? whole;
      if (decimal !== undefined) return numberedCharacter(Number(decimal)) ?? whole;
      return namedCharacter(name ?? bare?.toLowerCase() ?? '') ?? whole;
    },
  );
}

interface Tag {
  /** Lower case, without its prefix. */
  readonly name: string;
  readonly closes: boolean;
  /** Where the text goes on. */
  readonly end: number;
}

function withoutTags(text: string): string {
  let [kept, from] = ['', 0];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, from))) {
    const special = specialAt(text, at);
    const tag = special === null ? tagAt(text, at) : null;
    if (special === null && tag === null) continue;
    kept += text.slice(from, at);
    if (special !== null) {
      kept += special.shown;
      from = special.end;
    } else if (tag !== null) {
      if (!MARKING.has(tag.name)) kept += ' ';
      from = HIDDEN.test(tag.name) && !tag.closes ? endOf(tag.name, text, tag.end) : tag.end;
    }
  }
  return kept + text.slice(from);
}

/** A comment, a declaration, a processing instruction; a CDATA section shows what is in it. */
function specialAt(text: string, at: number): { readonly shown: string; readonly end: number } | null {
  const between = (open: string, close: string) => {
    if (!text.startsWith(open, at)) return null;
    const end = text.indexOf(close, at + open.length);
    return end < 0 ? null : { inside: text.slice(at + open.length, end), end: end + close.length };
  };
  const section = between('<![CDATA[', ']]>');
  if (section !== null) return { shown: section.inside, end: section.end };
  const unseen =
    between('<!--', '-->') ??
    between('<?xml', '?>') ??
    between('<!DOCTYPE', '>') ??
    between('<!doctype', '>');
  return unseen === null ? null : { shown: '', end: unseen.end };
}

function endOf(name: string, text: string, from: number): number {
  const close = text.toLowerCase().indexOf(`</${name}`, from);
  if (close < 0) return from;
  const end = text.indexOf('>', close);
  return end < 0 ? text.length : end + 1;
}

const NAME = /^<(\/?)([a-z][a-z0-9]*)(?:[:-]([a-z][a-z0-9-]*))?/i;
const GAP = /^[\s/]*/;
const ATTRIBUTE = /^[^\s"'<>/=&]+/;
const VALUE = /^\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)/;
/** Attributes that need no value; any other word in a tag makes it no tag: "a <b and c> d". */
const BARE =
  /^(?:allowfullscreen|async|autofocus|autoplay|checked|compact|controls|default|defer|disabled|download|formnovalidate|hidden|inert|ismap|itemscope|loop|multiple|muted|noshade|novalidate|nowrap|open|playsinline|readonly|required|reversed|selected)$/i;

/** The tag of an element of HTML, or of one with a prefix (`<o:p>`, `<amp-img>`), that begins here; null where none does. */
function tagAt(text: string, at: number): Tag | null {
  const [opened, slash = '', first = '', behind] = NAME.exec(text.slice(at, at + LONGEST_TAG)) ?? [];
  if (opened === undefined) return null;
  const name = (behind ?? first).toLowerCase();
  const known =
    behind === undefined ? BREAKING.has(name) || MARKING.has(name) : PREFIXES.has(first.toLowerCase());
  if (!known) return null;
  let place = at + opened.length;
  for (;;) {
    const rest = text.slice(place, at + LONGEST_TAG);
    const gap = GAP.exec(rest)?.[0].length ?? 0;
    if (rest[gap] === '>')
      return { name: behind === undefined ? name : 'span', closes: slash !== '', end: place + gap + 1 };
    const attribute = gap === 0 ? undefined : ATTRIBUTE.exec(rest.slice(gap))?.[0];
    if (attribute === undefined) return null;
    const value = VALUE.exec(rest.slice(gap + attribute.length))?.[0].length ?? 0;
    if (value === 0 && !BARE.test(attribute)) return null;
    place += gap + attribute.length + value;
  }
}
