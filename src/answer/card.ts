import { SOURCE_QUALITIES } from '../domain/source.ts';
import type { Answer, Block, Card, Citation, Span, Spans } from './answer.ts';
import type { CardLimits } from './card-limits.ts';
import { briefSpans } from './sentences.ts';

/**
 * The short form of an answer: the lead, the line of a dispute and an exact quotation always; rows, further references and
 * what to ask next as long as `fits` takes them. References keep the numbers of the whole. Every claim that is shown has at
 * least one.
 */
export function cardOf(answer: Answer, limits: CardLimits, fits: (card: Answer) => boolean): Answer {
  const card = answer.card ?? derivedCard(answer);
  const lead = briefSpans(card.lead, limits.lead, limits.leadSentences);
  const dispute: readonly Block[] =
    card.dispute === undefined ? [] : [{ kind: 'paragraph', spans: card.dispute }];
  const notice: readonly Block[] = card.notice === undefined ? [] : [{ kind: 'context', spans: card.notice }];
  const [first, ...others] = card.rows.map(asRow);
  const quoted = first?.kind === 'quotation' ? [first] : [];
  const optional = first === undefined || quoted.length > 0 ? others : [first, ...others];
  const builder = createBuilder(answer, lead, limits);
  for (const block of [...notice, ...dispute, ...quoted]) builder.add(block, true);
  const byRow = isByRow(answer);
  const least = leastOffers(answer);
  let rows = quoted.length;
  let heading: Block | undefined;
  for (const row of optional) {
    if (rows === limits.rows) break;
    if (row.kind === 'heading') {
      heading = row;
      continue;
    }
    const undo = builder.save();
    if (heading !== undefined) builder.add(heading, true);
    const offers = byRow ? rows + 1 : least;
    if (!builder.add(row, false) || !fits(builder.made({ offers }))) {
      undo();
      break;
    }
    heading = undefined;
    rows += 1;
  }
  // What is offered is what the rows tell: a choice that no row explains is none.
  const told = byRow && rows > 0 ? rows : undefined;
  builder.addSecondCites(fits, told ?? least);
  const most = Math.min(choices(answer) ?? limits.offers, told ?? Number.POSITIVE_INFINITY);
  const offers = Array.from({ length: most + 1 }, (_, count) => most - count);
  // Buttons take no room of a message's; lines of a terminal are lines.
  if (limits.whole.lines === undefined) return builder.made({ offers: most });
  const room = offers.find((count) => count <= least || fits(builder.made({ offers: count })));
  return builder.made({ offers: room ?? 0 });
}

/** What is offered where nothing is claimed, or to run what is listed, is the answer: it is never pushed out by size. */
function choices({ status, actions, controls }: Answer): number | undefined {
  return status === 'asks-back' || controls === true ? actions.length : undefined;
}

/** Each choice is told by a row of its own, in the same order. */
function isByRow(answer: Answer): boolean {
  const items = answer.blocks.filter(({ kind }) => kind === 'item');
  return answer.status === 'asks-back' && answer.actions.length > 1 && items.length >= answer.actions.length;
}

function leastOffers(answer: Answer): number {
  return choices(answer) ?? (answer.status === 'answered' || answer.status === 'conflict' ? 0 : 1);
}

/** The answer with a notice on its card; its blocks say it too, where the whole has room for it. */
export function withNotice(answer: Answer, notice: Spans): Answer {
  return { ...answer, card: { ...(answer.card ?? derivedCard(answer)), notice } };
}

/** Labelled values stand among the other rows. */
function asRow(block: Block): Block {
  if (block.kind !== 'field') return block;
  const label = block.label.trim();
  return {
    kind: 'item',
    spans: [{ kind: 'strong', text: `${label}:` }, { kind: 'text', text: ' ' }, ...block.spans],
  };
}

/** Of an answer that says no short form of itself: its headline and its blocks, in reading order. */
function derivedCard({ headline, blocks }: Answer): Card {
  return {
    lead: headline,
    rows: blocks.filter((block) => !(block.kind === 'context' && block.tells === 'age')),
  };
}

function createBuilder(answer: Answer, lead: Spans, limits: CardLimits) {
  const bySource = new Map(answer.citations.map((citation) => [citation.index, citation]));
  let listed: ReadonlySet<number> = new Set();
  let lines: readonly Line[] = [];

  const listing = (block: Block | null, spans: Spans, must: boolean): boolean => {
    const next = new Set(listed);
    const chosen: number[][] = [];
    for (const run of runsOf(spans)) {
      const best = bestOf(run, bySource, next, must || next.size < limits.sources);
      if (best === undefined) return false;
      next.add(best);
      chosen.push([best]);
    }
    listed = next;
    lines = [...lines, lineOf(block, spans, chosen)];
    return true;
  };
  listing(null, lead, true);

  const made = ({ offers }: { readonly offers: number }): Answer => {
    const [head, ...rest] = lines;
    const headline = head?.cited ?? [];
    const blocks = rest.flatMap(({ shown }) => shown ?? []);
    const citations = answer.citations.filter(({ index }) => listed.has(index));
    return {
      ...answer,
      ...{ headline, blocks, citations },
      actions: answer.actions.slice(0, offers),
      short: { more: saysMore(answer, { headline, blocks, citations }) },
    };
  };

  return {
    made,
    add: (block: Block, must: boolean) => listing(block, spansOf(block), must),
    save() {
      const before = { listed, lines };
      return () => {
        ({ listed, lines } = before);
      };
    },
    /** A second reference of a claim, where it does not trace to the same first report and there is room. */
    addSecondCites(fits: (card: Answer) => boolean, offers: number): void {
      if (limits.citesPerClaim < 2) return;
      for (const [at, line] of lines.entries()) {
        for (const [number, run] of runsOf(line.spans).entries()) {
          const before = { listed, lines };
          const [first] = line.chosen[number] ?? [];
          const room = listed.size < limits.sources;
          const second = secondOf(run, first, bySource, (index) => room || listed.has(index));
          if (second === undefined) continue;
          listed = new Set([...listed, second]);
          lines = lines.map((other, place) =>
            place === at
              ? lineOf(
                  other.block,
                  other.spans,
                  other.chosen.map((own, run) => (run === number ? [...own, second] : own)),
                )
              : other,
          );
          if (!fits(made({ offers }))) ({ listed, lines } = before);
        }
      }
    },
  };
}

/** One line of a card that is being made. What is shown of it stays one object as the card grows: renderers tell by it what they have rendered. */
interface Line {
  readonly block: Block | null;
  readonly spans: Spans;
  readonly chosen: Chosen;
  readonly cited: Spans;
  readonly shown: Block | null;
}

function lineOf(block: Block | null, spans: Spans, chosen: Chosen): Line {
  const cited = withCites(spans, chosen);
  return { block, spans, chosen, cited, shown: block === null ? null : rebuilt(block, cited) };
}

/** For each run of references, those that are shown. */
type Chosen = readonly (readonly number[])[];

/** References that stand behind one claim, in the order they are found. */
function runsOf(spans: Spans): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let run: number[] | null = null;
  for (const span of spans) {
    if (span.kind !== 'cite') run = null;
    else if (run === null) {
      run = [span.index];
      runs.push(run);
    } else run.push(span.index);
  }
  return runs;
}

function quality(index: number, bySource: ReadonlyMap<number, Citation>): number {
  const citation = bySource.get(index);
  return citation === undefined ? SOURCE_QUALITIES.length : SOURCE_QUALITIES.indexOf(citation.quality);
}

function inQuality(run: readonly number[], bySource: ReadonlyMap<number, Citation>): readonly number[] {
  return run.length < 2 ? run : run.toSorted((a, b) => quality(a, bySource) - quality(b, bySource));
}

/** The best source of a claim; one that is listed anyway where it is as good, or where no other may be listed. */
function bestOf(
  run: readonly number[],
  bySource: ReadonlyMap<number, Citation>,
  listed: ReadonlySet<number>,
  room: boolean,
): number | undefined {
  const [best, ...others] = inQuality(run, bySource);
  if (best === undefined) return undefined;
  const there = [best, ...others].find((index) => listed.has(index));
  if (there !== undefined && (!room || quality(there, bySource) === quality(best, bySource))) return there;
  return room ? best : undefined;
}

function secondOf(
  run: readonly number[],
  first: number | undefined,
  bySource: ReadonlyMap<number, Citation>,
  may: (index: number) => boolean,
): number | undefined {
  const origin = bySource.get(first ?? 0)?.origin;
  return inQuality(run, bySource).find((index) => {
    const other = bySource.get(index)?.origin;
    return index !== first && may(index) && (other === undefined || other !== origin);
  });
}

/** The spans with those references alone that were chosen. */
function withCites(spans: Spans, chosen: Chosen): Spans {
  const shown: Span[] = [];
  let run = 0;
  let before: Span | undefined;
  for (const span of spans) {
    if (span.kind !== 'cite') shown.push(span);
    else if (before?.kind !== 'cite') {
      const own = chosen[run] ?? [];
      for (const index of own.length < 2 ? own : own.toSorted((a, b) => a - b))
        shown.push({ kind: 'cite', index });
      run += 1;
    }
    before = span;
  }
  return shown;
}

/** What of a block is read one after the other; a quotation's words and whose they are. */
function spansOf(block: Block): Spans {
  switch (block.kind) {
    case 'heading':
      return [];
    case 'quotation':
      return [...block.spans, BETWEEN, ...block.attribution];
    default:
      return block.spans;
  }
}

/** Keeps a quotation's words apart from its attribution while references are chosen. */
const BETWEEN: Span = { kind: 'text', text: '' };

function rebuilt(block: Block, spans: Spans): Block {
  switch (block.kind) {
    case 'heading':
      return block;
    case 'quotation': {
      const at = spans.indexOf(BETWEEN);
      return { ...block, spans: spans.slice(0, at), attribution: spans.slice(at + 1) };
    }
    default:
      return { ...block, spans };
  }
}

function saysMore(whole: Answer, shown: Pick<Answer, 'headline' | 'blocks' | 'citations'>): boolean {
  if (whole.card !== undefined) return true;
  const told = (blocks: readonly Block[]) =>
    blocks.filter(
      (block) => block.kind !== 'heading' && !(block.kind === 'context' && block.tells === 'age'),
    );
  return (
    told(whole.blocks).length > told(shown.blocks).length ||
    whole.citations.length > shown.citations.length ||
    whole.headline.length !== shown.headline.length
  );
}
