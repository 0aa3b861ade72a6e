import { groupQuestions } from '../../../digest/questions/question-groups.ts';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import { nearestRecord } from '../../../search/evidence/nearest-record.ts';
import { type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { loadStories } from '../../serve/briefings.ts';
import { openToLook } from '../running/look.ts';
import { openStoreBeside } from '../several/open-beside.ts';

export interface QuestionOptions {
  readonly json?: boolean;
  readonly done?: string;
  readonly dismiss?: string;
}

const MOST_LISTED = 10_000;
const DAY_MS = 86_400_000;

/** `readout questions`: what nobody could answer and is still kept (`keep: questions`), in all channels, most asked first. */
export async function listQuestions(terminal: Terminal, options: QuestionOptions): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const id = options.done ?? options.dismiss;
  const store = await (id === undefined ? openToLook(config) : openStoreBeside(config));
  try {
    const now = terminal.clock().epochMilliseconds;
    const groups = groupQuestions(
      (await store?.openQuestions(now - config.behaviour.keep.questions * DAY_MS, MOST_LISTED)) ?? [],
    );
    if (id !== undefined && store !== null) {
      const group = groups.find(({ ids }) => ids.includes(id));
      if (group === undefined) throw new Error(`There is no open question "${id}".`);
      await store.closeQuestions(group.ids, options.done === undefined ? 'dismissed' : 'done');
      await writeTo(
        terminal.output,
        `${options.done === undefined ? 'Dismissed' : 'Done'}: ${group.question.words}\n`,
      );
      return 0;
    }
    const stories = groups.length === 0 ? [] : await loadStories(config, terminal.keep);
    const loaded = new Map(stories.map(({ briefing }) => [briefing.id, briefing]));
    const told = groups.map((group) => {
      const { question, ids, statuses, first, last } = group;
      const briefing = loaded.get(question.story);
      return {
        id: question.id,
        question: question.words,
        story: question.story,
        count: ids.length,
        status: statuses,
        first: Temporal.Instant.fromEpochMilliseconds(first).toString(),
        last: Temporal.Instant.fromEpochMilliseconds(last).toString(),
        nearest: briefing === undefined ? null : (nearestRecord(question.words, briefing)?.id ?? null),
      };
    });
    const lines = told.map((each) =>
      options.json === true
        ? JSON.stringify(each)
        : `${each.id}  ${each.count}x  ${each.question}  (${each.status.join(', ')}; ${each.nearest ?? 'nothing near'})`,
    );
    if (lines.length === 0 && options.json !== true) lines.push('No open question.');
    await writeTo(terminal.output, lines.map((line) => `${line}\n`).join(''));
    return 0;
  } finally {
    await store?.close();
  }
}
