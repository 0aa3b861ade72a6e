import type { Block, Citation, Span, Spans } from './answer.ts';
import { blockSpans } from './fit.ts';

/** Blocks and the citations they use, under numbers of their own. */
export interface CitedBlocks {
  readonly blocks: readonly Block[];
  readonly citations: readonly Citation[];
}

/**
 * `added` under the numbers of `base`: a source that is there keeps its number, others follow the last. Two stories may
 * have sources of one id, so where it was published counts too.
 */
export function renumbered(base: readonly Citation[], added: CitedBlocks): CitedBlocks {
  const nameOf = ({ id, publisher, url = '' }: Citation) => JSON.stringify([id, publisher, url]);
  const known = new Map(base.map((citation) => [nameOf(citation), citation.index]));
  let last = Math.max(0, ...base.map((citation) => citation.index));
  const numbers = new Map<number, number>();
  const fresh: Citation[] = [];
  for (const citation of added.citations) {
    const index = known.get(nameOf(citation));
    if (index === undefined) {
      last += 1;
      fresh.push({ ...citation, index: last });
    }
    numbers.set(citation.index, index ?? last);
  }
  const spans = (list: Spans): Spans =>
    list.map(
      (span): Span => (span.kind === 'cite' ? { ...span, index: numbers.get(span.index) ?? 0 } : span),
    );
  return { blocks: added.blocks.map((block) => withSpans(block, spans)), citations: [...base, ...fresh] };
}

/** Those of the citations that these blocks and spans use. */
export function usedCitations(
  citations: readonly Citation[],
  headline: Spans,
  blocks: readonly Block[],
): readonly Citation[] {
  const used = new Set(
    [...headline, ...blocks.flatMap(blockSpans)].flatMap((span) =>
      span.kind === 'cite' ? [span.index] : [],
    ),
  );
  return citations.filter((citation) => used.has(citation.index));
}

function withSpans(block: Block, change: (spans: Spans) => Spans): Block {
  switch (block.kind) {
    case 'heading':
      return block;
    case 'quotation':
      return { ...block, spans: change(block.spans), attribution: change(block.attribution) };
    default:
      return { ...block, spans: change(block.spans) };
  }
}
