import type { Answer, Block, Citation, Span, Spans } from '../../../answer/answer.ts';
import { paginate } from '../../../answer/fit.ts';
import { TEXT_BUDGET } from './limits.ts';
import { createPageMeasure, createTexts, ONLY_PAGE, renderSpans, type Texts } from './render.ts';
import { clip } from './text.ts';

/** Longest headline, heading, label or attribution as rendered; what is longer continues in a block of its own. */
const LONGEST_HEADLINE = 900;
const LONGEST_LABEL = 200;
const LONGEST_ATTRIBUTION = 600;
/** Longest run of characters without a space; escaping can triple it. */
const LONGEST_RUN = 400;
const MOST_CITES_TOGETHER = 5;
/** Each also brings a line into every page's list of sources. */
const MOST_HEADLINE_CITES = 12;

/**
 * An answer as pages that each fit one Discord message with `reserve` characters to spare. Nothing is dropped: what
 * pagination cannot cut (an endless headline, a word without end, dozens of cites on one claim) is reshaped first.
 */
export function pagesOf(given: Answer, reserve = 0, texts: Texts = createTexts()): readonly Answer[] {
  const answer = onOneScreen(given, TEXT_BUDGET - reserve, texts);
  const length = createPageMeasure(answer, ONLY_PAGE, texts)(answer);
  if (length + reserve <= TEXT_BUDGET) return [answer];
  const fitting = divisible(answer);
  const measure = createPageMeasure(fitting, { number: 88, count: 88 }, texts);
  return paginate(fitting, (page) => measure(page) + reserve <= TEXT_BUDGET);
}

/**
 * What is one screen to read stays one message: Discord counts the addresses behind names as text, which nobody sees, so where
 * they alone make a post more than it takes, as few go as need to, the longest first. The sources stay named, and their button
 * gives the addresses.
 */
function onOneScreen(answer: Answer, most: number, texts: Texts): Answer {
  if (answer.short === undefined || answer.actions.length === 0) return answer;
  const measure = createPageMeasure(answer, ONLY_PAGE, texts);
  const lengthWith = (citations: Answer['citations']) => measure({ ...answer, citations });
  if (lengthWith(answer.citations) <= most) return answer;
  const longest = answer.citations
    .map((citation, at) => ({ at, length: lengthWith([citation]) - lengthWith([withoutUrl(citation)]) }))
    .toSorted((one, other) => other.length - one.length);
  let { citations } = answer;
  for (const { at } of longest) {
    citations = citations.map((citation, place) => (place === at ? withoutUrl(citation) : citation));
    if (lengthWith(citations) <= most) return { ...answer, citations };
  }
  // It is several messages in any case, which have room for them.
  return answer;
}

function withoutUrl({ url: _, ...citation }: Citation): Citation {
  return citation;
}

function divisible(answer: Answer): Answer {
  const blocks = answer.blocks.flatMap(divisibleBlock);
  const cites = answer.headline.filter((span) => span.kind === 'cite').length;
  if (renderSpans(answer.headline).length <= LONGEST_HEADLINE && cites <= MOST_HEADLINE_CITES) {
    return { ...answer, blocks };
  }
  const whole: Block = { kind: 'paragraph', spans: divisibleSpans(answer.headline) };
  return { ...answer, headline: beginning(answer.headline, LONGEST_HEADLINE), blocks: [whole, ...blocks] };
}

function divisibleBlock(block: Block): readonly Block[] {
  switch (block.kind) {
    case 'heading':
      if (block.text.length <= LONGEST_LABEL) return [block];
      return [{ kind: 'paragraph', spans: divisibleSpans([{ kind: 'strong', text: block.text }]) }];
    case 'field': {
      const spans = divisibleSpans(block.spans);
      if (block.label.length <= LONGEST_LABEL) return [{ ...block, spans }];
      const label: Span = { kind: 'strong', text: block.label };
      return [
        { kind: 'paragraph', spans: divisibleSpans([label]) },
        { ...block, label: clip(block.label, LONGEST_LABEL), spans },
      ];
    }
    case 'quotation': {
      const spans = divisibleSpans(block.spans);
      if (
        renderSpans(block.attribution).length <= LONGEST_ATTRIBUTION &&
        block.attribution.filter((span) => span.kind === 'cite').length <= MOST_CITES_TOGETHER
      ) {
        return [{ ...block, spans }];
      }
      return [
        { ...block, spans, attribution: beginning(block.attribution, LONGEST_ATTRIBUTION) },
        { kind: 'context', spans: divisibleSpans(block.attribution) },
      ];
    }
    default:
      return [{ ...block, spans: divisibleSpans(block.spans) }];
  }
}

/** The first words and cites of a text that is given whole elsewhere. */
function beginning(spans: Spans, most: number): Spans {
  const words = spans
    .map((span) => ('text' in span ? span.text : ' '))
    .join('')
    .replace(/ {2,}/gu, ' ');
  const cites = spans.filter((span) => span.kind === 'cite').slice(0, MOST_CITES_TOGETHER);
  // Half, because escaping may double it.
  return [{ kind: 'text', text: clip(words, most / 2) }, ...cites];
}

const NOTHING: Span = { kind: 'text', text: '' };

function divisibleSpans(spans: Spans): Spans {
  let together = 0;
  return spans.flatMap((span): Spans => {
    if (span.kind === 'cite') {
      together += 1;
      // An empty span is a place where a long run of cites may be cut.
      return together % MOST_CITES_TOGETHER === 0 ? [span, NOTHING] : [span];
    }
    together = 0;
    if (!('text' in span) || span.kind === 'link') return [span];
    return pieces(span.text).map((text) => ({ ...span, text }));
  });
}

const ENDLESS = new RegExp(`\\S{${LONGEST_RUN + 1}}`, 'u');
const PIECE = new RegExp(`[\\s\\S]{1,${LONGEST_RUN}}`, 'gu');

/** Text cut where a run without spaces grows too long; never inside a character. */
function pieces(text: string): readonly string[] {
  if (text.length <= LONGEST_RUN || !ENDLESS.test(text)) return [text];
  return text.match(PIECE) ?? [text];
}
