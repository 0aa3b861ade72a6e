import { type LineTree, lineTree } from './line-tree.ts';

/**
 * A reader for the plain part of YAML that packs are written in: block mappings and lists, one-line and folded scalars,
 * quoted strings, `>` and `|` blocks, flow lists and mappings, comments. A full YAML parser reads about 2 MB a second,
 * which a large pack would wait half a minute for; this one reads about fifty times that.
 *
 * It never guesses: on anything it does not know (anchors, tags, escapes, odd indentation, a repeated key, an error) it
 * answers null, and the full parser decides. Where it answers, the answer is the full parser's (`plain-yaml.test.ts`
 * compares the two).
 */
export function readPlainYaml(text: string, lines?: LineTree): { readonly value: unknown } | null {
  if (/[\t\r\uFEFF]/.test(text)) return null;
  try {
    return { value: createReader(text).document(lines) };
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}

/** Thrown to leave the reader from any depth. Not an Error: taking a stack trace would cost more than the reading. */
const NOT_PLAIN = Symbol('not plain YAML');

type Mark = '"' | "'";

/** Deeper documents are left to the full parser, which is checked for them. */
const MOST_LEVELS = 24;

const SPACE = 0x20;
const NEWLINE = 0x0a;
const HASH = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
const COMMA = 0x2c;

/** Characters that mean something where a scalar begins, or that only a full parser can tell apart there. */
const INDICATORS = new Set([...'?:,[]{}#&*!|>\'"%@`~-+.='].map((character) => character.charCodeAt(0)));
const RESERVED_KEYS = /^(?:null|true|false|__proto__|constructor|prototype)$/i;
const SIMPLE_NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?$/;
const NUMBER_LIKE = /^[-+.]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?$|^0[xo][0-9a-fA-F]+$/;
const WORD_VALUES = new Map<string, boolean | null>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['Null', null],
  ['NULL', null],
]);

function fail(): never {
  throw NOT_PLAIN;
}

function createReader(text: string) {
  /** The line being read: where its content begins and ends, without trailing spaces. `indent` -1 at the end of the text. */
  let start = 0;
  let end = 0;
  let indent = -1;
  let lineNumber = 0;
  /** Where the line after it begins. */
  let next = 0;
  let depth = 0;
  /** The next backslash, wherever it is: kept, so that a file without one is searched once. */
  let nextSlash = -1;

  /** Goes to the next line, blank or not; false at the end of the text. */
  function rawLine(): boolean {
    if (next >= text.length) {
      start = end = text.length;
      indent = -1;
      return false;
    }
    const from = next;
    const newline = text.indexOf('\n', from);
    end = newline < 0 ? text.length : newline;
    next = newline < 0 ? text.length : newline + 1;
    lineNumber += 1;
    start = from;
    while (start < end && text.charCodeAt(start) === SPACE) start += 1;
    indent = start - from;
    while (end > start && text.charCodeAt(end - 1) === SPACE) end -= 1;
    return true;
  }

  /** Goes to the next line that is neither blank nor a comment. */
  function contentLine(): boolean {
    while (rawLine()) {
      if (start < end && text.charCodeAt(start) !== HASH) return true;
    }
    return false;
  }

  function isBlankOrComment(at: number): boolean {
    let from = at;
    while (from < end && text.charCodeAt(from) === SPACE) from += 1;
    return from >= end || (text.charCodeAt(from) === HASH && from > at);
  }

  function isDash(at: number): boolean {
    return text.charCodeAt(at) === DASH && (at + 1 >= end || text.charCodeAt(at + 1) === SPACE);
  }

  /** Where the key that begins here ends, which is at its colon; -1 where this is not a key. */
  function keyEnd(from: number, limit: number): number {
    let at = from;
    while (at < limit && isKeyCharacter(text.charCodeAt(at))) at += 1;
    if (at === from || text.charCodeAt(at) !== COLON || at >= limit) return -1;
    const first = text.charCodeAt(from);
    if (first === DASH || (first >= 0x30 && first <= 0x39)) return -1;
    return at + 1 >= limit || text.charCodeAt(at + 1) === SPACE ? at : -1;
  }

  function key(from: number, to: number, owner: object): string {
    const name = text.slice(from, to);
    if (RESERVED_KEYS.test(name) || Object.hasOwn(owner, name)) fail();
    return name;
  }

  function block(tree: LineTree | undefined): unknown {
    depth += 1;
    if (depth > MOST_LEVELS) fail();
    const value = isDash(start) ? list(tree) : mapping(tree);
    depth -= 1;
    return value;
  }

  function mapping(tree: LineTree | undefined): Record<string, unknown> {
    const own = indent;
    const result: Record<string, unknown> = {};
    while (indent === own) {
      const colon = keyEnd(start, end);
      if (colon < 0) fail();
      const name = key(start, colon, result);
      const child = branch(tree, name);
      let at = colon + 1;
      while (at < end && text.charCodeAt(at) === SPACE) at += 1;
      if (at < end && text.charCodeAt(at) !== HASH) {
        result[name] = inline(at, own, child);
        continue;
      }
      contentLine();
      if (indent > own) result[name] = block(child);
      else result[name] = indent === own && isDash(start) ? block(child) : null;
    }
    if (indent > own) fail();
    return result;
  }

  function list(tree: LineTree | undefined): unknown[] {
    const own = indent;
    const result: unknown[] = [];
    while (indent === own && isDash(start)) {
      const child = branch(tree, result.length);
      let at = start + 1;
      while (at < end && text.charCodeAt(at) === SPACE) at += 1;
      if (at >= end || text.charCodeAt(at) === HASH) {
        contentLine();
        result.push(indent > own ? block(child) : null);
      } else if (isDash(at) || keyEnd(at, end) >= 0) {
        // The rest of the line is a block of its own, as far in as it stands.
        indent += at - start;
        start = at;
        result.push(block(child));
      } else {
        result.push(inline(at, own, child));
      }
    }
    if (indent > own) fail();
    return result;
  }

  /** A value that begins on the current line at `at`; ends on the content line after it. `owner` is the indent it must exceed. */
  function inline(at: number, owner: number, tree: LineTree | undefined): unknown {
    switch (text.charCodeAt(at)) {
      case DOUBLE_QUOTE:
        return quoted(at, owner, '"');
      case SINGLE_QUOTE:
        return quoted(at, owner, "'");
      case OPEN_LIST:
      case OPEN_MAP:
        return flow(at, owner, tree);
      case 0x7c:
        return blockScalar(at, owner, false);
      case 0x3e:
        return blockScalar(at, owner, true);
      default:
        return plain(at, owner);
    }
  }

  function plain(at: number, owner: number): unknown {
    let value = plainLine(at);
    if (value.end < end) {
      contentLine();
      if (indent > owner) fail();
      return resolve(value.text);
    }
    let result = value.text;
    let blanks = 0;
    while (rawLine()) {
      if (start >= end) {
        blanks += 1;
        continue;
      }
      if (indent <= owner || text.charCodeAt(start) === HASH) break;
      value = plainLine(start, true);
      if (value.end < end) fail();
      result += (blanks > 0 ? '\n'.repeat(blanks) : ' ') + value.text;
      blanks = 0;
    }
    if (start < end && text.charCodeAt(start) === HASH) {
      contentLine();
      if (indent > owner) fail();
    }
    return resolve(result);
  }

  /** Plain words from `at` to the end of the line or to a comment. */
  function plainLine(at: number, continued = false): { readonly text: string; readonly end: number } {
    if (!continued && isIndicator(text, at)) fail();
    // Native searches: going over the characters one by one is slow until the engine has warmed up.
    const words = text.slice(at, end);
    if (words.includes(': ') || words.endsWith(':')) fail();
    const comment = words.indexOf(' #');
    if (comment < 0) return { text: words, end };
    return { text: withoutTrailingSpaces(words.slice(0, comment)), end: at + comment };
  }

  function quoted(at: number, owner: number, mark: Mark): string {
    const close = closing(at + 1, mark);
    let value = text.slice(at + 1, close);
    if (close > end) value = folded(value, close, owner);
    if (mark === "'") value = value.replaceAll("''", "'");
    else if (value.includes('\\')) value = value.replaceAll(/\\(.)/g, '$1');
    if (!isBlankOrComment(close + 1)) fail();
    contentLine();
    if (indent > owner) fail();
    return value;
  }

  function escapeIn(from: number, to: number): number {
    if (nextSlash < from) {
      const at = text.indexOf('\\', from);
      nextSlash = at < 0 ? text.length : at;
    }
    return nextSlash < to ? nextSlash : -1;
  }

  /** Where the string ends. Of the escapes only `\"` and `\\` are plain. */
  function closing(from: number, mark: Mark): number {
    let at = text.indexOf(mark, from);
    if (mark === '"') {
      for (let slash = escapeIn(from, at); slash >= 0; slash = escapeIn(slash + 2, at)) {
        const escaped = text.charAt(slash + 1);
        if (escaped !== '"' && escaped !== '\\') fail();
        if (slash + 1 === at) at = text.indexOf(mark, at + 1);
      }
    } else {
      while (at >= 0 && text.charAt(at + 1) === "'") at = text.indexOf(mark, at + 2);
    }
    return at < 0 ? fail() : at;
  }

  /** Folds a quoted string of several lines and makes the line it closes on the current one. */
  function folded(value: string, close: number, owner: number): string {
    const pieces = value.split('\n');
    let result = withoutTrailingSpaces(pieces[0] ?? '');
    let blanks = 0;
    for (const [number, piece] of pieces.entries()) {
      if (number === 0) continue;
      rawLine();
      const tail = piece.replace(/^ +/, '');
      const words = number === pieces.length - 1 ? tail : withoutTrailingSpaces(tail);
      if (words === '' && number < pieces.length - 1) {
        blanks += 1;
        continue;
      }
      if (indent <= owner) fail();
      result += (blanks > 0 ? '\n'.repeat(blanks) : ' ') + words;
      blanks = 0;
    }
    if (close > end) fail();
    return result;
  }

  function blockScalar(at: number, owner: number, fold: boolean): string {
    const header = text.slice(at + 1, end);
    if (header !== '' && header !== '-') fail();
    const rows: string[] = [];
    let own = -1;
    while (rawLine()) {
      if (start >= end) {
        if (own < 0 || indent > own) fail();
        rows.push('');
        continue;
      }
      if (own < 0) own = indent;
      if (indent < own || own <= owner) break;
      const lineEnd = text.charCodeAt(next - 1) === NEWLINE ? next - 1 : next;
      // Deeper lines and trailing spaces change how a block folds.
      if (fold && (indent > own || lineEnd > end)) fail();
      rows.push(text.slice(start - (indent - own), lineEnd));
    }
    if (rows.length === 0 || own <= owner || indent > owner) fail();
    if (indent < 0 && text.charCodeAt(text.length - 1) !== NEWLINE) fail();
    while (rows.at(-1) === '') rows.pop();
    if (start < end && text.charCodeAt(start) === HASH) contentLine();
    if (indent > owner) fail();
    return (fold ? foldRows(rows) : rows.join('\n')) + (header === '' ? '\n' : '');
  }

  function flow(at: number, owner: number, tree: LineTree | undefined): unknown {
    let position = at;

    function space(): void {
      for (;;) {
        while (position < end && text.charCodeAt(position) === SPACE) position += 1;
        if (position < end) {
          if (text.charCodeAt(position) === HASH) fail();
          return;
        }
        if (!rawLine()) fail();
        position = start;
        if (start < end && indent <= owner) fail();
      }
    }

    function value(child: LineTree | undefined): unknown {
      const code = text.charCodeAt(position);
      if (code === OPEN_LIST) return flowList(child);
      if (code === OPEN_MAP) return flowMapping(child);
      if (code === DOUBLE_QUOTE) return flowQuoted('"');
      if (code === SINGLE_QUOTE) return flowQuoted("'");
      return flowPlain();
    }

    function flowList(child: LineTree | undefined): unknown[] {
      const result: unknown[] = [];
      enter();
      while (text.charCodeAt(position) !== CLOSE_LIST) {
        result.push(value(branch(child, result.length)));
        separator(CLOSE_LIST);
      }
      leave();
      return result;
    }

    function flowMapping(child: LineTree | undefined): Record<string, unknown> {
      const result: Record<string, unknown> = {};
      enter();
      while (text.charCodeAt(position) !== CLOSE_MAP) {
        const colon = keyEnd(position, end);
        if (colon < 0) fail();
        const name = key(position, colon, result);
        const grandchild = branch(child, name);
        position = colon + 1;
        space();
        result[name] = value(grandchild);
        separator(CLOSE_MAP);
      }
      leave();
      return result;
    }

    function enter(): void {
      depth += 1;
      if (depth > MOST_LEVELS) fail();
      position += 1;
      space();
    }

    function leave(): void {
      depth -= 1;
      position += 1;
    }

    function separator(close: number): void {
      space();
      if (text.charCodeAt(position) === COMMA) {
        position += 1;
        space();
      } else if (text.charCodeAt(position) !== close) fail();
    }

    function flowQuoted(mark: Mark): string {
      const close = closing(position + 1, mark);
      if (close >= end) fail();
      const words = text.slice(position + 1, close);
      position = close + 1;
      if (mark === "'") return words.replaceAll("''", "'");
      return words.includes('\\') ? words.replaceAll(/\\(.)/g, '$1') : words;
    }

    function flowPlain(): unknown {
      const from = position;
      if (isIndicator(text, from)) fail();
      for (; position < end; position += 1) {
        const code = text.charCodeAt(position);
        if (code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP) break;
        if (code === OPEN_LIST || code === OPEN_MAP) fail();
        if (code === HASH && text.charCodeAt(position - 1) === SPACE) fail();
        if (code === COLON && !isKeyCharacter(text.charCodeAt(position + 1)) && text[position + 1] !== '/')
          fail();
      }
      return resolve(withoutTrailingSpaces(text.slice(from, position)));
    }

    const result = value(tree);
    if (!isBlankOrComment(position)) fail();
    contentLine();
    if (indent > owner) fail();
    return result;
  }

  function branch(tree: LineTree | undefined, name: string | number): LineTree | undefined {
    if (tree === undefined) return undefined;
    const child = lineTree(lineNumber);
    tree.children.set(name, child);
    return child;
  }

  return {
    document(tree: LineTree | undefined): unknown {
      if (!contentLine() || indent !== 0) fail();
      const value = block(tree);
      if (indent >= 0) fail();
      return value;
    },
  };
}

/** True where what begins at `at` is not plain words; a minus sign before a digit is, and so is `../` before a date. */
function isIndicator(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (!INDICATORS.has(first)) return false;
  return !(first === DASH && isDigit(text.charCodeAt(at + 1))) && !text.startsWith('../', at);
}

/** Spaces only: a no-break space is part of the words. */
function withoutTrailingSpaces(words: string): string {
  let to = words.length;
  while (words.charCodeAt(to - 1) === SPACE) to -= 1;
  return words.slice(0, to);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isKeyCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    isDigit(code) ||
    code === 0x5f ||
    code === DASH
  );
}

/** What a plain scalar stands for in YAML 1.2's core schema. */
function resolve(words: string): unknown {
  const first = words.charCodeAt(0);
  if (isDigit(first) || first === DASH) {
    if (SIMPLE_NUMBER.test(words)) return Number(words);
    if (NUMBER_LIKE.test(words)) fail();
    return words;
  }
  if (words.length <= 5) {
    const value = WORD_VALUES.get(words);
    if (value !== undefined) return value;
  }
  return words;
}

function foldRows(rows: readonly string[]): string {
  let result = '';
  let blanks = 0;
  for (const [number, row] of rows.entries()) {
    if (row === '') {
      blanks += 1;
      continue;
    }
    if (number > 0) result += blanks > 0 ? '\n'.repeat(blanks) : ' ';
    result += row;
    blanks = 0;
  }
  return result;
}
