import type { DeliveryResult } from '../../../core/delivery.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { type JsonRecord, records, string } from '../api/json.ts';
import type { GuildFacts } from './guild-facts.ts';
import { blockedOr } from './result.ts';

/** What posting needs to know of a channel. */
export interface ChannelFacts {
  /** Takes posts rather than messages: forum and media channels. */
  readonly forum: boolean;
  /** Tag to give a post, where the forum demands one. */
  readonly tag: string | null;
}

export interface ChannelFactsSource {
  /** `guild` is empty or no id for what is in none. */
  readonly of: (
    channel: string,
    guild: string,
  ) => Promise<
    | { readonly kind: 'known'; readonly facts: ChannelFacts }
    | { readonly kind: 'unusable'; readonly result: Exclude<DeliveryResult, { kind: 'sent' }> }
  >;
  /** Takes in what the gateway says of guilds and channels; nothing of it need then be asked. */
  readonly learn: (event: string, data: unknown) => void;
}

const FORUMS: readonly unknown[] = [15, 16];
/** Channel flag. https://docs.discord.com/developers/resources/channel#channel-object-channel-flags */
const REQUIRE_TAG = 1 << 4;
const BELIEVED_MS = 60 * 60_000;
const MOST_KNOWN = 50_000;
const PLAIN: ChannelFacts = { forum: false, tag: null };

/**
 * Knows from the gateway, or asks Discord, at most once an hour: about a guild's channels all at once, and about a single
 * one where the guild does not tell.
 */
export function createChannelFacts(guilds: GuildFacts, now: () => number): ChannelFactsSource {
  const known = new Map<string, { readonly facts: ChannelFacts; readonly until: number }>();
  const keep = (channel: JsonRecord, until: number) => {
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(string(channel.id), { facts: factsOf(channel), until });
  };
  const believed = (channel: string): ChannelFacts | null => {
    const before = known.get(channel);
    return before !== undefined && before.until > now() ? before.facts : null;
  };
  return {
    async of(channel, guild) {
      const before = believed(channel);
      if (before !== null) return { kind: 'known', facts: before };
      const whole = /^\d+$/u.test(guild) ? await guilds.channels(guild) : null;
      if (whole?.kind === 'told') {
        for (const one of whole.value.values()) keep(one, now() + BELIEVED_MS);
        const found = whole.value.get(channel);
        if (found !== undefined) return { kind: 'known', facts: factsOf(found) };
      }
      // A thread is in no list of channels, and a guild may refuse the list and tell of the channel.
      const got =
        whole === null || whole.kind === 'told' || whole.kind === 'refused'
          ? await guilds.channel(channel)
          : whole;
      if (got.kind === 'told') {
        keep({ ...got.value, id: channel }, now() + BELIEVED_MS);
        return { kind: 'known', facts: factsOf(got.value) };
      }
      const result = blockedOr(got);
      // Nothing has been posted yet, so nothing can be in doubt.
      return {
        kind: 'unusable',
        result: result.kind === 'in-doubt' ? { ...result, kind: 'not-sent' } : result,
      };
    },
    learn(event, data) {
      if (!isMapping(data)) return;
      switch (event) {
        case 'GUILD_CREATE':
          for (const channel of records(data.channels)) keep(channel, Number.POSITIVE_INFINITY);
          return;
        case 'CHANNEL_CREATE':
        case 'CHANNEL_UPDATE':
          keep(data, Number.POSITIVE_INFINITY);
          return;
        case 'CHANNEL_DELETE':
          known.delete(string(data.id));
          return;
      }
    },
  };
}

function factsOf(channel: JsonRecord): ChannelFacts {
  if (!FORUMS.includes(channel.type)) return PLAIN;
  const demands = typeof channel.flags === 'number' && (channel.flags & REQUIRE_TAG) !== 0;
  const tag = records(channel.available_tags).find((one) => one.moderated !== true);
  return { forum: true, tag: demands && tag !== undefined ? string(tag.id) || null : null };
}
