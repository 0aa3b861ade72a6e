const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;

/** The line of a text that is being read. */
export interface LineCursor {
  /** Where its content begins, after the spaces it is indented with. A reader that has read a list's dash moves both. */
  start: number;
  /** How far it is indented; -1 past the end of the text. */
  indent: number;
  /** Where its content ends, before trailing spaces. */
  readonly end: number;
  /** Where the line after it begins. */
  readonly next: number;
  /** From 1. */
  readonly number: number;
  /** Goes to the next line, blank or not; false past the end of the text. */
  readonly goOn: () => boolean;
  /** Goes to the next line that is neither blank nor a comment; false past the end of the text. */
  readonly goToContent: () => boolean;
  /** True where nothing but spaces and a comment follows; a comment needs a space before it. */
  readonly isEmptyFrom: (at: number) => boolean;
  /** True where a dash here begins an entry of a list. */
  readonly isDash: (at: number) => boolean;
}

/** A cursor before the first line. */
export function createLineCursor(text: string): LineCursor {
  const line = { start: 0, end: 0, indent: -1, number: 0, next: 0, goOn, goToContent, isEmptyFrom, isDash };
  return line;

  function goOn(): boolean {
    const from = line.next;
    if (from >= text.length) {
      line.start = line.end = text.length;
      line.indent = -1;
      return false;
    }
    const newline = text.indexOf('\n', from);
    let [start, end] = [from, newline < 0 ? text.length : newline];
    line.next = newline < 0 ? end : newline + 1;
    line.number += 1;
    while (start < end && text.charCodeAt(start) === SPACE) start += 1;
    while (end > start && text.charCodeAt(end - 1) === SPACE) end -= 1;
    line.start = start;
    line.end = end;
    line.indent = start - from;
    return true;
  }

  function goToContent(): boolean {
    while (goOn()) {
      if (line.start < line.end && text.charCodeAt(line.start) !== HASH) return true;
    }
    return false;
  }

  function isEmptyFrom(at: number): boolean {
    let from = at;
    while (from < line.end && text.charCodeAt(from) === SPACE) from += 1;
    return from >= line.end || (text.charCodeAt(from) === HASH && from > at);
  }

  function isDash(at: number): boolean {
    return text.charCodeAt(at) === DASH && (at + 1 >= line.end || text.charCodeAt(at + 1) === SPACE);
  }
}
