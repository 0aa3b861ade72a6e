import type { Destination } from '../../../core/delivery.ts';

/**
 * What the core keeps of a delivery: the channel, thread or forum post it went to and its messages in order, as
 * `channel/first+second`. The core knows it only as a message id.
 */
export interface MessageRef {
  readonly channel: string;
  readonly messages: readonly string[];
}

const IN = '/';
const AND = '+';

export function refText({ channel, messages }: MessageRef): string {
  return `${channel}${IN}${messages.join(AND)}`;
}

/** Of a forum post, which has the id of the message that opens it. */
export function postRef(messages: readonly string[]): string {
  return refText({ channel: messages[0] ?? '', messages });
}

/** Null for anything else, such as the plain id of a thread that somebody chose. */
export function readRef(text: string): MessageRef | null {
  const match = /^([\w-]{1,64})\/([\w-]{1,64}(?:\+[\w-]{1,64})*)$/u.exec(text);
  const [, channel, messages] = match ?? [];
  return channel === undefined || messages === undefined ? null : { channel, messages: messages.split(AND) };
}

/** Where a delivery is to appear. */
export type Target =
  /** A channel, forum, or a thread that somebody chose. */
  | { readonly kind: 'channel'; readonly channel: string }
  /** What hangs on a message of ours in a channel: in the message's thread, which may have to be opened first. */
  | { readonly kind: 'thread'; readonly channel: string; readonly message: string }
  /** What hangs on a message of ours in a thread or forum post, where no further thread can be opened: a reply to it. */
  | { readonly kind: 'reply'; readonly channel: string; readonly message: string };

export function targetOf(destination: Destination): Target {
  const { channel, thread } = destination;
  if (thread === undefined) return { kind: 'channel', channel };
  const parent = readRef(thread);
  const message = parent?.messages[0];
  if (parent === null || message === undefined) return { kind: 'channel', channel: thread };
  const inThread = parent.channel === channel && destination.aloud !== true;
  return { kind: inThread ? 'thread' : 'reply', channel: parent.channel, message };
}
