import type { Answer, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { isOpenConflict } from '../../domain/conflict.ts';
import { cardWith, recordRows, tellerOf } from '../../views/brief/rows.ts';
import { conflictBlocks, conflictsOn } from '../../views/conflict.ts';
import { isVerbatim, statementLines } from '../../views/statement.ts';
import type { Speakers } from './hits.ts';
import { gapIn } from './nobody-said.ts';

const NAME = 'who-said';

/** Statements of a speaker on one page; the next is offered. */
const A_PAGE = 30;

/** One page of a speaker's statements and of those who speak for it, newest first. `page` counts from 1. */
export function everythingSaid(speakers: Speakers, page: number, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const { actor, said } = speakers;
  const before = (page - 1) * A_PAGE;
  const statements = said.newest(A_PAGE, before);
  if (statements.length === 0) {
    const gap = gapIn(actor.name, briefing);
    return answer(
      {
        command: NAME,
        status: 'not-found',
        headline: [
          strong(
            said.size === 0
              ? `No statement by ${actor.name} is on record in this briefing.`
              : `No more statements by ${actor.name} are on record in this briefing.`,
          ),
        ],
        blocks: gap === null || said.size > 0 ? [] : [{ kind: 'context', spans: [text(gap.note)] }],
        records: gap === null || said.size > 0 ? [] : [`gap:${gap.id}`],
      },
      citer,
      context,
    );
  }
  const exact = statements.filter(isVerbatim).length;
  const voices = new Set(statements.map((statement) => statement.speaker));
  const others = [...voices].some((voice) => voice !== actor.id) ? ' and those who speak for it' : '';
  const conflicts = conflictsOn(statements, briefing).filter((conflict) => isOpenConflict(conflict.type));
  const older = said.size - before - statements.length;
  const shown =
    statements.length === said.size
      ? `, ${exact} in exact words, newest first`
      : `; ${before + 1} to ${before + statements.length}, ${exact} in exact words, newest first`;
  const lead = [strong(`${counted(said.size, 'statement')} by ${actor.name}${others}`), text(`${shown}.`)];
  const teller = tellerOf(context, citer);
  const credited = conflicts.filter((conflict) => conflict.type === 'attribution');
  const card = cardWith(lead, credited, recordRows(statements, teller), teller);
  return answer(
    {
      command: NAME,
      status: credited.length > 0 ? 'conflict' : 'answered',
      card,
      whole: () => ({
        headline: [
          strong(`${said.size} ${said.size === 1 ? 'statement' : 'statements'} by ${actor.name}${others}`),
          text(shown),
        ],
        blocks: [
          ...statementLines(statements, briefing, citer).map((spans): Block => ({ kind: 'item', spans })),
          ...conflictBlocks(credited, citer),
        ],
      }),
      records: statements.map((statement) => `statement:${statement.id}`),
      actions:
        older > 0 ? [ask(`${older} older`, NAME, { speaker: actor.name, page: String(page + 1) })] : [],
      narrower: 'Words beside the speaker find one of them.',
    },
    citer,
    context,
  );
}
