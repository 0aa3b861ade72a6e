import type { DeliveryKey, DeliveryResult, Destination } from '../../../core/delivery.ts';
import { isMapping } from '../../../domain/mapping.ts';
import type { PlacedPart } from '../../delivery-parts.ts';
import { records, string } from '../api/json.ts';
import { type Rest, routes } from '../api/rest.ts';
import { PERMISSIONS } from '../setup/invite.ts';
import type { GuildFacts } from './guild-facts.ts';
import { partOf } from './marker.ts';
import { permissionsIn } from './permissions.ts';
import { blockedOr, describe } from './result.ts';

export type FoundParts =
  /** In order; empty where none is there. */
  { readonly kind: 'parts'; readonly parts: readonly PlacedPart[] } | NotSeen;

/** Why nothing is known: there is no such channel, Discord does not let us look, or not now. */
export type NotSeen =
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs: number };

interface Search {
  readonly rest: Rest;
  readonly guilds: GuildFacts;
  readonly destination: Destination;
  /** Channel, thread or forum to look in. */
  readonly channel: string;
  /** True where its messages are in its posts. */
  readonly forum: boolean;
  readonly key: DeliveryKey;
  /** Epoch milliseconds. */
  readonly since: number;
  /** Our own user id; empty where not known. */
  readonly self: string;
}

/** Clocks differ: we look this much further back than asked. */
const MARGIN_MS = 2 * 60_000;
const PAGE = 100;
const MOST_PAGES = 10;
const MOST_POSTS = 20;
/** What is read waits out every short limit: nobody is shown anything before it is answered. */
const PATIENCE_MS = 10_000;
/** Until a look is tried again that the network or Discord itself failed. */
const AFTER_FAILURE_MS = 15_000;

/** Looks through a channel's own history for the messages of one delivery. */
export async function findParts(search: Search): Promise<FoundParts> {
  return search.forum ? findInPosts(search) : findInMessages(search);
}

async function findInMessages(search: Search): Promise<FoundParts> {
  const { channel } = search;
  const listed = await messagesSince(search.rest, channel, snowflakeAt(search.since - MARGIN_MS));
  if (listed.kind !== 'messages') return listed;
  const parts = placed(listed.messages, search);
  if (parts.length > 0 || listed.messages.length > 0) return { kind: 'parts', parts };
  // An empty list can also mean that we may not read: Discord does not say which.
  return (await notReadable(search, channel)) ?? { kind: 'parts', parts: [] };
}

/** A forum's posts are its threads; the message that opens one has the thread's id. */
async function findInPosts(search: Search): Promise<FoundParts> {
  const { rest, destination } = search;
  const path = `/guilds/${destination.tenant}/threads/active`;
  const got = await rest.send({ method: 'GET', path, patienceMs: PATIENCE_MS });
  if (got.kind !== 'ok' || !isMapping(got.body)) return notSeen(blockedOr(got));
  const oldest = BigInt(snowflakeAt(search.since - MARGIN_MS));
  const posts = records(got.body.threads)
    .filter((thread) => thread.parent_id === search.channel)
    .filter(
      (thread) => search.self === '' || thread.owner_id === undefined || thread.owner_id === search.self,
    )
    .map((thread) => string(thread.id))
    .filter((id) => isSnowflake(id) && BigInt(id) >= oldest)
    .slice(0, MOST_POSTS);
  for (const post of posts) {
    const listed = await messagesSince(rest, post, String(BigInt(post) - 1n));
    if (listed.kind !== 'messages') return listed;
    const [first, ...more] = placed(listed.messages, search);
    if (first === undefined) continue;
    // Somebody may have deleted the message that opened the post; what is left is still that post.
    const opening = first.index === 0 ? [] : [{ index: 0, count: first.count, message: post }];
    return { kind: 'parts', parts: [...opening, first, ...more] };
  }
  return { kind: 'parts', parts: [] };
}

function placed(
  messages: readonly Readonly<Record<string, unknown>>[],
  search: Search,
): readonly PlacedPart[] {
  return messages
    .filter(({ author }) => search.self === '' || !isMapping(author) || author.id === search.self)
    .flatMap((message) => {
      const part = partOf(message, search.key);
      return part === null ? [] : [{ ...part, message: string(message.id) }];
    })
    .sort((a, b) => a.index - b.index);
}

type Listed =
  | { readonly kind: 'messages'; readonly messages: readonly Readonly<Record<string, unknown>>[] }
  | NotSeen;

async function messagesSince(rest: Rest, channel: string, after: string): Promise<Listed> {
  const messages: Readonly<Record<string, unknown>>[] = [];
  let from = after;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `${routes.messages(channel)}?limit=${PAGE}&after=${from}`;
    const got = await rest.send({ method: 'GET', path, patienceMs: PATIENCE_MS });
    if (got.kind !== 'ok') return notSeen(blockedOr(got));
    const batch = records(got.body).filter((message) => isSnowflake(string(message.id)));
    messages.push(...batch);
    if (batch.length < PAGE) return { kind: 'messages', messages };
    from = batch
      .map((message) => BigInt(string(message.id)))
      .reduce(largest, 0n)
      .toString();
  }
  return { kind: 'unknown', reason: 'too much was written in this channel since to look through' };
}

/** Null where we may read a channel's history, or cannot find out whether we may. */
async function notReadable(search: Search, channel: string): Promise<NotSeen | null> {
  const { rest, destination, guilds, self } = search;
  const path = `${routes.messages(channel)}?limit=1`;
  const latest = await rest.send({ method: 'GET', path, patienceMs: PATIENCE_MS });
  if (latest.kind === 'ok' && records(latest.body).length > 0) return null;
  // What is missing may have been granted since it was read.
  for (const more of [{}, { maxAgeMs: 0 }]) {
    const permissions = await permissionsIn(destination, guilds, self, more);
    if (permissions === null) return null;
    if (typeof permissions !== 'bigint') return notSeen(blockedOr(permissions));
    if ((permissions & PERMISSIONS.readMessageHistory) !== 0n) return null;
  }
  return { kind: 'unknown', reason: 'the bot may not read this channel’s history' };
}

/** A look that failed says nothing of the message: only where Discord refuses it for good is it not known. */
export function notSeen(result: Exclude<DeliveryResult, { kind: 'sent' }>): NotSeen {
  const reason = describe(result);
  if (result.kind === 'blocked') {
    return { kind: result.reason === 'channel-gone' ? 'gone' : 'unknown', reason };
  }
  const told = result.kind === 'not-sent' ? result.retryAfterMs : undefined;
  return { kind: 'later', reason, retryAfterMs: told ?? AFTER_FAILURE_MS };
}

function largest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/u.test(text);
}

const DISCORD_EPOCH = 1_420_070_400_000;

/** The smallest id of its millisecond. https://docs.discord.com/developers/reference#snowflakes */
export function snowflakeAt(epochMs: number): string {
  return String(BigInt(Math.max(0, Math.trunc(epochMs) - DISCORD_EPOCH)) << 22n);
}
