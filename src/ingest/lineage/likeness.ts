/** Words in a row that are compared: five hardly ever meet by chance. */
const SHINGLE = 5;

/** A text as it is compared with others. */
export interface Likeness {
  /** Small letters, in order; marks and capitals make no difference. */
  readonly words: readonly string[];
  /** Every five words in a row outside quotation marks: two reports of one speech share the rest. */
  readonly told: ReadonlySet<string>;
  readonly shingles: ReadonlySet<string>;
  /** Names and numbers in order: what a program that swaps words for others leaves as it is. */
  readonly skeleton: readonly string[];
  /** The quotations of five words or more, each as its words. */
  readonly quotations: readonly (readonly string[])[];
}

/** Longer texts are compared by their beginning. */
const MOST_CHARACTERS = 60_000;
const QUOTED = /["“„«]([^"“”„«»\n]{10,1500})["”“»]/gu;

export function likenessOf(written: string): Likeness {
  const text = written.slice(0, MOST_CHARACTERS);
  const words = wordsOf(text);
  const told = text.replace(QUOTED, ' | ');
  return {
    words,
    shingles: shinglesOf(words),
    told: new Set(told.split('|').flatMap((part) => [...shinglesOf(wordsOf(part))])),
    skeleton: skeletonOf(told),
    quotations: [...text.matchAll(QUOTED)]
      .map(([, quoted = '']) => wordsOf(quoted))
      .filter(({ length }) => length >= SHINGLE),
  };
}

export function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? []
  );
}

function shinglesOf(words: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at + SHINGLE <= words.length; at += 1) found.add(words.slice(at, at + SHINGLE).join(' '));
  return found;
}

/** Capitalised words that do not begin a sentence, and numbers. */
function skeletonOf(text: string): readonly string[] {
  const found: string[] = [];
  for (const [token, before] of tokensWithBefore(text)) {
    if (/^\d/.test(token)) found.push(token.replace(/[.,]$/, ''));
    else if (/^\p{Lu}/u.test(token) && !beginsSentence(before))
      found.push(token.toLowerCase().replace(/['’]s$/, ''));
  }
  return found;
}

/** What stands between two words where the second begins a sentence. */
function beginsSentence(before: string): boolean {
  return before === '' || /[.!?:\n]/.test(before);
}

function* tokensWithBefore(text: string): Generator<readonly [string, string]> {
  let end = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)) {
    yield [match[0], text.slice(end, match.index)];
    end = match.index + match[0].length;
  }
}

/** So many runs of words must be shared: a turn of phrase and a title are in many reports. */
const FEWEST_SHARED = 8;

/** How much of the smaller set is in the other one, from 0 to 1; 0 where too little is shared to tell. */
export function contained(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let both = 0;
  for (const one of small) if (large.has(one)) both += 1;
  return both < FEWEST_SHARED ? 0 : both / small.size;
}

/** Longest common subsequence in proportion to the shorter list, from 0 to 1; lists are cut at 400. */
export function inOrder(first: readonly string[], second: readonly string[]): number {
  const [a, b] = [first.slice(0, 400), second.slice(0, 400)];
  if (a.length === 0 || b.length === 0) return 0;
  let row = new Uint16Array(b.length + 1);
  for (const left of a) {
    const next = new Uint16Array(b.length + 1);
    for (const [at, right] of b.entries()) {
      next[at + 1] = left === right ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0);
    }
    row = next;
  }
  return (row[b.length] ?? 0) / Math.min(a.length, b.length);
}
