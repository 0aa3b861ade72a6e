import { EVENT_ID, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { createLineFinder } from './line-finder.ts';

/** A comment, with its "#". */
export interface Note {
  /** Counted from 1. */
  readonly line: number;
  readonly words: string;
}

/** Every comment of a file, in order; what looks like one within a text is none. The file must be YAML. */
export function notesOf(text: string): readonly Note[] {
  if (!text.includes('#')) return [];
  const inside = parseEvents(text, { maxDepth: 50 }).flatMap((event) => {
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return [];
    const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
    // The text of a block ends with its last line; what follows it there are empty lines.
    return [
      {
        from: event.valueStart,
        to: isBlock ? text.slice(0, event.valueEnd).trimEnd().length : event.valueEnd,
      },
    ];
  });
  const lineOf = createLineFinder(text);
  let at = 0;
  return Array.from(text.matchAll(/(?<=^|[ \t])#[^\r\n]*/gm)).flatMap(({ 0: words, index }) => {
    while ((inside[at]?.to ?? Number.POSITIVE_INFINITY) <= index) at += 1;
    return index >= (inside[at]?.from ?? Number.POSITIVE_INFINITY)
      ? []
      : [{ line: lineOf(index), words: words.trimEnd() }];
  });
}
