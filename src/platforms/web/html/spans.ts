import type { Block, Citation, Span, Spans } from '../../../answer/answer.ts';
import { qualityWords } from '../../../answer/provenance.ts';
import { spacedAfter } from '../../../answer/words/span-words.ts';
import { unreachable } from '../../../domain/errors.ts';
import { formatWhen } from '../../../domain/when.ts';
import { recordLink, type View } from '../serve/view.ts';
import { type Html, html, NOTHING, webHref } from './html.ts';

/** Spans in a line; references lead to the list of sources below. */
export function spansHtml(spans: Spans): Html {
  return html`${spans.map((span, at) => spanHtml(span, spans[at - 1]))}`;
}

function spanHtml(span: Span, before: Span | undefined): Html {
  switch (span.kind) {
    case 'text':
      return html`${spacedAfter(before, span.text)}`;
    case 'strong':
      return html`<strong>${spacedAfter(before, span.text)}</strong>`;
    case 'strike':
      return html`<s>${span.text}</s>`;
    case 'quote':
      return html`${before?.kind === 'cite' ? ' ' : ''}<q>“${span.text}”</q>`;
    case 'cite':
      return html`<a href="#source-${span.index}">[${span.index}]</a>`;
    case 'link': {
      const href = webHref(span.url);
      return href === null ? html`${span.text}` : html`<a href="${href}" rel="noreferrer">${span.text}</a>`;
    }
    case 'date':
      return html`${before?.kind === 'cite' ? ' ' : ''}<time>${formatWhen(span.when)}</time>`;
    case 'moment':
      return NOTHING;
    default:
      return unreachable(span);
  }
}

/** Blocks in reading order: rows of one kind stand in one list. `level` is that of their headings. */
export function blocksHtml(blocks: readonly Block[], level: 2 | 3 = 2): Html {
  const parts: Html[] = [];
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at];
    if (block === undefined) break;
    const run = runOf(blocks, at);
    if (block.kind === 'item') {
      parts.push(html`<ul class="rows">${run.map((each) => html`<li>${bodyOf(each)}</li>`)}</ul>`);
    } else if (block.kind === 'field') {
      parts.push(html`<dl class="fields">${run.map(fieldHtml)}</dl>`);
    } else {
      parts.push(...run.map((each) => blockHtml(each, level)));
    }
    at += run.length;
  }
  return html`${parts}`;
}

function runOf(blocks: readonly Block[], from: number): readonly Block[] {
  const kind = blocks[from]?.kind;
  if (kind !== 'item' && kind !== 'field') return blocks.slice(from, from + 1);
  let to = from;
  while (blocks[to]?.kind === kind) to += 1;
  return blocks.slice(from, to);
}

function fieldHtml(block: Block): Html {
  return block.kind === 'field'
    ? html`<div><dt>${block.label}</dt><dd>${spansHtml(block.spans)}</dd></div>`
    : NOTHING;
}

function bodyOf(block: Block): Html {
  return block.kind === 'heading' ? html`${block.text}` : spansHtml(block.spans);
}

function blockHtml(block: Block, level: 2 | 3): Html {
  switch (block.kind) {
    case 'heading':
      return level === 2 ? html`<h2>${block.text}</h2>` : html`<h3>${block.text}</h3>`;
    case 'quotation':
      return quotationHtml(block);
    case 'context':
      return html`<p class="note">${spansHtml(block.spans)}</p>`;
    case 'paragraph':
      return html`<p>${spansHtml(block.spans)}</p>`;
    case 'item':
    case 'field':
      return NOTHING;
    default:
      return unreachable(block);
  }
}

/** Exact words stand in quotation marks; reported or reworded ones never do, and say what they are. */
function quotationHtml(block: Extract<Block, { kind: 'quotation' }>): Html {
  const marked = block.spans.some(({ kind }) => kind === 'quote');
  const spans = block.spans.map((span): Span => {
    if (block.verbatim) return !marked && span.kind === 'text' ? { kind: 'quote', text: span.text } : span;
    return span.kind === 'quote' ? { kind: 'text', text: span.text } : span;
  });
  return html`<figure class="quotation${block.verbatim ? '' : ' reported'}"><blockquote><p>${
    block.verbatim ? NOTHING : html`<span class="tag">Reported, not verbatim</span> `
  }${spansHtml(spans)}</p></blockquote><figcaption>— ${spansHtml(block.attribution)}</figcaption></figure>`;
}

/** The numbered sources of a page: each with its page here, and the original beside it. */
export function sourcesHtml(citations: readonly Citation[], view: View | null): Html {
  if (citations.length === 0) return NOTHING;
  return html`<section class="sources"><h2>Sources</h2><ol>${citations.map((citation) =>
    sourceHtml(citation, view),
  )}</ol></section>`;
}

function sourceHtml(citation: Citation, view: View | null): Html {
  const { index, id, publisher, title, published, quality, url } = citation;
  const original = webHref(url);
  const name = html`${publisher}${title === undefined ? '' : `: ${title}`}`;
  return html`<li value="${index}" id="source-${index}">${
    view === null ? name : html`<a href="${recordLink(view, `source:${id}`)}">${name}</a>`
  } <span class="small">${formatWhen(published)} · ${qualityWords(quality)}${
    original === null ? NOTHING : html` · <a href="${original}" rel="noreferrer">open original</a>`
  }</span></li>`;
}
