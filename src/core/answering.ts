import type { Action, Answer, AnswerStatus, Block, Card, Picture, Spans } from '../answer/answer.ts';
import type { Citer } from '../answer/compose.ts';
import { withinRoom } from '../answer/room.ts';
import type { CommandContext } from './command.ts';

/** Puts an answer together from what a command found; citations come from the citer, so compose all spans first. */
export function answer(
  parts: {
    readonly command: string;
    readonly status: AnswerStatus;
    readonly headline: Spans;
    readonly blocks?: readonly Block[];
    /** Absent where headline and blocks are short enough. */
    readonly card?: Card | undefined;
    /** Record ids, most important first; repeats are dropped. */
    readonly records?: readonly string[];
    readonly actions?: readonly Action[];
    readonly picture?: Picture;
    readonly audience?: Answer['audience'];
    /** How to ask for what a long list leaves out, a sentence. */
    readonly narrower?: string;
  },
  citer: Citer,
  context: Pick<CommandContext, 'asOf'>,
): Answer {
  const whole: Answer = {
    status: parts.status,
    headline: parts.headline,
    blocks: parts.blocks ?? [],
    ...(parts.card === undefined ? {} : { card: parts.card }),
    citations: citer.citations(),
    records: [...new Set(parts.records ?? [])],
    actions: parts.actions ?? [],
    ...(parts.picture === undefined ? {} : { picture: parts.picture }),
    asOf: context.asOf,
    command: parts.command,
    audience: parts.audience ?? 'default',
  };
  return withinRoom(whole, parts.narrower ?? 'Name a person, a point or days to see fewer.');
}
