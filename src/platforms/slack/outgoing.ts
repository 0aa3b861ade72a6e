import type { types } from '@slack/bolt';
import type { Log } from '../../domain/log.ts';
import { SLACK_LIMITS } from './limits.ts';
import type { SlackMessage } from './render.ts';
import { type ApiFailure, failureOf, failureWords, type SlackClient } from './slack-api.ts';

/** Where and to whom a reply goes. */
export interface Place {
  readonly channel: string;
  readonly user: string;
  readonly thread?: string;
  /** Good for 5 messages in 30 minutes, also where the app is not a member; absent for events. */
  readonly responseUrl?: string;
  readonly client: SlackClient;
}

/** `asker`: only they see it; `channel`: everyone there; `replace`: in place of the message that was pressed. */
export type Visibility = 'asker' | 'channel' | 'replace';

/** Names and addresses in our text stay text, whatever the workspace's default. */
const NO_PARSING = { link_names: false, parse: 'none' } as const;
const NO_UNFURLING = { unfurl_links: false, unfurl_media: false } as const;

/** A reply in the form in which acknowledgements and response_url take it. */
export function responseBody(message: SlackMessage, visibility: Visibility, thread?: string) {
  return {
    response_type: visibility === 'channel' ? ('in_channel' as const) : ('ephemeral' as const),
    replace_original: visibility === 'replace',
    text: message.text,
    blocks: message.blocks,
    ...NO_UNFURLING,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
}

/** The arguments with which every message of ours is posted to a channel. */
export function postArguments(message: SlackMessage, channel: string, thread: string | undefined) {
  return {
    channel,
    text: message.text,
    blocks: mutable(message.blocks),
    ...NO_UNFURLING,
    ...NO_PARSING,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
}

/** The arguments with which a message of ours is replaced: all of it, blocks too, as text alone would remove them. */
export function updateArguments(message: SlackMessage, channel: string, ts: string) {
  return { channel, ts, text: message.text, blocks: mutable(message.blocks), ...NO_PARSING };
}

/** The SDK's types ask for arrays it may change; it does not. */
function mutable(blocks: readonly types.KnownBlock[]): types.KnownBlock[] {
  return [...blocks];
}

/**
 * Sends the messages of one reply, in order, each by the first way that works: response_url, then the Web API. A way is
 * given up only where it certainly did not deliver, or where the reply is private and a second copy does no harm.
 * Never rejects: a reply nobody can be given is one line in the log.
 */
export async function sendReply(
  messages: readonly SlackMessage[],
  place: Place,
  visibility: Visibility,
  options: { readonly log: Log; readonly timeoutMs: number },
): Promise<void> {
  let uses = 0;
  for (const [at, message] of messages.entries()) {
    // Only the first page can take the place of the message that was pressed.
    const seen = visibility === 'replace' && at > 0 ? 'asker' : visibility;
    const reasons: string[] = [];
    if (place.responseUrl !== undefined && uses < SLACK_LIMITS.responseUrlUses) {
      uses += 1;
      const failure = await postToResponseUrl(
        place.responseUrl,
        responseBody(message, seen, place.thread),
        options.timeoutMs,
      );
      if (failure === undefined) continue;
      reasons.push(failure.reason);
      if (failure.perhapsSent && seen !== 'asker') {
        options.log.warn('A reply to Slack may not have arrived.', { reason: failure.reason });
        continue;
      }
    }
    const failure = await postByWebApi(message, place, seen);
    if (failure === undefined) continue;
    reasons.push(failureWords(failure));
    options.log.warn('A reply could not be delivered to Slack.', {
      reason: reasons.join('; '),
      channel: place.channel,
    });
    return;
  }
}

async function postByWebApi(
  message: SlackMessage,
  place: Place,
  seen: Visibility,
): Promise<ApiFailure | undefined> {
  const { channel, thread, client, user } = place;
  const post = () =>
    seen === 'channel'
      ? client.chat.postMessage(postArguments(message, channel, thread))
      : client.chat.postEphemeral({
          channel,
          user,
          text: message.text,
          blocks: mutable(message.blocks),
          ...NO_PARSING,
          ...(thread === undefined ? {} : { thread_ts: thread }),
        });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await post();
      return undefined;
    } catch (error) {
      const failure = failureOf(error);
      // Only what was certainly not posted is tried again; a person is waiting, so not for long.
      const wait =
        failure.kind === 'rate-limited'
          ? failure.retryAfterMs
          : failure.kind === 'unsent'
            ? 1_000
            : undefined;
      if (wait === undefined || attempt === 3 || wait > 30_000) return failure;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Undefined where it was taken. */
async function postToResponseUrl(
  url: string,
  body: object,
  timeoutMs: number,
): Promise<{ readonly reason: string; readonly perhapsSent: boolean } | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.ok
      ? undefined
      : { reason: `response_url answered HTTP ${response.status}`, perhapsSent: false };
  } catch (error) {
    const refused =
      error instanceof Error &&
      error.cause instanceof Error &&
      'code' in error.cause &&
      error.cause.code === 'ECONNREFUSED';
    return {
      reason: `response_url gave no answer (${error instanceof Error ? error.name : typeof error})`,
      perhapsSent: !refused,
    };
  }
}
