import type { Answer } from '../../answer/answer.ts';
import type { Command, CommandGroup } from '../../commands/command.ts';
import type { Log } from '../../domain/log.ts';
import type { ButtonCodec } from '../button.ts';
import type { Delivery, DeliveryKey, DeliveryResult, Destination } from '../platform.ts';
import { blockedBy, FORM_REFUSED, notInstalled, notMember } from './blocked.ts';
import { answerInWords } from './in-words.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { SLACK_POST_LIMITS } from './limits.ts';
import { type Mark, type Marked, metadataOf, partsOfKey, partsOfMessage } from './marks.ts';
import { createNames } from './names.ts';
import { postArguments, updateArguments } from './outgoing.ts';
import { uploadPicture } from './pictures.ts';
import { presentPages } from './present.ts';
import type { SlackMessage } from './render.ts';
import { type ApiFailure, DEAD_TOKEN, failureOf, failureWords, type SlackClient } from './slack-api.ts';
import type { Timings } from './timings.ts';

/** How far back a post of several parts looks for parts of its own: further than any outbox tries. */
const LOOK_BACK_MS = 24 * 3_600_000;

/**
 * Scheduled messages. Each call tries once and says what certainly happened; the outbox decides about another try.
 * Calls to one channel are spaced, calls to others do not wait for them. An answer longer than one message goes on in the
 * thread of its first; such a post first looks what of it is there already, so that trying it again only adds the rest.
 */
export function createDelivery(options: {
  /** Undefined where the app is not installed in that workspace. */
  readonly clientOf: (tenant: string) => Promise<SlackClient | undefined>;
  readonly codecFor: (tenant: string) => ButtonCodec;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Told of a refused token, so that health says so before the next proof. */
  readonly tokenRefused: (tenant: string) => void;
  readonly log: Log;
  readonly clock: () => number;
  readonly timings: Timings;
}): Delivery {
  const { timings, log } = options;
  const { clock } = options;
  const longestWaitMs = timings.longestTurn;
  /** By channel: that is how Slack counts posts. */
  const posts = createLanes({ clock, longestWaitMs, spacingMs: timings.betweenPosts });
  /** By workspace: that is how Slack counts edits, and few of them. */
  const edits = createLanes({ clock, longestWaitMs, spacingMs: timings.betweenEdits });

  const resultOf = (
    error: unknown,
    { tenant, channel }: Pick<Destination, 'tenant' | 'channel'>,
    seen = false,
  ): DeliveryResult => {
    const failure = failureOf(error);
    if (failure.kind === 'refused') {
      if (DEAD_TOKEN.has(failure.code)) options.tokenRefused(tenant);
      // People are told what it means; the code is for whoever reads the log.
      log.info('Slack refused something for a channel.', { tenant, channel, reason: failureWords(failure) });
    }
    return resultOfFailure(failure, { channel, seen });
  };

  const inLane = async (
    lanes: Lanes,
    lane: string,
    place: Pick<Destination, 'tenant' | 'channel'>,
    send: () => Promise<DeliveryResult>,
  ): Promise<DeliveryResult> => {
    const turn = await lanes.turn(lane);
    if (turn.kind === 'later')
      return { kind: 'not-sent', reason: 'Slack limits how often', retryAfterMs: turn.afterMs };
    try {
      return await send();
    } catch (error) {
      const result = resultOf(error, place);
      if (result.kind === 'not-sent' && result.retryAfterMs !== undefined)
        lanes.block(lane, result.retryAfterMs);
      return result;
    }
  };

  const postOne = (client: SlackClient, destination: Destination, message: SlackMessage, mark: Mark) =>
    inLane(posts, laneOf(destination), destination, async () => {
      const posted = await client.chat.postMessage({
        ...postArguments(message, destination.channel, destination.thread),
        metadata: metadataOf(mark),
      });
      return posted.ts === undefined
        ? { kind: 'in-doubt', reason: 'Slack did not say which message it stored' }
        : { kind: 'sent', message: posted.ts };
    });

  const updateOne = (client: SlackClient, destination: Destination, message: SlackMessage, ts: string) =>
    inLane(edits, destination.tenant, destination, async () => {
      await client.chat.update(updateArguments(message, destination.channel, ts));
      return { kind: 'sent', message: ts };
    });

  const pagesOf = async (client: SlackClient, destination: Destination, answer: Answer) => {
    const show = (pictureFile?: string) =>
      presentPages(answer, {
        codec: options.codecFor(destination.tenant),
        commands: options.commands,
        ...(pictureFile === undefined ? {} : { pictureFile }),
      });
    const picture = answer.picture;
    const file =
      picture === undefined
        ? undefined
        : await uploadPicture({ picture, client, timeoutMs: timings.call, log });
    return { pages: show(file), inWords: file === undefined ? undefined : show() };
  };

  const post: Delivery['post'] = async (destination, answer, key) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined) return notInstalled();
    const { pages, inWords } = await pagesOf(client, destination, answer);
    const result = await postPages(client, destination, { pages, inWords, key });
    if (result !== FORM_REFUSED) return result;
    const plain = answerInWords(answer, Number.POSITIVE_INFINITY).map((text) => ({ text, blocks: [] }));
    return await postPages(client, destination, { pages: plain, inWords: undefined, key });
  };

  const postPages = async (
    client: SlackClient,
    destination: Destination,
    { pages, inWords, key }: Pages & { readonly key: DeliveryKey },
  ): Promise<DeliveryResult> => {
    const parts = pages.length;
    let there: ReadonlyMap<number, Marked> = new Map();
    if (parts > 1) {
      try {
        there = await partsOfKey(client, destination, key, options.clock() - LOOK_BACK_MS);
      } catch {
        // Without the right to look, a second try may repeat parts: the outbox was told in-doubt and decides.
      }
    }
    let root = there.get(0)?.ts;
    for (const [part, message] of pages.entries()) {
      if (there.has(part)) continue;
      const thread = destination.thread ?? (part > 0 ? root : undefined);
      const place = thread === undefined ? destination : { ...destination, thread };
      const mark: Mark = { key, part, parts };
      const result = await inEitherForm(message, inWords?.[part], (form) =>
        postOne(client, place, form, mark),
      );
      if (result.kind !== 'sent') return part === 0 ? result : unfinished(result);
      if (part === 0) root = result.message;
    }
    return root === undefined
      ? { kind: 'in-doubt', reason: 'no part was posted' }
      : { kind: 'sent', message: root };
  };

  const find: Delivery['find'] = async (destination, key, since) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined)
      return { kind: 'unknown', reason: 'the app is not installed in this workspace' };
    try {
      const found = await partsOfKey(client, destination, key, since.epochMilliseconds);
      const first = found.get(0);
      return first === undefined || found.size < first.parts
        ? { kind: 'absent' }
        : { kind: 'found', message: first.ts };
    } catch (error) {
      return { kind: 'unknown', reason: failureWords(failureOf(error)) };
    }
  };

  const edit: Delivery['edit'] = async (destination, message, answer) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined) return notInstalled();
    const { pages, inWords } = await pagesOf(client, destination, answer);
    // Without the right to look, a page that went on in the thread is posted again: a repetition is better than a gap.
    const there = pages.length > 1 ? await partsOfMessage(client, destination, message).catch(() => []) : [];
    const key = there.find((each) => each.ts === message)?.key ?? '';
    for (const [part, page] of pages.entries()) {
      const ts = part === 0 ? message : there.find((each) => each.part === part)?.ts;
      const place = { ...destination, thread: destination.thread ?? message };
      const result = await inEitherForm(page, inWords?.[part], (form) =>
        ts === undefined
          ? postOne(client, place, form, { key, part, parts: pages.length })
          : updateOne(client, destination, form, ts),
      );
      if (result.kind !== 'sent') return result;
    }
    return { kind: 'sent', message };
  };

  const probe: Delivery['probe'] = async (destination) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined) return notInstalled();
    try {
      const { channel } = await client.conversations.info({ channel: destination.channel });
      const name = channel?.name === undefined ? destination.channel : `#${channel.name}`;
      if (channel?.is_archived === true)
        return { kind: 'blocked', reason: 'archived', detail: `${name} is archived.` };
      if (channel?.is_im === true || channel?.is_member !== false) return { kind: 'ok', name };
      return notMember(name);
    } catch (error) {
      const result = resultOf(error, destination, true);
      if (result.kind === 'blocked') return result;
      const wait = result.kind === 'not-sent' ? result.retryAfterMs : undefined;
      const reason = wait === undefined ? 'Slack does not answer' : 'Slack asks for fewer calls';
      return { kind: 'later', reason, retryAfterMs: wait ?? timings.retryMost };
    }
  };

  /** A user's id as channel is their direct messages with the app, for which writing at all is scope enough. */
  const tell: NonNullable<Delivery['tell']> = async (tenant, user, answer) => {
    const client = await options.clientOf(tenant);
    if (client === undefined) return notInstalled();
    const [message] = presentPages(answer, {
      codec: options.codecFor(tenant),
      commands: options.commands,
    });
    if (message === undefined) return { kind: 'blocked', reason: 'invalid', detail: 'The answer is empty.' };
    return await inLane(posts, `${tenant}/${user}`, { tenant, channel: user }, async () => {
      const { ts } = await client.chat.postMessage(postArguments(message, user, undefined));
      return { kind: 'sent', message: ts ?? '' };
    });
  };

  const nameOf = createNames({ clientOf: options.clientOf, clock });
  return { limits: SLACK_POST_LIMITS, post, find, edit, probe, tell, nameOf };
}

function laneOf({ tenant, channel }: Destination): string {
  return `${tenant}/${channel}`;
}

/** The messages of one post; `inWords` are the same without their picture, where they have one. */
interface Pages {
  readonly pages: readonly SlackMessage[];
  readonly inWords: readonly SlackMessage[] | undefined;
}

/** A file that Slack has not finished with makes blocks invalid: nothing was done then, and words need no file. */
async function inEitherForm(
  message: SlackMessage,
  inWords: SlackMessage | undefined,
  send: (message: SlackMessage) => Promise<DeliveryResult>,
): Promise<DeliveryResult> {
  const result = await send(message);
  return result === FORM_REFUSED && inWords !== undefined ? await send(inWords) : result;
}

/** The first part stands: nothing may be posted under this key without looking. */
function unfinished(result: DeliveryResult): DeliveryResult {
  const reason = result.kind === 'blocked' ? result.detail : 'reason' in result ? result.reason : '';
  return { kind: 'in-doubt', reason: `a later part was not posted: ${reason}` };
}

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
