import type { Answer, Block, Span, Spans } from './answer.ts';

/**
 * Cuts an answer into pages that each satisfy `fits`, in reading order, dropping nothing: every block, quote and cite
 * span is on exactly one page, and each page lists the citations it uses under their own numbers. A block too long for
 * a page of its own is continued on the next, split between spans or words; a quotation is split last of all and each
 * part keeps its attribution. Actions and picture go with the first page.
 * `fits` must accept an answer with a headline and one short block.
 */
export function paginate(answer: Answer, fits: (page: Answer) => boolean): readonly Answer[] {
  if (fits(answer)) return [answer];
  const pages: Answer[] = [];
  let blocks: Block[] = [];
  const page = (candidate: readonly Block[]) => pageOf(answer, candidate, pages.length);
  const queue = [...answer.blocks];
  for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
    if (fits(page([...blocks, block]))) {
      blocks.push(block);
      continue;
    }
    // A heading must not end a page: it belongs to what follows.
    const orphan = blocks.at(-1)?.kind === 'heading' && blocks.length > 1 ? blocks.pop() : undefined;
    if (blocks.length > 0) {
      pages.push(page(blocks));
      blocks = [];
      queue.unshift(...(orphan === undefined ? [block] : [orphan, block]));
      continue;
    }
    const halves = splitBlock(block);
    if (halves === null) {
      // One word longer than a page: nothing sensible is left to cut, the platform's own limit decides.
      pages.push(page([block]));
      continue;
    }
    queue.unshift(...halves);
  }
  if (blocks.length > 0 || pages.length === 0) pages.push(page(blocks));
  return pages;
}

function pageOf(answer: Answer, blocks: readonly Block[], number: number): Answer {
  const { picture, ...rest } = answer;
  const used = new Set(
    [...answer.headline, ...blocks.flatMap(blockSpans)].flatMap((span) =>
      span.kind === 'cite' ? [span.index] : [],
    ),
  );
  return {
    ...rest,
    ...(picture === undefined || number > 0 ? {} : { picture }),
    actions: number === 0 ? answer.actions : [],
    blocks,
    citations: answer.citations.filter((citation) => used.has(citation.index)),
  };
}

/** Every span of a block, in reading order. */
export function blockSpans(block: Block): Spans {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'strong', text: block.text }];
    case 'quotation':
      return [...block.spans, ...block.attribution];
    default:
      return block.spans;
  }
}

function splitBlock(block: Block): readonly [Block, Block] | null {
  if (block.kind === 'heading') return null;
  const halves = splitSpans(block.spans);
  if (halves === null) return null;
  return [
    { ...block, spans: halves[0] },
    { ...block, spans: halves[1] },
  ];
}

function splitSpans(spans: Spans): readonly [Spans, Spans] | null {
  if (spans.length > 1) {
    let middle = Math.ceil(spans.length / 2);
    // A cite span stays with the claim before it.
    while (middle < spans.length && spans[middle]?.kind === 'cite') middle += 1;
    if (middle < spans.length) return [spans.slice(0, middle), spans.slice(middle)];
  }
  const longest = spans.reduce(
    (best, span, at) => (textLength(span) > textLength(spans[best]) ? at : best),
    0,
  );
  const halves = splitSpan(spans[longest]);
  if (halves === null) return null;
  return [
    [...spans.slice(0, longest), halves[0]],
    [halves[1], ...spans.slice(longest + 1)],
  ];
}

function textLength(span: Span | undefined): number {
  return span !== undefined && 'text' in span ? span.text.length : 0;
}

function splitSpan(span: Span | undefined): readonly [Span, Span] | null {
  if (span === undefined || !('text' in span) || span.kind === 'link') return null;
  const middle = span.text.indexOf(' ', Math.floor(span.text.length / 2));
  if (middle <= 0 || middle >= span.text.length - 1) return null;
  return [
    { ...span, text: span.text.slice(0, middle) },
    { ...span, text: span.text.slice(middle + 1) },
  ];
}
