import { createLineFinder, lineAt } from '../yaml/line-finder.ts';
import type { YamlProblem } from '../yaml/problem.ts';
import { shown } from './problem.ts';

/** The text of a file, as far as it is text, and what is wrong with it before anything is known of its meaning. */
export interface FileText {
  /** Null for bytes that are no text, or text nobody may take for finished. Odd characters stand in it as U+FFFD. */
  readonly text: string | null;
  readonly problems: readonly YamlProblem[];
}

/** The text of a file's bytes. One sentence for each mistake: a wrong encoding is one mistake, however many bytes show it. */
export function fileText(bytes: Uint8Array): FileText {
  const encoding = utf16Of(bytes);
  if (encoding !== null) return { text: null, problems: [notUtf8(1, encoding)] };
  const { text, isUtf8 } = decoded(bytes);
  if (text.includes('\0'))
    return {
      text: null,
      problems: [notUtf8(lineAt(text, text.indexOf('\0')), 'bytes of a file that is no text')],
    };
  const conflicts = conflictProblems(text);
  if (conflicts.length > 0) return { text: null, problems: conflicts };
  const odd = oddCharacters(text);
  const legible = odd.length === 0 ? text : text.replace(ODD_CHARACTERS, '\uFFFD');
  if (isUtf8) return { text: legible, problems: odd };
  const first = text.indexOf('\uFFFD');
  const line = text.slice(text.lastIndexOf('\n', first) + 1).split('\n', 1)[0] ?? '';
  return {
    text: legible,
    problems: [notUtf8(lineAt(text, first), `bytes that are not, in ${shown(line)}`)],
  };
}

/** U+FFFD stands for bytes that are not UTF-8. */
function decoded(bytes: Uint8Array): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { text: new TextDecoder().decode(bytes), isUtf8: false };
  }
}

/** The first character that is no visible text, where there is one; U+FFFD stands for half a character. */
export function oddCharacterIn(text: string): string | undefined {
  return text.isWellFormed() ? text.match(ODD_CHARACTERS)?.[0] : '\uFFFD';
}

/** The problem that a character is not visible text. */
export function oddCharacter(character: string, line: number): YamlProblem {
  const found = `the character ${characterName(character)}`;
  const hint =
    character === '\uFFFD'
      ? 'It stands where a conversion has lost a letter: write that letter, and save the file as UTF-8.'
      : 'Delete it; it cannot be seen.';
  return { rule: 'odd-character', line, expected: 'visible text', found, hint };
}

/** An invisible character by its number, and by its name where people may know it: `U+00A0 (no-break space)`. */
export function characterName(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const name = NAMES.get(code);
  return name === undefined ? `U+${code}` : `U+${code} (${name})`;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['00A0', 'no-break space'],
  ['00AD', 'soft hyphen'],
  ['200B', 'zero-width space'],
  ['200C', 'zero-width non-joiner'],
  ['200D', 'zero-width joiner'],
  ['202F', 'narrow no-break space'],
  ['2060', 'word joiner'],
  ['3000', 'ideographic space'],
  ['FEFF', 'byte order mark'],
]);

/** Control characters but tab and line ends, bidirectional overrides and isolates, noncharacters, the replacement character. */
const ODD_CHARACTERS = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFFFD-\uFFFF]/gu;

/** So many lines with odd characters are told one by one: more are noise, which one sentence says. */
const MOST_ODD_LINES = 5;

/** The lines with odd characters; one problem for all where there are too many. */
function oddCharacters(text: string): readonly YamlProblem[] {
  const lines = new Map<number, YamlProblem>();
  const lineOf = createLineFinder(text);
  let count = 0;
  for (const { 0: character, index } of text.matchAll(ODD_CHARACTERS)) {
    count += 1;
    if (lines.size > MOST_ODD_LINES) continue;
    const line = lineOf(index);
    if (!lines.has(line)) lines.set(line, oddCharacter(character, line));
  }
  const problems = [...lines.values()];
  const [first] = problems;
  if (first === undefined || problems.length <= MOST_ODD_LINES) return problems;
  return [
    { ...first, found: `${first.found} and ${count - 1} more that cannot be seen`, hint: SAVE_AS_TEXT },
  ];
}

/** So many at once are no slip but another format. */
const SAVE_AS_TEXT = 'Save the file anew as plain text in UTF-8.';

function notUtf8(line: number, found: string): YamlProblem {
  return { rule: 'not-utf8', line, expected: 'text in UTF-8', found, hint: 'Save the file as UTF-8.' };
}

/** What Windows calls "Unicode": with its mark, or known by the empty half of nearly every character. */
function utf16Of(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'UTF-16 (little-endian)';
  if (first === 0xfe && second === 0xff) return 'UTF-16 (big-endian)';
  const sample = bytes.subarray(0, 512);
  const empty = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) empty[index % 2] = (empty[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = empty;
  const half = sample.length / 2;
  if (half < 2 || Math.max(even, odd) < half * 0.6 || Math.min(even, odd) > half * 0.2) return null;
  return `UTF-16 (${odd > even ? 'little' : 'big'}-endian)`;
}

/** Lines that version control writes where two edits collide. They stand at the very left, where a pack has only keys. */
const CONFLICT_MARK = /^(?:(?:<{7,}|>{7,}|\|{7,})(?: .*)?|={7,})\r?$/gm;

/**
 * One for each conflict, where it begins; nothing else is said of such a file, which has every line of both versions.
 */
function conflictProblems(text: string): readonly YamlProblem[] {
  const marks = Array.from(text.matchAll(CONFLICT_MARK), ({ 0: mark, index }) => ({ mark, index }));
  const lineOf = createLineFinder(text);
  const begins = marks.filter(({ mark }) => mark.startsWith('<'));
  return (begins.length > 0 ? begins : marks).map(({ mark, index }) => ({
    rule: 'merge-conflict',
    line: lineOf(index),
    expected: 'one version of every line',
    found: `a merge conflict that is not resolved, ${shown(mark)}`,
    hint: 'Keep one of the two versions and delete the lines of "<", "=" and ">".',
  }));
}
