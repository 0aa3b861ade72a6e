import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import { shown } from '../read/problem.ts';
import { createLineFinder } from './line-finder.ts';
import type { YamlProblem } from './problem.ts';
import { plainValue } from './scalars.ts';

/**
 * Comments that cut a text short. In YAML, text without quotation marks ends where a "#" stands behind a space, so that
 * "We reject point #7 and every line after it" says "We reject point", and nobody is told.
 *
 * A problem is a comment
 * - behind text without quotation marks on its line, also with commas or brackets in between;
 * - behind a key or a dash whose value is one text, or nothing: the comment has its beginning, or all of it;
 * - behind anything else that holds a value, if it reads like words: "#7", not "# 7";
 * - on a line of its own where one more line of the text above would stand, if it reads like words.
 *
 * All others are comments: on lines of their own, behind a key with a list or a mapping below, behind what is whole.
 * In the order of their lines; at most one between two values.
 */
export function cutTexts(text: string, events: readonly Event[]): readonly YamlProblem[] {
  if (!text.includes('#')) return [];
  const problems: YamlProblem[] = [];
  const lineOf = createLineFinder(text);
  const cutBetween = createCutFinder(text);
  const collections: Collection[] = [];
  let last: Piece = { holds: 'nothing', end: 0, column: -1 };
  /** The event after the last piece that is no end: what stands behind a key or a dash. */
  let behind: Event | undefined;

  const search = (to: number) => {
    const cut = cutBetween(last, behind, to);
    if (cut === undefined) return;
    problems.push(cutText(cut.words, lineOf(cut.place)));
  };

  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      collections.pop();
      continue;
    }
    behind ??= event;
    const start = startOf(event);
    const parent = collections.at(-1);
    const isKey = parent?.isMapping === true && parent.keyIsNext;
    if (start !== undefined) {
      search(start);
      last = pieceOf(text, event, start, { isKey, column: parent?.column ?? -1 });
      behind = undefined;
    }
    if (parent !== undefined) parent.keyIsNext = !parent.keyIsNext;
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) {
      collections.push(collectionOf(text, event));
    }
  }
  search(text.length);
  return problems;
}

/** The problem that a text ends where a comment begins. `lost` is the comment with its "#". */
export function cutText(lost: string, line: number): YamlProblem {
  return {
    rule: 'cut-text',
    line,
    expected: 'no comment behind text',
    found: `text that ends before ${shown(lost)}`,
    hint: 'Put the whole text in quotation marks, or the comment on a line of its own.',
  };
}

interface Collection {
  readonly isMapping: boolean;
  /** Where its keys or dashes stand; -1 where lines may begin anywhere: in brackets, and at the root. */
  readonly column: number;
  keyIsNext: boolean;
}

function collectionOf(text: string, event: Exclude<Event, ScalarEvent>): Collection {
  const isMapping = event.type === EVENT_ID.MAPPING;
  const isBlock = (isMapping || event.type === EVENT_ID.SEQUENCE) && event.style === COLLECTION_STYLE.BLOCK;
  return { isMapping, column: isBlock ? event.start - lineStart(text, event.start) : -1, keyIsNext: true };
}

/** What stands before a comment. */
interface Piece {
  /**
   * `text`: without quotation marks; `block`: text below ">" or "|"; `whole`: a value that shows where it ends;
   * `opening`: a bracket; `nothing`: what begins with the next piece.
   */
  readonly holds: 'nothing' | 'key' | 'text' | 'block' | 'whole' | 'opening';
  readonly end: number;
  /** That of the collection it is in. */
  readonly column: number;
}

function pieceOf(
  text: string,
  event: Event,
  start: number,
  { isKey, column }: { readonly isKey: boolean; readonly column: number },
): Piece {
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      const isQuoted =
        event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      const end = isQuoted ? event.valueEnd + 1 : event.valueEnd;
      if (isKey) return { holds: 'key', end, column };
      if (isQuoted) return { holds: 'whole', end, column };
      if (event.style !== SCALAR_STYLE.PLAIN) return { holds: 'block', end, column };
      const isText = typeof plainValue(getScalarValue(text, event)) === 'string';
      return { holds: isText ? 'text' : 'whole', end, column };
    }
    case EVENT_ID.ALIAS:
      return { holds: 'whole', end: event.anchorEnd, column };
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.style === COLLECTION_STYLE.FLOW
        ? { holds: 'opening', end: start + 1, column }
        : { holds: 'nothing', end: start, column };
    default:
      return { holds: 'nothing', end: start, column };
  }
}

function startOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart < 0 ? undefined : event.valueStart;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    default:
      return undefined;
  }
}

interface Cut {
  readonly place: number;
  readonly words: string;
}

/** Finds the first comment between two pieces that cuts a text. No piece holds a comment, and between two all are. */
function createCutFinder(text: string) {
  /** The next "#", wherever it is: kept, so that a file with few of them is searched once. */
  let hash = -1;

  return (last: Piece, behind: Event | undefined, to: number): Cut | undefined => {
    let from = last.end;
    for (;;) {
      if (hash < from) {
        const at = text.indexOf('#', from);
        hash = at < 0 ? text.length : at;
      }
      if (hash >= to) return undefined;
      const place = hash;
      const begins = place === 0 || /\s/.test(text.charAt(place - 1));
      const newline = text.indexOf('\n', place);
      const end = newline < 0 ? text.length : newline;
      from = begins ? end : place + 1;
      if (!begins) continue;
      const words = text.slice(place, Math.min(end, to)).trimEnd();
      if (cuts(text, last, behind, place, words)) return { place, words };
    }
  };
}

const LIKE_WORDS = /^#[\p{L}\p{N}"'“‘«„(]/u;
/** Behind a value or a bracket: what ends it and the brackets around it. */
const CLOSING = /^[\s,\]}]*$/;
/** Before a value: colons, dashes and question marks; "---" begins a document. */
const AWAITING = /^(?!---)[?:-][\s?:-]*$/;
const BLOCK_HEADER = /[>|][-+\d]*$/;

function cuts(text: string, last: Piece, behind: Event | undefined, place: number, words: string): boolean {
  const start = lineStart(text, place);
  const before = text.slice(Math.max(start, last.end), place).trim();
  const isLikeWords = LIKE_WORDS.test(words);
  const isValueNext = behind === undefined || behind.type === EVENT_ID.SCALAR;
  if (last.end > start || before !== '') {
    if (before.startsWith('---') || before.startsWith('...')) return false;
    if (BLOCK_HEADER.test(before)) return isLikeWords;
    if (AWAITING.test(before)) return isValueNext;
    if (CLOSING.test(before) && last.end > start && (last.holds === 'text' || last.holds === 'key'))
      return true;
    return isLikeWords;
  }
  if (!isLikeWords || place - start <= last.column) return false;
  const between = text
    .slice(last.end, place)
    .replaceAll(/(?<=^|\s)#.*/g, '')
    .trim();
  if (between === '') return last.holds === 'text' || last.holds === 'block';
  return AWAITING.test(between) && behind?.type === EVENT_ID.SCALAR && behind.valueStart >= 0;
}

function lineStart(text: string, place: number): number {
  return text.lastIndexOf('\n', place - 1) + 1;
}
