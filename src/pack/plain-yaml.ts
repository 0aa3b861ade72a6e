import { createLineCursor } from './line-cursor.ts';
import { type LineTree, lineTree } from './line-tree.ts';
import {
  fail,
  foldRows,
  isIndicator,
  isKeyCharacter,
  isReservedKey,
  NOT_PLAIN,
  scalarValue,
  withoutTrailingSpaces,
} from './plain-scalars.ts';

/**
 * A reader for the plain part of YAML that packs are written in: block mappings and lists, one-line and folded scalars,
 * quoted strings, `>` and `|` blocks, flow lists and mappings, comments. A full YAML parser reads about 2 MB a second,
 * which a large pack would wait half a minute for; this one takes a second.
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

function createReader(text: string) {
  const line = createLineCursor(text);
  let depth = 0;
  /** The next backslash, wherever it is: kept, so that a file without one is searched once. */
  let nextSlash = -1;

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
    if (isReservedKey(name) || Object.hasOwn(owner, name)) fail();
    return name;
  }

  function block(tree: LineTree | undefined): unknown {
    depth += 1;
    if (depth > MOST_LEVELS) fail();
    const value = line.isDash(line.start) ? list(tree) : mapping(tree);
    depth -= 1;
    return value;
  }

  function mapping(tree: LineTree | undefined): Record<string, unknown> {
    const own = line.indent;
    const result: Record<string, unknown> = {};
    while (line.indent === own) {
      const colon = keyEnd(line.start, line.end);
      if (colon < 0) fail();
      const name = key(line.start, colon, result);
      const child = branch(tree, name);
      let at = colon + 1;
      while (at < line.end && text.charCodeAt(at) === SPACE) at += 1;
      if (at < line.end && text.charCodeAt(at) !== HASH) {
        result[name] = inline(at, own, child);
        continue;
      }
      line.goToContent();
      if (line.indent > own) result[name] = block(child);
      else result[name] = line.indent === own && line.isDash(line.start) ? block(child) : null;
    }
    if (line.indent > own) fail();
    return result;
  }

  function list(tree: LineTree | undefined): unknown[] {
    const own = line.indent;
    const result: unknown[] = [];
    while (line.indent === own && line.isDash(line.start)) {
      const child = branch(tree, result.length);
      let at = line.start + 1;
      while (at < line.end && text.charCodeAt(at) === SPACE) at += 1;
      if (at >= line.end || text.charCodeAt(at) === HASH) {
        line.goToContent();
        result.push(line.indent > own ? block(child) : null);
      } else if (line.isDash(at) || keyEnd(at, line.end) >= 0) {
        // The rest of the line is a block of its own, as far in as it stands.
        line.indent += at - line.start;
        line.start = at;
        result.push(block(child));
      } else {
        result.push(inline(at, own, child));
      }
    }
    if (line.indent > own) fail();
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
    if (value.end < line.end) {
      line.goToContent();
      if (line.indent > owner) fail();
      return scalarValue(value.text);
    }
    let result = value.text;
    let blanks = 0;
    while (line.goOn()) {
      if (line.start >= line.end) {
        blanks += 1;
        continue;
      }
      if (line.indent <= owner || text.charCodeAt(line.start) === HASH) break;
      value = plainLine(line.start, true);
      if (value.end < line.end) fail();
      result += (blanks > 0 ? '\n'.repeat(blanks) : ' ') + value.text;
      blanks = 0;
    }
    if (line.start < line.end && text.charCodeAt(line.start) === HASH) {
      line.goToContent();
      if (line.indent > owner) fail();
    }
    return scalarValue(result);
  }

  /** Plain words from `at` to the end of the line or to a comment. */
  function plainLine(at: number, continued = false): { readonly text: string; readonly end: number } {
    if (!continued && isIndicator(text, at)) fail();
    // Native searches: going over the characters one by one is slow until the engine has warmed up.
    const words = text.slice(at, line.end);
    if (words.includes(': ') || words.endsWith(':')) fail();
    const comment = words.indexOf(' #');
    if (comment < 0) return { text: words, end: line.end };
    return { text: withoutTrailingSpaces(words.slice(0, comment)), end: at + comment };
  }

  function quoted(at: number, owner: number, mark: Mark): string {
    const close = closing(at + 1, mark);
    let value = text.slice(at + 1, close);
    if (close > line.end) value = folded(value, close, owner);
    if (mark === "'") value = value.replaceAll("''", "'");
    else if (value.includes('\\')) value = value.replaceAll(/\\(.)/g, '$1');
    if (!line.isEmptyFrom(close + 1)) fail();
    line.goToContent();
    if (line.indent > owner) fail();
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
      line.goOn();
      const tail = piece.replace(/^ +/, '');
      const words = number === pieces.length - 1 ? tail : withoutTrailingSpaces(tail);
      if (words === '' && number < pieces.length - 1) {
        blanks += 1;
        continue;
      }
      if (line.indent <= owner) fail();
      result += (blanks > 0 ? '\n'.repeat(blanks) : ' ') + words;
      blanks = 0;
    }
    if (close > line.end) fail();
    return result;
  }

  function blockScalar(at: number, owner: number, fold: boolean): string {
    const header = text.slice(at + 1, line.end);
    if (header !== '' && header !== '-') fail();
    const rows: string[] = [];
    let own = -1;
    while (line.goOn()) {
      if (line.start >= line.end) {
        if (own < 0 || line.indent > own) fail();
        rows.push('');
        continue;
      }
      if (own < 0) own = line.indent;
      if (line.indent < own || own <= owner) break;
      const lineEnd = text.charCodeAt(line.next - 1) === NEWLINE ? line.next - 1 : line.next;
      // Deeper lines and trailing spaces change how a block folds.
      if (fold && (line.indent > own || lineEnd > line.end)) fail();
      rows.push(text.slice(line.start - (line.indent - own), lineEnd));
    }
    if (rows.length === 0 || own <= owner || line.indent > owner) fail();
    if (line.indent < 0 && text.charCodeAt(text.length - 1) !== NEWLINE) fail();
    while (rows.at(-1) === '') rows.pop();
    if (line.start < line.end && text.charCodeAt(line.start) === HASH) line.goToContent();
    if (line.indent > owner) fail();
    return (fold ? foldRows(rows) : rows.join('\n')) + (header === '' ? '\n' : '');
  }

  function flow(at: number, owner: number, tree: LineTree | undefined): unknown {
    let position = at;

    function space(): void {
      for (;;) {
        while (position < line.end && text.charCodeAt(position) === SPACE) position += 1;
        if (position < line.end) {
          if (text.charCodeAt(position) === HASH) fail();
          return;
        }
        if (!line.goOn()) fail();
        position = line.start;
        if (line.start < line.end && line.indent <= owner) fail();
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
        const colon = keyEnd(position, line.end);
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
      if (close >= line.end) fail();
      const words = text.slice(position + 1, close);
      position = close + 1;
      if (mark === "'") return words.replaceAll("''", "'");
      return words.includes('\\') ? words.replaceAll(/\\(.)/g, '$1') : words;
    }

    function flowPlain(): unknown {
      const from = position;
      if (isIndicator(text, from)) fail();
      for (; position < line.end; position += 1) {
        const code = text.charCodeAt(position);
        if (code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP) break;
        if (code === OPEN_LIST || code === OPEN_MAP) fail();
        if (code === HASH && text.charCodeAt(position - 1) === SPACE) fail();
        if (code === COLON && !isKeyCharacter(text.charCodeAt(position + 1)) && text[position + 1] !== '/')
          fail();
      }
      return scalarValue(withoutTrailingSpaces(text.slice(from, position)));
    }

    const result = value(tree);
    if (!line.isEmptyFrom(position)) fail();
    line.goToContent();
    if (line.indent > owner) fail();
    return result;
  }

  function branch(tree: LineTree | undefined, name: string | number): LineTree | undefined {
    if (tree === undefined) return undefined;
    const child = lineTree(line.number);
    tree.children.set(name, child);
    return child;
  }

  return {
    document(tree: LineTree | undefined): unknown {
      if (!line.goToContent() || line.indent !== 0) fail();
      const value = block(tree);
      if (line.indent >= 0) fail();
      return value;
    },
  };
}
