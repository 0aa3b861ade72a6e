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
 * A drawing as wide as the page and so many pixels high, so that nothing moves when it comes, with the words that say the
 * same to whoever cannot see it. Places along it are shares of the width: letters stay as large on a phone. Colours are
 * classes of the style sheet: they follow the reader's light or dark.
 */
export function strip(options: {
  readonly title: string;
  readonly says: string;
  readonly height: number;
  readonly svg: string;
}): Html {
  const { title, says, height, svg } = options;
  const drawing = `<svg class="strip" width="100%" height="${height}" role="group" aria-label="${svgText(says)}">${svg}</svg>`;
  return html`<figure class="chart"><figcaption>${title}</figcaption>${asMarkup(drawing)}</figure>`;
}
