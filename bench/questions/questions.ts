import { parseArgs } from 'node:util';
import type { Answer } from '../../src/answer/answer.ts';
import { renderPlain } from '../../src/answer/plain.ts';
import { terminalCard } from '../../src/answer/terminal-card.ts';
import { useModel } from '../../src/ask/ranking/model.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Asker } from '../../src/core/command.ts';
import { createStory } from '../../src/core/stories.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { threadLine } from '../../src/domain/ask.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { seededRandom } from '../corpus.ts';
import { examplesOf, modelsWithout } from './fit.ts';
import { isRight, questionSets, type SetQuestion, storyPacks, wellFormed } from './question-sets.ts';

const ASKER: Asker = {
  platform: 'terminal',
  tenant: tenantId('bench'),
  channel: 'bench',
  user: 'bench',
  mayConfigure: false,
};
/** What somebody sees without scrolling. */
const FIRST_LOOK = 320;

/** One question, its answer, and how it was judged. */
export interface Judged {
  readonly question: SetQuestion;
  readonly answer: Answer;
  readonly look: string;
  readonly answerable: boolean;
  readonly firstLook: boolean;
  /** The words wanted are there, whether they are claimed or offered. */
  readonly offered: boolean;
  readonly inThree: boolean;
  readonly confidentlyWrong: boolean;
  readonly declined: boolean;
  readonly statusRight: boolean;
}

/** Asks every set and prints how the answers do at first look. */
export async function run(flags: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      show: { type: 'string', default: '0' },
      story: { type: 'string' },
      only: { type: 'string', default: '' },
      /** With the weights of the repository, which have seen these questions. */
      fitted: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const questions = questionSets().filter(
    ({ story }) => values.story === undefined || story === values.story,
  );
  const judged = values.fitted ? await judgeAll(questions) : await judgeLeftOut(questions);
  report(judged);
  const random = seededRandom(Number(values.seed));
  const shown = judged
    .filter((one) => values.only === '' || isOf(values.only, one))
    .map((one) => ({ one, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, Number(values.show));
  for (const { one } of shown) show(one);
}

function isOf(only: string, one: Judged): boolean {
  switch (only) {
    case 'wrong':
      return one.confidentlyWrong;
    case 'declined':
      return one.declined;
    case 'look':
      return one.answerable && !one.firstLook;
    case 'three':
      return one.answerable && !one.inThree;
    case 'status':
      return !one.statusRight;
    case 'unanswerable':
      return !one.answerable && !one.statusRight;
    default:
      return one.question.kind === only;
  }
}

/** Each story's questions with a model that was fitted on the other stories. */
async function judgeLeftOut(questions: readonly SetQuestion[]): Promise<readonly Judged[]> {
  const stories = [...new Set(questions.map(({ story }) => story))];
  const examples = examplesOf([...questionSets(), ...wellFormed()]);
  const models = modelsWithout(examples);
  const judged: Judged[] = [];
  for (const story of stories) {
    useModel(models.get(story));
    judged.push(...(await judgeAll(questions.filter((question) => question.story === story))));
  }
  useModel(undefined);
  return judged;
}

export async function judgeAll(questions: readonly SetQuestion[]): Promise<readonly Judged[]> {
  const packs = storyPacks();
  const cores = new Map(
    [...packs].map(([id, briefing]) => {
      const story = createStory(briefing, () => indexStatements(briefing));
      const core = createCore({
        stories: () => [story],
        commands: COMMANDS,
        clock: () => Temporal.Instant.from(`${briefing.reviewed}T12:00:00Z`),
      });
      return [id, core] as const;
    }),
  );
  const judged: Judged[] = [];
  let asker = 0;
  for (const question of questions) {
    const core = cores.get(question.story);
    if (core === undefined) continue;
    asker += 1;
    const who = { ...ASKER, user: String(asker) };
    let previous: string | undefined;
    if (question.after !== undefined) {
      const before = await core.respond({ kind: 'words', words: question.after, asker: who });
      previous = threadLine(question.after, before);
    }
    const answer = await core.respond({
      kind: 'words',
      words: question.ask,
      asker: who,
      ...(previous === undefined ? {} : { previous }),
    });
    judged.push(judge(question, answer));
  }
  return judged;
}

/** The first look of an answer: its beginning, without citations and how it was read. */
export function firstLookOf(answer: Answer): string {
  const { readAs: _, ...rest } = answer;
  return renderPlain(terminalCard(rest), { width: Number.POSITIVE_INFINITY })
    .replace(/ ?\[\d+\]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, FIRST_LOOK);
}

function judge(question: SetQuestion, answer: Answer): Judged {
  const look = firstLookOf(answer);
  const plain = plainly(look);
  const has = (word: string) => plain.includes(plainly(word));
  const words = question.first.every((any) => any.some(has));
  const never = question.never.some(has);
  const claims = answer.status === 'answered' || answer.status === 'conflict';
  const answerable =
    question.as.length === 0 || question.as.some((status) => status === 'answered' || status === 'conflict');
  // Where nothing can be answered, declining, correcting and asking back are all right.
  const statusRight =
    question.as.length === 0 || question.as.includes(answer.status) || (!answerable && !claims);
  const inThree =
    question.records.length === 0 || answer.records.slice(0, 3).some((id) => isRight(id, question.records));
  return {
    question,
    answer,
    look,
    answerable,
    firstLook: words && !never && statusRight,
    offered: words && !never,
    inThree,
    confidentlyWrong: claims && (answerable ? (!inThree && !words) || never : !statusRight),
    declined: answerable && ['not-found', 'refused', 'asks-back'].includes(answer.status) && !statusRight,
    statusRight,
  };
}

function plainly(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").toLowerCase();
}

function report(judged: readonly Judged[]): void {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    for (const key of ['all', one.question.story, `  kind ${one.question.kind}`])
      groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const [name, list] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const answerable = list.filter((one) => one.answerable);
    const withRecords = answerable.filter(({ question }) => question.records.length > 0);
    const not = list.filter((one) => !one.answerable);
    const share = (part: number, of: number) => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);
    console.log(
      [
        `${name}: ${list.length} (${answerable.length} answerable)`,
        `first look ${share(answerable.filter((one) => one.firstLook).length, answerable.length)}`,
        `words in the first ${FIRST_LOOK} characters, claimed or offered ${share(answerable.filter((one) => one.offered).length, answerable.length)}`,
        `record in three ${share(withRecords.filter((one) => one.inThree).length, withRecords.length)}`,
        `confidently wrong ${share(list.filter((one) => one.confidentlyWrong).length, list.length)}`,
        `declined ${share(answerable.filter((one) => one.declined).length, answerable.length)}`,
        `unanswerable handled ${share(not.filter((one) => one.statusRight).length, not.length)}`,
      ].join('; '),
    );
  }
}

function show({ question, answer, look, ...marks }: Judged): void {
  const { question: _q, ...rest } = { question, ...marks };
  console.log(
    `\n## ${question.after === undefined ? '' : `[${question.after}] `}${question.ask}  (${question.story}, ${question.set}, ${question.kind})`,
  );
  console.log(
    `   wants ${question.as.join('/')} ${JSON.stringify(question.first)} never ${JSON.stringify(question.never)} ${question.records.slice(0, 4).join(' ')}`,
  );
  console.log(`   got ${answer.status}, ${answer.records.slice(0, 3).join(' ')} ${JSON.stringify(rest)}`);
  console.log(`   ${look}`);
}
