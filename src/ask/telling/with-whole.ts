import type { Answer, Block, Citation, Spans } from '../../answer/answer.ts';
import { blockSpans } from '../../answer/fit.ts';

/**
 * A short answer with the whole of its records' own view behind it; citations are numbered through. A source that both
 * name keeps its number in the short answer. Where the whole is no answer, only the short one is told: "not found"
 * below a claim would seem to take it back. `line` is how the question was read.
 */
export function withWhole(short: Answer, whole: Answer, line: string): Answer {
  const known = new Map(short.citations.map(({ id, index }) => [id, index]));
  const citations: Citation[] = [...short.citations];
  const numbers = new Map<number, number>();
  for (const citation of whole.citations) {
    const index = known.get(citation.id) ?? citations.length + 1;
    if (!known.has(citation.id)) citations.push({ ...citation, index });
    numbers.set(citation.index, index);
  }
  const spans = (list: Spans): Spans =>
    list.map((span) =>
      span.kind === 'cite' ? { kind: 'cite', index: numbers.get(span.index) ?? span.index } : span,
    );
  const blocks = whole.blocks.map((block): Block => {
    switch (block.kind) {
      case 'heading':
        return block;
      case 'quotation':
        return { ...block, spans: spans(block.spans), attribution: spans(block.attribution) };
      default:
        return { ...block, spans: spans(blockSpans(block)) };
    }
  });
  const saysWhole = whole.status === 'answered' || whole.status === 'conflict';
  // A dispute that the short answer tells itself, on its card, goes before that of the whole.
  const dispute = saysWhole && whole.status === 'conflict' ? besides(whole.card?.dispute) : undefined;
  return {
    ...whole,
    status: short.status === 'answered' && whole.status === 'conflict' ? 'conflict' : short.status,
    headline: short.headline,
    card: {
      ...(dispute === undefined ? {} : { dispute: spans(dispute) }),
      ...(short.card ?? { lead: short.headline, rows: short.blocks }),
    },
    blocks: [
      ...short.blocks,
      ...(saysWhole ? [{ kind: 'paragraph', spans: spans(whole.headline) } as const, ...blocks] : []),
    ],
    citations: saysWhole ? citations : short.citations,
    records: [...new Set([...short.records, ...(saysWhole ? whole.records : [])])],
    actions: [...short.actions, ...(saysWhole ? whole.actions : [])],
    readAs: line,
  };
}

/** What is in dispute somewhere in the whole need not be what the short answer says. */
function besides(dispute: Spans | undefined): Spans | undefined {
  const [label, ...rest] = dispute ?? [];
  if (label?.kind !== 'strong') return dispute;
  return [{ ...label, text: label.text.replace(/^Disputed:/, 'Also disputed:') }, ...rest];
}
