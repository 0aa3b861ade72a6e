/** A piece of text with where it stands: string indices. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const ENDS = /[.!?…]["”’»“)\]]{0,3}(?=\s|$)/g;
/** What stands before a full stop that ends nothing. */
const ABBREVIATED =
  /(?:^|[\s(“"])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|No|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Maj|Capt|Prof|Hon|Rev|vs|ca|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|E\.U|a\.m|p\.m|z\.B|Nr|bzw)$/u;

/** The paragraphs of a text, which an empty line parts. */
export function paragraphsOf(text: string): readonly Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const part of text.split('\n\n')) {
    if (part.trim() !== '') found.push({ start, end: start + part.length, text: part });
    start += part.length + 2;
  }
  return found;
}

/** "SALTMERE, Nov 13, 2034 (Agency) - ", "SALTMERE -- ", "Saltmere (Agency) - ": where and when what follows was written. */
const DATELINE =
  /^(?:\p{Lu}{2}[\p{Lu} .'’/-]{1,38}(?:, [\p{L}\d ,./]{2,30})?(?: ?\([^()\n]{2,40}\))?|\p{Lu}[\p{L} .'’/-]{1,38}(?:, [\p{L}\d ,./]{2,30})? ?\(\p{Lu}[^()\n]{1,40}\)) ?(?:--|[-–—]) (?=["“„«]?\p{Lu})/u;

/** The sentences of a paragraph, the first without its dateline; one that a quotation goes on after stays whole only up to its own end. */
export function sentencesOf(paragraph: Span): readonly Span[] {
  const { text, start: offset } = paragraph;
  const found: Span[] = [];
  let start = DATELINE.exec(text)?.[0].length ?? 0;
  const add = (end: number) => {
    const from = start + (text.slice(start, end).length - text.slice(start, end).trimStart().length);
    if (end > from) found.push({ start: offset + from, end: offset + end, text: text.slice(from, end) });
    start = end;
  };
  for (const match of text.matchAll(ENDS)) {
    const end = match.index + match[0].length;
    // "St. Orla" of a dateline.
    if (end <= start) continue;
    const next = text.slice(end, end + 4).trimStart();
    if (match[0].startsWith('.') && ABBREVIATED.test(text.slice(Math.max(0, match.index - 8), match.index)))
      continue;
    // "?" he said: what follows in small letters is of the same sentence.
    if (/^\p{Ll}/u.test(next)) continue;
    add(end);
  }
  add(text.length);
  return found;
}

/** Where something stands in a text: string indices. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/*
 * Every quotation is asked about its paragraph, its sentence and the names in it: walking along all of them for each takes
 * minutes where a page is nothing but quotations. The lists below are in the order of the text and do not overlap.
 */

/** The one of these that holds an offset; undefined between them. */
export function spanAt<T extends Stretch>(spans: readonly T[], at: number): T | undefined {
  const found = spans[firstEndingAfter(spans, at)];
  return found !== undefined && found.start <= at ? found : undefined;
}

/** Those that have a character in common with a stretch. */
export function spansIn<T extends Stretch>(spans: readonly T[], start: number, end: number): readonly T[] {
  const from = firstEndingAfter(spans, start);
  let to = from;
  while (to < spans.length && (spans[to]?.start ?? end) < end) to += 1;
  return spans.slice(from, to);
}

/** How many of these begin behind one offset and not behind another. */
export function begunBetween(spans: readonly Stretch[], after: number, upTo: number): number {
  const begun = (at: number) => firstWhere(spans.length, (index) => (spans[index]?.start ?? at) > at);
  return Math.max(0, begun(upTo) - begun(after));
}

/** Tells whether any of some stretches, which may overlap and stand in any order, has a character of another one. */
export function touching(stretches: readonly Stretch[]): (other: Stretch) => boolean {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return ({ start, end }) => {
    const found = merged[firstEndingAfter(merged, start)];
    return found !== undefined && found.start < end;
  };
}

function firstEndingAfter(spans: readonly Stretch[], at: number): number {
  return firstWhere(spans.length, (index) => (spans[index]?.end ?? at) > at);
}

/** The first index from which on something is true; `length` where it never is. */
function firstWhere(length: number, isTrue: (index: number) => boolean): number {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isTrue(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
