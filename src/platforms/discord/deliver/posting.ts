import type { Answer } from '../../../answer/answer.ts';
import type { DeliveryResult } from '../../../core/delivery.ts';
import { isMapping } from '../../../domain/mapping.ts';
import type { PartMark, PartsPlace } from '../../delivery-parts.ts';
import { string } from '../api/json.ts';
import { type Rest, type RestResult, routes } from '../api/rest.ts';
import type { MessageBody, Upload } from '../render/payload.ts';
import type { ChannelFacts } from './channel.ts';
import { marked, nonceOf } from './marker.ts';
import { postRef, refText } from './message-ref.ts';
import { threadName } from './message-thread.ts';
import { blockedOr } from './result.ts';

/** What is begun is to be whole: its later messages wait longer for their turn than a first one would. */
const GO_ON_MS = 10_000;

/** One message of an answer, as it is to be posted. */
export interface Part {
  readonly body: MessageBody;
  readonly upload?: Upload;
}

/** Somewhere messages go, and the ways to put, change and remove them; how they are found is `history.ts`. */
export type Posting = Omit<PartsPlace<Part>, 'list'>;
type Sender = Pick<Rest, 'send'>;

/** Posts in a channel or thread; `replyTo` is a message there that the first part answers. */
export function postingIn(channel: string, rest: Sender, replyTo: string | null = null): Posting {
  return {
    // A nonce is recognised for some minutes; beyond those, marks are.
    collapses: true,
    post: (part, mark) => postMessage(channel, rest, part, { ...mark, replyTo }),
    async update({ body, upload }, message) {
      const result = await rest.send({
        method: 'PATCH',
        path: routes.message(channel, message),
        body: { ...body, attachments: body.attachments ?? [] },
        ...(upload === undefined ? {} : { upload }),
      });
      return sentOr(result);
    },
    async remove(message) {
      const result = await rest.send({ method: 'DELETE', path: routes.message(channel, message) });
      const gone = result.kind === 'ok' || (result.kind === 'refused' && result.status === 404);
      return gone ? { kind: 'sent', message } : blockedOr(result);
    },
    idOf: (messages) => refText({ channel, messages }),
  };
}

/**
 * A forum takes posts, not messages: the first part opens one, named by the headline, and has the post's own id; the
 * others go on in it. What opens a post has no nonce.
 */
export function postingInForum(
  channel: string,
  forum: ChannelFacts,
  answer: Answer,
  rest: Sender,
): Pick<Posting, 'collapses' | 'post' | 'idOf'> {
  return {
    collapses: true,
    async post(part, mark, first) {
      if (first !== null) return postMessage(first, rest, part, { ...mark, replyTo: null });
      const result = await rest.send({
        method: 'POST',
        path: routes.threads(channel),
        body: {
          name: threadName(answer),
          ...(forum.tag === null ? {} : { applied_tags: [forum.tag] }),
          message: { ...part.body, components: marked(part.body.components, mark) },
        },
        ...(part.upload === undefined ? {} : { upload: part.upload }),
      });
      return sentOr(result);
    },
    idOf: postRef,
  };
}

/** One part with its nonce and its mark. Only the first part answers a message; the others follow it. */
async function postMessage(
  channel: string,
  rest: Sender,
  { body, upload }: Part,
  { replyTo, ...mark }: PartMark & { readonly replyTo: string | null },
): Promise<DeliveryResult> {
  const result = await rest.send({
    method: 'POST',
    path: routes.messages(channel),
    body: {
      ...body,
      components: marked(body.components, mark),
      nonce: nonceOf(mark),
      enforce_nonce: true,
      // Should the message be gone by now, what was to be said under it is still worth saying.
      ...(replyTo === null || mark.index > 0
        ? {}
        : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
    },
    ...(upload === undefined ? {} : { upload }),
    ...(mark.index === 0 ? {} : { patienceMs: GO_ON_MS }),
  });
  return sentOr(result);
}

/** Sent where Discord names the message; what it calls done without an id is in doubt. */
function sentOr(result: RestResult): DeliveryResult {
  const message = messageId(result);
  return message === null ? blockedOr(result) : { kind: 'sent', message };
}

/** A thread that went quiet is archived: posting opens it again, editing does not. */
const ARCHIVED = 50083;

/** Opens the thread again where that is what a request was refused for, and sends the request once more. */
export function reopening(thread: string, rest: Sender): Sender {
  return {
    async send(request) {
      const result = await rest.send(request);
      const archived = result.kind === 'refused' && result.code === ARCHIVED;
      return archived && (await reopened(thread, rest)) ? rest.send(request) : result;
    },
  };
}

/** https://docs.discord.com/developers/resources/channel#modify-channel-json-params-thread */
async function reopened(thread: string, rest: Sender): Promise<boolean> {
  const result = await rest.send({
    method: 'PATCH',
    path: routes.channel(thread),
    body: { archived: false },
  });
  return result.kind === 'ok';
}

/** Id of what was created; null where nothing was, or Discord does not name it. */
export function messageId(result: RestResult): string | null {
  return result.kind === 'ok' && isMapping(result.body) ? string(result.body.id) || null : null;
}
