import type { Answer } from '../../answer/answer.ts';
import type { Command, CommandGroup, OptionValues } from '../../commands/command.ts';
import type { Core, Request } from '../../commands/request.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Memory } from '../memory.ts';
import { type Asked, askedLine, askedWords, requestFor } from './asked.ts';
import type { Clock } from './clock.ts';
import type { CodecFor } from './codecs.ts';
import { lineOf, type Press, readPress, rememberLines, type Visibility } from './controls.ts';
import { isFirst, once } from './first-time.ts';
import type { Interaction, InteractionBase } from './interaction.ts';
import { LIMITS } from './limits.ts';
import { messageOf, sentence, withPicture } from './message.ts';
import type { MessageChannel } from './message-channels.ts';
import { CALLBACK } from './payload.ts';
import { type FirstAnswer, laterAnswers, messageCallback } from './reply.ts';
import type { Rest } from './rest.ts';
import type { Threads } from './threads.ts';
import { errorFacts, troubleSentence } from './trouble.ts';
import { createTurn, type Outcome, type Turn } from './turn.ts';
import { withoutAddresses } from './typed-words.ts';

/** Everything answering needs, whichever transport asks. */
export interface RespondParts {
  readonly core: Core;
  readonly rest: Rest;
  readonly memory: Memory;
  /** What this process has seen itself. */
  readonly here: Memory;
  readonly threads: Threads;
  readonly channelOf: (id: string) => Promise<MessageChannel>;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly codecFor: CodecFor;
  readonly publicAnswers: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

type Asking = Exclude<Interaction, { kind: 'ping' | 'unreadable' | 'unknown' | 'complete' }>;

/** Answers one interaction: exactly one visible reply, or a log line that says why none was possible. Never rejects. */
export async function respondTo(
  interaction: Interaction,
  first: FirstAnswer,
  parts: RespondParts,
): Promise<void> {
  try {
    switch (interaction.kind) {
      case 'ping':
        await first.give({ type: CALLBACK.pong });
        return;
      case 'unreadable':
        return;
      case 'unknown':
        await first.give({ type: CALLBACK.message, data: sentence(NOT_OFFERED, true) });
        return;
      case 'complete':
        await complete(interaction, first, parts);
        return;
      case 'command':
      case 'message':
      case 'button':
        await once(`discord:interaction:${interaction.id}`, first, parts, (marking) =>
          answer(interaction, marking, parts),
        );
        return;
      default:
        unreachable(interaction);
    }
  } catch (error) {
    const words = troubleSentence('An interaction failed.', error, parts.log, parts.random);
    await first.give(messageCallback('message', sentence(words, true)));
  }
}

const NOT_OFFERED = 'This version of me does not know that; please try one of my slash commands.';
const FORGED =
  'This button is not one of mine for this server, so I did nothing. Please ask again with a slash command.';
const FORGOTTEN = 'This button is too old for me to know what it was about. Please ask again.';
const NO_WORDS = 'This message has no text I can look up.';
const SHARED_ALREADY = 'You have shared this already.';
const NOT_YOURS = 'Only the person who asked can take this answer back.';

/** Completions cannot be deferred and are never worth an error: where anything fails there is nothing to choose from. */
async function complete(
  interaction: Extract<Interaction, { kind: 'complete' }>,
  first: FirstAnswer,
  parts: RespondParts,
): Promise<void> {
  const { path, option, typed, values, asker } = interaction;
  let choices: readonly { readonly name: string; readonly value: string }[] = [];
  try {
    const query = { path, option, typed, values, limit: LIMITS.choices, place: asker };
    choices = ((await parts.core.complete?.({ ...query, asker })) ?? parts.core.suggest(query))
      .filter(({ label, value }) => label !== '' && value !== '' && value.length <= LIMITS.choiceValue)
      .slice(0, LIMITS.choices)
      .map(({ label, value }) => ({ name: label.slice(0, LIMITS.choiceName), value }));
  } catch (error) {
    parts.log.error('Suggestions failed.', errorFacts(error));
  }
  await first.give({ type: CALLBACK.choices, data: { choices } });
}

/** One answer under way. What need not be done before the reader has it waits in `afterwards`. */
type Answering = RespondParts & { readonly afterwards: (() => Promise<void>)[] };

async function answer(interaction: Asking, first: FirstAnswer, parts: RespondParts): Promise<void> {
  const answering: Answering = { ...parts, afterwards: [] };
  const turn = createTurn({
    interaction,
    first,
    later: laterAnswers(parts.rest, interaction, parts.clock.pause, parts.log),
    clock: parts.clock,
    log: parts.log,
    random: parts.random,
  });
  await take(interaction, turn, answering);
  try {
    for (const work of answering.afterwards) await work();
  } catch (error) {
    parts.log.warn('The memory of past answers does not take more.', errorFacts(error));
  }
}

function take(interaction: Asking, turn: Turn, parts: Answering): Promise<void> {
  const visibility = defaultVisibility(interaction, parts);
  switch (interaction.kind) {
    case 'command': {
      const { path } = interaction;
      const values = lookedUp(interaction, parts.commands);
      return turn.answer({ kind: 'message', private: visibility === 'private' }, () =>
        answerOf(interaction, { kind: 'command', path, values }, askedLine(path, values), visibility, parts),
      );
    }
    case 'message':
      return lookUp(interaction, turn, parts);
    case 'button':
      return pressed(interaction, turn, parts);
    default:
      return unreachable(interaction);
  }
}

/** Words that are looked up as somebody's are pasted with the link they were found under. */
function lookedUp(
  { path, values }: Extract<Asking, { kind: 'command' }>,
  commands: readonly (Command | CommandGroup)[],
): OptionValues {
  const option = path.length === 1 && path[0] === LOOK_UP ? lookUpOption(commands) : undefined;
  const words = option === undefined ? undefined : values[option];
  return option === undefined || words === undefined
    ? values
    : { ...values, [option]: withoutAddresses(words) };
}

function defaultVisibility(interaction: InteractionBase, parts: RespondParts): Visibility {
  if (interaction.direct) return 'direct';
  return parts.publicAnswers ? 'public' : 'private';
}

/** "Who said this?" on a message: its text is what is looked for, and the answer is always private. */
function lookUp(
  interaction: Extract<Asking, { kind: 'message' }>,
  turn: Turn,
  parts: Answering,
): Promise<void> {
  const visibility = interaction.direct ? 'direct' : 'private';
  const request = lookUpRequest(interaction.words, parts.commands);
  if (request === null || interaction.words === '') {
    return turn.say(interaction.words === '' ? NO_WORDS : NOT_OFFERED);
  }
  return turn.answer({ kind: 'message', private: visibility === 'private' }, () =>
    answerOf(interaction, request, askedLine(request.path, request.values), visibility, parts),
  );
}

/** The command that finds who said something, and the option that takes the words; null where there is none. */
function lookUpRequest(
  words: string,
  commands: readonly (Command | CommandGroup)[],
): {
  readonly kind: 'command';
  readonly path: readonly string[];
  readonly values: Record<string, string>;
} | null {
  const option = lookUpOption(commands);
  return option === undefined ? null : { kind: 'command', path: [LOOK_UP], values: { [option]: words } };
}

function lookUpOption(commands: readonly (Command | CommandGroup)[]): string | undefined {
  const command = commands.find((entry) => entry.name === LOOK_UP);
  if (command === undefined || 'subcommands' in command) return undefined;
  return (command.options.find(({ rest }) => rest === true) ?? command.options[0])?.name;
}

/** Name of the command behind the message command. */
export const LOOK_UP = 'who-said';

async function pressed(
  interaction: Extract<Asking, { kind: 'button' }>,
  turn: Turn,
  parts: Answering,
): Promise<void> {
  const codec = parts.codecFor(interaction.asker.tenant);
  const press = readPress(interaction.customId, codec, interaction.asker.tenant);
  if (press === null) return turn.say(FORGED);
  const line = await lineOf(press, interaction.message.texts, parts.memory);
  if (line === null) return turn.say(FORGOTTEN);
  const request = requestFor(line, parts.commands);
  /** A page turns in place where only its reader sees the message, and is a copy of their own where others read it too. */
  const own = interaction.direct || interaction.message.ephemeral;
  const mine: Visibility = interaction.direct ? 'direct' : 'private';
  switch (press.kind) {
    case 'ask':
      return turn.answer({ kind: 'message', private: !interaction.direct }, () =>
        answerOf(interaction, request, line, mine, parts),
      );
    case 'page':
      return turn.answer({ kind: own ? 'update' : 'message', private: !interaction.direct }, () =>
        answerOf(interaction, request, line, mine, parts, { page: press.page }),
      );
    case 'share':
      return share(interaction, turn, request, line, parts);
    case 'hide':
      return hide(interaction, turn, press, request, line, parts);
    default:
      return unreachable(press);
  }
}

type Asks = ReturnType<typeof requestFor>;

async function share(
  interaction: Extract<Asking, { kind: 'button' }>,
  turn: Turn,
  request: Asks,
  line: Asked,
  parts: Answering,
): Promise<void> {
  const once = `discord:share:${interaction.message.id}:${interaction.asker.user}`;
  if (!(await isFirst(once, parts))) return turn.say(SHARED_ALREADY);
  return turn.answer({ kind: 'message', private: false }, () =>
    answerOf(interaction, request, line, 'public', parts, { sharedBy: interaction.askerName }),
  );
}

/** A public answer is taken back by its asker: it goes, and a private copy comes. */
async function hide(
  interaction: Extract<Asking, { kind: 'button' }>,
  turn: Turn,
  press: Extract<Press, { kind: 'hide' }>,
  request: Asks,
  line: Asked,
  parts: Answering,
): Promise<void> {
  if (press.user !== interaction.asker.user) return turn.say(NOT_YOURS);
  return turn.replaceWithPrivate(() => answerOf(interaction, request, line, 'private', parts));
}

/** Asks the core and makes a message of its answer. The answer's own audience overrides what was intended. */
async function answerOf(
  interaction: InteractionBase,
  request: Asks,
  asked: Asked,
  intended: Visibility,
  parts: Answering,
  more: { readonly page?: number; readonly sharedBy?: string } = {},
): Promise<Outcome> {
  const { asker } = interaction;
  const answer = await parts.core.respond(withAsker(request, asker));
  if (more.sharedBy !== undefined && answer.audience === 'asker') {
    return { body: sentence('That answer is for you alone and cannot be shared.', true) };
  }
  const visibility = visibilityOf(answer, intended, more.sharedBy !== undefined);
  const message = messageOf({
    answer,
    asked: request.kind === 'words' ? askedWords(answer.readAs ?? asked) : asked,
    page: more.page ?? 0,
    codec: parts.codecFor(asker.tenant),
    visibility,
    asker: asker.user,
    ...(more.sharedBy === undefined ? {} : { sharedBy: more.sharedBy }),
  });
  parts.afterwards.push(
    () => rememberLines(message.remembered, parts.memory),
    () =>
      parts.threads.remember(
        { place: interaction.place, narrow: interaction.narrow, user: asker.user },
        answer.readAs ?? asked,
      ),
  );
  return { ...(await withPicture(message, parts.log)), plain: message.plain };
}

function withAsker(request: Asks, asker: InteractionBase['asker']): Request {
  switch (request.kind) {
    case 'command':
      return { kind: 'command', path: request.path, values: request.values, asker };
    case 'line':
      return { kind: 'line', line: request.line, asker };
    case 'words':
      return { kind: 'words', words: request.words, asker };
    default:
      return unreachable(request);
  }
}

function visibilityOf(answer: Answer, intended: Visibility, shared: boolean): Visibility {
  if (intended === 'direct' || shared) return intended;
  switch (answer.audience) {
    case 'asker':
      return 'private';
    case 'channel':
      return 'public';
    case 'default':
      return intended;
    default:
      return unreachable(answer.audience);
  }
}
