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

/** The sentences of a paragraph; one that a quotation goes on after stays whole only up to its own end. */
export function sentencesOf(paragraph: Span): readonly Span[] {
  const { text, start: offset } = paragraph;
  const found: Span[] = [];
  let start = 0;
  const add = (end: number) => {
    const from = start + (text.slice(start, end).length - text.slice(start, end).trimStart().length);
    if (end > from) found.push({ start: offset + from, end: offset + end, text: text.slice(from, end) });
    start = end;
  };
  for (const match of text.matchAll(ENDS)) {
    const end = match.index + match[0].length;
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
