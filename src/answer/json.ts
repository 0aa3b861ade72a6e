import type { Ask } from '../domain/ask.ts';
import { whenNotation } from '../domain/when.ts';
import type { Answer } from './answer.ts';
import { renderHeadline, renderPlain } from './plain.ts';
import { terminalCard } from './terminal-card.ts';

/** One answer for programs: the shape `readout ask --json` promises. Every key is always there, null where not known. */
export interface AnswerJson {
  readonly question: string;
  readonly command: string;
  readonly status: Answer['status'];
  /** Id of the story that answers; null where it is none (a refusal) or several. */
  readonly story: string | null;
  readonly headline: string;
  /** The card as plain text with one line per block: wrapping is the reader's. */
  readonly text: string;
  /** The whole plain rendering, likewise. */
  readonly full: string;
  readonly records: readonly string[];
  readonly asOf: string;
  readonly citations: readonly CitationJson[];
}

export interface CitationJson {
  readonly id: string;
  readonly publisher: string;
  readonly title: string | null;
  /** In the pack's date notation: `2025-11-24`, `2025-11`, `2025-11-17/2025-11-23`, `undated`. */
  readonly published: string;
  readonly url: string | null;
  readonly quality: string;
  readonly archive: string | null;
}

/** The answer to `question` as `readout ask --json` prints it; `lineOf` is how offered questions are typed. */
export function answerToJson(answer: Answer, question: string, lineOf?: (ask: Ask) => string): AnswerJson {
  const card = terminalCard(answer, lineOf);
  const options = { width: Number.POSITIVE_INFINITY, ...(lineOf === undefined ? {} : { lineOf }) };
  return {
    question,
    command: answer.command,
    status: answer.status,
    story: answer.story?.id ?? null,
    headline: renderHeadline(card.headline),
    text: renderPlain(card, options),
    full: renderPlain(answer, options),
    records: answer.records,
    asOf: answer.asOf,
    citations: answer.citations.map((citation) => ({
      id: citation.id,
      publisher: citation.publisher,
      title: citation.title ?? null,
      published: whenNotation(citation.published),
      url: citation.url ?? null,
      quality: citation.quality,
      archive: citation.archive ?? null,
    })),
  };
}
