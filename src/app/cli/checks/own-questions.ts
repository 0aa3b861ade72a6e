import type { Answer } from '../../../answer/answer.ts';
import { everyCommand } from '../../../commands/every-command.ts';
import { createCore } from '../../../dispatch/dispatch.ts';
import type { LoadedPack } from '../../../pack/read/load.ts';
import { requestFor } from '../../../platforms/terminal/request.ts';
import { storyOf } from '../../serve/briefings.ts';

/** One question of a pack's own list, asked. */
export interface OwnQuestion {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly question: string;
  /** What was asked before it in the same thread. */
  readonly after: readonly string[];
  /** Records the answer has to show, the most important first; none where nothing may be claimed. */
  readonly wanted: readonly string[];
  /** Records it showed, in that order. */
  readonly found: readonly string[];
  readonly status: Answer['status'];
  readonly headline: string;
  readonly right: boolean;
}

/** So many records are what a reader sees of an answer without asking for more. */
const SEEN_FIRST = 5;

/** Statuses of answers that claim something. */
const CLAIMS: ReadonlySet<Answer['status']> = new Set(['answered', 'conflict', 'corrected']);

/** Asks a pack its own questions, in the order of its files, as somebody would type them. */
export async function askOwnQuestions(
  pack: LoadedPack,
  options: { readonly clock: () => Temporal.Instant; readonly abstainBelow?: number | undefined },
): Promise<readonly OwnQuestion[]> {
  const story = storyOf(pack.briefing, options.abstainBelow);
  const commands = await everyCommand();
  const core = createCore({
    stories: () => [story],
    commands,
    clock: options.clock,
    named: pack.briefing.id,
  });
  const asked: OwnQuestion[] = [];
  for (const { data, file, path } of pack.records.lists.questions) {
    const { id, question, after, records: wanted } = data;
    let previous: string | undefined;
    for (const typed of after) {
      const reply = await core.respond(requestFor(typed, commands, previous));
      if (reply.status !== 'refused') previous = reply.readAs ?? typed;
    }
    const {
      status,
      records: found,
      ...answer
    } = await core.respond(requestFor(question, commands, previous));
    const headline = answer.headline.map((span) => ('text' in span ? span.text : '')).join('');
    const line = pack.lineAt({ file, path: [...path, 'question'] });
    const right = isRight(wanted, found, status);
    asked.push({ id, file, line, question, after, wanted, found, status, headline, right });
  }
  return asked;
}

/** Everything that is wanted is shown, and what is wanted first is among the first; where nothing is, nothing is claimed. */
function isRight(wanted: readonly string[], found: readonly string[], status: Answer['status']): boolean {
  const [first] = wanted;
  if (first === undefined) return !CLAIMS.has(status);
  return found.slice(0, SEEN_FIRST).includes(first) && wanted.every((record) => found.includes(record));
}

/** What was asked, wanted and found, as one problem of the pack. */
export function wrongAnswer({ file, line, question, after, wanted, found, status, id }: OwnQuestion) {
  const thread = after.map((typed) => `"${typed}", then `).join('');
  const shown = found.slice(0, SEEN_FIRST).join(', ');
  const more = found.length > SEEN_FIRST ? ` and ${found.length - SEEN_FIRST} more` : '';
  const late = wanted.length > 0 && wanted.every((record) => found.includes(record));
  return {
    ...{ file, line, rule: 'question' },
    expected: `${thread}"${question}" to show ${wanted.length === 0 ? 'nothing as an answer' : wanted.join(', ')}`,
    found: `${status}: ${found.length === 0 ? 'no record' : `${shown}${more}`}`,
    hint: late
      ? `${wanted[0]} is shown, but not among the first ${SEEN_FIRST} records.`
      : `Ask it yourself: readout ask --full "${question}". Mend the names of the record, or "${id}".`,
  };
}
