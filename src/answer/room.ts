import type { Answer, Block, Citation, Span, Spans } from './answer.ts';
import { blockSpans } from './fit.ts';

/** Most of an answer's text with its list of sources, in UTF-16 units; what a person asks may be longer than he reads. */
const ROOM = 16_000;
/** Of a list, so many lines stay whatever else there is. */
const LEAST_LINES = 3;

/**
 * The answer in a size somebody reads: of long lists the first lines, with how many more there are and `narrower`, how
 * to ask for them. Only lines of lists are left out: quotations set apart, small print and what stands alone stay.
 * Where every part is short the very same answer.
 */
export function withinRoom(answer: Answer, narrower: string): Answer {
  const sizeOf = sizer(answer.citations);
  const cited = new Set<number>();
  const runs = runsOf(answer.blocks);
  let left = ROOM - sizeOf(answer.headline, cited);
  for (const [at, block] of answer.blocks.entries()) {
    if ((runs[at] ?? 0) < LEAST_LINES) left -= sizeOf(blockSpans(block), cited);
  }
  const kept: Block[] = [];
  let missing = 0;
  const tellMissing = () => {
    if (missing > 0)
      kept.push({ kind: 'context', spans: [{ kind: 'text', text: `${missing} more. ${narrower}` }] });
    missing = 0;
  };
  for (const [at, block] of answer.blocks.entries()) {
    const place = runs[at] ?? 0;
    if (place < LEAST_LINES) {
      tellMissing();
      kept.push(block);
      continue;
    }
    const size =
      missing > 0 ? Number.POSITIVE_INFINITY : sizeOf(block.kind === 'heading' ? [] : block.spans, cited);
    if (size > left) missing += 1;
    else {
      left -= size;
      kept.push(block);
    }
  }
  tellMissing();
  if (kept.length === answer.blocks.length) return answer;
  const used = new Set([answer.headline, ...kept.map(blockSpans)].flatMap(citesIn));
  return {
    ...answer,
    blocks: kept,
    citations: answer.citations.filter(({ index }) => used.has(index)),
    // The most important come first; as many as there are lines at most.
    records: answer.records.slice(0, Math.max(kept.length, 1)),
  };
}

/** For each block how many lines of the same list stand above it; 0 for what is no line. */
function runsOf(blocks: readonly Block[]): readonly number[] {
  let run = 0;
  return blocks.map(({ kind }) => {
    run = kind === 'item' ? run + 1 : 0;
    return Math.max(0, run - 1);
  });
}

/** What spans add to the text, each source they are the first to cite included, which is then `cited`. */
function sizer(citations: readonly Citation[]): (spans: Spans, cited: Set<number>) => number {
  const listed = new Map(
    citations.map(({ index, publisher, title = '', url = '' }) => [
      index,
      publisher.length + title.length + url.length + AROUND_A_SOURCE,
    ]),
  );
  return (spans, cited) => {
    let size = 2;
    for (const span of spans) {
      if (span.kind !== 'cite') size += 'text' in span ? span.text.length : A_DATE;
      else {
        size += A_CITE;
        if (!cited.has(span.index)) size += listed.get(span.index) ?? 0;
        cited.add(span.index);
      }
    }
    return size;
  };
}

/** About what a renderer writes for each. */
const AROUND_A_SOURCE = 40;
const A_DATE = 16;
const A_CITE = 5;

function citesIn(spans: readonly Span[]): readonly number[] {
  return spans.flatMap((span) => (span.kind === 'cite' ? [span.index] : []));
}
