import type { Block } from './article.ts';
import { beginsComments, isCaption, isFurniture, withoutGlued } from './furniture.ts';
import { isDateLine } from './head-day.ts';
import type { Piece } from './html/pieces.ts';

/** What of the head of an article must not be taken for its text. */
export interface Head {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly publisher?: string | undefined;
}

/** A line that is at least so much link is a pointer to another page. */
const LINK_SHARE = 0.8;
const MOST_LINK_LINE = 200;

/** Puts the pieces that are the article's own into one text, paragraphs an empty line apart. */
export function composeText(
  pieces: readonly Piece[],
  head: Head,
): { readonly text: string; readonly blocks: readonly Block[] } {
  const blocks: Block[] = [];
  const seen = new Set<string>();
  let text = '';
  for (const piece of pieces) {
    if (piece.kind === 'heading' && blocks.length > 0 && beginsComments(piece.text)) break;
    const line = withoutGlued(piece.text);
    if (!isOwn({ ...piece, text: line }, head, blocks.length === 0)) continue;
    // Mobile and desktop copies of a paragraph, and quotations pulled out of one, are told once.
    if (line.length > 30 && seen.has(line)) continue;
    seen.add(line);
    const start = text === '' ? 0 : text.length + 2;
    text = text === '' ? line : `${text}\n\n${line}`;
    blocks.push({
      kind: piece.kind,
      start,
      end: start + line.length,
      ...(piece.by === undefined ? {} : { by: piece.by }),
      ...(piece.day === undefined ? {} : { day: piece.day }),
    });
  }
  return { text, blocks };
}

function isOwn(piece: Piece, head: Head, first: boolean): boolean {
  const { text } = piece;
  if (piece.kind === 'post') return true;
  if (isFurniture(text) || isCaption(text) || isDateLine(text)) return false;
  if (
    piece.linked >= LINK_SHARE &&
    text.length <= MOST_LINK_LINE &&
    (piece.listed || !/[.!?]["”’]?$/.test(text))
  )
    return false;
  if (same(text, head.title)) return false;
  if (first && text.length < 120 && (same(text, head.author) || same(text, head.publisher))) return false;
  return true;
}

function same(text: string, other: string | undefined): boolean {
  return other !== undefined && key(text) !== '' && key(text) === key(other);
}

function key(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
