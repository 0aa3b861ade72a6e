import type { Answer } from '../../answer/answer.ts';
import type { Log } from '../../domain/log.ts';
import type { ButtonCodec } from '../button.ts';
import type { BlockReason, Delivery, DeliveryKey, DeliveryResult, Destination } from '../platform.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { SLACK_POST_LIMITS } from './limits.ts';
import { postArguments, updateArguments } from './outgoing.ts';
import { uploadPicture } from './pictures.ts';
import { presentPages } from './present.ts';
import type { SlackMessage } from './render.ts';
import { type ApiFailure, DEAD_TOKEN, failureOf, failureWords, type SlackClient } from './slack-api.ts';
import type { Timings } from './timings.ts';

/** Marks a message of a digest so that it can be found again: Slack has no idempotency key for posts. */
const DELIVERY_EVENT = 'readout_delivery';

/** Pages of history searched for one marker: two hundred messages each. */
const MOST_PAGES = 5;

/** How far back a post of several parts looks for parts of its own: further than any outbox tries. */
const LOOK_BACK_MS = 24 * 3_600_000;

/** Slack's history and ours may differ by a clock's error. */
const CLOCK_SLACK_MS = 120_000;

/**
 * Scheduled messages. Each call tries once and says what certainly happened; the outbox decides about another try.
 * Calls to one channel are spaced, calls to others do not wait for them. An answer longer than one message goes on in the
 * thread of its first; such a post first looks what of it is there already, so that trying it again only adds the rest.
 */
export function createDelivery(options: {
  /** Undefined where the app is not installed in that workspace. */
  readonly clientOf: (tenant: string) => Promise<SlackClient | undefined>;
  readonly codecFor: (tenant: string) => ButtonCodec;
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

  const resultOf = (error: unknown, tenant: string): DeliveryResult => {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && DEAD_TOKEN.has(failure.code)) options.tokenRefused(tenant);
    return resultOfFailure(failure);
  };

  const inLane = async (
    lanes: Lanes,
    lane: string,
    tenant: string,
    send: () => Promise<DeliveryResult>,
  ): Promise<DeliveryResult> => {
    const turn = await lanes.turn(lane);
    if (turn.kind === 'later')
      return { kind: 'not-sent', reason: 'Slack limits how often', retryAfterMs: turn.afterMs };
    try {
      return await send();
    } catch (error) {
      const result = resultOf(error, tenant);
      if (result.kind === 'not-sent' && result.retryAfterMs !== undefined)
        lanes.block(lane, result.retryAfterMs);
      return result;
    }
  };

  const postOne = (client: SlackClient, destination: Destination, message: SlackMessage, mark: Mark) =>
    inLane(posts, laneOf(destination), destination.tenant, async () => {
      const posted = await client.chat.postMessage({
        ...postArguments(message, destination.channel, destination.thread),
        metadata: { event_type: DELIVERY_EVENT, event_payload: { ...mark } },
      });
      return posted.ts === undefined
        ? { kind: 'in-doubt', reason: 'Slack did not say which message it stored' }
        : { kind: 'sent', message: posted.ts };
    });

  const pagesOf = async (client: SlackClient, destination: Destination, answer: Answer) => {
    const show = (pictureFile?: string) =>
      presentPages(answer, {
        codec: options.codecFor(destination.tenant),
        ...(pictureFile === undefined ? {} : { pictureFile }),
      });
    const picture = answer.picture;
    const file =
      picture === undefined
        ? undefined
        : await uploadPicture({ picture, client, timeoutMs: timings.call, log });
    return { pages: show(file), inWords: file === undefined ? undefined : show() };
  };

  /** Parts of this key that Slack has, by number; undefined where it does not let us look. */
  const partsOf = async (
    client: SlackClient,
    destination: Destination,
    key: DeliveryKey,
    sinceMs: number,
  ) => {
    const first = await search(client, destination, key, sinceMs);
    const root = first.get(0)?.ts;
    // In a channel the other parts are in the thread of the first.
    if (destination.thread !== undefined || root === undefined || (first.get(0)?.parts ?? 1) === 1)
      return first;
    const rest = await search(client, { ...destination, thread: root }, key, sinceMs);
    return new Map([...first, ...rest]);
  };

  const post: Delivery['post'] = async (destination, answer, key) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined) return notInstalled();
    const { pages, inWords } = await pagesOf(client, destination, answer);
    const parts = pages.length;
    let there: ReadonlyMap<number, Found> = new Map();
    if (parts > 1) {
      try {
        there = await partsOf(client, destination, key, options.clock() - LOOK_BACK_MS);
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
      let result = await postOne(client, place, message, mark);
      const plain = inWords?.[part];
      if (result.kind === 'blocked' && result.reason === 'invalid' && plain !== undefined)
        // A file that Slack has not finished with makes the blocks invalid: nothing was posted, and words need no file.
        result = await postOne(client, place, plain, mark);
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
      const found = await partsOf(client, destination, key, since.epochMilliseconds);
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
    const [first] = (await pagesOf(client, destination, answer)).pages;
    if (first === undefined) return { kind: 'blocked', reason: 'invalid', detail: 'the answer is empty' };
    return await inLane(edits, destination.tenant, destination.tenant, async () => {
      await client.chat.update(updateArguments(first, destination.channel, message));
      return { kind: 'sent', message };
    });
  };

  const probe: Delivery['probe'] = async (destination) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined) return notInstalled();
    try {
      const { channel } = await client.conversations.info({ channel: destination.channel });
      const name = channel?.name === undefined ? destination.channel : `#${channel.name}`;
      if (channel?.is_archived === true)
        return { kind: 'blocked', reason: 'archived', detail: `${name} is archived` };
      if (channel?.is_im === true || channel?.is_member !== false) return { kind: 'ok', name };
      return {
        kind: 'blocked',
        reason: 'not-member',
        detail: `invite the app to ${name} first: /invite @Readout`,
      };
    } catch (error) {
      const result = resultOf(error, destination.tenant);
      return result.kind === 'blocked'
        ? result
        : { kind: 'blocked', reason: 'invalid', detail: `not proven: ${failureWords(failureOf(error))}` };
    }
  };

  /** A user's id as channel is their direct messages with the app, for which writing at all is scope enough. */
  const tell: NonNullable<Delivery['tell']> = async (tenant, user, answer) => {
    const client = await options.clientOf(tenant);
    if (client === undefined) return notInstalled();
    const [message] = presentPages(answer, { codec: options.codecFor(tenant) });
    if (message === undefined) return { kind: 'blocked', reason: 'invalid', detail: 'the answer is empty' };
    return await inLane(posts, `${tenant}/${user}`, tenant, async () => {
      const { ts } = await client.chat.postMessage(postArguments(message, user, undefined));
      return { kind: 'sent', message: ts ?? '' };
    });
  };

  return { limits: SLACK_POST_LIMITS, post, find, edit, probe, tell };
}

/** What the marker of a message says. `part` counts from 0. */
interface Mark {
  readonly key: DeliveryKey;
  readonly part: number;
  readonly parts: number;
}

interface Found {
  readonly ts: string;
  readonly parts: number;
}

function laneOf({ tenant, channel }: Destination): string {
  return `${tenant}/${channel}`;
}

function notInstalled() {
  return {
    kind: 'blocked',
    reason: 'uninstalled',
    detail: 'the app is not installed in this workspace',
  } as const;
}

/** The first part stands: nothing may be posted under this key without looking. */
function unfinished(result: DeliveryResult): DeliveryResult {
  const reason = result.kind === 'blocked' ? result.detail : 'reason' in result ? result.reason : '';
  return { kind: 'in-doubt', reason: `a later part was not posted: ${reason}` };
}

/** Messages marked with this key in a channel or thread, by part. Throws where Slack does not let us look. */
async function search(
  client: SlackClient,
  { channel, thread }: Destination,
  key: DeliveryKey,
  sinceMs: number,
): Promise<ReadonlyMap<number, Found>> {
  const found = new Map<number, Found>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = {
      channel,
      oldest: ((sinceMs - CLOCK_SLACK_MS) / 1_000).toFixed(6),
      inclusive: true,
      include_all_metadata: true,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const result =
      thread === undefined
        ? await client.conversations.history(query)
        : await client.conversations.replies({ ...query, ts: thread });
    for (const message of result.messages ?? []) {
      const mark = markOf(message.metadata);
      if (mark?.key === key && message.ts !== undefined)
        found.set(mark.part, { ts: message.ts, parts: mark.parts });
    }
    cursor = result.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return found;
  }
  // More messages than we read: the marker may be further on, so its absence proves nothing.
  if (found.size === 0) throw new Error('too many messages since then');
  return found;
}

function markOf(metadata: unknown): Mark | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  if (!('event_type' in metadata) || metadata.event_type !== DELIVERY_EVENT) return undefined;
  const payload = 'event_payload' in metadata ? metadata.event_payload : undefined;
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return undefined;
  const part = 'part' in payload ? Number(payload.part) : 0;
  const parts = 'parts' in payload ? Number(payload.parts) : 1;
  return typeof payload.key === 'string' ? { key: payload.key, part, parts } : undefined;
}

/** What each refusal means for a destination (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const BLOCKED: Readonly<Record<string, BlockReason>> = {
  channel_not_found: 'channel-gone',
  channel_is_limited_access: 'no-permission',
  is_archived: 'archived',
  not_in_channel: 'not-member',
  user_not_in_channel: 'not-member',
  missing_scope: 'no-permission',
  no_permission: 'no-permission',
  not_allowed_token_type: 'no-permission',
  access_denied: 'no-permission',
  ekm_access_denied: 'no-permission',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  restricted_action_thread_locked: 'restricted',
  posting_to_channel_denied: 'restricted',
  messages_tab_disabled: 'restricted',
  team_access_not_granted: 'uninstalled',
  team_not_found: 'uninstalled',
};

function resultOfFailure(failure: ApiFailure): DeliveryResult {
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
      return {
        kind: 'blocked',
        reason: DEAD_TOKEN.has(failure.code) ? 'uninstalled' : (BLOCKED[failure.code] ?? 'invalid'),
        detail: failureWords(failure),
      };
  }
}
