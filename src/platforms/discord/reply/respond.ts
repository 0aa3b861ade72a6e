import type { Answer } from '../../../answer/answer.ts';
import { type Clock, orLate } from '../../../core/clock.ts';
import type { Command, CommandGroup, OptionValues } from '../../../core/command.ts';
import { commandReading, mayOpenForm } from '../../../core/line/find-command.ts';
import { leadingOption } from '../../../core/line/grammar.ts';
import type { Memory } from '../../../core/memory.ts';
import type { Core } from '../../../core/request.ts';
import { unreachable } from '../../../domain/errors.ts';
import { errorFacts, type Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { CodecFor } from '../../button-codec.ts';
import { apology, type Conversation, type Inquiry, pressed, type Showing } from '../../conversation.ts';
import { isFirst, once } from '../../dedupe.ts';
import type { Rest } from '../api/rest.ts';
import type { Interaction } from '../read/interaction.ts';
import type { MessageChannel } from '../read/message-channels.ts';
import { optionWords, withoutAddresses } from '../read/typed-words.ts';
import {
  type Asked,
  askedLine,
  askedWords,
  lineOf,
  readPress,
  rememberLines,
  type Visibility,
} from '../render/buttons.ts';
import { formSent, modalOf } from '../render/form.ts';
import { LIMITS } from '../render/limits.ts';
import { messageOf, sentence, withPicture } from '../render/message.ts';
import { CALLBACK } from '../render/payload.ts';
import { readsOf } from '../setup/registration.ts';
import { createTurn, type Outcome } from './deferral.ts';
import { type FirstAnswer, laterAnswers, messageCallback } from './reply.ts';
import type { Threads } from './threads.ts';

/** Everything answering needs, whichever transport asks. */
export interface RespondParts {
  readonly core: Core;
  readonly conversation: Conversation;
  readonly rest: Rest;
  readonly memory: Memory;
  /** What this process has seen itself. */
  readonly here: Memory;
  readonly threads: Threads;
  /** Which channel a message's place belongs to. */
  readonly channelOf: (id: string) => Promise<MessageChannel>;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly codecFor: CodecFor;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/** Interactions that ask something; the others are settled where they come in. */
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
      case 'form':
        await once(`discord:interaction:${interaction.id}`, parts, (onItsWay) =>
          answer(interaction, telling(first, onItsWay), parts),
        );
        return;
      default:
        unreachable(interaction);
    }
  } catch (error) {
    const words = apology('An interaction failed.', error, parts);
    await first.give(messageCallback('message', sentence(words, true)));
  }
}

const NOT_OFFERED = 'This version of me does not know that; please try one of my slash commands.';
const FORGED =
  'This button is not one of mine for this server, so I did nothing. Please ask again with a slash command.';
const FORGED_FORM =
  'This form is not one of mine for this server, so I did nothing. Please open it again with its slash command.';
/** Signed by us, so no forgery: the line it stands for was kept elsewhere and is gone. */
const FORGOTTEN = 'This button is too old for me to know what it was about. Please ask again.';
const NO_WORDS = 'This message has no text I can look up.';

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

/** Tells when the first answer sets out. */
function telling(first: FirstAnswer, onItsWay: () => void): FirstAnswer {
  return {
    takesFiles: first.takesFiles,
    give(callback, upload) {
      const given = first.give(callback, upload);
      onItsWay();
      return given;
    },
  };
}

/**
 * Takes the question through the conversation. In a direct conversation nothing is hidden and nothing offered to be
 * shared: only the asker reads there. What buttons need is kept after the reply: nobody waits for it.
 */
async function answer(interaction: Asking, first: FirstAnswer, parts: RespondParts): Promise<void> {
  const { asker, direct, place, narrow } = interaction;
  const { clock, log, random } = parts;
  const wish = await asked(interaction, parts);
  if (await opensForm(interaction, wish.question, first, parts)) return;
  const presenter = createPresenter(parts, asker.tenant);
  const whole: Record<Showing['seen'], Visibility> = direct
    ? { asker: 'direct', channel: 'direct' }
    : { asker: 'private', channel: 'public' };
  const inquiry: Inquiry = {
    ...{ asker, direct },
    ...wish,
    thread: { remember: (line) => parts.threads.remember({ place, narrow, user: asker.user }, line) },
  };
  await parts.conversation.take(inquiry, {
    show: (answer, how) => presenter.show(answer, how, whole[how.seen], asker.user),
    say: (words, seen) => ({ body: sentence(words, seen === 'asker') }),
    ...createTurn({
      ...{ interaction, first, clock, log, random },
      later: laterAnswers(parts.rest, interaction, clock.sleep, log),
    }),
  });
  await presenter.remember();
}

/** Makes messages of answers, and keeps what their buttons need once the reader has them. */
export function createPresenter(parts: RespondParts, tenant: TenantId) {
  const lines: Asked[] = [];
  return {
    /** `asker`: who may take it back where it is public; '' for nobody. */
    async show(
      answer: Answer,
      { line = '', card, page, sharedBy }: Showing,
      visibility: Visibility,
      asker: string,
    ): Promise<Outcome> {
      const message = messageOf({
        ...{
          answer,
          commands: parts.commands,
          asked: askedWords(line),
          card,
          page,
          codec: parts.codecFor(tenant),
          visibility,
          asker,
        },
        ...(sharedBy === undefined ? {} : { sharedBy }),
      });
      lines.push(...message.remembered);
      return { ...(await withPicture(message, parts.log)), plain: message.plain };
    },
    /** Never rejects: the reply is out, and without the memory only its longest questions cannot be asked again. */
    async remember(): Promise<void> {
      try {
        await rememberLines(lines, parts.memory);
      } catch (error) {
        parts.log.warn('The memory of past answers does not take more.', errorFacts(error));
      }
    },
  };
}

/** Longer than this nothing may be found out before a form is opened: it can only be the first answer. */
const FORM_WITHIN_MS = 1_500;

/** Opens the form that is asked for. False where none is, or where it cannot be opened: then the command answers. */
async function opensForm(
  { kind, asker }: Asking,
  question: Inquiry['question'],
  first: FirstAnswer,
  { core, commands, clock, codecFor }: RespondParts,
): Promise<boolean> {
  if (kind !== 'command' && kind !== 'button') return false;
  if (question.kind === 'words' || core.form === undefined) return false;
  const line = question.kind === 'line' ? question.line : `/${question.path.join(' ')}`;
  if (!mayOpenForm(line, commands)) return false;
  const found = core.form({ ...question, asker }).catch(() => null);
  const form = await orLate(found, FORM_WITHIN_MS, null, clock);
  const modal = form === null ? null : modalOf(form, codecFor(asker.tenant));
  return modal !== null && (await first.give({ type: CALLBACK.modal, data: modal })) !== 'failed';
}

type Question = Omit<Inquiry, 'asker' | 'direct' | 'thread'>;

/** What an interaction asks. A look-up by message is seen by the asker alone, even where answers are public. */
async function asked(interaction: Asking, parts: RespondParts): Promise<Question> {
  switch (interaction.kind) {
    case 'command': {
      const { path } = interaction;
      const values = lookedUp(interaction, parts.commands);
      return { question: { kind: 'command', path, values }, line: askedLine(path, values, parts.commands) };
    }
    case 'message':
      return readsOf(interaction.name) === 'source'
        ? { ...proposed(interaction.text, parts.commands), seen: 'asker' }
        : { ...lookUp(interaction.words, parts.commands), seen: 'asker' };
    case 'form': {
      const { customId, values: filled, asker } = interaction;
      const sent = formSent(customId, filled, {
        ...{ codec: parts.codecFor(asker.tenant), tenant: asker.tenant },
      });
      if (sent === null) return saying(FORGED_FORM);
      const line = askedLine(sent.path, sent.values, parts.commands);
      return { question: { kind: 'command', ...sent }, line, seen: 'asker' };
    }
    case 'button':
      return pressOn(interaction, parts);
    default:
      return unreachable(interaction);
  }
}

/** Words that are looked up as somebody's are pasted with the link they were found under. */
function lookedUp(
  { path, values }: Extract<Asking, { kind: 'command' }>,
  commands: readonly (Command | CommandGroup)[],
): OptionValues {
  const reads = lookUpOption(commands);
  const option = reads?.path.join(' ') === path.join(' ') ? reads.option : undefined;
  const words = option === undefined ? undefined : values[option];
  return option === undefined || words === undefined
    ? values
    : { ...values, [option]: withoutAddresses(words) };
}

/** "Who said this?" on a message: its text is what is looked for. */
function lookUp(words: string, commands: readonly (Command | CommandGroup)[]): Question {
  const reads = lookUpOption(commands);
  if (words === '' || reads === undefined) return saying(words === '' ? NO_WORDS : NOT_OFFERED);
  const { path, option } = reads;
  const values = { [option]: words };
  return { question: { kind: 'command', path, values }, line: askedLine(path, values, commands) };
}

/** "Propose as source" on a message: its first link, or else all its text. */
function proposed(message: string, commands: readonly (Command | CommandGroup)[]): Question {
  const reads = commandReading('source', commands);
  const option = reads === undefined ? undefined : leadingOption(reads.command);
  const link = /https?:\/\/[^\s<>]+/.exec(message)?.[0]?.replace(/(?<![).,;!?])[).,;!?]+$/, '');
  const what = link ?? optionWords(message).trim();
  if (reads === undefined || option === undefined) return saying(NOT_OFFERED);
  if (what === '') return saying('This message has neither a link nor words to propose.');
  return {
    question: { kind: 'command', path: reads.path, values: { [option.name]: what } },
    line: askedLine(reads.path, {}, commands),
  };
}

/** One of our own sentences to the asker alone, in place of an answer. */
function saying(instead: string): Question {
  return { question: { kind: 'words', words: '' }, instead, seen: 'asker' };
}

/** The command behind the message command, and the option that takes the message's words. */
function lookUpOption(
  commands: readonly (Command | CommandGroup)[],
): { readonly path: readonly string[]; readonly option: string } | undefined {
  const reads = commandReading('message', commands);
  const option = reads === undefined ? undefined : leadingOption(reads.command)?.name;
  return reads === undefined || option === undefined ? undefined : { path: reads.path, option };
}

/**
 * What a press asks, of whoever pressed. A button signed for another server is as good as forged. One whose line
 * was kept elsewhere and is gone says so; the reader cannot know that a memory has ended.
 */
async function pressOn(
  { asker, askerName, customId, direct, message }: Extract<Asking, { kind: 'button' }>,
  parts: RespondParts,
): Promise<Question> {
  const press = readPress(customId, parts.codecFor(asker.tenant), asker.tenant);
  if (press === null) return saying(FORGED);
  const line = await lineOf(press, message.texts, parts.memory);
  if (line === null) return saying(FORGOTTEN);
  const means = await pressed(press, {
    ...{ user: asker.user, name: askerName, alone: direct || message.ephemeral },
    sharesFirst: () => isFirst(`discord:share:${message.id}:${asker.user}`, parts),
  });
  return {
    question: line.startsWith('/') ? { kind: 'line', line } : { kind: 'words', words: line },
    line,
    ...means,
  };
}
