import type { Answer } from '../answer/answer.ts';
import { strong, text } from '../answer/compose.ts';
import type { Choose, Chooser } from '../ask/deciding/choice.ts';
import type { ChannelStories } from '../core/channel-stories.ts';
import {
  type Asker,
  type Command,
  type CommandContext,
  type CommandGroup,
  needsStanding,
  type OptionValues,
} from '../core/command.ts';
import { formatLine, type ParsedLine, runnable } from '../core/command-line.ts';
import { examplesIn } from '../core/examples.ts';
import type { Core, Request } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { storiesNamed, storyNamed, takeStory } from '../core/story-names.ts';
import { complete, suggest } from '../core/suggest.ts';
import { asShown } from '../core/typed/pasted-text.ts';
import { type Ask, typing } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import { Refusal } from '../domain/errors.ts';
import { formatDay } from '../domain/when.ts';
import { findDate, storyDay } from '../search/dates/find-date.ts';
import {
  askAll,
  askFirst,
  askNamed,
  askOnly,
  type Inquiry,
  inStory,
  isOfPlace,
  noStory,
  type Told,
} from './ask-stories.ts';
import { leansBack } from './leans-back.ts';
import { nothingFits } from './nothing-fits.ts';
import { createQuestionBudget } from './question-budget.ts';
import { checkLength, LONGEST_PASTED, LONGEST_QUESTION } from './question-length.ts';
import { commandAt, commandCalled, readLine, takesText, unknownCommand } from './read-line.ts';
import { createScopes, type Scope, storyBecause } from './story-scope.ts';
import { takeDay } from './take-day.ts';
import { wayToDigest, wishedCommand } from './wish-in-words.ts';
import { withPages } from './with-pages.ts';

/** What the core is made of. */
export interface CoreParts {
  /** The stories followed now, the default first; asked anew for each request, so that an edited pack is seen at once. */
  readonly stories: () => readonly Story[];
  readonly commands: readonly (Command | CommandGroup)[];
  readonly clock: () => Temporal.Instant;
  /** Which story each channel means; absent where none is set. */
  readonly channels?: ChannelStories;
  /** Why the first story is the default: `because …`. */
  readonly defaultBecause?: () => string;
  /** Where people reach the pages, without a slash at the end; answers then link to theirs. */
  readonly pages?: string;
  /** Story that is meant where a question names none: as if `story:` stood in each. */
  readonly named?: string;
  /** May choose among the records found for a plain question; absent where none is set. */
  readonly chooser?: Chooser | undefined;
}

/** The parts for one request. */
interface Asking extends CoreParts, Scope {
  readonly standing: Request['standing'] | undefined;
}

/** Builds the core a platform talks to. A `Refusal` becomes an answer; any other error is the caller's to report. */
export function createCore(parts: CoreParts): Core {
  const budget = createQuestionBudget();
  const scopeOf = createScopes({
    stories: parts.stories,
    commands: parts.commands,
    channels: parts.channels,
    defaultBecause: parts.defaultBecause,
  });
  const respond: Core['respond'] = async (asked) => {
    try {
      checkLength(asked, LONGEST_PASTED);
      budget.take(asked.asker, parts.clock());
      const request = asShown(asked);
      checkLength(request, takesText(request, parts.commands) ? LONGEST_PASTED : LONGEST_QUESTION);
      const scope = scopeOf(request.asker);
      const answer = await respondTo(request, { ...parts, ...scope, standing: request.standing });
      const { pages: address, commands } = parts;
      return address === undefined ? answer : withPages(answer, request, { address, commands });
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error, parts);
      throw error;
    }
  };
  const { pages } = parts;
  return {
    respond,
    ...(pages === undefined
      ? {}
      : {
          answerAt: async (address: string, asker: Asker) => {
            const { answerAt } = await import('./at-address.ts');
            const { stories } = scopeOf(asker).among;
            const { commands } = parts;
            return answerAt(address, asker, { pages, stories, commands, respond, today: today(parts) });
          },
        }),
    async form(asked) {
      const { openForm } = await import('./open-form.ts');
      const { stories } = scopeOf(asked.asker).among;
      return openForm(asked, { commands: parts.commands, stories });
    },
    suggest: (query) =>
      query.typed.length > LONGEST_QUESTION
        ? []
        : suggest(query, { stories: scopeOf(query.place).among.stories, commands: parts.commands }),
    complete: async (query) =>
      query.typed.length > LONGEST_QUESTION
        ? []
        : complete(query, {
            stories: scopeOf(query.asker).among.stories,
            commands: parts.commands,
          }),
  };
}

async function respondTo(request: Request, parts: Asking): Promise<Answer> {
  switch (request.kind) {
    case 'command': {
      const { path, values } = request;
      const found = commandAt(path, parts.commands);
      return askCommand(() => ({ ...found, values }), null, request.asker, parts);
    }
    case 'line':
    case 'words': {
      const line = request.kind === 'line' ? request.line : request.words;
      const { rest, named } = takeStory(line, parts.among.stories);
      const read = (story: Story) => readLine(rest, parts.commands, story);
      if (read(ownStory(parts)) !== null) return askCommand(read, named, request.asker, parts);
      if (request.kind === 'line' && line.trim().startsWith('/')) throw unknownCommand(line, parts);
      const previous = request.kind === 'words' ? request.previous : undefined;
      return askWords({ words: rest, named, previous }, request.asker, parts);
    }
  }
}

/** A command: put to the story that is meant and, where that one has nothing, to the others. */
async function askCommand(
  read: (story: Story) => ParsedLine | null,
  typed: string | null,
  asker: Asker,
  parts: Asking,
): Promise<Answer> {
  const { among } = parts;
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
      return { answer: await runCommand(asked.command, asked.values, story, asker, parts), again };
    },
  };
  // What is set or listed for a channel concerns the one story it means.
  if (isOfPlace(parsed.path, parts.commands)) return askOnly(inquiry, named ?? own, among);
  return named === null ? askFirst(inquiry, among) : askNamed(inquiry, named, among);
}

/** After an answer, "is that still true" and "and on the first one" ask on: they are no reactions. */
const ASKS_ON =
  /^\W*(?:and|but|also|what|how|is|are|was|were|did|does|do|has|have|says who|who|whose|when|where|why|which|sources?|still|any|anyone|anything)\b|\?\s?$/i;

/** A plain question: put to all the stories the place may see, or to the one it names. */
async function askWords(
  question: { readonly words: string; readonly named: string | null; readonly previous: string | undefined },
  asker: Asker,
  parts: Asking,
): Promise<Answer> {
  const { among } = parts;
  const { words } = question;
  const called = commandCalled(words, parts.commands) ?? wishedCommand(words, parts.commands);
  if (called !== null && question.named === null && question.previous === undefined)
    return askCommand(() => called, null, asker, parts);
  const way = wayToDigest(words, parts.commands, lastKnownDay(ownStory(parts).briefing, today(parts)));
  if (way !== null) return way;
  // Loaded by the first plain question: a typed command needs none of it.
  const { smallTalkAnswer } = await import('./small-talk/small-talk.ts');
  const asksOn = question.previous !== undefined && ASKS_ON.test(words);
  const chat = asksOn
    ? null
    : smallTalkAnswer(words, among.stories, lastKnownDay(ownStory(parts).briefing, today(parts)));
  if (chat !== null) return chat;
  const before = question.previous === undefined ? null : takeStory(question.previous, among.stories);
  const thread =
    before === null ? null : (storiesNamed(before.named ?? '', among.stories)[0] ?? ownStory(parts));
  const named = namedIn(question.named ?? undefined, typing(words), parts);
  const choose = parts.chooser?.();
  const inquiry: Inquiry = {
    words,
    ask: (story) =>
      answerWords(
        { words, previous: story === thread ? before?.rest : undefined, choose },
        story,
        asker,
        parts,
      ),
  };
  if (named !== null) return askNamed(inquiry, named, among);
  const meant = thread !== null && leansBack(words) ? thread : among.preferred;
  return askAll(inquiry, { ...among, preferred: meant });
}

/** The story a question names, by what it calls it, or that all questions here name. */
function namedIn(typed: string | undefined, again: Ask, parts: Asking): Story | null {
  const wanted = typed?.trim() || parts.named || '';
  return wanted === '' ? null : storyNamed(wanted, parts.among.stories, (id) => inStory(again, id));
}

/** The story the place means where a question names none. */
function ownStory({ among }: Asking): Story {
  const [own] = among.stories;
  if (own === undefined) throw noStory();
  return own;
}

async function runCommand(
  command: Command,
  values: OptionValues,
  story: Story,
  given: Asker,
  parts: Asking,
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
  };
  const found = await command.run(values, context);
  return day === '' ? withAge(found, story.briefing, currentDay) : found;
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
  return {
    ...found,
    ageDays: age,
    blocks: [...found.blocks, { kind: 'context', spans: [text(notice)], tells: 'age' }],
  };
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
  {
    words,
    previous,
    choose,
  }: { readonly words: string; readonly previous: string | undefined; readonly choose: Choose | undefined },
  story: Story,
  asker: Asker,
  parts: Asking,
): Promise<Told> {
  // Loaded by the first plain question: a typed command needs none of it.
  const { ask } = await import('../ask/ask.ts');
  const { readAsOf: asOfInWords } = await import('../ask/reading/fixed.ts');
  const { letChoose } = await import('../ask/deciding/choice.ts');
  const { withWhole } = await import('../ask/telling/with-whole.ts');
  const currentDay = dayIn(parts.clock(), story.briefing.zone);
  const near = storyDay(story.briefing, currentDay);
  const { rest, given } = takeDay(words, currentDay, near);
  const { asOf, plain } =
    given === null
      ? asOfInWords(words, currentDay, near)
      : { asOf: readAsOf(given, currentDay, story.briefing), plain: rest };
  const answered = ask(plain, {
    briefing: asOf === null ? story.briefing : story.on(asOf),
    index: story.index,
    today: currentDay,
    asOf: asOf ?? lastKnownDay(story.briefing, currentDay),
    previous,
  });
  const { short, whole, fit } = await letChoose(plain, answered, choose);
  if (whole === null) {
    if (short === null || (short.status === 'not-found' && short.blocks.length === 0))
      return { answer: nothingHere(rest, asOf, story, parts), again: typing(words), fit };
    return {
      answer: asOf === null ? withAge(short, story.briefing, currentDay) : short,
      again: typing(words),
      fit,
    };
  }
  const { command, path } = commandAt(whole.path, parts.commands);
  const values = asOf === null ? whole.values : { ...whole.values, 'as-of': asOf };
  const behind = await runCommand(command, values, story, asker, parts);
  const line = formatLine(path, values, parts.commands);
  const answer = short === null ? { ...behind, readAs: line } : withWhole(short, behind, line);
  return { answer, again: { path, values }, fit };
}

function nothingHere(words: string, day: string | null, { briefing }: Story, parts: Asking): Answer {
  const titles = parts.among.stories.map((one) => one.briefing.title).join('; ');
  const asOf = day ?? lastKnownDay(briefing, dayIn(parts.clock(), briefing.zone));
  return nothingFits(words, { briefing, titles, asOf }, parts.commands);
}

function refusalAnswer(refusal: Refusal, parts: CoreParts): Answer {
  return {
    status: 'refused',
    headline: [strong(refusal.message)],
    blocks: [],
    citations: [],
    records: [],
    actions: refusal.suggestions.map(({ path, values }) => ({
      ...{ kind: 'ask', label: formatLine(path, values, parts.commands), path, values },
    })),
    asOf: today(parts),
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
