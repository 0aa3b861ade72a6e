import type { Span } from '../answer/answer.ts';
import { strike, strong, text } from '../answer/compose.ts';
import { commonWords } from '../search/text/common-words.ts';
import { tokens } from '../search/text/normalize.ts';

/** A stretch of two wordings laid over each other. `same` and `added` are as the later one prints them. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A word, a whole number or a sign that counts. Positions are in the original, end exclusive. */
interface Unit {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Signs that change what a number means, unlike commas, quote marks and dashes between words. */
const MEANINGFUL_SIGN = /[%‰°€$£¥₴₽±<>≤≥]|(?<![\p{L}\p{N}])[-−](?=\d)/gu;

/** Longer wordings than this are not compared word by word: the work grows with the square. */
const MOST_UNITS = 600;

/**
 * Word-level difference. Case, quote marks, dashes, spacing and the grouping of figures are formatting and never count:
 * `600,000` and `600 000` are the same.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const a = unitsOf(before);
  const b = unitsOf(after);
  if (sameUnits(a, b)) return [{ kind: 'same', text: after }];
  if (a.length > MOST_UNITS || b.length > MOST_UNITS) {
    return [
      { kind: 'removed', text: before },
      { kind: 'same', text: ' ' },
      { kind: 'added', text: after },
    ];
  }
  return print(smooth(align(a, b), b), a, b, before, after);
}

/** True where two wordings differ in nothing but formatting. */
export function sameWording(before: string, after: string): boolean {
  return sameUnits(unitsOf(before), unitsOf(after));
}

/** The difference as spans: struck out what went, strong what came. */
export function diffSpans(before: string, after: string): readonly Span[] {
  return wordDiff(before, after).map((part) => {
    if (part.kind === 'removed') return strike(part.text);
    return part.kind === 'added' ? strong(part.text) : text(part.text);
  });
}

/** Share of words two wordings have in common and in order, 0 to 1; below a half, marks only confuse. */
export function likeness(before: string, after: string): number {
  const a = unitsOf(before);
  const b = unitsOf(after);
  if (a.length === 0 || b.length === 0 || a.length > MOST_UNITS || b.length > MOST_UNITS) return 0;
  const shared = align(a, b).reduce((sum, hunk) => sum + (hunk.same ? hunk.toB - hunk.fromB : 0), 0);
  return (2 * shared) / (a.length + b.length);
}

function sameUnits(a: readonly Unit[], b: readonly Unit[]): boolean {
  return a.length === b.length && a.every((unit, at) => unit.word === b[at]?.word);
}

function unitsOf(wording: string): readonly Unit[] {
  const units: Unit[] = [];
  for (const token of tokens(wording)) {
    const last = units.at(-1);
    const whole = last === undefined ? null : numberWith(last, token, wording);
    if (whole === null) units.push(token);
    else units[units.length - 1] = whole;
  }
  for (const sign of wording.matchAll(MEANINGFUL_SIGN)) {
    units.push({ word: sign[0], start: sign.index, end: sign.index + sign[0].length });
  }
  return units.sort((x, y) => x.start - y.start);
}

/** The number that goes on in the next token (`600` and `000`, `3` and `5`); null where the two are apart. */
function numberWith(last: Unit, next: Unit, wording: string): Unit | null {
  if (!/^\d+(?:\.\d+)?$/.test(last.word) || !/^\d+$/.test(next.word)) return null;
  if (next.start === last.start) return { ...last, word: last.word + next.word };
  const between = wording.slice(last.end, next.start);
  const grouped = /^[,.'’\s]$/u.test(between) && next.word.length === 3 && last.end - last.start <= 11;
  if (grouped && /^\d{1,3}(?:\d{3})*$/.test(last.word)) {
    return { word: last.word + next.word, start: last.start, end: next.end };
  }
  return /^[.,]$/.test(between)
    ? { word: `${last.word}.${next.word}`, start: last.start, end: next.end }
    : null;
}

/** A stretch of both wordings, ends exclusive; where they differ either side may be empty. */
interface Hunk {
  readonly same: boolean;
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Longest common subsequence as alternating stretches. */
function align(a: readonly Unit[], b: readonly Unit[]): readonly Hunk[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const best = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i]?.word === b[j]?.word ? best(i + 1, j + 1) + 1 : Math.max(best(i + 1, j), best(i, j + 1));
    }
  }
  const hunks: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [fromA, fromB] = [i, j];
    while (i < a.length && j < b.length && a[i]?.word === b[j]?.word) [i, j] = [i + 1, j + 1];
    if (i > fromA) {
      hunks.push({ same: true, fromA, toA: i, fromB, toB: j });
      continue;
    }
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i]?.word === b[j]?.word) break;
      if (j >= b.length || (i < a.length && best(i + 1, j) >= best(i, j + 1))) i += 1;
      else j += 1;
    }
    hunks.push({ same: false, fromA, toA: i, fromB, toB: j });
  }
  return hunks;
}

/** A lone "of" between two changes is no common ground: the changes become one. */
function smooth(hunks: readonly Hunk[], b: readonly Unit[]): readonly Hunk[] {
  const out: Hunk[] = [];
  for (const [at, hunk] of hunks.entries()) {
    const last = out.at(-1);
    const lone =
      hunk.same &&
      hunk.toB - hunk.fromB === 1 &&
      at > 0 &&
      at < hunks.length - 1 &&
      commonWords.has(b[hunk.fromB]?.word ?? '');
    if (last !== undefined && !last.same && (lone || !hunk.same)) {
      out[out.length - 1] = { ...last, toA: hunk.toA, toB: hunk.toB };
    } else out.push(hunk);
  }
  return out;
}

function print(
  hunks: readonly Hunk[],
  a: readonly Unit[],
  b: readonly Unit[],
  before: string,
  after: string,
): readonly DiffPart[] {
  const parts: DiffPart[] = [];
  const put = (kind: DiffPart['kind'], words: string) => {
    if (words === '') return;
    const last = parts.at(-1);
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + words };
    else parts.push({ kind, text: words });
  };
  let printed = 0;
  for (const { same, fromA, toA, fromB, toB } of hunks) {
    const start = b[fromB]?.start ?? after.length;
    const end = toB > fromB ? (b[toB - 1]?.end ?? after.length) : printed;
    if (same) {
      put('same', after.slice(printed, end));
      printed = end;
      continue;
    }
    const gone = toA > fromA ? before.slice(a[fromA]?.start ?? 0, a[toA - 1]?.end) : '';
    if (toB > fromB) {
      put('same', after.slice(printed, start));
      if (gone !== '') {
        put('removed', gone);
        put('same', ' ');
      }
      put('added', after.slice(start, end));
      printed = end;
    } else if (printed === 0) {
      put('removed', gone);
      put('same', ' ');
    } else {
      put('same', ' ');
      put('removed', gone);
    }
  }
  put('same', after.slice(printed));
  return parts;
}
