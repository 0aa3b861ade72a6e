import type { Answer } from '../../../answer/answer.ts';
import { paginate } from '../../../answer/fit.ts';
import { renderPlain } from '../../../answer/plain.ts';
import { SLACK_LIMITS } from './limits.ts';
import { withShortRepeats } from './paging.ts';
import { spansText } from './spans.ts';
import { codePoints, cut, escapeMrkdwn } from './text.ts';

/** More would fill a channel; what is left can be asked for. */
const MOST_MESSAGES = 3;
const MORE = 'There is more than fits here; please ask for something narrower.';

/**
 * An answer as plain text without blocks, in messages within Slack's limits: for where Slack takes no blocks. In reading
 * order, each with the sources it names; at most `most`, the last of which then says that there is more.
 */
export function answerInWords(answer: Answer, most: number = MOST_MESSAGES): readonly string[] {
  if (answer.status === 'refused') return [bounded(escapeMrkdwn(spansText(answer.headline)))];
  const words = (page: Answer) =>
    escapeMrkdwn(renderPlain({ ...page, actions: [] }, { width: Number.POSITIVE_INFINITY, more: '' }));
  const room = SLACK_LIMITS.fallbackText - codePoints(MORE) - 2;
  const pages = paginate(withShortRepeats(answer), (page) => codePoints(words(page)) <= room).map(words);
  const shown = pages.slice(0, most);
  return shown.map((page, at) =>
    bounded(at === most - 1 && pages.length > most ? `${cut(page, room)}\n\n${MORE}` : page),
  );
}

function bounded(text: string): string {
  return cut(text, SLACK_LIMITS.fallbackText);
}
