import type { Destination } from '../platform.ts';
import { isRecord, records, string } from './json.ts';
import { type Rest, routes } from './rest.ts';

const ADMINISTRATOR = 1n << 3n;
const EVERYTHING = (1n << 60n) - 1n;
const THREADS: readonly unknown[] = [10, 11, 12];

/**
 * Our permissions where a destination posts, computed as Discord does: roles, then the channel's overwrites for
 * everyone, for our roles and for us. A thread has its channel's. Null where that cannot be found out: in direct
 * conversations, and where Discord does not tell.
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export async function permissionsIn(
  destination: Destination,
  rest: Rest,
  self: string,
): Promise<bigint | null> {
  const guild = destination.tenant;
  if (!/^\d+$/u.test(guild) || self === '') return null;
  const [member, roles, channel] = await Promise.all([
    rest.send({ method: 'GET', path: `/guilds/${guild}/members/${self}` }),
    rest.send({ method: 'GET', path: `/guilds/${guild}/roles` }),
    overwriteHolder(destination, rest),
  ]);
  if (member.kind !== 'ok' || roles.kind !== 'ok' || channel === null || !isRecord(member.body)) return null;
  const mine = new Set(Array.isArray(member.body.roles) ? member.body.roles.map(string) : []);
  return permissionsFrom({
    guild,
    self,
    roles: records(roles.body)
      .filter((role) => role.id === guild || mine.has(string(role.id)))
      .map((role) => ({ id: string(role.id), permissions: bits(role.permissions) })),
    overwrites: records(channel.permission_overwrites).map((overwrite) => ({
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
  readonly roles: readonly { readonly id: string; readonly permissions: bigint }[];
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
  rest: Rest,
): Promise<Readonly<Record<string, unknown>> | null> {
  const read = async (id: string) => {
    const got = await rest.send({ method: 'GET', path: routes.channel(id) });
    return got.kind === 'ok' && isRecord(got.body) ? got.body : null;
  };
  const channel = await read(destination.channel);
  if (channel === null || !THREADS.includes(channel.type)) return channel;
  return read(string(channel.parent_id));
}

function bits(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,30}$/u.test(value) ? BigInt(value) : 0n;
}
