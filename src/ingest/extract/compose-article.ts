import type { Block } from './article.ts';
import { beginsComments, isCaption, isChangeNote, isFurniture, withoutGlued } from './furniture.ts';
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
/** Lines that end in no stop, before the first sentence and behind the last one: a byline, a deck, a signature. */
const MOST_EDGE_LINE = 140;
const MOST_EDGE_LINES = 8;
const LEAST_SENTENCE_LINES = 2;
/** Quotations set apart that are looked for among the paragraphs. */
const MOST_PULLED = 50;
const MOST_NOTES = 5;
const MOST_NOTE = 300;

/** The pieces that are the article's own as one text, paragraphs an empty line apart; `problems` are what a reader must know. */
export function composeText(
  pieces: readonly Piece[],
  head: Head,
): { readonly text: string; readonly blocks: readonly Block[]; readonly problems: readonly string[] } {
  const own: Piece[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  for (const piece of pieces) {
    if (piece.kind === 'heading' && own.length > 0 && beginsComments(piece.text)) break;
    const line = withoutGlued(piece.text);
    if (!isOwn({ ...piece, text: line }, head, own.length === 0)) continue;
    // Mobile and desktop copies of a paragraph, and quotations pulled out of one, are told once.
    if (line.length > 30 && seen.has(line)) continue;
    seen.add(line);
    if (piece.kind !== 'post' && isChangeNote(line)) notes.push(line);
    else own.push({ ...piece, text: line });
  }
  const blocks: Block[] = [];
  let text = '';
  for (const { kind, text: line, by, day } of withoutEdges(withoutPulled(own))) {
    const start = text === '' ? 0 : text.length + 2;
    text = text === '' ? line : `${text}\n\n${line}`;
    blocks.push({
      kind,
      start,
      end: start + line.length,
      ...(by === undefined ? {} : { by }),
      ...(day === undefined ? {} : { day }),
    });
  }
  return { text, blocks, problems: notes.slice(0, MOST_NOTES).map(changed) };
}

function changed(note: string): string {
  const words = note.length > MOST_NOTE ? `${note.slice(0, MOST_NOTE - 1)}…` : note;
  return `The page says that it was changed, and what it says of that is not drafted: ${words}`;
}

/** Without quotations that are set apart and stand in a paragraph too, and the name under each. */
function withoutPulled(pieces: readonly Piece[]): readonly Piece[] {
  const apart = pieces
    .filter(({ kind, text }) => kind === 'quote' && text.length <= 400)
    .slice(0, MOST_PULLED);
  if (apart.length === 0) return pieces;
  const told = pieces.map(({ kind, text }) => (kind === 'paragraph' ? key(text) : '')).join(' ');
  const pulled = new Set(apart.filter(({ text }) => key(text).length >= 8 && told.includes(key(text))));
  return pieces.filter((piece, at) => {
    const before = pieces[at - 1];
    if (pulled.has(piece)) return false;
    return !(
      piece.kind === 'quote' &&
      before !== undefined &&
      pulled.has(before) &&
      piece.text.length <= 80 &&
      !isSentence(piece.text)
    );
  });
}

/** Without the lines before the first sentence and behind the last that end nothing: they are the page's. */
function withoutEdges(pieces: readonly Piece[]): readonly Piece[] {
  const sentences = pieces.filter(({ text }) => isSentence(text)).length;
  if (sentences < LEAST_SENTENCE_LINES) return pieces;
  let from = 0;
  // A byline may stand in a list; a list at the end is the article's.
  while (from < MOST_EDGE_LINES && isEdge(pieces[from], true)) from += 1;
  let to = pieces.length;
  while (pieces.length - to < MOST_EDGE_LINES && isEdge(pieces[to - 1])) to -= 1;
  return pieces.slice(isEdge(pieces[from], true) ? 0 : from, isEdge(pieces[to - 1]) ? pieces.length : to);
}

function isEdge(piece: Piece | undefined, inLists = false): boolean {
  return (
    piece !== undefined &&
    (piece.kind === 'paragraph' || piece.kind === 'heading') &&
    piece.day === undefined &&
    (inLists || !piece.listed) &&
    piece.text.length <= MOST_EDGE_LINE &&
    !/: /.test(piece.text) &&
    !isSentence(piece.text)
  );
}

function isSentence(text: string): boolean {
  return /[.!?…:;,]["”’»“)\]]{0,3}$/.test(text);
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
