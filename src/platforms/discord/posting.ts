import type { Answer } from '../../answer/answer.ts';
import type { DeliveryKey, DeliveryResult } from '../platform.ts';
import type { ChannelFacts } from './channel-facts.ts';
import { blockedOr } from './delivery-result.ts';
import type { PlacedPart } from './history.ts';
import { isRecord, string } from './json.ts';
import { marked, nonceOf } from './mark.ts';
import { type MessageRef, refText } from './message-ref.ts';
import { threadName } from './message-thread.ts';
import type { MessageBody, Upload } from './payload.ts';
import { type Rest, type RestResult, routes } from './rest.ts';

/** What is begun is to be whole: its later messages wait longer for their turn than a first one would. */
const GO_ON_MS = 10_000;

/** One message of an answer, as it is to be posted. */
export interface Part {
  readonly body: MessageBody;
  readonly upload?: Upload;
}

/** What posting does whatever it posts: the parts in order, those that are there already left alone. */
export interface Posting {
  readonly rest: Pick<Rest, 'send'>;
  readonly composed: readonly Part[];
  readonly key: DeliveryKey;
  readonly known: readonly PlacedPart[];
}

/** Posts in a channel or thread; `replyTo` is a message there that the first part answers. */
export async function postMessages(
  channel: string,
  posting: Posting,
  replyTo: string | null = null,
): Promise<DeliveryResult> {
  const { rest, composed, key, known } = posting;
  const messages: string[] = [];
  for (const [at, part] of composed.entries()) {
    const there = known.find((placed) => placed.index === at);
    if (there !== undefined) {
      messages.push(there.message);
      continue;
    }
    const result = await rest.send({
      method: 'POST',
      path: routes.messages(channel),
      body: {
        ...part.body,
        components: marked(part.body.components, key, at, composed.length),
        nonce: nonceOf(key, at),
        enforce_nonce: true,
        // Should the message be gone by now, what was to be said under it is still worth saying.
        ...(replyTo === null || at > 0
          ? {}
          : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
      },
      ...(part.upload === undefined ? {} : { upload: part.upload }),
      ...(at === 0 ? {} : { patienceMs: GO_ON_MS }),
    });
    const id = messageId(result);
    if (id === null) return blockedOr(result);
    messages.push(id);
  }
  return { kind: 'sent', message: refText({ channel, messages }) };
}

/** A forum takes posts, not messages: the first part opens one, named by the headline. Forum posts have no nonce. */
export async function postInForum(
  channel: string,
  forum: ChannelFacts,
  answer: Answer,
  posting: Posting,
): Promise<DeliveryResult> {
  const { rest, composed, key, known } = posting;
  const [first] = composed;
  if (first === undefined) return { kind: 'not-sent', reason: 'nothing to post' };
  let post = known[0]?.channel ?? null;
  if (post === null) {
    const result = await rest.send({
      method: 'POST',
      path: routes.threads(channel),
      body: {
        name: threadName(answer),
        ...(forum.tag === null ? {} : { applied_tags: [forum.tag] }),
        message: { ...first.body, components: marked(first.body.components, key, 0, composed.length) },
      },
      ...(first.upload === undefined ? {} : { upload: first.upload }),
    });
    post = messageId(result);
    if (post === null) return blockedOr(result);
  }
  // The message that opens a post has the post's own id.
  const opening: PlacedPart = { index: 0, count: composed.length, message: post, channel: post };
  return postMessages(post, { ...posting, known: [opening, ...known] });
}

/** Edits part by part; an answer that has grown gets further messages, one that has shrunk loses its last. */
export async function editMessages(
  { channel, messages }: MessageRef,
  composed: readonly Part[],
  rest: Pick<Rest, 'send'>,
): Promise<DeliveryResult> {
  const kept: string[] = [];
  for (const [at, part] of composed.entries()) {
    const id = messages[at];
    const upload = part.upload === undefined ? {} : { upload: part.upload };
    const attempt = () =>
      id === undefined
        ? rest.send({
            method: 'POST',
            path: routes.messages(channel),
            body: { ...part.body, nonce: nonceOf(`edit ${messages[0]}`, at), enforce_nonce: true },
            ...upload,
          })
        : rest.send({
            method: 'PATCH',
            path: routes.message(channel, id),
            body: { ...part.body, attachments: part.body.attachments ?? [] },
            ...upload,
          });
    let result = await attempt();
    if (isArchived(result) && (await reopened(channel, rest))) result = await attempt();
    const done = messageId(result);
    if (done === null) return blockedOr(result);
    kept.push(done);
  }
  for (const id of messages.slice(composed.length)) {
    const result = await rest.send({ method: 'DELETE', path: routes.message(channel, id) });
    if (result.kind !== 'ok' && !(result.kind === 'refused' && result.status === 404)) {
      return blockedOr(result);
    }
  }
  return { kind: 'sent', message: refText({ channel, messages: kept }) };
}

/** A thread that went quiet is archived: posting opens it again, editing does not. */
const ARCHIVED = 50083;

function isArchived(result: RestResult): boolean {
  return result.kind === 'refused' && result.code === ARCHIVED;
}

/** https://docs.discord.com/developers/resources/channel#modify-channel-json-params-thread */
async function reopened(thread: string, rest: Pick<Rest, 'send'>): Promise<boolean> {
  const result = await rest.send({
    method: 'PATCH',
    path: routes.channel(thread),
    body: { archived: false },
  });
  return result.kind === 'ok';
}

export function messageId(result: RestResult): string | null {
  return result.kind === 'ok' && isRecord(result.body) ? string(result.body.id) || null : null;
}
