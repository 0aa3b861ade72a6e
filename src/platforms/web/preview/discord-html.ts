import { isMapping } from '../../../domain/mapping.ts';
import { type Html, html, NOTHING, webHref } from '../html/html.ts';
import { buttonHtml, type Json, objectsIn, stringOf } from './payload.ts';

/** Component types: https://docs.discord.com/developers/components/reference#component-object-component-types */
const TYPE = { actionRow: 1, text: 10, gallery: 12, separator: 14, container: 17 } as const;

/** A Discord message as its client shows it. */
export function discordMessage(payload: unknown): Html {
  const components = isMapping(payload) ? objectsIn(payload['components']) : [];
  return html`<p class="who"><b>Readout</b> <span class="app">APP</span></p>${components.map(componentHtml)}`;
}

function componentHtml(component: Json): Html {
  switch (component['type']) {
    case TYPE.container:
      return html`<div class="container">${objectsIn(component['components']).map(componentHtml)}</div>`;
    case TYPE.text:
      return markdownHtml(stringOf(component['content']));
    case TYPE.separator:
      return html`<hr>`;
    case TYPE.gallery:
      return html`${objectsIn(component['items']).map((item) => html`<p class="small">Picture: ${stringOf(item['description'])}</p>`)}`;
    case TYPE.actionRow:
      return html`<p class="buttons">${objectsIn(component['components']).map((button) => buttonHtml(stringOf(button['label']), button['url'], button['style'] === 1))}</p>`;
    default:
      return NOTHING;
  }
}

/** The Markdown that Readout writes, as Discord reads it: https://support.discord.com/hc/en-us/articles/210298617 */
export function markdownHtml(content: string): Html {
  return html`${content.split('\n').map((line) => {
    const [, mark = '', rest = ''] = /^(-# |### |> |- |)(.*)$/su.exec(line) ?? [];
    const words = inlineHtml(rest);
    if (mark === '-# ') return html`<p class="small">${words}</p>`;
    if (mark === '### ') return html`<p class="head">${words}</p>`;
    if (mark === '> ') return html`<blockquote>${words}</blockquote>`;
    if (mark === '- ') return html`<p class="item">${words}</p>`;
    return line === '' ? html`<p class="gap"></p>` : html`<p>${words}</p>`;
  })}`;
}

/** A character made literal, a mark that turns a look on or off, a link, or plain characters. */
const TOKEN = /\\([^\p{L}\p{N}\s])|(\*\*|~~|\*)|\[((?:\\.|[^[\]\\])*)\]\(<([^<>]*)>\)|([^\\*~[]+|[\s\S])/gu;
const LOOKS: Readonly<Record<string, string>> = { '**': 'b', '~~': 's', '*': 'i' };

function inlineHtml(markdown: string): Html {
  const looks = new Set<string>();
  const parts = Array.from(markdown.matchAll(TOKEN), ([, literal, mark, label, address, plain]) => {
    if (mark !== undefined) {
      const look = LOOKS[mark] ?? '';
      if (!looks.delete(look)) looks.add(look);
      return NOTHING;
    }
    if (label !== undefined) {
      const href = webHref(address);
      return href === null
        ? inlineHtml(label)
        : html`<a href="${href}" rel="noreferrer">${inlineHtml(label)}</a>`;
    }
    let words = html`${literal ?? plain ?? ''}`;
    if (looks.has('b')) words = html`<b>${words}</b>`;
    if (looks.has('i')) words = html`<i>${words}</i>`;
    if (looks.has('s')) words = html`<s>${words}</s>`;
    return words;
  });
  return html`${parts}`;
}
