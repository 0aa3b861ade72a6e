import type { DeliveryResult } from '../platform.ts';
import { blockedOr } from './delivery-result.ts';
import { isRecord, records, string } from './json.ts';
import { type Rest, routes } from './rest.ts';

/** What posting needs to know of a channel. */
export interface ChannelFacts {
  /** Takes posts rather than messages: forum and media channels. */
  readonly forum: boolean;
  /** Tag to give a post, where the forum demands one. */
  readonly tag: string | null;
}

export interface ChannelFactsSource {
  readonly of: (
    channel: string,
  ) => Promise<
    | { readonly kind: 'known'; readonly facts: ChannelFacts }
    | { readonly kind: 'unusable'; readonly result: Exclude<DeliveryResult, { kind: 'sent' }> }
  >;
}

const FORUMS: readonly unknown[] = [15, 16];
/** Channel flag. https://docs.discord.com/developers/resources/channel#channel-object-channel-flags */
const REQUIRE_TAG = 1 << 4;
const BELIEVED_MS = 60 * 60_000;
const MOST_KNOWN = 5000;

/** Asks Discord about a channel, at most once an hour. */
export function createChannelFacts(rest: Rest, now: () => number): ChannelFactsSource {
  const known = new Map<string, { readonly facts: ChannelFacts; readonly until: number }>();
  return {
    async of(channel) {
      const before = known.get(channel);
      if (before !== undefined && before.until > now()) return { kind: 'known', facts: before.facts };
      const got = await rest.send({ method: 'GET', path: routes.channel(channel) });
      if (got.kind !== 'ok' || !isRecord(got.body)) {
        const result = blockedOr(got);
        // Nothing has been posted yet, so nothing can be in doubt.
        return {
          kind: 'unusable',
          result: result.kind === 'in-doubt' ? { ...result, kind: 'not-sent' } : result,
        };
      }
      const facts = factsOf(got.body);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(channel, { facts, until: now() + BELIEVED_MS });
      return { kind: 'known', facts };
    },
  };
}

function factsOf(channel: Readonly<Record<string, unknown>>): ChannelFacts {
  const forum = FORUMS.includes(channel.type);
  const demands = typeof channel.flags === 'number' && (channel.flags & REQUIRE_TAG) !== 0;
  const tag = records(channel.available_tags).find((one) => one.moderated !== true);
  return { forum, tag: forum && demands && tag !== undefined ? string(tag.id) || null : null };
}
