import type { Action, Answer, AnswerStatus, Block, Card, Picture, Spans } from '../answer/answer.ts';
import type { Citer } from '../answer/compose.ts';
import { withinRoom } from '../answer/room.ts';
import type { CommandContext } from './command.ts';

/** What of an answer only its whole has; `records` stand behind those of the card. */
interface Whole {
  readonly headline: Spans;
  readonly blocks: readonly Block[];
  readonly records?: readonly string[];
}

/** All said at once; `card` is absent where headline and blocks are short enough. */
type SaidAtOnce = Pick<Whole, 'headline'> & {
  readonly blocks?: readonly Block[];
  readonly card?: Card | undefined;
};

/**
 * A long one: its whole is composed behind the card, whose sources so have the first numbers, and not at all where the card
 * alone is looked at.
 */
interface CardFirst {
  readonly card: Card;
  readonly whole: () => Whole;
}

/** Puts an answer together from what a command found; citations come from the citer, so compose all spans first. */
export function answer(
  parts: (SaidAtOnce | CardFirst) & {
    readonly command: string;
    readonly status: AnswerStatus;
    /** Record ids, most important first; repeats are dropped. */
    readonly records?: readonly string[];
    readonly actions?: readonly Action[];
    readonly picture?: Picture;
    readonly audience?: Answer['audience'];
    /** How to ask for what a long list leaves out, a sentence. */
    readonly narrower?: string;
  },
  citer: Citer,
  context: Pick<CommandContext, 'asOf' | 'cardOnly'>,
): Answer {
  const alone = 'whole' in parts && isCardAlone(parts, context);
  const {
    headline,
    blocks = [],
    records = [],
  } = !('whole' in parts) ? parts : alone ? { headline: parts.card.lead } : parts.whole();
  const own = 'whole' in parts ? (parts.records ?? []) : [];
  const whole: Answer = {
    status: parts.status,
    headline,
    blocks,
    ...(parts.card === undefined ? {} : { card: parts.card }),
    ...(alone ? { cardAlone: true } : {}),
    citations: citer.citations(),
    records: [...new Set([...own, ...records])],
    actions: parts.actions ?? [],
    ...(parts.picture === undefined ? {} : { picture: parts.picture }),
    asOf: context.asOf,
    command: parts.command,
    audience: parts.audience ?? 'default',
  };
  return blocks.length === 0
    ? whole
    : withinRoom(whole, parts.narrower ?? 'Name a person, a point or days to see fewer.');
}

/** What is no answer is told in whole, with what other stories have. */
function isCardAlone(
  { status }: { readonly status: AnswerStatus },
  { cardOnly }: Pick<CommandContext, 'cardOnly'>,
): boolean {
  return cardOnly === true && (status === 'answered' || status === 'conflict');
}
