import type { Destination } from '../../../core/delivery.ts';
import { type JsonRecord, records, string } from '../api/json.ts';
import { bits, type GuildFacts, type RoleFacts, type Told } from './guild-facts.ts';

const ADMINISTRATOR = 1n << 3n;
const EVERYTHING = (1n << 60n) - 1n;
const THREADS: readonly unknown[] = [10, 11, 12];

/**
 * Our permissions where a destination posts, computed as Discord does: roles, then the channel's overwrites for
 * everyone, for our roles and for us. A thread has its channel's. Null where that cannot be found out: in direct
 * conversations, and where Discord does not tell; `limited` where it may be told later.
 * `maxAgeMs` as in `GuildFacts`; `channel` is the destination's own channel or thread, read just now.
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export async function permissionsIn(
  destination: Destination,
  guilds: GuildFacts,
  self: string,
  { maxAgeMs, channel: read }: { readonly maxAgeMs?: number; readonly channel?: JsonRecord } = {},
): Promise<bigint | null | Extract<Told<never>, { kind: 'limited' }>> {
  const guild = destination.tenant;
  if (!/^\d+$/u.test(guild) || self === '') return null;
  const [roles, channel] = await Promise.all([
    guilds.roles(guild, self, maxAgeMs),
    overwriteHolder(destination, guilds, maxAgeMs, read),
  ]);
  if (roles.kind === 'limited') return roles;
  if (channel.kind === 'limited') return channel;
  if (roles.kind !== 'told' || channel.kind !== 'told') return null;
  return permissionsFrom({
    guild,
    self,
    roles: roles.value,
    overwrites: records(channel.value.permission_overwrites).map((overwrite) => ({
      id: string(overwrite.id),
      allow: bits(overwrite.allow),
      deny: bits(overwrite.deny),
    })),
  });
}

/** The arithmetic alone. `roles` are those we have, with the guild's own `@everyone`. */
export function permissionsFrom(facts: {
  readonly guild: string;
  readonly self: string;
  readonly roles: readonly RoleFacts[];
  readonly overwrites: readonly { readonly id: string; readonly allow: bigint; readonly deny: bigint }[];
}): bigint {
  const base = facts.roles.reduce((all, role) => all | role.permissions, 0n);
  if ((base & ADMINISTRATOR) !== 0n) return EVERYTHING;
  const mine = new Set(facts.roles.map((role) => role.id));
  mine.delete(facts.guild);
  const apply = (permissions: bigint, concerned: (id: string) => boolean): bigint => {
    const found = facts.overwrites.filter(({ id }) => concerned(id));
    const deny = found.reduce((all, overwrite) => all | overwrite.deny, 0n);
    const allow = found.reduce((all, overwrite) => all | overwrite.allow, 0n);
    return (permissions & ~deny) | allow;
  };
  const forEveryone = apply(base, (id) => id === facts.guild);
  const forRoles = apply(forEveryone, (id) => mine.has(id));
  return apply(forRoles, (id) => id === facts.self);
}

async function overwriteHolder(
  destination: Destination,
  guilds: GuildFacts,
  maxAgeMs: number | undefined,
  read: JsonRecord | undefined,
): Promise<Told<JsonRecord>> {
  const listed = async (id: string): Promise<Told<JsonRecord>> => {
    const all = await guilds.channels(destination.tenant, maxAgeMs);
    const found = all.kind === 'told' ? all.value.get(id) : undefined;
    if (found !== undefined) return { kind: 'told', value: found };
    return all.kind === 'limited' ? all : guilds.channel(id, maxAgeMs);
  };
  const channel: Told<JsonRecord> =
    read === undefined ? await listed(destination.channel) : { kind: 'told', value: read };
  return channel.kind === 'told' && THREADS.includes(channel.value.type)
    ? listed(string(channel.value.parent_id))
    : channel;
}
