import type { DeliveryKey, Destination } from '../../../core/delivery.ts';
import type { PartMark, PlacedPart } from '../../delivery-parts.ts';
import type { SlackClient } from '../api/api.ts';

/** Marks a message of a digest so that it can be found again: Slack has no idempotency key for posts. */
const DELIVERY_EVENT = 'readout_delivery';

/** Pages of history searched for one marker: two hundred messages each. */
const MOST_PAGES = 5;

/** More was posted since than is looked through: whether a message is there is not known, and will not be later. */
export class TooMuchHistory extends Error {
  constructor() {
    super('too many messages since then');
  }
}

/** Slack's history and ours may differ by a clock's error. */
const CLOCK_SLACK_MS = 120_000;

/** A marked message that Slack has, which is named by its `ts`. */
interface Marked extends PlacedPart {
  readonly key: DeliveryKey;
}

/** The marker as the argument of a post. */
export function metadataOf({ key, index, count }: PartMark) {
  return { event_type: DELIVERY_EVENT, event_payload: { key, part: index, parts: count } };
}

/** Every part of this key, each once: the first where it was posted, the others there or in its thread. */
export async function partsOfKey(
  client: SlackClient,
  destination: Destination,
  key: DeliveryKey,
  sinceMs: number,
): Promise<readonly PlacedPart[]> {
  const first = await partsIn(client, destination, key, sinceMs);
  const root = first.get(0);
  if (destination.thread !== undefined || root === undefined || root.count === 1) return [...first.values()];
  const rest = await partsIn(client, { ...destination, thread: root.message }, key, sinceMs);
  return [...new Map([...first, ...rest]).values()];
}

/** The parts that go with a message, itself included; empty where it has no mark. */
export async function partsOfMessage(
  client: SlackClient,
  destination: Destination,
  ts: string,
): Promise<readonly Marked[]> {
  const thread = destination.thread ?? ts;
  const { marked } = await markedIn(client, { ...destination, thread }, undefined);
  const key = marked.find(({ message }) => message === ts)?.key;
  return marked.filter((each) => each.key === key);
}

/** Throws where Slack does not let us look. */
async function partsIn(
  client: SlackClient,
  destination: Destination,
  key: DeliveryKey,
  sinceMs: number,
): Promise<ReadonlyMap<number, Marked>> {
  const { marked, complete } = await markedIn(client, destination, sinceMs);
  const found = marked.filter((each) => each.key === key);
  // More messages than we read: the marker may be further on, so its absence proves nothing.
  if (found.length === 0 && !complete) throw new TooMuchHistory();
  return new Map(found.map((each) => [each.index, each]));
}

/**
 * Every marked message since then, as far as it is looked through; `complete` is false where there is more. Slack
 * hands out metadata only where it is asked for, and a thread by another method than a channel.
 */
async function markedIn(
  client: SlackClient,
  { channel, thread }: Destination,
  sinceMs: number | undefined,
): Promise<{ readonly marked: readonly Marked[]; readonly complete: boolean }> {
  const marked: Marked[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = {
      channel,
      include_all_metadata: true,
      limit: 200,
      ...(sinceMs === undefined
        ? {}
        : { oldest: ((sinceMs - CLOCK_SLACK_MS) / 1_000).toFixed(6), inclusive: true }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const result =
      thread === undefined
        ? await client.conversations.history(query)
        : await client.conversations.replies({ ...query, ts: thread });
    for (const message of result.messages ?? []) {
      const mark = markOf(message.metadata);
      if (mark !== undefined && message.ts !== undefined) marked.push({ ...mark, message: message.ts });
    }
    cursor = result.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return { marked, complete: true };
  }
  return { marked, complete: false };
}

/** Our mark on a message; undefined where it has none. One without part numbers stands for the whole message. */
function markOf(metadata: unknown): PartMark | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  if (!('event_type' in metadata) || metadata.event_type !== DELIVERY_EVENT) return undefined;
  const payload = 'event_payload' in metadata ? metadata.event_payload : undefined;
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return undefined;
  const index = 'part' in payload ? Number(payload.part) : 0;
  const count = 'parts' in payload ? Number(payload.parts) : 1;
  return typeof payload.key === 'string' ? { key: payload.key, index, count } : undefined;
}
