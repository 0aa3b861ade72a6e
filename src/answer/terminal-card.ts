import type { Ask } from '../domain/ask.ts';
import type { Answer } from './answer.ts';
import { cardOf } from './card.ts';
import { CARD_COLUMNS, CARD_LIMITS } from './card-limits.ts';
import { plainRenderer } from './plain.ts';

/** The card of an answer as a terminal and programs show it; `lineOf` as for `renderPlain`. */
export function terminalCard(answer: Answer, lineOf?: (ask: Ask) => string): Answer {
  const limits = CARD_LIMITS.terminal;
  const options = { width: CARD_COLUMNS, ...(lineOf === undefined ? {} : { lineOf }) };
  const most = limits.whole.lines ?? Number.POSITIVE_INFINITY;
  const render = plainRenderer(options);
  return cardOf(answer, limits, (card) => render(card).split('\n').length <= most);
}
