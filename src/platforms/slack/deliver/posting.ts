import type { Clock } from '../../../core/clock.ts';
import type { DeliveryResult, Destination } from '../../../core/delivery.ts';
import { channelKey, createSpacing, type Spacing } from '../../../core/post-rate.ts';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { ListedParts, PartsPlace } from '../../delivery-parts.ts';
import { type ApiFailure, DEAD_TOKEN, failureOf, failureWords, type SlackClient } from '../api/api.ts';
import type { SlackMessage } from '../render/render.ts';
import { postArguments, updateArguments } from '../reply/reply.ts';
import type { Timings } from '../timings.ts';
import { metadataOf, partsOfKey, TooMuchHistory } from './marker.ts';
import { blockedBy, FORM_REFUSED } from './result.ts';

/** One message of an answer; `inWords` is the same without its picture, where it has one. */
export interface Part {
  readonly message: SlackMessage;
  readonly inWords?: SlackMessage;
}

type Channel = Pick<Destination, 'tenant' | 'channel'>;

/** How messages get to Slack: each call is tried once, in its turn. */
export interface Posting {
  /** A channel or thread. What comes after the first part goes into the thread of that. */
  readonly in: (client: SlackClient, destination: Destination) => PartsPlace<Part>;
  /** One message without a mark, to a person: a user's id as channel is their direct messages with the app. */
  readonly tell: (
    client: SlackClient,
    tenant: TenantId,
    user: string,
    message: SlackMessage,
  ) => Promise<DeliveryResult>;
  /** What an error of the Web API means for a channel; `seen` says that somebody is in it right now. */
  readonly resultOf: (error: unknown, place: Channel, seen?: boolean) => DeliveryResult;
}

/**
 * Calls to one channel are spaced, calls to others do not wait for them. Where other processes send with the same tokens, the
 * client has the turn among all of them.
 */
export function createPosting(options: {
  /** Told of a refused token, so that health says so before the next proof. */
  readonly tokenRefused: (tenant: TenantId) => void;
  readonly log: Log;
  readonly clock: Clock;
  readonly timings: Timings;
}): Posting {
  const { timings, clock, log } = options;
  /** By channel: that is how Slack counts posts. */
  const posts = createSpacing(timings.betweenPosts);
  /** By workspace: that is how Slack counts edits, and few of them. */
  const edits = createSpacing(timings.betweenEdits);

  const resultOf: Posting['resultOf'] = (error, { tenant, channel }, seen = false) => {
    const failure = failureOf(error);
    if (failure.kind === 'refused') {
      if (DEAD_TOKEN.has(failure.code)) options.tokenRefused(tenant);
      // People are told what it means; the code is for whoever reads the log.
      log.info('Slack refused something for a channel.', { tenant, channel, reason: failureWords(failure) });
    }
    return resultOfFailure(failure, { channel, seen });
  };

  /** Sends when the line has room. A wait that Slack asks for is kept by all who send with this token. */
  const inTurn = async (
    line: Spacing,
    key: string,
    place: Channel,
    send: () => Promise<DeliveryResult>,
  ): Promise<DeliveryResult> => {
    const afterMs = await turn(line, key, { clock, longestWaitMs: timings.longestTurn });
    if (afterMs > 0) return { kind: 'not-sent', reason: 'Slack limits how often', retryAfterMs: afterMs };
    try {
      return await send();
    } catch (error) {
      const result = resultOf(error, place);
      const held = result.kind === 'not-sent' ? result.retryAfterMs : undefined;
      if (held !== undefined) line.hold(key, clock.now() + held, clock.now());
      return result;
    }
  };

  return {
    in: (client, destination) => ({
      // Slack has no idempotency key for posts.
      collapses: false,
      post(part, mark, first) {
        const thread = destination.thread ?? first ?? undefined;
        return inEitherForm(part, (message) =>
          inTurn(posts, channelKey(destination), destination, async () => {
            const { ts } = await client.chat.postMessage({
              ...postArguments(
                message,
                destination.channel,
                thread,
                destination.aloud === true && mark.index === 0,
              ),
              metadata: metadataOf(mark),
            });
            return ts === undefined
              ? { kind: 'in-doubt', reason: 'Slack did not say which message it stored' }
              : { kind: 'sent', message: ts };
          }),
        );
      },
      update: (part, ts) =>
        inEitherForm(part, (message) =>
          inTurn(edits, destination.tenant, destination, async () => {
            await client.chat.update(updateArguments(message, destination.channel, ts));
            return { kind: 'sent', message: ts };
          }),
        ),
      async list(key, since) {
        try {
          return { kind: 'parts', parts: await partsOfKey(client, destination, key, since) };
        } catch (error) {
          return notSeen(error);
        }
      },
      idOf: ([first = '']) => first,
    }),
    tell: (client, tenant, user, message) => {
      const place = { tenant, channel: user };
      return inTurn(posts, channelKey(place), place, async () => {
        const { ts, channel } = await client.chat.postMessage(postArguments(message, user, undefined));
        return {
          ...{ kind: 'sent', message: ts ?? '' },
          ...(channel === undefined ? {} : { place: { tenant, channel } }),
        };
      });
    },
    resultOf,
  };
}

/** Resolves to 0 when it is the caller's turn; or to the milliseconds until then where that is too long, or became so. */
async function turn(
  line: Spacing,
  key: string,
  { clock, longestWaitMs }: { readonly clock: Pick<Clock, 'now' | 'sleep'>; readonly longestWaitMs: number },
): Promise<number> {
  const now = clock.now();
  const at = Math.max(now, line.freeAt(key));
  if (at - now > longestWaitMs) return at - now;
  line.take(key, at, now);
  if (at > now) await clock.sleep(at - now);
  // Slack may have asked for a pause while this turn was waited for.
  return Math.max(0, line.heldUntil(key) - clock.now());
}

/** A file that Slack has not finished with makes blocks invalid: nothing was done then, and words need no file. */
async function inEitherForm(
  { message, inWords }: Part,
  send: (message: SlackMessage) => Promise<DeliveryResult>,
): Promise<DeliveryResult> {
  const result = await send(message);
  return result === FORM_REFUSED && inWords !== undefined ? await send(inWords) : result;
}

/**
 * What may be tried again and what is in doubt. `message_limit_exceeded` is no fault of the channel: it is a wait
 * of a minute and blocks nothing.
 */
function resultOfFailure(
  failure: ApiFailure,
  place: { readonly channel: string; readonly seen: boolean },
): DeliveryResult {
  switch (failure.kind) {
    case 'rate-limited':
      return { kind: 'not-sent', reason: failureWords(failure), retryAfterMs: failure.retryAfterMs };
    case 'unsent':
      return { kind: 'not-sent', reason: failure.reason };
    case 'in-doubt':
      return { kind: 'in-doubt', reason: failure.reason };
    case 'refused':
      if (failure.code === 'message_limit_exceeded')
        return { kind: 'not-sent', reason: failureWords(failure), retryAfterMs: 60_000 };
      return blockedBy(failure, place);
  }
}

/** A look that failed only now is made again; one that Slack does not grant says that nothing is known. */
const LOOK_AGAIN_MS = 5_000;

function notSeen(error: unknown): Exclude<ListedParts, { readonly kind: 'parts' }> {
  if (error instanceof TooMuchHistory) return { kind: 'unknown', reason: error.message };
  const failure = failureOf(error);
  const reason = failureWords(failure);
  if (failure.kind === 'refused') return { kind: 'unknown', reason };
  return {
    kind: 'later',
    reason,
    retryAfterMs: failure.kind === 'rate-limited' ? failure.retryAfterMs : LOOK_AGAIN_MS,
  };
}
