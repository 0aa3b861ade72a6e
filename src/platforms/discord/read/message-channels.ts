import { type Clock, orLate } from '../../../core/clock.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { string } from '../api/json.ts';
import { type Rest, routes } from '../api/rest.ts';

/** Where a message was written: message events tell no thread from a channel. */
export interface MessageChannel {
  readonly isThread: boolean;
  /** The channel a thread belongs to, the channel itself where it is none. */
  readonly channel: string;
}

/** Types of channel: threads in announcements, public and private ones. */
const THREADS: readonly unknown[] = [10, 11, 12];
/** Channels; beyond these all are forgotten, and asked about again. */
const MOST_KNOWN = 5000;
/** An answer does not wait longer for this: it is then taken for a channel. */
const ASKED_FOR_MS = 1000;

/** Asks Discord once about each channel: a thread never changes its parent. Never rejects. */
export function createMessageChannels(rest: Rest, clock: Clock): (id: string) => Promise<MessageChannel> {
  const known = new Map<string, MessageChannel>();
  const ask = async (id: string): Promise<MessageChannel> => {
    const got = await rest.send({ method: 'GET', path: routes.channel(id) });
    if (got.kind !== 'ok' || !isMapping(got.body)) return { isThread: false, channel: id };
    const isThread = THREADS.includes(got.body.type);
    const found = { isThread, channel: (isThread && string(got.body.parent_id)) || id };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(id, found);
    return found;
  };
  return async (id) => {
    const plain = { isThread: false, channel: id };
    return (
      known.get(id) ??
      (await orLate(
        ask(id).catch(() => plain),
        ASKED_FOR_MS,
        plain,
        clock,
      ))
    );
  };
}
