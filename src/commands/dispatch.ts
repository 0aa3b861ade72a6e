import type { Answer } from '../answer/answer.ts';
import { strong, text } from '../answer/compose.ts';
import type { Briefing } from '../domain/briefing.ts';
import { Refusal } from '../domain/errors.ts';
import { formatDay } from '../domain/when.ts';
import { findDate, storyDay } from '../search/find-date.ts';
import type { Asker, Command, CommandContext, CommandGroup, OptionValues, Services } from './command.ts';
import { createKeptAnswers } from './kept-answers.ts';
import { type ParsedLine, parseLine } from './parse-line.ts';
import { createQuestionBudget } from './question-budget.ts';
import { checkLength, LONGEST_QUESTION } from './question-length.ts';
import type { Core, Request } from './request.ts';
import type { Story } from './stories.ts';
import { suggest } from './suggest.ts';
import type { Reading } from './understand.ts';

/** What the core is made of. */
export interface CoreParts {
  /** The stories followed now, the default first; asked anew for each request, so that an edited pack is seen at once. */
  readonly stories: () => readonly Story[];
  readonly commands: readonly (Command | CommandGroup)[];
  readonly clock: () => Temporal.Instant;
  readonly services: Services;
}

/** The parts for one request. */
interface Asking extends CoreParts {
  /** A command looked at more than the stories and the day. */
  readonly readsMore: () => void;
}

/** Other ways to read a plain question that are offered as actions. */
const MOST_OTHER_READINGS = 3;

/** Builds the core a platform talks to. A `Refusal` becomes an answer; any other error is the caller's to report. */
export function createCore(parts: CoreParts): Core {
  const kept = createKeptAnswers();
  const budget = createQuestionBudget();
  return {
    async respond(request) {
      try {
        checkLength(request);
        budget.take(request.asker, parts.clock());
        return await kept.answerTo(request, { stories: parts.stories(), now: parts.clock() }, (readsMore) =>
          respondTo(request, { ...parts, readsMore }),
        );
      } catch (error) {
        if (error instanceof Refusal) return refusalAnswer(error, today(parts));
        throw error;
      }
    },
    suggest: (query) => (query.typed.length > LONGEST_QUESTION ? [] : suggest(query, parts)),
  };
}

async function respondTo(request: Request, parts: Asking): Promise<Answer> {
  switch (request.kind) {
    case 'command': {
      const command = commandAt(request.path, parts.commands);
      return runCommand(command, request.values, request.asker, parts);
    }
    case 'line': {
      const parsed = readLine(request.line, parts);
      if (parsed !== null) return runCommand(parsed.command, parsed.values, request.asker, parts);
      if (request.line.trim().startsWith('/')) throw unknownCommand(request.line, parts);
      return answerWords(request.line, undefined, request.asker, parts);
    }
    case 'words': {
      const parsed = readLine(request.words, parts);
      if (parsed !== null) return runCommand(parsed.command, parsed.values, request.asker, parts);
      return answerWords(request.words, request.previous, request.asker, parts);
    }
  }
}

/** A typed command line, with or without its slash; "timeline of the talks?" is a question, not a command. */
function readLine(line: string, parts: CoreParts): ParsedLine | null {
  const slashed = line.trim().startsWith('/');
  const sentence = /\?\s*$|^\S+\s+(?:of|on|for|by|do|does|did|is|are|was|were|between)\b/i.test(line.trim());
  if (!slashed && sentence && !/^[^\s-]+-\S+\s/.test(line.trim())) return null;
  return parseLine(line, parts.commands, storyNamed(undefined, parts).briefing);
}

function commandAt(path: readonly string[], commands: readonly (Command | CommandGroup)[]): Command {
  const first = commands.find((command) => command.name === path[0]);
  const found =
    first !== undefined && 'subcommands' in first
      ? first.subcommands.find((command) => command.name === (path[1] ?? first.fallback))
      : first;
  if (found === undefined)
    throw new Refusal('unknown-option', `There is no command /${path.join(' ')}.`, ['/readout help']);
  return found;
}

function unknownCommand(line: string, parts: CoreParts): Refusal {
  const name = line.trim().split(/\s+/)[0] ?? '';
  const known = parts.commands.map((command) => `/${command.name}`).join(', ');
  return new Refusal('unknown-option', `There is no command ${name}. There are: ${known}.`, [
    '/readout help',
  ]);
}

async function runCommand(
  command: Command,
  values: OptionValues,
  asker: Asker,
  parts: Asking,
): Promise<Answer> {
  checkChoices(command, values);
  const story = storyNamed(values.story, parts);
  const now = parts.clock();
  const currentDay = dayIn(now, story.briefing.zone);
  const given = values['as-of']?.trim() ?? '';
  const asOf =
    given === '' ? lastKnownDay(story.briefing, currentDay) : readAsOf(given, currentDay, story.briefing);
  const context: CommandContext = {
    briefing: given === '' ? story.briefing : story.on(asOf),
    // Most commands never look for words: the index is built by the first that does.
    get index() {
      return story.index();
    },
    asOf,
    asOfGiven: given !== '',
    get now() {
      parts.readsMore();
      return now;
    },
    get asker() {
      parts.readsMore();
      return asker;
    },
    get services() {
      parts.readsMore();
      return parts.services;
    },
    stories: [story, ...parts.stories().filter((other) => other !== story)].map(({ briefing }) => ({
      id: briefing.id,
      title: briefing.title,
    })),
  };
  const found = await command.run(values, context);
  return given === '' ? withAge(found, story.briefing, currentDay) : found;
}

/** The day an answer speaks for: that of the last review, since nothing later is in the briefing. */
function lastKnownDay(briefing: Briefing, currentDay: string): string {
  return briefing.reviewed < currentDay ? briefing.reviewed : currentDay;
}

/** From this age on, in days, every answer says how old the briefing is: an old answer must not look fresh. */
const OLD_AFTER_DAYS = 7;

function withAge(found: Answer, briefing: Briefing, currentDay: string): Answer {
  const age = Temporal.PlainDate.from(briefing.reviewed).until(currentDay).days;
  if (age < OLD_AFTER_DAYS || found.records.length === 0) return found;
  const notice = `This briefing was last reviewed on ${formatDay(briefing.reviewed)}, ${age} days ago; nothing later is in it.`;
  return { ...found, blocks: [...found.blocks, { kind: 'context', spans: [text(notice)] }] };
}

function checkChoices(command: Command, values: OptionValues): void {
  for (const option of command.options) {
    const value = values[option.name]?.trim() ?? '';
    if (value === '' && option.required === true) {
      throw new Refusal(
        'bad-value',
        `/${command.name} needs ${option.name}: ${option.description}.`,
        command.examples,
      );
    }
    if (value !== '' && option.choices !== undefined && !option.choices.includes(value)) {
      throw new Refusal(
        'bad-value',
        `${option.name} takes ${option.choices.join(', ')}, not “${value}”.`,
        command.examples,
      );
    }
  }
}

function readAsOf(given: string, currentDay: string, briefing: Briefing): string {
  const day = findDate(given, currentDay, storyDay(briefing, currentDay));
  if (day === null) {
    throw new Refusal(
      'bad-value',
      `as-of takes a day such as 2025-11-24, 24 November or yesterday, not “${given}”.`,
    );
  }
  if (day > currentDay) {
    throw new Refusal('bad-value', `as-of takes a past day; ${formatDay(day)} has not come yet.`);
  }
  return day;
}

async function answerWords(
  words: string,
  previous: string | undefined,
  asker: Asker,
  parts: Asking,
): Promise<Answer> {
  // Loaded by the first plain question: a typed command needs none of it.
  const { understand } = await import('./understand.ts');
  const story = storyNamed(undefined, parts);
  const readings = understand(words, {
    briefing: story.briefing,
    index: story.index,
    commands: parts.commands,
    today: dayIn(parts.clock(), story.briefing.zone),
    ...(previous === undefined ? {} : { previous }),
  });
  const [likeliest, ...others] = readings;
  if (likeliest === undefined) return nothingFits(words, story, parts);
  const first = { reading: likeliest, answer: await runReading(likeliest, asker, parts) };
  const chosen =
    first.answer.status === 'not-found' && likeliest.sure < CERTAIN
      ? await rivalThatFinds(first, others, asker, parts)
      : first;
  const alternatives = readings
    .filter((reading) => reading !== chosen.reading)
    .slice(0, MOST_OTHER_READINGS)
    .map((reading) => ({ kind: 'ask', label: reading.label, line: reading.line }) as const);
  return {
    ...chosen.answer,
    readAs: chosen.reading.line,
    actions:
      chosen.reading.sure >= SURE ? chosen.answer.actions : [...alternatives, ...chosen.answer.actions],
  };
}

interface Tried {
  readonly reading: Reading;
  readonly answer: Answer;
}

/** A reading that finds nothing gives way to one nearly as likely that does; it stands where none does. */
async function rivalThatFinds(
  first: Tried,
  others: readonly Reading[],
  asker: Asker,
  parts: Asking,
): Promise<Tried> {
  for (const reading of others.slice(0, MOST_OTHER_READINGS)) {
    if (reading.sure < first.reading.sure * RIVAL_SHARE) break;
    const answer = await runReading(reading, asker, parts);
    if (answer.status !== 'not-found') return { reading, answer };
  }
  return first;
}

/** "Who said …" is never answered with something else: that nobody did is the answer. */
const CERTAIN = 0.95;

/** How likely a rival must be, against the likeliest reading. */
const RIVAL_SHARE = 0.6;

/** From here on a plain question is answered without offering other readings. */
const SURE = 0.8;

async function runReading(reading: Reading, asker: Asker, parts: Asking): Promise<Answer> {
  return runCommand(reading.command, reading.values, asker, parts);
}

function nothingFits(words: string, story: Story, parts: CoreParts): Answer {
  const shown = [...words.trim()].slice(0, 80).join('');
  return {
    status: 'not-found',
    headline: [
      strong(
        shown === ''
          ? 'Ask me about this briefing.'
          : 'I found nothing in this briefing to answer that with.',
      ),
    ],
    blocks: [
      {
        kind: 'paragraph',
        spans: [
          {
            kind: 'text',
            text: `I can say what a point of the plan says, who said what, where a party stands, what changed between texts, what happened when, and where sources disagree, on: ${story.briefing.title}.`,
          },
        ],
      },
    ],
    citations: [],
    records: [],
    actions: parts.commands
      .flatMap((command) => ('subcommands' in command ? [] : command.examples.slice(0, 1)))
      .slice(0, 4)
      .map((line) => ({ kind: 'ask', label: line, line })),
    asOf: today(parts),
    command: 'help',
    audience: 'default',
  };
}

function storyNamed(id: string | undefined, parts: CoreParts): Story {
  const stories = parts.stories();
  const wanted = id?.trim() ?? '';
  const found = wanted === '' ? stories[0] : stories.find((story) => story.briefing.id === wanted);
  if (found !== undefined) return found;
  const known = stories.map((story) => story.briefing.id).join(', ');
  throw new Refusal(
    'bad-value',
    stories.length === 0
      ? 'No briefing is loaded; run `readout check` to see why.'
      : `There is no story “${wanted}”. There are: ${known}.`,
  );
}

function refusalAnswer(refusal: Refusal, asOf: string): Answer {
  return {
    status: 'refused',
    headline: [strong(refusal.message)],
    blocks: [],
    citations: [],
    records: [],
    actions: refusal.suggestions.map((line) => ({ kind: 'ask', label: line, line })),
    asOf,
    command: 'refusal',
    audience: 'asker',
  };
}

function dayIn(now: Temporal.Instant, zone: string): string {
  return now.toZonedDateTimeISO(zone).toPlainDate().toString();
}

function today(parts: CoreParts): string {
  return dayIn(parts.clock(), parts.stories()[0]?.briefing.zone ?? 'UTC');
}
