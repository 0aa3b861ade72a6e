import type { BriefingProblem } from '../../domain/errors.ts';
import { withoutUndefined } from '../../domain/mapping.ts';

/** A problem as a check finds it: at a path inside a file, whose line is looked up only if there is a problem at all. */
export interface Finding extends Place {
  /** Known line, where the place is not a node of the document. */
  readonly line?: number;
  readonly rule: string;
  readonly expected: string;
  readonly found: string;
  /** A second place the reader must see, named after what was found. */
  readonly also?: Place;
  readonly hint?: string;
}

/** A place in a file: keys and indexes from the file's root, none for the file as a whole. */
export interface Place {
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** How much of a value a problem shows. */
const MOST_SHOWN = 80;

/** A value as a problem shows it: in quotes where it is text, on one line, at most 80 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing (null)';
  if (typeof value === 'string') return `"${shortened(value)}"`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object')
    return `a mapping with ${shortened(Object.keys(value).join(', ')) || 'no keys'}`;
  return `${typeof value} ${String(value)}`;
}

/** The text on one line, cut to what a problem shows. */
export function shortened(text: string): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  const characters = [...line.slice(0, MOST_SHOWN * 2)];
  return characters.length <= MOST_SHOWN ? line : `${characters.slice(0, MOST_SHOWN - 1).join('')}…`;
}

/** The nearest of some names to what was written, where one is near enough to be meant. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written, name, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** Looking for what was meant takes time in a large pack; so many misses are enough to see the pattern. */
const MOST_HINTS = 50;
const hinted = new WeakMap<object, number>();

/** As `nearest`, for the first misses of one pack alone; `pack` stands for it, and names are told only where they are looked at. */
export function nearestOfFew(
  pack: object,
  written: string,
  names: () => Iterable<string>,
): string | undefined {
  const before = hinted.get(pack) ?? 0;
  if (before >= MOST_HINTS) return undefined;
  hinted.set(pack, before + 1);
  return nearest(written, names());
}

/** Insertions, deletions and replacements between two words; `most` once it is reached. */
function editDistance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const following = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      following.push(Math.min(replaced, (row[j] ?? 0) + 1, (following[j - 1] ?? 0) + 1));
    }
    if (Math.min(...following) >= most) return most;
    row = following;
  }
  return row[b.length] ?? most;
}

/** A finding with its line; `lineAt` finds the line of a place, 0 where the file has none. */
export function problemAt(finding: Finding, lineAt: (place: Place) => number): BriefingProblem {
  const { file, rule, expected, also, hint } = finding;
  const line = finding.line ?? lineAt(finding);
  const found =
    also === undefined
      ? finding.found
      : `${finding.found}, also at ${also.file.replace(UNSAFE_IN_A_NAME, '\ufffd')}:${lineAt(also)}`;
  return withoutUndefined({ file, line, rule, expected, found, hint });
}

/** Control characters, line separators and direction overrides. */
const UNSAFE_IN_A_NAME = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** `file:line: rule: expected …, found …`, with the hint on a line of its own. */
export function formatProblem(problem: BriefingProblem): string {
  const { line, rule, expected, found, hint } = problem;
  // A file may be named anything, also with line feeds and colours.
  const file = problem.file.replace(UNSAFE_IN_A_NAME, '\ufffd');
  const sentence = `${file}:${line}: ${rule}: expected ${expected}, found ${found}`;
  return hint === undefined ? sentence : `${sentence}\n  ${hint}`;
}
