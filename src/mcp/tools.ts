import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Answer } from '../answer/answer.ts';
import { answerToJson } from '../answer/json.ts';
import {
  type Asker,
  COMMON_OPTIONS,
  type Command,
  type CommandGroup,
  commandNamed,
  looksUp,
  type OptionSpec,
} from '../core/command.ts';
import { formatLine } from '../core/line/format-line.ts';
import type { Core } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { typedRequest } from '../core/typed/typed-request.ts';

/** What assistants are answered with. */
export interface Assisted {
  readonly core: Core;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Those that may be asked about, the default one first; asked anew each time. */
  readonly stories: () => readonly Story[];
  /** Who asks, as far as the core minds: an assistant is nobody who may change anything. */
  readonly asker: Asker;
  /** Readout's own. */
  readonly version: string;
}

/** What a tool is given, by the names below. */
type Given = Readonly<Record<string, string | undefined>>;

/** Longer than any question that is answered, so that the answer says how long one may be. */
const LONGEST = 20_000;

/** The contract of `readout ask --json`. */
const ANSWER = z.object({
  question: z.string(),
  command: z.string(),
  status: z
    .enum(['answered', 'conflict', 'corrected', 'asks-back', 'not-found', 'not-reported', 'refused'])
    .describe(
      'conflict: sources contradict each other; corrected: the question takes something for granted that is not so; ' +
        'not-found, not-reported: nothing is on record, which is the answer',
    ),
  story: z.string().nullable(),
  headline: z.string(),
  text: z.string().describe('the short answer, with the numbers of its sources'),
  full: z.string().describe('the whole answer'),
  records: z.array(z.string()).describe('ids of the records it is made from, most important first'),
  asOf: z.string().describe('the day up to which the briefing was read'),
  citations: z.array(
    z.object({
      id: z.string(),
      publisher: z.string(),
      title: z.string().nullable(),
      published: z.string(),
      url: z.string().nullable(),
      quality: z.string().describe('original, agency-based, aggregated, repost or machine-reworded'),
      archive: z.string().nullable(),
    }),
  ),
});

/** Nothing is changed, the same question has the same answer, and nothing beyond the briefings is looked at. */
const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** A tool for plain questions, and one for each command that reads: what they take follows from what it declares. */
export function addTools(server: McpServer, assisted: Assisted): void {
  const { core, commands, asker } = assisted;
  const common = schemaOf(COMMON_OPTIONS);
  const answered = (answer: Answer, question: string) => {
    const told = answerToJson(answer, question, ({ path, values }) => formatLine(path, values, commands));
    return {
      content: [{ type: 'text' as const, text: told.text }],
      structuredContent: { ...told },
      isError: told.status === 'refused',
    };
  };
  server.registerTool(
    'ask',
    {
      title: 'Ask the briefing',
      description:
        'Any question in plain words, such as "who said the talks are over?" or "what does point 6 say?", or a command line ' +
        'such as "/plan-point 6". Answers only what is on record, with sources, and says where nothing is.',
      inputSchema: z.strictObject({
        question: z.string().min(1).max(LONGEST).describe('One question at a time'),
        ...common,
      }),
      outputSchema: ANSWER,
      annotations: { title: 'Ask the briefing', ...READS },
    },
    async ({ question, ...given }) => {
      const named = commands.find(({ name }) => name === commandNamed(question, commands));
      if (named !== undefined && !looksUp(named) && question.trimStart().startsWith('/')) {
        const says = `/${named.name} is nothing that can be asked here: only what looks things up is.`;
        return { content: [{ type: 'text' as const, text: says }], isError: true };
      }
      const { as_of: asOf, story } = given as Given;
      const request = typedRequest(question, { asker, commands: commands.filter(looksUp), asOf, story });
      const line = request.kind === 'words' ? request.words : request.line;
      return answered(await core.respond(request), line);
    },
  );
  for (const command of commands.filter(looksUp)) {
    const title = command.summary;
    const names = new Map(allOptions(command).map(({ name }) => [keyOf(name), name]));
    server.registerTool(
      keyOf(command.name),
      {
        title,
        description: descriptionOf(command, assisted),
        inputSchema: z.strictObject({ ...schemaOf(command.options), ...common }),
        outputSchema: ANSWER,
        annotations: { title, ...READS },
      },
      async (given: Given) => {
        const values = Object.fromEntries(
          Object.entries(given).flatMap(([key, value]) => {
            const name = names.get(key);
            return name === undefined || value === undefined ? [] : [[name, value]];
          }),
        );
        const path = [command.name];
        return answered(
          await core.respond({ kind: 'command', path, values, asker }),
          formatLine(path, values, commands),
        );
      },
    );
  }
}

function allOptions(command: Command): readonly OptionSpec[] {
  return [...command.options, ...COMMON_OPTIONS];
}

/** `as-of` as `as_of`: not every model writes names with a hyphen. */
function keyOf(name: string): string {
  return name.replaceAll('-', '_');
}

function schemaOf(options: readonly OptionSpec[]): Record<string, z.ZodType<string | undefined>> {
  return Object.fromEntries(
    options.map(({ name, description, required, choices }) => {
      const value = choices === undefined ? z.string().max(LONGEST) : z.enum([...choices]);
      const told = value.describe(description);
      return [keyOf(name), required === true ? told : told.optional()];
    }),
  );
}

function descriptionOf(command: Command, { commands, stories }: Assisted): string {
  const [story] = stories();
  const own = story === undefined ? [] : (command.storyExamples?.(story.briefing) ?? []);
  const lines = [...own.map(({ path, values }) => formatLine(path, values, commands)), ...command.examples];
  const examples = lines.slice(0, 3).join('; ');
  return `${command.summary}.${examples === '' ? '' : ` As a command line: ${examples}`}`;
}
