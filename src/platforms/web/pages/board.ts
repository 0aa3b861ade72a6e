import { boardInWords, boardOf } from '../../../digest/board/plan.ts';
import { boardSvg } from '../../../digest/board/svg.ts';
import { html } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { link, type View } from '../serve/view.ts';

/** The board that digests carry, with the words that say the same. */
export function boardPage(view: View): Page {
  const board = boardOf(view.briefing);
  const words = boardInWords(board);
  const { width, height } = sizeOf(boardSvg(board));
  const phone = sizeOf(boardSvg(board, 'phone'));
  const body = html`<h1>Board</h1><p class="intro">${board.subtitle}</p><p><picture><source media="(max-width: 600px)" srcset="${link(view, 'board-phone.svg')}" width="${phone.width}" height="${phone.height}"><img class="board" src="${link(view, 'board.svg')}" width="${width}" height="${height}" alt="${words}"></picture></p><details><summary>The board in words</summary><p>${words}</p></details>`;
  return { title: 'Board', description: board.subtitle, body };
}

/** The board as a file of its own; `phone`: drawn for the width of one. */
export function boardDrawing(view: View, form: 'chat' | 'phone'): string {
  return boardSvg(boardOf(view.briefing), form);
}

function sizeOf(svg: string) {
  const [, width = '1080', height = '1080'] =
    / width="([\d.]+)" height="([\d.]+)"/.exec(svg.slice(0, 300)) ?? [];
  return { width, height };
}
