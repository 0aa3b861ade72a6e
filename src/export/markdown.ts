import type { Block, Citation, Span, Spans } from '../answer/answer.ts';
import { harmless } from '../answer/display-width.ts';
import { qualityWords } from '../answer/provenance.ts';
import { unreachable } from '../domain/errors.ts';
import { formatWhen } from '../domain/when.ts';

/** Blocks as Markdown, an empty line between what does not belong to one list; headings begin at `level`. */
export function blocksMarkdown(blocks: readonly Block[], level: number): string {
  let out = '';
  let before: Block | undefined;
  for (const block of blocks) {
    const isListed = isItem(block) && before !== undefined && isItem(before);
    out += `${out === '' ? '' : isListed ? '\n' : '\n\n'}${blockMarkdown(block, level)}`;
    before = block;
  }
  return out;
}

function isItem({ kind }: Block): boolean {
  return kind === 'item' || kind === 'field';
}

function blockMarkdown(block: Block, level: number): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(level)} ${escaped(block.text)}`;
    case 'paragraph':
      return spansMarkdown(block.spans);
    case 'context':
      return `${block.spans[0]?.kind === 'strong' ? '' : '*Note:* '}${spansMarkdown(block.spans)}`;
    case 'item':
      return `- ${spansMarkdown(block.spans)}`;
    case 'field':
      return `- **${escaped(block.label)}:** ${spansMarkdown(block.spans)}`;
    case 'quotation': {
      const words = block.verbatim
        ? spansMarkdown(block.spans)
        : `Reported, not verbatim: ${spansMarkdown(block.spans.map(unquoted))}`;
      return `> ${words}\n>\n> — ${spansMarkdown(block.attribution)}`;
    }
    default:
      return unreachable(block);
  }
}

/** Reported speech is never put in quotation marks, whatever the spans say. */
function unquoted(span: Span): Span {
  return span.kind === 'quote' ? { kind: 'text', text: span.text } : span;
}

/** One line. What is outside text stays text, and citations are footnotes. */
export function spansMarkdown(spans: Spans): string {
  const parts = spans.map((span, at) => spanMarkdown(span, spans[at - 1], spans[at + 1]));
  const line = parts
    .join('')
    .replace(/ {2,9}/g, ' ')
    .trim();
  // What begins a line may be taken for a list, a heading or a rule.
  return line.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^[-+#=]/, '\\$&');
}

function spanMarkdown(span: Span, before: Span | undefined, after: Span | undefined): string {
  const spaced = (words: string) =>
    before?.kind === 'cite' && /^[\p{L}\p{N}“(*]/u.test(words) ? ` ${words}` : words;
  switch (span.kind) {
    case 'moment':
      return '';
    case 'text': {
      const words = escaped(span.text);
      return spaced(after?.kind === 'cite' ? words.trimEnd() : words);
    }
    case 'strong':
      return spaced(marked(span.text, '**'));
    case 'strike':
      return spaced(marked(span.text, '~~'));
    case 'quote':
      return spaced(`“${escaped(span.text).trim()}”`);
    case 'cite':
      return `[^${span.index}]`;
    case 'link':
      return spaced(`[${escaped(span.text).trim()}](<${addressOf(span.url)}>)`);
    case 'date':
      return spaced(formatWhen(span.when));
    default:
      return unreachable(span);
  }
}

/** Marks that have a blank inside are no marks. */
function marked(words: string, mark: string): string {
  const inside = escaped(words).trim();
  if (inside === '') return words;
  const [start, end] = [words.startsWith(' ') ? ' ' : '', words.endsWith(' ') ? ' ' : ''];
  return `${start}${mark}${inside}${mark}${end}`;
}

/** Outside text as Markdown that shows just that text on one line. An underscore within a word is no mark. */
export function escaped(words: string): string {
  return harmless(words)
    .replace(/[\\`*[\]<>~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?[A-Za-z0-9]{1,32};)/g, '&amp;');
}

function addressOf(url: string): string {
  return harmless(url).trim().replaceAll(' ', '%20').replaceAll('<', '%3C').replaceAll('>', '%3E');
}

/** The footnotes behind the text. */
export function footnotes(citations: readonly Citation[]): string {
  return citations
    .map(({ index, publisher, title, published, quality, url }) => {
      const name = title === undefined ? escaped(publisher) : `${escaped(publisher)}: “${escaped(title)}”`;
      const address = url === undefined ? '' : ` <${addressOf(url)}>`;
      return `[^${index}]: ${name}, ${formatWhen(published)} (${qualityWords(quality)}).${address}`;
    })
    .join('\n');
}
