import type { Answer } from '../answer/answer.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { anyNumber, anySubject } from '../core/examples.ts';
import { asking } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import { Refusal, unreachable } from '../domain/errors.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import type { Text } from '../domain/text.ts';
import { type PointAsked, readPoint } from '../search/names/read-point.ts';
import { oneNumber, oneTopic, withGap } from './plan-point/point-answer.ts';
import { listAnswer, textAnswer } from './plan-point/point-list.ts';
import {
  gapAnswer,
  noDraftYet,
  noSuchPoint,
  nothingFits,
  notNumberedYet,
  withEarlyNotice,
} from './plan-point/point-missing.ts';
import { byLabels, severalNumbers } from './plan-point/several-points.ts';
import type { Services } from './services.ts';

/** Statements on a point, unless all are asked for. */
const STATEMENTS_SHOWN = 4;

/** One point of the plan in every draft, by number or by topic; without one, all points and what became of them. */
export const planPoint = planPointWith(undefined);

/**
 * `board` draws the plan board where somebody can look at pictures. Throws a `Refusal` for more points than one answer
 * can set side by side.
 */
export function planPointWith(board: Services['board']): Command {
  return {
    name: 'plan-point',
    summary: 'Show one point in every draft: wording, changes, disputes, voices',
    options: [
      {
        name: 'point',
        description: 'A number ("6", "the twenty-first") or a topic; none lists all points',
        suggest: 'point',
        rest: true,
      },
      {
        name: 'show',
        description: 'all: every statement on record, not only the latest',
        choices: ['all'],
      },
    ],
    examples: ['/plan-point'],
    storyExamples: (briefing) =>
      [anyNumber(briefing), anySubject(briefing)].flatMap((name) =>
        name === undefined ? [] : [asking('plan-point', { point: String(name) })],
      ),
    run(values, context) {
      const asked = readPoint(values.point ?? '', context.briefing);
      const most = values.show === 'all' ? Number.POSITIVE_INFINITY : STATEMENTS_SHOWN;
      return run(asked, values.point ?? '', most, context, board);
    },
  };
}

/**
 * `most` is how many statements are told. Numbers are those of the draft that was named, else of the main one; before
 * that was on record, a number has no meaning and is answered with a notice.
 */
function run(
  asked: PointAsked,
  typed: string,
  most: number,
  context: CommandContext,
  board: Services['board'],
): Answer {
  const { briefing } = context;
  const main = lookupOf(briefing).text(briefing.mainText);
  const of = asked.text ?? main ?? newestText(briefing);
  if (of === undefined) return noDraftYet(context);
  const early = asked.text === undefined && main === undefined;
  // The numbers of another draft are not those that are meant.
  if (early && (asked.kind === 'numbers' || asked.kind === 'odd-number'))
    return notNumberedYet(of, typed, context);
  switch (asked.kind) {
    case 'every': {
      const list = asked.text === undefined ? listAnswer(of, context) : textAnswer(of, context);
      return early ? withEarlyNotice(list, context) : withBoard(list, of, context, board);
    }
    case 'odd-number':
      return noSuchPoint(of, asked.typed, context);
    case 'too-many':
      throw new Refusal(
        'bad-value',
        `Ask for one point at a time, or for up to six; these are ${asked.count}.`,
        [asking('plan-point')],
      );
    case 'numbers':
      return asked.numbers.length === 1
        ? oneNumber(asked.numbers[0] ?? 0, of, most, context)
        : severalNumbers(asked.numbers, of, context);
    case 'labels':
      return byLabels(asked.labels, of, asked.text !== undefined, most, context);
    case 'topic':
      return withGap(oneTopic(asked.provision, asked.others, asked.text, most, context), asked.gap);
    case 'gap':
      return gapAnswer(asked.gap, context);
    case 'nothing':
      return nothingFits(asked.nearest, typed, context);
    default:
      return unreachable(asked);
  }
}

/** The newest draft on record, background only where there is no other. */
function newestText({ texts }: Briefing): Text | undefined {
  return texts.findLast((one) => !one.context) ?? texts.at(-1);
}

/** All points at a glance, where pictures can be shown; the board is of the text that numbers refer to. */
function withBoard(found: Answer, of: Text, { briefing }: CommandContext, board: Services['board']): Answer {
  if (board === undefined || of.id !== briefing.mainText) return found;
  return { ...found, picture: board(briefing) };
}
