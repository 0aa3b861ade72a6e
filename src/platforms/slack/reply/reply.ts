import type { types } from '@slack/bolt';
import type { Log } from '../../../domain/log.ts';
import { type ApiFailure, failureOf, failureWords, type SlackClient } from '../api/api.ts';
import { isAboutThePlace } from '../deliver/result.ts';
import { SLACK_LIMITS } from '../render/limits.ts';
import { type SlackMessage, withoutFeedback } from '../render/render.ts';
import { smallPrint } from '../render/spans.ts';

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
    ...blocksOf(message),
    ...NO_UNFURLING,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
}

/** The arguments with which every message of ours is posted to a channel. */
export function postArguments(
  message: SlackMessage,
  channel: string,
  thread: string | undefined,
  /** Whether the whole channel sees what is said in the thread. */
  aloud = false,
) {
  return {
    channel,
    text: message.text,
    ...blocksOf(message),
    ...NO_UNFURLING,
    ...NO_PARSING,
    ...(thread === undefined
      ? {}
      : aloud
        ? { thread_ts: thread, reply_broadcast: true as const }
        : { thread_ts: thread }),
  };
}

/** The arguments with which a message of ours is replaced: all of it, blocks too, as text alone would remove them. */
export function updateArguments(message: SlackMessage, channel: string, ts: string) {
  return { channel, ts, text: message.text, blocks: [...message.blocks], ...NO_PARSING };
}

/** The SDK's types ask for arrays it may change; it does not. Plain text has none. */
function blocksOf({ blocks }: SlackMessage): { readonly blocks?: types.KnownBlock[] } {
  return blocks.length === 0 ? {} : { blocks: [...blocks] };
}

/** What is said to the asker where Slack takes the answer in no form. */
const NOT_TAKEN =
  'I have an answer, but Slack did not take it here; please ask me again in a direct message, or for something narrower.';

/** What became of one message. */
type Sent =
  /** `perhaps`: its reply was lost, and it is public: a second copy would do harm. */
  | { readonly kind: 'sent' | 'perhaps'; readonly ts?: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly code?: string };

/**
 * Sends the messages of one reply, in order, each by the first way that works: response_url, then the Web API. A way is
 * given up only where it certainly did not deliver, or where the reply is private and a second copy does no harm. What
 * Slack refuses for its form goes once more in plain words; what it still refuses, or refuses to take here at all, is
 * one sentence to the asker. Never rejects: a reply nobody can be given is one line in the log. Gives the `ts` of the first
 * message where that is known.
 */
export async function sendReply(
  messages: readonly SlackMessage[],
  place: Place,
  visibility: Visibility,
  options: {
    readonly log: Log;
    readonly timeoutMs: number;
    /** The whole reply as plain text, made where it is needed. */
    readonly inWords: () => Promise<readonly string[]>;
    /** Posted by the Web API where that lets us, so that the message is known and can be edited later. */
    readonly known?: boolean;
  },
): Promise<string | null> {
  const send = createSender(place, options);
  let first: string | null = null;
  const failed = async (list: readonly SlackMessage[]) => {
    for (const [at, message] of list.entries()) {
      // Only the first page can take the place of the message that was pressed.
      const result = await send(message, visibility === 'replace' && at > 0 ? 'asker' : visibility);
      if (result.kind === 'failed') return result;
      if (at === 0) first = result.ts ?? null;
    }
    return undefined;
  };
  let failure = await failed(messages);
  const plainer = messages.map(withoutFeedback);
  // The newest of the elements is the first to be doubted: an answer is not reduced to words for it.
  if (isForm(failure) && plainer.some((message, at) => message !== messages[at]))
    failure = await failed(plainer);
  if (isForm(failure)) {
    options.log.warn('Slack refused the form of a reply; it goes out in words.', { reason: failure.reason });
    failure = await failed((await options.inWords()).map((text) => ({ text, blocks: [] })));
  }
  if (failure === undefined) return first;
  const told = failure.code !== undefined && (await tellAsker(send, place));
  options.log.warn('A reply could not be delivered to Slack.', {
    ...{ reason: failure.reason, channel: place.channel, told },
  });
  return null;
}

/** Sends one message after the other, mindful of how often a response_url may be used. */
function createSender(
  place: Place,
  options: { readonly log: Log; readonly timeoutMs: number; readonly known?: boolean },
) {
  let uses = 0;
  return async (given: SlackMessage, seen: Visibility): Promise<Sent> => {
    const reasons: string[] = [];
    let message = given;
    if (options.known === true && seen === 'channel') {
      const posted = await postByWebApi(message, place, seen);
      if ('ts' in posted) return { kind: 'sent', ts: posted.ts };
      // Lost on its way it may be there: what everybody sees is not said twice.
      if (posted.kind === 'in-doubt') return { kind: 'perhaps' };
      if (posted.kind === 'refused' && !isAboutThePlace(posted.code)) return failedFor(posted, reasons);
      reasons.push(failureWords(posted));
      message = uncorrected(message, posted);
    }
    if (place.responseUrl !== undefined && uses < SLACK_LIMITS.responseUrlUses) {
      uses += 1;
      const body = responseBody(message, seen, place.thread);
      const failure = await postToResponseUrl(place.responseUrl, body, options.timeoutMs);
      if (failure === undefined) return { kind: 'sent' };
      reasons.push(failure.reason);
      if (failure.perhapsSent && seen !== 'asker') {
        options.log.warn('A reply to Slack may not have arrived.', { reason: failure.reason });
        return { kind: 'perhaps' };
      }
    }
    const posted = await postByWebApi(message, place, seen);
    return 'ts' in posted ? { kind: 'sent', ts: posted.ts } : failedFor(posted, reasons);
  };
}

/**
 * A response_url tells nothing of the message it makes, and edits none that it made before: whoever reads it is told that it
 * is not mended later. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
function uncorrected(message: SlackMessage, failure: ApiFailure): SlackMessage {
  const outside = failure.kind === 'refused' && NOT_A_MEMBER.has(failure.code);
  const words = outside
    ? 'Not corrected here later: Readout is not in this channel (/invite @Readout).'
    : 'Not corrected here later: Slack did not let Readout post it itself.';
  const at = message.blocks.findIndex(({ type }) => type === 'actions' || type === 'context_actions');
  const before = at < 0 ? message.blocks.length : at;
  return {
    text: `${message.text} ${words}`,
    blocks: [...message.blocks.slice(0, before), ...smallPrint(words), ...message.blocks.slice(before)],
  };
}

const NOT_A_MEMBER: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found']);

/** True where Slack refused how a message is made, and not where it goes. */
function isForm(
  failure: Extract<Sent, { kind: 'failed' }> | undefined,
): failure is typeof failure & { code: string } {
  return failure?.code !== undefined && !isAboutThePlace(failure.code);
}

function failedFor(failure: ApiFailure, before: readonly string[]): Sent {
  const code = failure.kind === 'refused' ? { code: failure.code } : {};
  return { kind: 'failed', reason: [...before, failureWords(failure)].join('; '), ...code };
}

/** In the place itself, seen by the asker alone; where that is refused too, in their direct messages with the app. */
async function tellAsker(send: ReturnType<typeof createSender>, place: Place): Promise<boolean> {
  const sentence = { text: NOT_TAKEN, blocks: [] };
  if ((await send(sentence, 'asker')).kind === 'sent') return true;
  return 'ts' in (await postByWebApi(sentence, directly(place), 'channel'));
}

function directly({ client, user }: Place): Place {
  return { client, user, channel: user };
}

async function postByWebApi(
  message: SlackMessage,
  place: Place,
  seen: Visibility,
): Promise<ApiFailure | { readonly ts: string }> {
  const { channel, thread, client, user } = place;
  const post = () =>
    seen === 'channel'
      ? client.chat.postMessage(postArguments(message, channel, thread))
      : client.chat.postEphemeral({
          channel,
          user,
          text: message.text,
          ...blocksOf(message),
          ...NO_PARSING,
          ...(thread === undefined ? {} : { thread_ts: thread }),
        });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { ts } = { ts: undefined, ...(await post()) };
      return { ts: ts ?? '' };
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

/** A refusal in the body of an answer that says 200: `{"ok":false,"error":"invalid_blocks"}`, or the code alone. */
function refusalIn(body: string): string | undefined {
  if (/^[a-z]+(?:_[a-z]+)+$/.test(body.trim())) return body.trim();
  if (!body.trimStart().startsWith('{')) return undefined;
  try {
    const { ok, error }: { readonly ok?: unknown; readonly error?: unknown } = JSON.parse(body);
    return ok === false ? String(error).slice(0, 80) : undefined;
  } catch {
    return undefined;
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
    const code = refusalIn((await response.text()).slice(0, 1_000));
    if (response.ok && code === undefined) return undefined;
    return { reason: `response_url answered ${code ?? `HTTP ${response.status}`}`, perhapsSent: false };
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
