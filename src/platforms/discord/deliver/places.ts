import type { Answer } from '../../../answer/answer.ts';
import type { Delivery, DeliveryKey, DeliveryResult, Destination } from '../../../core/delivery.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { type PartsPlace, postParts, wholeOf } from '../../delivery-parts.ts';
import type { Rest } from '../api/rest.ts';
import type { ChannelFacts, ChannelFactsSource } from './channel.ts';
import type { GuildFacts } from './guild-facts.ts';
import { type FoundParts, findParts, type NotSeen, notSeen } from './history.ts';
import { postRef, refText, type Target, targetOf } from './message-ref.ts';
import type { MessageThreads } from './message-thread.ts';
import { type Part, postingIn, postingInForum } from './posting.ts';

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
  /** Absent where it is known to be no forum. */
  readonly facts?: ChannelFacts;
  /** A message there that is answered. */
  readonly replyTo?: string | null;
}

/**
 * Where deliveries go and are found: channels, threads that somebody chose, forums, and what hangs on an earlier message,
 * in that message's thread; where Discord allows none, it is a reply to the message.
 */
export function createPlaces(parts: {
  readonly rest: Rest;
  /** Sends what people see. */
  readonly sender: Pick<Rest, 'send'>;
  readonly compose: (tenant: TenantId, answer: Answer) => Promise<readonly Part[]>;
  readonly guilds: GuildFacts;
  readonly channels: ChannelFactsSource;
  readonly threads: MessageThreads;
  readonly now: () => number;
  readonly self: () => string;
}): Pick<Delivery, 'post' | 'find'> {
  const { rest, sender, channels, threads, now } = parts;

  const look = (
    where: { readonly channel: string; readonly forum: boolean },
    destination: Destination,
    key: DeliveryKey,
    since: number,
  ): Promise<FoundParts> =>
    findParts({ rest, guilds: parts.guilds, destination, ...where, key, since, self: parts.self() });

  /** Posts where no further thread has to be opened. */
  const postThere = async (
    { channel, facts, replyTo = null }: Opening,
    { destination, answer, key, tried }: Post,
  ): Promise<DeliveryResult> => {
    const forum = facts?.forum === true;
    const place: Omit<PartsPlace<Part>, 'update' | 'remove'> = {
      ...(forum ? postingInForum(channel, facts, answer, sender) : postingIn(channel, sender, replyTo)),
      async list(_, since) {
        const found = await look({ channel, forum }, destination, key, since);
        return found.kind === 'parts' ? found : told(found);
      },
    };
    return postParts(place, {
      parts: await parts.compose(destination.tenant, answer),
      key,
      tried,
      now: now(),
    });
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
        forum ||= known?.facts.forum === true;
        const found = await look({ channel, forum }, destination, key, since.epochMilliseconds);
        // A thread that was never opened is a channel that is not there.
        if (found.kind === 'gone' && under) continue;
        // Where history is closed to us the nonce still knows the message.
        if (found.kind === 'unknown' && recent && !forum) break;
        if (found.kind !== 'parts') return told(found);
        const messages = wholeOf(found.parts);
        if (messages !== null) {
          return { kind: 'found', message: forum ? postRef(messages) : refText({ channel, messages }) };
        }
        if (found.parts.length > 0) break;
      }
      // Forum posts have no nonce.
      return { kind: 'absent', ...(recent && !forum ? { collapses: true } : {}) };
    },
  };
}

/** The core does not tell a channel that is gone from one that it cannot look into. */
function told(unseen: NotSeen): Exclude<NotSeen, { kind: 'gone' }> {
  return unseen.kind === 'gone' ? { kind: 'unknown', reason: unseen.reason } : unseen;
}
