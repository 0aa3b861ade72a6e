import type { Answer, Span } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { recordId } from '../../domain/briefing.ts';
import { reportedBetween } from '../../domain/lookups/news.ts';
import { formatDay } from '../../domain/when.ts';
import { recordRows, tellerOf } from '../../views/brief/rows.ts';
import { changesBlocks, newsTally } from '../../views/changes.ts';

const NAME = 'compare';
/** Changes told of each kind. */
const SHOWN_OF_A_KIND = 6;

/** What became known after `from` and by `to`, both ISO days. */
export function compareDays(from: string, to: string, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const until = to > context.asOf ? context.asOf : to;
  const news = reportedBetween(briefing, from, until);
  const shown = news.first(SHOWN_OF_A_KIND);
  const rowsOfNews = recordRows(shown, tellerOf(context, citer));
  const blocks = changesBlocks(news, context.asOf, briefing, citer, SHOWN_OF_A_KIND);
  const period = `after ${formatDay(from)}, up to ${formatDay(until)}`;
  const lead: readonly Span[] =
    shown.length === 0
      ? [text(`Nothing in this briefing was first reported ${period}.`)]
      : [
          strong(`First reported ${period}:`),
          text(` ${newsTally(news)}. `),
          ...citer
            .citations()
            .slice(0, 3)
            .map((citation) => ({ kind: 'cite' as const, index: citation.index })),
        ];
  return answer(
    {
      command: NAME,
      status: shown.length === 0 ? 'not-found' : 'answered',
      headline: lead,
      card: { lead, rows: rowsOfNews },
      blocks,
      records: shown.map(recordId),
      actions: [ask('Timeline', 'timeline', { from, to: until })],
    },
    citer,
    context,
  );
}
