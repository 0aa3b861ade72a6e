import type { Answer } from '../../answer/answer.ts';
import type { Log } from '../../domain/log.ts';
import type { ButtonCodec } from '../button.ts';
import type { BlockReason, Delivery, DeliveryResult, Destination } from '../platform.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { SLACK_POST_LIMITS } from './limits.ts';
import { type Mark, type Marked, metadataOf, partsOfKey, partsOfMessage } from './marks.ts';
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
        metadata: metadataOf(mark),
      });
      return posted.ts === undefined
        ? { kind: 'in-doubt', reason: 'Slack did not say which message it stored' }
        : { kind: 'sent', message: posted.ts };
    });

  const updateOne = (client: SlackClient, destination: Destination, message: SlackMessage, ts: string) =>
    inLane(edits, destination.tenant, destination.tenant, async () => {
      await client.chat.update(updateArguments(message, destination.channel, ts));
      return { kind: 'sent', message: ts };
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

  const post: Delivery['post'] = async (destination, answer, key) => {
    const client = await options.clientOf(destination.tenant);
    if (client === undefined) return notInstalled();
    const { pages, inWords } = await pagesOf(client, destination, answer);
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

function laneOf({ tenant, channel }: Destination): string {
  return `${tenant}/${channel}`;
}

/** A file that Slack has not finished with makes blocks invalid: nothing was done then, and words need no file. */
async function inEitherForm(
  message: SlackMessage,
  inWords: SlackMessage | undefined,
  send: (message: SlackMessage) => Promise<DeliveryResult>,
): Promise<DeliveryResult> {
  const result = await send(message);
  const invalid = result.kind === 'blocked' && result.reason === 'invalid';
  return invalid && inWords !== undefined ? await send(inWords) : result;
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
