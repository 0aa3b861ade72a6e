import type { Answer } from '../../answer/answer.ts';
import { answerToJson } from '../../answer/json.ts';
import { renderPlain } from '../../answer/plain.ts';
import { terminalCard } from '../../answer/terminal-card.ts';
import type { Chooser } from '../../ask/deciding/choice.ts';
import { commandAlone, GRAMMARS } from '../../commands/list.ts';
import type { Command, CommandGroup } from '../../core/command.ts';
import { formatLine } from '../../core/line/format-line.ts';
import type { Core } from '../../core/request.ts';
import type { Story } from '../../core/stories.ts';
import { createCore } from '../../dispatch/dispatch.ts';
import { briefingAsOf } from '../../domain/as-of.ts';
import type { Ask } from '../../domain/ask.ts';
import { linesOf, writeTo } from '../../platforms/terminal/lines.ts';
import { requestFor } from '../../platforms/terminal/request.ts';
import { readableWidth } from '../../platforms/terminal/width.ts';
import { chooserOf } from '../chooser/chooser-of.ts';
import { type ExitCode, readConfig, type Terminal, troublesTo, wantsColour } from '../process/process.ts';
import { defaultBecause, loadStories, storyMeant, storyOf } from '../serve/briefings.ts';
import { guardCore } from '../serve/guarded-core.ts';
import { asOfDay } from './programs/as-of-day.ts';

export interface AskOptions {
  readonly json?: boolean;
  readonly asOf?: string;
  readonly story?: string;
  /** The whole answer instead of its card. */
  readonly full?: boolean;
  /** Titles and addresses of the sources. */
  readonly sources?: boolean;
}

/**
 * `readout ask`: answers one question, or with `-` each line of the input, in order and no faster than the answers are
 * read. Opens no store and loads no platform. 1 where the only question was refused.
 */
export async function ask(
  terminal: Terminal,
  words: readonly string[],
  options: AskOptions,
): Promise<ExitCode> {
  const question = words.join(' ').trim();
  const commands = await commandsFor(question);
  const config = await readConfig(terminal);
  const stories = await loadStories(config, terminal.keep);
  const because = () =>
    defaultBecause(
      config,
      stories.map(({ briefing }) => briefing.id),
    );
  const chooser = await chooserOf(config, troublesTo(terminal));
  const core = askedAs({ stories, because, chooser }, commands, terminal, options);
  const lineOf = ({ path, values }: Ask) => formatLine(path, values, [...commands, ...GRAMMARS]);
  const print = (reply: Answer, asked: string) => shown(reply, asked, lineOf, terminal, options);
  const answer = (asked: string) => core.respond(requestFor(asked, commands));
  if (question !== '-') {
    const reply = await answer(question);
    await writeTo(terminal.output, print(reply, question));
    return reply.status === 'refused' ? 1 : 0;
  }
  let first = true;
  for await (const asked of linesOf(terminal.input)) {
    if (terminal.output.destroyed) break;
    const text = print(await answer(asked), asked);
    await writeTo(terminal.output, options.json === true || first ? text : `\n${text}`);
    first = false;
  }
  return 0;
}

type Commands = readonly (Command | CommandGroup)[];

/** The one command a typed line names, or all of them: loading the others would take longer than the answer. */
async function commandsFor(question: string): Promise<Commands> {
  const alone = await commandAlone(question);
  return alone === null ? (await import('../../commands/every-command.ts')).everyCommand() : [alone];
}

/** A core that answers from the story and the day that were asked for. */
function askedAs(
  {
    stories,
    because,
    chooser,
  }: {
    readonly stories: readonly Story[];
    readonly because: () => string;
    readonly chooser: Chooser | undefined;
  },
  commands: Commands,
  terminal: Terminal,
  options: AskOptions,
): Core {
  const named = options.story === undefined ? undefined : storyMeant(options.story, stories);
  const zone = (named ?? stories[0])?.briefing.zone ?? 'UTC';
  const now = terminal.clock();
  const day = options.asOf === undefined ? null : asOfDay(options.asOf, now, zone);
  const parts =
    day === null
      ? { stories: () => stories, clock: () => now }
      : { stories: askedOn(stories, day), clock: () => noonOf(day, zone) };
  const core = createCore({
    ...parts,
    commands,
    defaultBecause: because,
    chooser,
    ...(named === undefined ? {} : { named: named.briefing.id }),
  });
  return guardCore(core, { log: troublesTo(terminal), clock: parts.clock });
}

/** The stories as they stood on the day: asking then is the same as asking now with `as-of`. */
function askedOn(stories: readonly Story[], day: string): () => readonly Story[] {
  const then = stories.map(({ briefing }) => storyOf(briefingAsOf(briefing, day)));
  return () => then;
}

function noonOf(day: string, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant();
}

function shown(
  answer: Answer,
  question: string,
  lineOf: (ask: Ask) => string,
  terminal: Terminal,
  options: AskOptions,
): string {
  if (options.json === true) return `${JSON.stringify(answerToJson(answer, question, lineOf))}\n`;
  const width = readableWidth(terminal.output);
  const colour = wantsColour(terminal.output, terminal.env);
  const told = options.full === true ? answer : terminalCard(answer, lineOf);
  return `${renderPlain(told, { width, colour, lineOf, sources: options.sources ?? false, more: '--full' })}\n`;
}
