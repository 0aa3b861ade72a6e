import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { fileText } from '../read/file-text.ts';
import { MOST_BYTES } from '../read/pack-folder.ts';
import { shortened, shown } from '../read/problem.ts';
import { cutText, cutTexts } from './comments.ts';
import { createLineFinder, lineAt } from './line-finder.ts';
import { nodeLines, readNodes } from './nodes.ts';
import type { YamlProblem } from './problem.ts';

/** A file's value, as far as it could be read, and where its nodes are. Undefined for a file that is no YAML at all. */
export interface YamlFile {
  readonly value: unknown;
  /** The 1-based line a path leads to, or the nearest above it. Reads the file again when first called: for problems only. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
  readonly problems: readonly YamlProblem[];
}

/** Reads one file. Never throws: whatever is wrong with the bytes is a problem, and the rest is read all the same. */
export function readYaml(bytes: Uint8Array): YamlFile {
  if (bytes.byteLength > MOST_BYTES) {
    return unread(0, [{ rule: 'file-size', line: 0, expected: 'at most 5 MB', found: 'more', hint: SPLIT }]);
  }
  const { text, problems } = fileText(bytes);
  if (text === null) return unread(1, problems);
  const parsed = parse(text);
  if (parsed.kind === 'broken') {
    // Noise, or letters lost in another encoding: that is the mistake, and all that can be said of the rest.
    return unread(1, problems.length > 0 ? problems : parsed.problems);
  }
  const { value, problems: notPlain } = readNodes(text, parsed.events);
  const found = [...documentProblems(text, parsed.events), ...notPlain, ...cutTexts(text, parsed.events)];
  let lines: YamlFile['lineOf'] | undefined;
  return {
    value,
    lineOf(path) {
      lines ??= nodeLines(text, parseEvents(text, OPTIONS));
      return lines(path);
    },
    problems: [...problems, ...found],
  };
}

const SPLIT = 'Split it: a kind may have a folder of files beside or instead of its one file.';

/** Deeper than any format goes, and far less deep than the stack. */
const OPTIONS = { maxDepth: 50 };

function unread(line: number, problems: readonly YamlProblem[]): YamlFile {
  return { value: undefined, lineOf: () => line, problems };
}

type Parsed =
  | { readonly kind: 'read'; readonly events: readonly Event[] }
  | { readonly kind: 'broken'; readonly problems: readonly YamlProblem[] };

/** Only what the parser itself complains of is a problem of the file; anything else thrown is a bug of ours. */
function parse(text: string): Parsed {
  try {
    return { kind: 'read', events: parseEvents(text, OPTIONS) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { kind: 'broken', problems: syntaxProblems(text, error) };
  }
}

/** What the parser stumbled over; where that is the rest of a text that a comment has cut, the comment instead. */
function syntaxProblems(text: string, error: YAMLException): readonly YamlProblem[] {
  const place = Math.min(error.mark?.position ?? 0, text.length);
  const comment = commentsNear(text, place).find((at) => textGoesOnBehind(text, at, place));
  if (comment !== undefined) {
    const [words = ''] = text.slice(comment).split('\n', 1);
    return [...directiveProblems(text), cutText(words, lineAt(text, comment))];
  }
  const isTooDeep = error.reason.includes('maxDepth');
  const problem = {
    rule: 'yaml-syntax',
    line: lineAt(text, place),
    expected: 'YAML',
    found: isTooDeep ? `more than ${OPTIONS.maxDepth} levels` : inWords(error.reason),
    hint: hintFor(error.reason, text.slice(text.lastIndexOf('\n', place - 1) + 1).split('\n', 1)[0] ?? ''),
  } as const;
  return [...directiveProblems(text), problem];
}

/** How far above a syntax error the comment may stand that has caused it, and how many are tried. */
const LINES_ABOVE = 5;
const MOST_COMMENTS = 5;

/** Where there seem to be comments on the line of a place and shortly above it, the nearest first. */
function commentsNear(text: string, place: number): readonly number[] {
  let from = place;
  for (let lines = 0; lines <= LINES_ABOVE && from > 0; lines += 1) from = text.lastIndexOf('\n', from - 1);
  const begin = Math.max(0, from);
  const end = text.indexOf('\n', place);
  const lines = text.slice(begin, end < 0 ? text.length : end);
  return Array.from(lines.matchAll(/(?<=\s)#/g), ({ index }) => begin + index)
    .slice(-MOST_COMMENTS)
    .reverse();
}

/** True where the text would be read past a syntax error if a comment were no comment. */
function textGoesOnBehind(text: string, comment: number, error: number): boolean {
  try {
    parseEvents(`${text.slice(0, comment)}x${text.slice(comment + 1)}`, OPTIONS);
    return true;
  } catch (later) {
    return later instanceof YAMLException && (later.mark?.position ?? 0) > error;
  }
}

/** The parser's reason; in words an editor knows where it has none. */
function inWords(reason: string): string {
  if (reason === 'deficient indentation') return 'a quotation mark or a bracket above that is not closed';
  if (reason.startsWith('unexpected end of the stream')) {
    return `the end of the file within ${reason.includes('flow') ? 'brackets' : 'a quotation'}`;
  }
  if (reason.startsWith('end of the stream or')) return 'a line that belongs to nothing above it';
  return shortened(reason);
}

/** The likely slip, from the reason and the line it stands on. */
function hintFor(reason: string, line: string): string {
  if (reason.includes('tab')) return 'Indent with spaces.';
  if (/^\s*[\]}]/.test(line)) return 'Indent a closing bracket further than the key it belongs to.';
  if (reason.includes('maxDepth')) return 'No kind of record is so deep.';
  if (/: .*(?:: |["'[\]{}@`%&*!|>])/.test(line)) {
    return 'Put text that has a colon, a quote mark or a bracket into double quotes, or below "key: >-".';
  }
  return 'Indent with spaces, entries of one list or mapping equally far, and close every quotation mark and bracket.';
}

/** A second document would be left out in silence by a reader of the first. */
function documentProblems(text: string, events: readonly Event[]): readonly YamlProblem[] {
  const second = events.findIndex(({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT);
  if (second < 0) return directiveProblems(text);
  const marks = text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm);
  // A first "---" begins the first document where nothing but comments stands before it.
  const mark = [...marks].find(({ index }) => /^[^\S\n\r\u2028\u2029]*[^#\s%]/m.test(text.slice(0, index)));
  const problem = {
    rule: 'one-document',
    line: lineAt(text, mark?.index ?? 0),
    expected: 'one document',
    found: 'a second one after "---"',
    hint: 'Put it in a file of its own.',
  } as const;
  return [...directiveProblems(text), problem];
}

/** Directives can redefine tags; a pack has none to redefine. */
function directiveProblems(text: string): readonly YamlProblem[] {
  const lineOf = createLineFinder(text);
  return Array.from(text.matchAll(/^%.*$/gm), ({ 0: directive, index }) => ({
    rule: 'plain-yaml',
    line: lineOf(index),
    expected: 'plain YAML',
    found: `the directive ${shown(directive)}`,
    hint: 'Delete it.',
  }));
}
