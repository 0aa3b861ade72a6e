import type { Answer } from '../../answer/answer.ts';
import type { Command, CommandGroup } from '../../commands/command.ts';
import type { Log } from '../../domain/log.ts';
import { createCodecs } from '../button.ts';
import type { Memory } from '../memory.ts';
import type { Delivery, DeliveryKey, DeliveryResult, Destination } from '../platform.ts';
import { type ChannelFacts, type ChannelFactsSource, createChannelFacts } from './channel-facts.ts';
import type { Clock } from './clock.ts';
import { controlsOf, rememberLines } from './controls.ts';
import { blockedOr, refusalFacts } from './delivery-result.ts';
import { pagesOf } from './fitting.ts';
import { createGuildFacts } from './guild-facts.ts';
import { type FoundParts, findParts, type NotSeen, notSeen } from './history.ts';
import { directTenant } from './interaction.ts';
import { DELIVERY_LIMITS, LIMITS } from './limits.ts';
import { NO_MENTIONS, withPicture } from './message.ts';
import { readRef, refText, type Target, targetOf } from './message-ref.ts';
import { createMessageThreads } from './message-thread.ts';
import { createNames } from './names.ts';
import { FLAG, type MessageBody } from './payload.ts';
import { editMessages, messageId, type Part, postInForum, postMessages } from './posting.ts';
import { probe } from './probe.ts';
import { ONLY_PAGE, renderPage } from './render.ts';
import { type Rest, routeName, routes } from './rest.ts';

/** Parts of an answer are looked for this far back before more are posted. */
const DAY_MS = 24 * 3_600_000;
const PLAIN: ChannelFacts = { forum: false, tag: null };
/** A message that arrived is in the history at once; this leaves one on its way the time to get there. */
const LOOK_AFTER_MS = 5_000;
/** Discord recognises a nonce for "the past few minutes". https://docs.discord.com/developers/resources/message#create-message */
const NONCE_MS = 120_000;

/** What is to be posted; `tried` where parts of it may be there already. */
interface Post {
  readonly destination: Destination;
  readonly answer: Answer;
  readonly key: DeliveryKey;
  readonly tried: boolean;
}

interface Opening {
  readonly channel: string;
  readonly facts?: ChannelFacts;
  /** A message there that is answered. */
  readonly replyTo?: string | null;
}

/**
 * Scheduled posts. Each attempt is one request per message and says exactly what became of it; nothing is tried again
 * here. Equal nonces are collapsed by Discord for some minutes; beyond those, marks in the message itself let `find`
 * recognise it. An answer too long for one message goes out as several, in order, each with a mark of its own: posting
 * it again under the same key adds only what is missing. What hangs on an earlier message goes into that message's
 * thread; where Discord allows none, it is a reply to the message.
 */
export function createDelivery(parts: {
  readonly rest: Rest;
  readonly memory: Memory;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Secret of the buttons. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Our own user id, empty until known. */
  readonly self: () => string;
}): Delivery & Pick<ChannelFactsSource, 'learn'> {
  const { rest, log } = parts;
  const { now } = parts.clock;
  /** Operators need what Discord said exactly, which no sentence for people holds. */
  const noted: Pick<Rest, 'send'> = {
    async send(request) {
      const result = await rest.send(request);
      if (result.kind === 'refused')
        log.warn('Discord refused a message.', { route: routeName(request), ...refusalFacts(result) });
      return result;
    },
  };
  const codecFor = createCodecs({ secret: parts.secret, maxLength: LIMITS.customId });
  const guilds = createGuildFacts(rest, now);
  const channels = createChannelFacts(guilds, now);
  const threads = createMessageThreads(rest, log);

  const compose = async (tenant: string, answer: Answer): Promise<readonly Part[]> => {
    const codec = codecFor(tenant);
    const pages = pagesOf(answer);
    return Promise.all(
      pages.map(async (page, at): Promise<Part> => {
        const controls = controlsOf({
          answer: page,
          asked: '',
          place: ONLY_PAGE,
          codec,
          commands: parts.commands,
          visibility: 'public',
          asker: '',
        });
        await rememberLines(controls.remembered, parts.memory);
        const body: MessageBody = {
          flags: FLAG.suppressEmbeds | FLAG.componentsV2,
          allowed_mentions: NO_MENTIONS,
          components: [renderPage(page, { number: at + 1, count: pages.length }), ...controls.rows],
        };
        return withPicture({ body, picture: page.picture ?? null }, log);
      }),
    );
  };

  const look = (
    where: { readonly channel: string; readonly forum: boolean },
    destination: Destination,
    key: DeliveryKey,
    since: number,
  ): Promise<FoundParts> =>
    findParts({ rest, guilds, destination, ...where, key, since, self: parts.self() });

  /** Posts where no further thread has to be opened. */
  const postThere = async (
    { channel, facts = PLAIN, replyTo = null }: Opening,
    { destination, answer, key, tried }: Post,
  ): Promise<DeliveryResult> => {
    const composed = await compose(destination.tenant, answer);
    const where = { channel, forum: facts.forum };
    // One message needs no look: its nonce, or the caller's own `find`, already keeps it single; nor does what was never
    // tried. Where history cannot be read the nonces alone must do; a caller in doubt is told so by `find`.
    const found =
      composed.length === 1 || !tried ? null : await look(where, destination, key, now() - DAY_MS);
    if (found?.kind === 'later') {
      return { kind: 'not-sent', reason: found.reason, retryAfterMs: found.retryAfterMs };
    }
    const posting = { rest: noted, composed, key, known: found?.kind === 'parts' ? found.parts : [] };
    return facts.forum
      ? postInForum(channel, facts, answer, posting)
      : postMessages(channel, posting, replyTo);
  };

  const postUnder = async (
    { channel, message }: Extract<Target, { kind: 'thread' }>,
    post: Post,
  ): Promise<DeliveryResult> => {
    const opened = await threads.open(channel, message, post.answer);
    if (opened.kind === 'failed') return opened.result;
    if (opened.kind === 'open') {
      const result = await postThere({ channel: opened.thread }, post);
      if (result.kind !== 'blocked' || result.reason !== 'no-permission') return result;
    }
    return postThere({ channel, replyTo: message }, post);
  };

  return {
    limits: DELIVERY_LIMITS,
    lookAfterMs: LOOK_AFTER_MS,
    room: rest.room,
    learn: channels.learn,
    async post(destination, answer, key, tried = true) {
      const target = targetOf(destination);
      const { channel } = target;
      const post: Post = { destination, answer, key, tried };
      if (target.kind === 'thread') return postUnder(target, post);
      if (target.kind === 'reply') return postThere({ channel, replyTo: target.message }, post);
      const known = await channels.of(channel, destination.tenant);
      return known.kind === 'unusable' ? known.result : postThere({ channel, facts: known.facts }, post);
    },
    async find(destination, key, since) {
      const target = targetOf(destination);
      // Under a message it is either in the message's thread, where there is one, or a reply beside it.
      const places = target.kind === 'thread' ? [target.message, target.channel] : [target.channel];
      const recent = now() - since.epochMilliseconds < NONCE_MS;
      let forum = false;
      for (const channel of places) {
        const under = channel !== target.channel;
        const known = under ? null : await channels.of(channel, destination.tenant);
        if (known?.kind === 'unusable') return told(notSeen(known.result));
        const facts = known?.facts ?? PLAIN;
        forum ||= facts.forum;
        const where = { channel, forum: facts.forum };
        const found = await look(where, destination, key, since.epochMilliseconds);
        // A thread that was never opened is a channel that is not there.
        if (found.kind === 'gone' && under) continue;
        // Where history is closed to us the nonce still knows the message.
        if (found.kind === 'unknown' && recent && !facts.forum) break;
        if (found.kind !== 'parts') return told(found);
        const [first] = found.parts;
        if (first === undefined) continue;
        if (first.count !== found.parts.length) break;
        const messages = found.parts.map(({ message }) => message);
        return { kind: 'found', message: refText({ channel: first.channel, messages }) };
      }
      // Forum posts have no nonce.
      return { kind: 'absent', ...(recent && !forum ? { collapses: true } : {}) };
    },
    async edit(destination, message, answer) {
      const ref = readRef(message);
      if (ref === null) {
        return { kind: 'blocked', reason: 'invalid', detail: `There is no message "${message}".` };
      }
      return editMessages(ref, await compose(destination.tenant, answer), noted);
    },
    async tell(_tenant, user, answer) {
      const opened = await rest.send({
        method: 'POST',
        path: '/users/@me/channels',
        body: { recipient_id: user },
      });
      const channel = messageId(opened);
      if (channel === null) {
        const failure = blockedOr(opened);
        // Opening a conversation says nothing to anybody yet.
        return failure.kind === 'in-doubt' ? { kind: 'not-sent', reason: failure.reason } : failure;
      }
      const messages: string[] = [];
      for (const { body, upload } of await compose(directTenant(channel), answer)) {
        const sent = await noted.send({
          method: 'POST',
          path: routes.messages(channel),
          body,
          ...(upload === undefined ? {} : { upload }),
        });
        const id = messageId(sent);
        if (id === null) return blockedOr(sent);
        messages.push(id);
      }
      return { kind: 'sent', message: refText({ channel, messages }) };
    },
    nameOf: createNames(rest, guilds),
    probe: (destination) => probe(destination, rest, guilds, parts.self()),
  };
}

function told(unseen: NotSeen): Exclude<NotSeen, { kind: 'gone' }> {
  return unseen.kind === 'gone' ? { kind: 'unknown', reason: unseen.reason } : unseen;
}
