import type { Answer } from '../answer/answer.ts';
import {
  type Asker,
  type Command,
  type CommandContext,
  type CommandGroup,
  needsStanding,
  type OptionValues,
} from '../core/command.ts';
import { examplesIn } from '../core/examples.ts';
import { runnable } from '../core/line/find-command.ts';
import { formatLine } from '../core/line/format-line.ts';
import type { ParsedLine } from '../core/line/parse-line.ts';
import type { Story } from '../core/stories.ts';
import { type Ask, typing } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import { Refusal } from '../domain/errors.ts';
import { dayIn } from '../domain/schedule/day-in.ts';
import { formatDay } from '../domain/when.ts';
import { findDate, storyDay } from '../search/dates/find-date.ts';
import { type Asking, lastKnownDay, namedIn, ownStory, withAge } from './asking.ts';
import { unknownCommand } from './read-line.ts';
import { askFirst, askNamed, askOnly, type Inquiry, isOfPlace } from './stories/ask-stories.ts';
import { storyBecause } from './stories/story-scope.ts';

/** A command: put to the story that is meant and, where that one has nothing, to the others. */
export async function askCommand(
  read: (story: Story) => ParsedLine | null,
  typed: string | null,
  asker: Asker,
  parts: Asking,
): Promise<Answer> {
  const { among, cardOnly } = parts;
  const own = ownStory(parts);
  const parsed = read(own);
  if (parsed === null) throw unknownCommand('', parts);
  const { story: inValues, ...values } = parsed.values;
  const again: Ask = { path: parsed.path, values };
  const named = namedIn(typed ?? inValues, again, parts);
  const inquiry: Inquiry = {
    words: Object.entries(values)
      .flatMap(([name, value]) => (name === 'as-of' ? [] : [value]))
      .join(' '),
    async ask(story) {
      const asked = read(story) ?? parsed;
      return { answer: await runCommand(asked.command, asked.values, story, asker, parts, cardOnly), again };
    },
  };
  // What is set or listed for a channel concerns the one story it means.
  if (isOfPlace(parsed.path, parts.commands)) return askOnly(inquiry, named ?? own, among);
  return named === null ? askFirst(inquiry, among) : askNamed(inquiry, named, among);
}

/** What one command answers of one story, as of the day that is asked for. `cardOnly`: see `Request`. */
export async function runCommand(
  command: Command,
  values: OptionValues,
  story: Story,
  given: Asker,
  parts: Asking,
  cardOnly?: true,
): Promise<Answer> {
  checkChoices(command, values, story.briefing, parts.commands);
  const now = parts.clock();
  const currentDay = dayIn(now, story.briefing.zone);
  const day = values['as-of']?.trim() ?? '';
  const asOf =
    day === '' ? lastKnownDay(story.briefing, currentDay) : readAsOf(day, currentDay, story.briefing);
  const asker = await withStanding(given, command, parts);
  const context: CommandContext = {
    briefing: day === '' ? story.briefing : story.on(asOf),
    // Most commands never look for words: the index is built by the first that does.
    get index() {
      return story.index();
    },
    asOf,
    asOfGiven: day !== '',
    now,
    asker,
    stories: [story, ...parts.among.stories.filter((other) => other !== story)].map(
      ({ briefing: { id, title } }) => ({ id, title }),
    ),
    storyBecause: storyBecause(story, parts, parts.defaultBecause),
    ...(cardOnly && { cardOnly }),
  };
  const found = await command.run(values, context);
  return day === '' ? withAge(found, story.briefing, currentDay) : found;
}

/** Whether the asker may change things is found out where it matters, since that may mean asking the platform. */
async function withStanding(asker: Asker, command: Command, { standing }: Asking): Promise<Asker> {
  if (standing === undefined) return asker;
  return { ...asker, mayConfigure: needsStanding(command) && (await standing()) };
}

function checkChoices(
  command: Command,
  values: OptionValues,
  briefing: Briefing,
  commands: readonly (Command | CommandGroup)[],
): void {
  for (const option of command.options) {
    const value = values[option.name]?.trim() ?? '';
    if (value === '' && option.required === true) {
      throw new Refusal(
        'bad-value',
        `${lineOf(command, commands)} needs ${option.name}: ${option.description}.`,
        examplesIn(command, briefing).map(typing),
      );
    }
    if (value !== '' && option.choices !== undefined && !option.choices.includes(value)) {
      throw new Refusal(
        'bad-value',
        `${option.name} takes ${option.choices.join(', ')}, not “${value}”.`,
        examplesIn(command, briefing).map(typing),
      );
    }
  }
}

/** `/digest subscribe`: how a command is typed. */
function lineOf(command: Command, commands: readonly (Command | CommandGroup)[]): string {
  const found = runnable(commands).find((each) => each.command === command);
  return formatLine(found?.path ?? [command.name], {});
}

export function readAsOf(given: string, currentDay: string, briefing: Briefing): string {
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
