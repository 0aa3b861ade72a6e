import type { Answer, Block, Span, Spans } from './answer.ts';

/**
 * Cuts an answer into pages that each satisfy `fits`, in reading order, dropping nothing: every block, quote and cite
 * span is on exactly one page, and each page lists the citations it uses under their own numbers. A block too long for
 * a page of its own is continued on the next, split between spans or words, a cite span staying with the claim before
 * it; a quotation is split last of all and each part keeps its attribution. Actions and picture go with the first page.
 * `fits` must accept an answer with a headline and one short block.
 */
export function paginate(answer: Answer, fits: (page: Answer) => boolean): readonly Answer[] {
  if (fits(answer)) return [answer];
  const pages: Answer[] = [];
  let blocks: Block[] = [];
  const cites = createCiteReader();
  const page = (candidate: readonly Block[]) => pageOf(answer, candidate, pages.length, cites);
  const queue = [...answer.blocks];
  for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
    if (fits(page([...blocks, block]))) {
      blocks.push(block);
      continue;
    }
    // A heading must not end a page: it belongs to what follows.
    const headings = trailingHeadings(blocks);
    if (blocks.length > headings) {
      const kept = blocks.splice(blocks.length - headings);
      pages.push(page(blocks));
      blocks = [];
      queue.unshift(...kept, block);
      continue;
    }
    const halves = splitBlock(block);
    if (halves !== null) queue.unshift(...halves);
    else if (blocks.length > 0) {
      pages.push(page(blocks));
      blocks = [];
      queue.unshift(block);
    } else {
      // A single address or date longer than a page: nothing is left to cut, the platform's own limit decides.
      pages.push(page([block]));
    }
  }
  if (blocks.length > 0 || pages.length === 0) pages.push(page(blocks));
  return pages;
}

/** How many headings end the list, with nothing under them yet. */
function trailingHeadings(blocks: readonly Block[]): number {
  return blocks.length - 1 - blocks.findLastIndex((block) => block.kind !== 'heading');
}

function pageOf(
  answer: Answer,
  blocks: readonly Block[],
  number: number,
  cites: (spans: Spans) => readonly number[],
): Answer {
  const { picture, feedback, ...rest } = answer;
  const used = new Set(cites(answer.headline));
  for (const block of blocks) {
    if (block.kind === 'heading') continue;
    for (const index of cites(block.spans)) used.add(index);
    if (block.kind !== 'quotation') continue;
    for (const index of cites(block.attribution)) used.add(index);
  }
  return {
    ...rest,
    ...(picture === undefined || number > 0 ? {} : { picture }),
    actions: number === 0 ? answer.actions : [],
    ...(feedback === undefined || number > 0 ? {} : { feedback }),
    blocks,
    citations: answer.citations.filter((citation) => used.has(citation.index)),
  };
}

/** The indexes that spans cite, read once however many pages the spans are tried on. */
function createCiteReader(): (spans: Spans) => readonly number[] {
  const read = new Map<Spans, readonly number[]>();
  return (spans) => {
    const known = read.get(spans);
    if (known !== undefined) return known;
    const indexes = spans.flatMap((span) => (span.kind === 'cite' ? [span.index] : []));
    read.set(spans, indexes);
    return indexes;
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
  if (block.kind === 'heading') {
    const halves = splitText(block.text);
    return halves === null ? null : [heading(halves[0]), heading(halves[1])];
  }
  const halves = splitSpans(block.spans);
  if (halves === null) return null;
  return [
    { ...block, spans: halves[0] },
    { ...block, spans: halves[1] },
  ];
}

function heading(text: string): Block {
  return { kind: 'heading', text };
}

/** Between two spans if possible, else inside the longest run of our own words, else inside the longest quotation. */
function splitSpans(spans: Spans): readonly [Spans, Spans] | null {
  const boundary = middleBoundary(spans);
  if (boundary !== null) return [spans.slice(0, boundary), spans.slice(boundary)];
  const longestFirst = spans
    .map((span, at) => ({ span, at }))
    .sort(
      (a, b) =>
        Number(a.span.kind === 'quote') - Number(b.span.kind === 'quote') ||
        textLength(b.span) - textLength(a.span),
    );
  for (const { span, at } of longestFirst) {
    const halves = splitSpan(span);
    if (halves === null) continue;
    return [
      [...spans.slice(0, at), halves[0]],
      [halves[1], ...spans.slice(at + 1)],
    ];
  }
  return null;
}

/** Where the spans fall into the most even halves; a cite span stays with the claim before it. */
function middleBoundary(spans: Spans): number | null {
  const total = spans.reduce((sum, span) => sum + textLength(span), 0);
  let best: { readonly at: number; readonly off: number } | null = null;
  let before = 0;
  for (const [at, span] of spans.entries()) {
    if (at > 0 && span.kind !== 'cite') {
      const off = Math.abs(total / 2 - before);
      if (best === null || off < best.off) best = { at, off };
    }
    before += textLength(span);
  }
  return best?.at ?? null;
}

function textLength(span: Span): number {
  return 'text' in span ? span.text.length : 0;
}

function splitSpan(span: Span): readonly [Span, Span] | null {
  if (!('text' in span) || span.kind === 'link') return null;
  const halves = splitText(span.text);
  if (halves === null) return null;
  return [
    { ...span, text: halves[0] },
    { ...span, text: halves[1] },
  ];
}

/** At the space nearest to the middle, which is dropped; inside a word only where there is no space to cut at. */
function splitText(text: string): readonly [string, string] | null {
  const middle = Math.floor(text.length / 2);
  const cuts = [text.lastIndexOf(' ', middle), text.indexOf(' ', middle)]
    .filter((at) => text.slice(0, at).trim() !== '' && text.slice(at + 1).trim() !== '' && at > 0)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const cut = cuts[0];
  if (cut !== undefined) return [text.slice(0, cut), text.slice(cut + 1)];
  const inside = text.slice(0, middle).replace(/[\ud800-\udbff]$/, '').length;
  return inside === 0 ? null : [text.slice(0, inside), text.slice(inside)];
}
