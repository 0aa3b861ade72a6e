import type { Action, Answer, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { Command, CommandContext } from '../../core/command.ts';
import type { QuestionGroup } from '../../digest/questions/question-groups.ts';
import type { QuestionList } from '../../digest/questions/question-list.ts';
import { Refusal } from '../../domain/errors.ts';
import { formatDay } from '../../domain/when.ts';
import { nearestRecord } from '../../search/evidence/nearest-record.ts';
import type { Services } from '../services.ts';

/** Questions in one answer; how many more there are is said. */
const SHOWN = 15;
/** Questions that have buttons, two each. */
const MOST_BUTTONS = 4;
/** Of a button, in code points, so that no sign made of two code units is cut in half. */
const LONGEST_LABEL = 40;

/** How a question ended, as a part of a sentence. */
const HOW_ASKED: Readonly<Record<QuestionGroup['statuses'][number], string>> = {
  'not-found': 'nothing was found',
  'not-reported': 'nobody reports it',
  refused: 'it was not understood',
  wrong: 'the answer was marked wrong or missing something',
};

/**
 * What nobody could answer, for the desk to look into. Throws a `Refusal` for those who may not change anything here,
 * for an id that is not open, and where no questions are kept.
 */
export const questionsWith = (services: Services): Command => ({
  name: 'questions',
  summary: 'List what nobody could answer or was marked wrong, with how often it was asked',
  alsoCalled: ['unanswered', 'todo', 'gaps'],
  changes: true,
  options: [
    { name: 'done', description: 'A question that the pack answers by now: its id in the list' },
    { name: 'dismiss', description: 'A question that is none of the desk’s: its id in the list' },
  ],
  examples: ['/readout questions'],
  async run(values, context) {
    const list = listOf(services);
    const [done, dismissed] = [values.done?.trim() ?? '', values.dismiss?.trim() ?? ''];
    // Where both are given, `done` counts.
    const id = done === '' ? dismissed : done;
    if (id !== '') {
      const gone = await list.close(context.asker, id, done === '' ? 'dismissed' : 'done');
      return plain(context, {
        headline: [
          strong(done === '' ? 'Dismissed:' : 'Done:'),
          text(` “${gone.question.words}” is not listed any more.`),
        ],
        blocks: [],
        actions: [ask('Questions', 'readout questions')],
      });
    }
    const groups = await list.list(context.asker);
    return plain(context, {
      headline: [strong(headlineFor(groups, list.days))],
      blocks: [
        ...groups.slice(0, SHOWN).map((group) => lineFor(group, context)),
        ...(groups.length > SHOWN
          ? [{ kind: 'context', spans: [text(`and ${groups.length - SHOWN} more`)] } as const]
          : []),
      ],
      actions: groups
        .slice(0, MOST_BUTTONS)
        .flatMap((group): readonly Action[] => [
          button('Done', group, 'done'),
          button('Dismiss', group, 'dismiss'),
        ]),
    });
  },
});

/**
 * What a reader of an answer says of it, for the desk and without their name. Anybody may. It goes into the same list
 * as what nobody could answer.
 */
export const wrongWith = (services: Services): Command => ({
  name: 'wrong',
  summary: 'Tell the desk, without your name, that an answer is wrong or misses something',
  alsoCalled: ['missing', 'feedback', 'report'],
  options: [
    { name: 'question', description: 'What was asked, or what is wrong', required: true, rest: true },
  ],
  examples: ['/readout wrong plan-point 6'],
  async run(values, context) {
    // What was asked may have been a command: the slash says nothing of what is wrong.
    const words = (values.question ?? '').trim().replace(/^\//, '');
    const { briefing, asker } = context;
    await listOf(services).note({ words, story: briefing.id, status: 'wrong' }, asker);
    return plain(context, {
      headline: [strong('Noted for the desk,'), text(' without your name. Thank you.')],
      blocks: [],
      actions: [],
    });
  },
});

/** That an answer helped: only counted, for the whole installation. Anybody may say so. */
export const helpfulWith = (services: Services): Command => ({
  name: 'helpful',
  summary: 'Tell the desk, without your name, that an answer helped',
  alsoCalled: ['good', 'right', 'thanks'],
  options: [],
  examples: ['/readout helpful'],
  run(_, context) {
    listOf(services).helped(context.asker);
    return plain(context, {
      headline: [strong('Thank you.'), text(' It is counted, without your name.')],
      blocks: [],
      actions: [],
    });
  },
});

/** The list of the running process, or a refusal that says where there is one. */
function listOf({ questions }: Services): QuestionList {
  if (questions !== undefined) return questions;
  throw new Refusal(
    'not-available',
    'Questions are kept by a running Readout in chat; readout questions lists them here.',
  );
}

/** Counts questions, and apart from them how often they were asked: one group may have been asked many times. */
function headlineFor(groups: readonly QuestionGroup[], days: number): string {
  const all = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  if (all === 0) return `No open question: everything asked in the last ${days} days was answered.`;
  return `${groups.length} open ${groups.length === 1 ? 'question' : 'questions'}, asked ${all === 1 ? 'once' : `${all} times`} in the last ${days} days.`;
}

/**
 * One question with the record nearest to it, where it was asked of the loaded story: of others no records are at hand.
 * The day is that of the briefing’s zone. The id comes last, for `done` and `dismiss`.
 */
function lineFor(group: QuestionGroup, { briefing }: CommandContext): Block {
  const { question, ids, statuses, last } = group;
  const times = ids.length === 1 ? 'once' : `${ids.length} times`;
  const day = Temporal.Instant.fromEpochMilliseconds(last).toZonedDateTimeISO(briefing.zone).toPlainDate();
  const near = question.story === briefing.id ? nearestRecord(question.words, briefing) : null;
  return {
    kind: 'item',
    spans: [
      strong(`“${question.words}”`),
      text(
        `, ${times}, last on ${formatDay(day.toString())}: ${statuses.map((status) => HOW_ASKED[status]).join(', ')}.${near === null ? '' : ` Nearest: ${near.title}.`} (${question.id})`,
      ),
    ],
  };
}

function button(what: string, { question }: QuestionGroup, option: string): Action {
  const label = [...`${what}: ${question.words}`];
  const short = label.length <= LONGEST_LABEL ? label : [...label.slice(0, LONGEST_LABEL - 1), '…'];
  return ask(short.join(''), 'readout questions', { [option]: question.id });
}

/** An answer about the list itself, to the asker alone. */
function plain(context: CommandContext, parts: Pick<Answer, 'headline' | 'blocks' | 'actions'>): Answer {
  const shared = { command: 'readout', status: 'answered', audience: 'asker' } as const;
  return { ...answer({ ...shared, ...parts }, createCiter(context.briefing), context), controls: true };
}
