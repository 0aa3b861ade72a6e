import { harmless } from '../../../answer/display-width.ts';
import { asMarkup, type Html, html } from '../html/html.ts';

/** Text inside a drawing. */
export function svgText(words: string): string {
  return harmless(words)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Cut to so many characters; the whole is in a title beside it. */
export function clippedTo(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

/**
 * A drawing with its size, so that nothing moves when it comes, and the words that say the same to whoever cannot see it.
 * Colours are classes of the style sheet: they follow the reader's light or dark.
 */
export function figure(options: {
  readonly title: string;
  readonly says: string;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
  readonly caption?: Html;
  readonly wide?: boolean;
}): Html {
  const { title, says, width, height, svg } = options;
  const drawing = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${svgText(says)}">${svg}</svg>`;
  return html`<figure class="chart"><figcaption>${title}</figcaption>${
    options.wide === true
      ? html`<div class="scroll" role="region" aria-label="${title}" tabindex="0">${asMarkup(drawing)}</div>`
      : asMarkup(drawing)
  }${options.caption ?? ''}</figure>`;
}
