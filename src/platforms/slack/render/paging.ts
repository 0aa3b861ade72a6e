import type { Answer, Block, Spans } from '../../../answer/answer.ts';
import { cardOf } from '../../../answer/card.ts';
import { CARD_LIMITS, type CardSurface } from '../../../answer/card-limits.ts';
import { paginate } from '../../../answer/fit.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { buttonRow, feedbackRow } from './buttons.ts';
import { pageFits } from './page-weight.ts';
import {
  answerBlocks,
  fitsMessage,
  renderAnswer,
  type SlackMessage,
  type Surroundings,
  visibleCharacters,
} from './render.ts';
import { spansText } from './spans.ts';
import { codePoints, cut } from './text.ts';

/** How one answer is shown. */
export interface Showing {
  readonly codec: ButtonCodec;
  /** Tell how what is offered is typed; without them all goes by name. */
  readonly commands?: readonly (Command | CommandGroup)[];
  /** Command line that gives the answer again; undefined where there is none short enough to carry. */
  readonly line: string | undefined;
  /** The card is shown instead of a page, where a button can give the whole. */
  readonly card?: CardSurface | undefined;
  /** 0-based; the last page where there are fewer. */
  readonly page: number;
  /** Offers to post it where everybody can read it. */
  readonly share: boolean;
  readonly notes?: readonly string[];
  readonly pictureFile?: string;
  readonly links?: Surroundings['links'];
}

/**
 * The messages that show an answer: one, with buttons to turn its pages; or, where a button could not carry the
 * question, all pages one after the other, so that nothing is lost to length.
 */
export function presentAnswer(given: Answer, showing: Showing): readonly SlackMessage[] {
  const card = presentCard(given, showing);
  return card === null ? presentWhole(given, showing) : [card];
}

/** The card alone; null where it is not asked for, or would be all that anybody gets. */
export function presentCard(given: Answer, showing: Showing): SlackMessage | null {
  if (showing.card === undefined) return null;
  const card = slackCard(given, showing.card, showing);
  // Without a button that gives it, the rest would be lost.
  if (card.short?.more === true && !canCarry(showing)) return null;
  const message = renderPage(card, 0, 1, showing);
  return fitsMessage(message) ? message : null;
}

/** A page of all that is said, or all pages where none can be turned. */
export function presentWhole(given: Answer, showing: Showing): readonly SlackMessage[] {
  const answer = withShortRepeats(given);
  const fits = pageFits(answer, (page) => renderPage(page, 0, 2, showing));
  const pages = paginate(answer, fits);
  const first = Math.min(showing.page, pages.length - 1);
  const turnable = pages.length === 1 || canCarry(showing);
  const shown = turnable ? pages.slice(first, first + 1) : pages;
  return shown.map((page, at) => {
    const number = turnable ? first : at;
    return fits(page)
      ? renderPage(page, number, pages.length, showing)
      : squeezed(page, number, pages.length, showing);
  });
}

/** The card of an answer within what Slack counts; addresses, which nobody reads, are not counted. */
function slackCard(answer: Answer, surface: CardSurface, showing: Showing): Answer {
  const limits = CARD_LIMITS[surface];
  const { blocks = Number.POSITIVE_INFINITY, characters = Number.POSITIVE_INFINITY } = limits.whole;
  return cardOf(answer, limits, (card) => {
    const shown = answerBlocks(card, aroundPage(card, 0, 1, showing));
    return shown.length <= blocks && visibleCharacters(shown) <= characters;
  });
}

/** What stands on every page has to leave room on each: a longer one is no headline, or no attribution. */
const LONGEST_REPEATED = 600;
const MOST_REPEATED_REFERENCES = 6;

function isLong(spans: Spans): boolean {
  const references = spans.filter((span) => span.kind === 'cite').length;
  return codePoints(spansText(spans)) > LONGEST_REPEATED || references > MOST_REPEATED_REFERENCES;
}

/** A long headline becomes its beginning, and all of it the first paragraph; a long attribution follows as its own. */
export function withShortRepeats(answer: Answer): Answer {
  const blocks = answer.blocks.flatMap((block): readonly Block[] =>
    block.kind === 'quotation' && isLong(block.attribution)
      ? [
          { ...block, attribution: [] },
          { kind: 'paragraph', spans: block.attribution },
        ]
      : [block],
  );
  if (!isLong(answer.headline)) return { ...answer, blocks };
  return {
    ...answer,
    headline: [{ kind: 'text', text: cut(spansText(answer.headline), LONGEST_REPEATED / 2) }],
    blocks: [{ kind: 'paragraph', spans: answer.headline }, ...blocks],
  };
}

/** One claim with very many sources can be longer than a page: then addresses go, first of references, then of sources. */
function squeezed(page: Answer, at: number, pages: number, showing: Showing): SlackMessage {
  const whole = renderPage(page, at, pages, showing);
  if (fitsMessage(whole)) return whole;
  const lessLinks = renderPage(page, at, pages, { ...showing, links: 'sources' });
  return fitsMessage(lessLinks) ? lessLinks : renderPage(page, at, pages, { ...showing, links: 'none' });
}

/** Every page of an answer that nobody can turn: a scheduled one. */
export function presentPages(
  answer: Answer,
  showing: Omit<Showing, 'line' | 'page' | 'share'>,
): readonly SlackMessage[] {
  return presentAnswer(answer, { ...showing, line: undefined, page: 0, share: false });
}

function canCarry({ line, codec }: Showing): boolean {
  return line !== undefined && codec.encode({ kind: 'ask', line, page: 99 }) !== null;
}

function renderPage(page: Answer, at: number, pages: number, showing: Showing): SlackMessage {
  return renderAnswer(page, aroundPage(page, at, pages, showing));
}

function aroundPage(page: Answer, at: number, pages: number, showing: Showing): Surroundings {
  const buttons = buttonRow(page, { ...showing, page: at, pages });
  const feedback = feedbackRow(page, showing);
  return {
    ...(pages > 1 ? { page: `Page ${at + 1} of ${pages}` } : {}),
    ...(showing.notes === undefined ? {} : { notes: showing.notes }),
    ...(buttons === undefined ? {} : { buttons }),
    ...(feedback === undefined ? {} : { feedback }),
    ...(showing.pictureFile === undefined ? {} : { pictureFile: showing.pictureFile }),
    ...(showing.links === undefined ? {} : { links: showing.links }),
  };
}
