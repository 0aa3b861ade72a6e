import type { Answer } from '../../answer/answer.ts';
import { paginate } from '../../answer/fit.ts';
import type { ButtonCodec } from '../button.ts';
import { buttonRow } from './buttons.ts';
import { fitsMessage, renderAnswer, type SlackMessage } from './render.ts';

/** How one answer is shown. */
export interface Showing {
  readonly codec: ButtonCodec;
  /** Command line that gives the answer again; undefined where there is none short enough to carry. */
  readonly line: string | undefined;
  /** 0-based; the last page where there are fewer. */
  readonly page: number;
  /** Offers to post it where everybody can read it. */
  readonly share: boolean;
  readonly notes?: readonly string[];
  readonly pictureFile?: string;
}

/**
 * The messages that show an answer: one, with buttons to turn its pages; or, where a button could not carry the
 * question, all pages one after the other, so that nothing is lost to length.
 */
export function presentAnswer(answer: Answer, showing: Showing): readonly SlackMessage[] {
  const pages = paginate(answer, (page) => fitsMessage(renderPage(page, 0, 2, showing)));
  const first = Math.min(showing.page, pages.length - 1);
  const turnable = pages.length === 1 || canCarry(showing);
  const shown = turnable ? pages.slice(first, first + 1) : pages;
  return shown.map((page, at) => renderPage(page, turnable ? first : at, pages.length, showing));
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
  const buttons = buttonRow(page, { ...showing, page: at, pages });
  return renderAnswer(page, {
    notes: [...(pages > 1 ? [`Page ${at + 1} of ${pages}`] : []), ...(showing.notes ?? [])],
    ...(buttons === undefined ? {} : { buttons }),
    ...(showing.pictureFile === undefined ? {} : { pictureFile: showing.pictureFile }),
  });
}
