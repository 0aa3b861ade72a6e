import type { Delivery } from '../../../core/delivery.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { string } from '../api/json.ts';
import type { Rest } from '../api/rest.ts';
import type { GuildFacts } from '../deliver/guild-facts.ts';

/** What people call a member of a server, or one of its channels. */
export function createNames(rest: Rest, guilds: GuildFacts): NonNullable<Delivery['nameOf']> {
  return async (tenant, kind, id) => {
    // Ids go into a path: what is no id is not asked about.
    if (!/^\d+$/u.test(tenant) || !/^\d+$/u.test(id)) return null;
    if (kind === 'channel') {
      const told = await guilds.channel(id);
      // A channel's id is valid everywhere: one of another server must not tell its name here.
      if (told.kind !== 'told' || string(told.value.guild_id) !== tenant) return null;
      const name = string(told.value.name);
      return name === '' ? null : `#${name}`;
    }
    const got = await rest.send({ method: 'GET', path: `/guilds/${tenant}/members/${id}` });
    if (got.kind !== 'ok' || !isMapping(got.body)) return null;
    const user = isMapping(got.body.user) ? got.body.user : {};
    // As Discord shows a member: the nickname of this server, the chosen name, the account.
    const names = [got.body.nick, user.global_name, user.username].map(string);
    return names.find((name) => name !== '') ?? null;
  };
}
