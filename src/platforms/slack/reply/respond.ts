import type { Answer } from '../../../answer/answer.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { CodecFor } from '../../button-codec.ts';
import type { Conversation, Inquiry, Outgoing, Showing, Surface } from '../../conversation.ts';
import { uploadPicture } from '../api/pictures.ts';
import { answerInWords } from '../render/in-words.ts';
import { presentAnswer, presentCard, presentWhole } from '../render/paging.ts';
import type { SlackMessage } from '../render/render.ts';
import { spansText } from '../render/spans.ts';
import type { Timings } from '../timings.ts';
import { type Place, responseBody, sendReply, type Visibility } from './reply.ts';

/** Where a reply goes, and how Slack hears of the question before. */
export interface ReplyTo {
  readonly place: Place;
  /**
   * Acknowledges, with the reply where the surface allows one. Rejects where it did not go out; then the reply takes
   * another way.
   */
  readonly acknowledge?: {
    readonly empty: () => Promise<void>;
    readonly reply?: (body: object) => Promise<void>;
    /** Says what is wrong where it was filled in, instead of a reply. */
    readonly refuse?: (sentence: string) => Promise<void>;
  };
}

/** Answers an inquiry with exactly one reply. Never rejects. */
export type Responder = (inquiry: Inquiry, to: ReplyTo) => Promise<void>;

interface Parts {
  readonly conversation: Conversation;
  readonly codecFor: CodecFor;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly log: Log;
  readonly timings: Timings;
}

/** An answer as it is sent. */
interface Shown {
  readonly answer: Answer;
  readonly messages: readonly SlackMessage[];
  /** All of the answer, where that is not at hand. */
  readonly whole?: (() => Promise<Answer>) | undefined;
}

/**
 * Answers through the conversation all platforms share; what is Slack's own is how it acknowledges and shows.
 */
export function createResponder(parts: Parts): Responder {
  return (inquiry, to) => parts.conversation.take(inquiry, surfaceOf(inquiry.asker.tenant, to, parts));
}

/** The place of one inquiry. Every reply is tried in blocks and, where Slack refuses these, in words. */
function surfaceOf(tenant: TenantId, { place, acknowledge }: ReplyTo, parts: Parts): Surface<Shown> {
  const { log, timings } = parts;

  const present = async (answer: Answer, how: Showing, pictureFile?: string): Promise<Shown> => {
    const showing = showingOf(answer, how, pictureFile);
    const card = presentCard(answer, showing);
    if (card !== null) return { answer, messages: [card], whole: how.whole };
    const whole = (await how.whole?.()) ?? answer;
    return { answer: whole, messages: presentWhole(whole, showing) };
  };

  const showingOf = (answer: Answer, how: Showing, pictureFile?: string) => {
    const refused = answer.status === 'refused';
    return {
      codec: parts.codecFor(tenant),
      commands: parts.commands,
      line: how.line,
      card: how.card,
      page: how.page,
      share: how.seen === 'asker' && answer.audience !== 'asker' && !refused,
      ...(how.sharedBy === undefined || refused ? {} : { notes: [`Shared by ${how.sharedBy}`] }),
      ...(pictureFile === undefined ? {} : { pictureFile }),
    };
  };

  let ts: string | null = null;
  const send = async (messages: readonly SlackMessage[], { shown, seen, inPlace, kept }: Outgoing<Shown>) => {
    ts = await sendReply(messages, place, inPlace ? 'replace' : seen, {
      ...{ log, timeoutMs: timings.call },
      inWords: async () => answerInWords((await shown.whole?.()) ?? shown.answer),
      ...(kept === true ? { known: true } : {}),
    });
  };

  return {
    /** Everybody in a channel sees its pictures; a private answer tells them in words and stays quick. */
    async show(answer, how) {
      const { picture } = answer;
      if (picture === undefined || how.seen === 'asker') return present(answer, how);
      const upload = { picture, client: place.client, timeoutMs: timings.call, log };
      return present(answer, how, await uploadPicture(upload));
    },
    say(words, seen) {
      const answer = saying(words);
      return {
        answer,
        messages: presentAnswer(answer, showingOf(answer, { line: undefined, page: 0, seen })),
      };
    },
    async send(outgoing) {
      await send(outgoing.shown.messages, outgoing);
      return '';
    },
    sentAs: async () => (ts === '' ? null : ts),
    ...(acknowledge === undefined
      ? {}
      : { acknowledge: acknowledging(acknowledge, timings.ackWithin, send) }),
  };
}

/**
 * How this surface hears of the question in time. A reply in the acknowledgement is one message: what follows the
 * first goes the usual way, and so does all of it where the acknowledgement did not get through. An answer with a
 * picture never goes out this way.
 */
function acknowledging(
  { empty, reply, refuse }: NonNullable<ReplyTo['acknowledge']>,
  withinMs: number,
  send: (messages: readonly SlackMessage[], outgoing: Outgoing<Shown>) => Promise<void>,
): NonNullable<Surface<Shown>['acknowledge']> {
  const defer = async () => {
    await succeeds(empty());
    // Where the connection is gone, a reply may still take another way.
    return true;
  };
  if (reply === undefined && refuse === undefined) return { withinMs, defer };
  return {
    withinMs,
    defer,
    async reply(outgoing) {
      const { answer, messages } = outgoing.shown;
      if (answer.status === 'refused' && refuse !== undefined) {
        await refuse(spansText(answer.headline));
        return true;
      }
      const [first, ...rest] = messages;
      if (reply === undefined || first === undefined || answer.picture !== undefined) return false;
      const seen: Visibility = outgoing.inPlace ? 'replace' : outgoing.seen;
      const carried = await succeeds(reply(responseBody(first, seen)));
      await send(carried ? rest : messages, outgoing);
      return true;
    },
  };
}

/** A sentence to the asker that claims nothing about the story. */
function saying(sentence: string): Answer {
  return {
    status: 'refused',
    headline: [{ kind: 'text', text: sentence }],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf: '',
    command: '',
    audience: 'asker',
  };
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch {
    return false;
  }
}
