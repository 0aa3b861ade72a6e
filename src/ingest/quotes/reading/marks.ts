/** Words between quotation marks. Offsets are UTF-16 indices into the whole text. */
export interface Marked {
  /** Where the opening mark begins and where the closing one ends. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** The words themselves, without marks and outer blanks: `text.slice(start, end)`. Never empty. */
  readonly start: number;
  readonly end: number;
  /** Whether a closing mark was found; an open quotation ends with its paragraph, as in news that re-open it in the next. */
  readonly closed: boolean;
}

/** Marks that open, each with those that close what it opened. A German opener may be closed by an English one. */
const PAIRS: Readonly<Record<string, string>> = {
  '“': '”“',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '"': '"”',
  '‹': '›',
  '›': '‹',
};
const CURLY_NEEDS_CARE = '“';
const BLANK = /\s/u;
const BEFORE_OPENING = /[\s([{—–―\-:;,/…'‘.>]/u;
const AFTER_CLOSING = /[\s,.;:!?)\]}—–―\-…'’]/u;

/**
 * Every quotation in double marks or guillemets, in the order of the text; marks within one belong to it. Where the
 * text has none at all, or speaks in single marks (‘…’) and has double ones around a word, those are read instead. Time is
 * linear in the length of the text.
 */
export function findMarked(text: string): readonly Marked[] {
  const found: Marked[] = [];
  eachParagraph(text, (from, to) => scanParagraph(text, from, to, found));
  const singles: Marked[] = [];
  eachParagraph(text, (from, to) => scanSingle(text, from, to, singles));
  return found.length === 0 ? singles : withSingles(text, found, singles);
}

/** A text with fewer speeches in single marks may have them around words alone. */
const FEWEST_SINGLE = 2;

/** British papers quote in single marks, and within them, or around a word, in double ones. */
function withSingles(
  text: string,
  doubles: readonly Marked[],
  singles: readonly Marked[],
): readonly Marked[] {
  const outside = apart(
    singles.filter(({ outerStart }) => text[outerStart] === '‘'),
    doubles,
  );
  const speeches = (all: readonly Marked[]) =>
    all.filter(({ start, end }) => isSpeech(text.slice(start, end))).length;
  const spoken = speeches(outside);
  if (spoken < FEWEST_SINGLE || spoken <= speeches(doubles)) return doubles;
  return [...outside, ...apart(doubles, outside)].sort((a, b) => a.outerStart - b.outerStart);
}

/** Three words and a stop or comma. */
function isSpeech(words: string): boolean {
  return /[,.!?…]$/u.test(words) && words.split(/\s+/u, 3).length === 3;
}

/** Those of `marked` that lie in none of `others`; both are in order. */
function apart(marked: readonly Marked[], others: readonly Marked[]): readonly Marked[] {
  let next = 0;
  return marked.filter(({ outerStart }) => {
    while (next < others.length && (others[next]?.outerEnd ?? 0) <= outerStart) next += 1;
    return (others[next]?.outerStart ?? Number.POSITIVE_INFINITY) > outerStart;
  });
}

function eachParagraph(text: string, scan: (from: number, to: number) => void): void {
  let from = 0;
  while (from <= text.length) {
    const at = text.indexOf('\n', from);
    const to = at < 0 ? text.length : at;
    if (to > from) scan(from, to);
    from = to + 1;
  }
}

interface Open {
  readonly at: number;
  readonly mark: string;
  readonly width: number;
  depth: number;
}

function scanParagraph(text: string, from: number, to: number, found: Marked[]): void {
  let open: Open | null = null;
  const guillemets = guillemetsOf(text, from, to);
  let closersLeft = curlyClosers(text, from, to);
  for (let i = from; i < to; i++) {
    const char = text[i] ?? '';
    const width = doubled(text, i) ? 2 : 1;
    if (char === '”') closersLeft--;
    if (open === null) {
      if (opens(text, i, from, to, width, guillemets)) {
        open = { at: i, mark: width === 2 ? char + char : char, width, depth: 1 };
        i += width - 1;
      }
      continue;
    }
    const closes: 'no' | 'closes' | 'next' = closing(text, i, from, to, open, width, closersLeft);
    if (closes === 'no') continue;
    if (closes === 'closes') {
      push(text, open, i, width, true, found);
      open = null;
      i += width - 1;
    } else {
      // A second opening where the first was never closed.
      push(text, open, i, 0, false, found);
      open = { at: i, mark: char, width: 1, depth: 1 };
    }
  }
  if (open !== null) push(text, open, to, 0, false, found);
}

/** Two single marks in a row stand for a double one, as in exports of news archives. */
function doubled(text: string, at: number): boolean {
  const char = text[at];
  return (char === "'" || char === '`' || char === '’' || char === '‘') && text[at + 1] === char;
}

/** Whether guillemets of a paragraph point outwards («…») or inwards (»…«), told by the first of them. */
function guillemetsOf(text: string, from: number, to: number): 'outward' | 'inward' {
  for (let i = from; i < to; i++) {
    if (text[i] === '«' || text[i] === '‹') return 'outward';
    if (text[i] === '»' || text[i] === '›') return 'inward';
  }
  return 'outward';
}

function curlyClosers(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (text[i] === '”') count++;
  return count;
}

function isBlank(text: string, at: number, from: number, to: number): boolean {
  return at < from || at >= to || BLANK.test(text[at] ?? '');
}

function opens(
  text: string,
  at: number,
  from: number,
  to: number,
  width: number,
  guillemets: 'outward' | 'inward',
): boolean {
  const char = text[at] ?? '';
  if (width === 2) return !isBlank(text, at + 2, from, to) && text[at + 2] !== char;
  if (char === '«' || char === '‹') return guillemets === 'outward';
  if (char === '»' || char === '›') return guillemets === 'inward';
  if (char === '“') {
    // "the best“ in the world": a mark behind a letter and before a blank closes something that was never opened.
    return at === from || !isBlank(text, at + 1, from, to) || BEFORE_OPENING.test(text[at - 1] ?? ' ');
  }
  if (char === '„') return true;
  if (char !== '"' || isBlank(text, at + 1, from, to)) return false;
  return at === from || BEFORE_OPENING.test(text[at - 1] ?? '');
}

function closing(
  text: string,
  at: number,
  from: number,
  to: number,
  open: Open,
  width: number,
  closersLeft: number,
): 'no' | 'closes' | 'next' {
  const char = text[at] ?? '';
  if (open.width === 2) return width === 2 ? 'closes' : 'no';
  if (open.mark === CURLY_NEEDS_CARE) return closingCurly(text, at, from, to, open, closersLeft);
  if (open.mark === '"') {
    if (char === '“') open.depth++;
    if (char === '”') {
      if (open.depth === 1) return 'closes';
      open.depth--;
    }
    if (char !== '"') return 'no';
    const again = isBlank(text, at - 1, from, to) && !isBlank(text, at + 1, from, to);
    return again && at - open.at > 1 ? 'next' : 'closes';
  }
  if (char === open.mark && open.mark !== '"') open.depth++;
  if (!(PAIRS[open.mark] ?? '').includes(char)) return 'no';
  open.depth--;
  return open.depth === 0 ? 'closes' : 'no';
}

function closingCurly(
  text: string,
  at: number,
  from: number,
  to: number,
  open: Open,
  closersLeft: number,
): 'no' | 'closes' | 'next' {
  const char = text[at] ?? '';
  if (char === '”') {
    open.depth--;
    return open.depth === 0 ? 'closes' : 'no';
  }
  if (char === '“') {
    const before = isBlank(text, at - 1, from, to);
    const closesHere = !before && (at + 1 >= to || AFTER_CLOSING.test(text[at + 1] ?? ''));
    if (closesHere) {
      open.depth--;
      return open.depth === 0 ? 'closes' : 'no';
    }
    // Nested only where there are marks left to close both; else the first was forgotten.
    if (closersLeft > open.depth || closersLeft === 0) open.depth++;
    else return 'next';
    return 'no';
  }
  const straightCloses =
    char === '"' &&
    open.depth === 1 &&
    !isBlank(text, at - 1, from, to) &&
    (at + 1 >= to || AFTER_CLOSING.test(text[at + 1] ?? ''));
  return straightCloses ? 'closes' : 'no';
}

function push(text: string, open: Open, at: number, width: number, closed: boolean, found: Marked[]): void {
  let start = open.at + open.width;
  let end = at;
  while (start < end && BLANK.test(text[start] ?? '')) start++;
  while (end > start && BLANK.test(text[end - 1] ?? '')) end--;
  if (end > start) found.push({ outerStart: open.at, outerEnd: at + width, start, end, closed });
}

/** ‘…’ and '…' where a text has no double marks. An apostrophe closes nothing: a closing mark stands by punctuation. */
function scanSingle(text: string, from: number, to: number, found: Marked[]): void {
  let at = -1;
  for (let i = from; i < to; i++) {
    const char = text[i] ?? '';
    if (char !== '‘' && char !== "'" && char !== '’') continue;
    const startsWord = !isBlank(text, i + 1, from, to);
    if (at < 0) {
      const mayOpen = char !== '’' && startsWord && (i === from || BEFORE_OPENING.test(text[i - 1] ?? ''));
      if (mayOpen) at = i;
      continue;
    }
    const byPunctuation =
      /[,.!?…]/u.test(text[i - 1] ?? '') || /[,.;:)—–]/u.test(text[i + 1] ?? '') || i + 1 >= to;
    if (char !== '‘' && byPunctuation && (i + 1 >= to || AFTER_CLOSING.test(text[i + 1] ?? ''))) {
      push(text, { at, mark: char, width: 1, depth: 1 }, i, 1, true, found);
      at = -1;
    }
  }
}

const DASHED = /^[ \t]*[–—-][ \t\u00a0]+(?=\p{Lu})/u;
const DASH_CLOSES = /[,!?.…][ \t\u00a0]+[–—-][ \t\u00a0]+(?=\p{Ll})/u;

/**
 * Speech that a dash opens at the beginning of a line and closes before the narration, as Ukrainian prints it:
 * "– Я там був, – сказав Петро". Lines that have marks are left to them. Linear.
 */
export function findDashed(text: string, marked: readonly Marked[]): readonly Marked[] {
  const found: Marked[] = [];
  let next = 0;
  eachParagraph(text, (from, to) => {
    while (next < marked.length && (marked[next]?.outerEnd ?? 0) <= from) next++;
    if ((marked[next]?.outerStart ?? to) < to) return;
    const line = text.slice(from, to);
    const opening = DASHED.exec(line);
    if (opening === null) return;
    const closing = DASH_CLOSES.exec(line);
    if (closing === null) return;
    const outer = from + opening[0].search(/[–—-]/u);
    const start = from + opening[0].length;
    const end = from + closing.index + (line[closing.index] === ',' ? 0 : 1);
    if (end > start) found.push({ outerStart: outer, outerEnd: end, start, end, closed: true });
    goesOn(line, from, closing.index + closing[0].length, found);
  });
  return found;
}

const DASH_AGAIN = /[,.!?…][ \t\u00a0]+[–—-][ \t\u00a0]+(?=\p{L})/u;

/** What is said behind the narration: "… – сказав Петро. – А що сталося?" and "… – сказав Петро, – поки не пізно". */
function goesOn(line: string, from: number, narration: number, found: Marked[]): void {
  const again = DASH_AGAIN.exec(line.slice(narration));
  if (again === null) return;
  const dash = narration + again.index + again[0].search(/[–—-]/u);
  const start = narration + again.index + again[0].length;
  const closing = DASH_CLOSES.exec(line.slice(start));
  const end =
    closing === null
      ? line.trimEnd().length
      : start + closing.index + (line[start + closing.index] === ',' ? 0 : 1);
  if (end > start)
    found.push({
      outerStart: from + dash,
      outerEnd: from + end,
      start: from + start,
      end: from + end,
      closed: true,
    });
}
