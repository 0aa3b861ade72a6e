import type { BlockKind } from '../article.ts';
import { dayIn, isDateLine } from '../head-day.ts';
import { tidy } from '../tidy.ts';
import { isElement, type PageElement, type PageNode, TEXT_NODE } from './dom.ts';
import { HEADLINE, POST } from './strip.ts';

/** A piece of a page in reading order, before it has a place in the text. */
export interface Piece {
  readonly kind: BlockKind;
  readonly text: string;
  readonly by?: string;
  readonly day?: string;
  /** How much of it is links, from 0 to 1: lists of other articles are all links. */
  readonly linked: number;
  /** An entry of a list, or a cell of a table. */
  readonly listed: boolean;
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);

/**
 * The pieces below an element, each a paragraph of its own as a reader sees it. `dated` where a time stamp between them
 * or a line with nothing but a date is of those that follow, as in a live blog.
 */
export function piecesOf(root: PageElement, dated = false): readonly Piece[] {
  const pieces: Piece[] = [];
  let parts: string[] = [];
  let linked = 0;
  let day: string | undefined;
  const flush = (kind: BlockKind, listed: boolean) => {
    for (const line of parts.join('').split('\n')) {
      const text = tidy(line);
      if (text === '') continue;
      if (dated && isDateLine(text)) day = dayIn(text) ?? day;
      const share = Math.min(1, linked / text.length);
      pieces.push({ kind, text, linked: share, listed, ...(day === undefined ? {} : { day }) });
    }
    parts = [];
    linked = 0;
  };
  const walk = (node: PageNode, kind: BlockKind, inLink: boolean, listed: boolean): void => {
    if (node.nodeType === TEXT_NODE) {
      // White space in the source is one space; `flush` splits at the line feeds of <br> alone.
      const text = (node.textContent ?? '').replace(/[^\S\uFEFF]+/g, ' ');
      parts.push(text);
      if (inLink) linked += text.length;
      return;
    }
    if (!isElement(node)) return;
    const tag = node.tagName.toUpperCase();
    if (tag === 'BR') {
      parts.push('\n');
      return;
    }
    if (dated && tag === 'TIME' && node.getAttribute('datetime') !== null)
      day = dayIn(node.getAttribute('datetime') ?? '') ?? day;
    if (node.getAttribute(POST) !== null) {
      flush(kind, listed);
      const post = postIn(node);
      if (post !== null) pieces.push(post);
      return;
    }
    if (node.getAttribute(HEADLINE) !== null) {
      flush(kind, listed);
      return;
    }
    const own: BlockKind = /^H[1-6]$/.test(tag) ? 'heading' : tag === 'BLOCKQUOTE' ? 'quote' : kind;
    const block = BLOCKS.has(tag);
    if (block) flush(kind, listed);
    const list = listed || tag === 'LI' || (tag === 'TABLE' && isTable(node));
    for (const child of node.childNodes) walk(child, own, inLink || tag === 'A', list);
    if (block) flush(own, list);
  };
  walk(root, 'paragraph', false, false);
  flush('paragraph', false);
  return pieces;
}

/** Cells in rows, and no table that only places the page. */
function isTable(table: PageElement): boolean {
  const cells = [...table.querySelectorAll('td, th')];
  return cells.length >= 4 && cells.every((cell) => (cell.textContent ?? '').length < 400);
}

/** A post: its words, and under them "— Name (@handle) March 2, 2026". Null for one that says nothing. */
function postIn(element: PageElement): Piece | null {
  const paragraphs = [...element.querySelectorAll('p')]
    .map((p) => tidy(p.textContent ?? ''))
    .filter((text) => text !== '');
  const whole = tidy(element.textContent ?? '');
  const signed = /[—–-]\s?(\p{L}[^()]{1,60}?)\s?\((@[\w.@-]{1,60})\)(.{0,60})$/u.exec(whole);
  const cite = element.querySelector('cite, [class*="author"], [class*="name"]');
  const by = signed === null ? tidy(cite?.textContent ?? '') : (signed[1] ?? '').trim();
  const body =
    paragraphs.length > 0
      ? paragraphs.filter((text) => text !== by).join(' ')
      : signed === null
        ? whole
        : whole.slice(0, signed.index);
  const text = tidy(body.replace(/(?:pic\.twitter\.com|https?:\/\/t\.co)\/\w+/g, ''));
  if (text === '') return null;
  const time = element.querySelector('time')?.getAttribute('datetime') ?? '';
  const day = dayIn(time) ?? dayIn(signed?.[3] ?? '');
  return {
    kind: 'post',
    text,
    linked: 0,
    listed: false,
    ...(by === '' ? {} : { by }),
    ...(day === null ? {} : { day }),
  };
}
