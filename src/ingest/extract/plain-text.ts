import { isFurniture } from './furniture.ts';
import type { Piece } from './html/pieces.ts';
import { visible } from './tidy.ts';

/** A line of a transcript: "ANN LEE: Good morning." */
const TURN = /^\p{Lu}[\p{L}.'’ -]{1,60}(?:\([^)]{1,60}\))?: /u;

/**
 * Paragraphs of text without markup. They end at empty lines, or at each line where there are none and the lines are
 * whole ones; lines that were wrapped at a width are put together again.
 */
export function linesOfText(
  written: string,
  known?: string,
): { readonly title?: string; readonly pieces: readonly Piece[] } {
  const text = visible(written.replace(/\r\n?/g, '\n'));
  const paragraphs = paragraphsOf(text).filter((line) => !isFurniture(line));
  const [first = '', second] = paragraphs;
  const at = paragraphs.findIndex((line) => line.length > 20);
  const titled =
    known ??
    (second !== undefined && isTitle(first)
      ? first
      : isTitle(paragraphs[at] ?? '') && at <= 2 && at < paragraphs.length - 1
        ? paragraphs[at]
        : undefined);
  const body =
    known === undefined && titled !== undefined
      ? paragraphs.slice(paragraphs.indexOf(titled) + 1)
      : paragraphs;
  return {
    ...(titled === undefined ? {} : { title: titled }),
    pieces: body.map((line) => ({
      kind: isHeading(line) ? 'heading' : 'paragraph',
      text: line,
      linked: 0,
      listed: false,
    })),
  };
}

function paragraphsOf(text: string): readonly string[] {
  const groups = text
    .split(/\n[ \t]*\n/)
    .map((group) =>
      group
        .split('\n')
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => line !== ''),
    )
    .filter((group) => group.length > 0);
  const lines = groups.flat();
  // Wrapped text has lines of about one length that end anywhere.
  const wrapped =
    lines.length > 3 &&
    lines.filter((line) => !/[.!?:"”»…]$/.test(line) && line.length > 50 && line.length < 100).length >
      lines.length / 2;
  return groups.flatMap((group) => {
    if (!wrapped || group.some((line) => TURN.test(line))) return group;
    return [group.join(' ')];
  });
}

/** A short line that ends in no full stop, and is nobody's turn to speak. */
function isTitle(line: string): boolean {
  return (
    line.length > 0 &&
    line.length <= 160 &&
    !/[.!:;,…”"»]$/.test(line) &&
    !TURN.test(line) &&
    /\p{L}/u.test(line)
  );
}

function isHeading(line: string): boolean {
  return isTitle(line) && line.length <= 80 && !/[?]$/.test(line);
}
