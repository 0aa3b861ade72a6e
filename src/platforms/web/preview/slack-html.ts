import { isMapping } from '../../../domain/mapping.ts';
import { type Html, html, NOTHING, webHref } from '../html/html.ts';
import { buttonHtml, type Json, objectsIn, stringOf, textOf } from './payload.ts';

/** A Slack message as its client shows it: https://docs.slack.dev/reference/block-kit/blocks */
export function slackMessage(payload: unknown): Html {
  const blocks = isMapping(payload) ? objectsIn(payload['blocks']) : [];
  return html`<p class="who"><b>Readout</b> <span class="app">APP</span></p>${blocks.map(blockHtml)}`;
}

function blockHtml(block: Json): Html {
  switch (block['type']) {
    case 'rich_text':
      return html`${objectsIn(block['elements']).map(richHtml)}`;
    case 'section':
      return block['fields'] === undefined
        ? html`<p>${mrkdwnHtml(textOf(block['text']))}</p>`
        : html`<div class="grid">${objectsIn(block['fields']).map((field) => html`<p>${mrkdwnHtml(textOf(field))}</p>`)}</div>`;
    case 'header':
      return html`<p class="head">${textOf(block['text'])}</p>`;
    case 'context':
      return html`<p class="small">${objectsIn(block['elements']).map((element) => mrkdwnHtml(textOf(element)))}</p>`;
    case 'divider':
      return html`<hr>`;
    case 'actions':
      return html`<p class="buttons">${objectsIn(block['elements']).map((button) => buttonHtml(textOf(button['text']), button['url']))}</p>`;
    case 'context_actions':
      return html`<p class="buttons">${objectsIn(block['elements'])
        .flatMap((element) => ['positive_button', 'negative_button'].map((name) => element[name]))
        .map((button) => (isMapping(button) ? buttonHtml(textOf(button['text']), undefined) : NOTHING))}</p>`;
    default:
      return NOTHING;
  }
}

function richHtml(element: Json): Html {
  const inner = objectsIn(element['elements']);
  switch (element['type']) {
    case 'rich_text_list':
      return html`<ul>${inner.map((item) => html`<li>${objectsIn(item['elements']).map(inlineHtml)}</li>`)}</ul>`;
    case 'rich_text_quote':
      return html`<blockquote>${inner.map(inlineHtml)}</blockquote>`;
    default:
      return html`<p>${inner.map(inlineHtml)}</p>`;
  }
}

function inlineHtml(part: Json): Html {
  const words = stringOf(part['text']);
  const href = part['type'] === 'link' ? webHref(stringOf(part['url'])) : null;
  const linked =
    href === null
      ? lines(words)
      : html`<a href="${href}" rel="noreferrer">${words === '' ? href : words}</a>`;
  const style = isMapping(part['style']) ? part['style'] : {};
  const bold = style['bold'] === true ? html`<b>${linked}</b>` : linked;
  const italic = style['italic'] === true ? html`<i>${bold}</i>` : bold;
  return style['strike'] === true ? html`<s>${italic}</s>` : italic;
}

function lines(words: string): Html {
  return html`${words.split('\n').map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`))}`;
}

/** A link, a mark around words, an entity, or any other character. https://docs.slack.dev/messaging/formatting-message-text */
const TOKEN =
  /<([^|<>]*)\|([^<>]*)>|([*_~])(?=\S)([^\n*_~<]+)(?<=\S)\3(?![\p{L}\p{N}])|&(amp|lt|gt);|([^<*_~&]+|[\s\S])/gu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

export function mrkdwnHtml(text: string): Html {
  const parts = Array.from(text.matchAll(TOKEN), ([, address, label, mark, marked, entity, plain]) => {
    if (address !== undefined) {
      const href = webHref(unescaped(address));
      return href === null
        ? html`${unescaped(label ?? '')}`
        : html`<a href="${href}" rel="noreferrer">${unescaped(label ?? '')}</a>`;
    }
    if (mark !== undefined) return markedHtml(mark, marked ?? '');
    return lines(entity === undefined ? (plain ?? '') : (ENTITIES[entity] ?? ''));
  });
  return html`${parts}`;
}

function markedHtml(mark: string, words: string): Html {
  const text = unescaped(words);
  if (mark === '*') return html`<b>${text}</b>`;
  return mark === '_' ? html`<i>${text}</i>` : html`<s>${text}</s>`;
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
