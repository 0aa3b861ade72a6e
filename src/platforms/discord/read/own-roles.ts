import { isMapping } from '../../../domain/mapping.ts';
import { type JsonRecord, records, string } from '../api/json.ts';

/** The roles that Discord keeps for us, one in each guild, named as we are: people pick them for the bot itself. */
export interface OwnRoles {
  /** Takes in what the gateway says of guilds and their roles. */
  readonly learn: (event: string, data: unknown) => void;
  readonly of: (guild: string) => ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** `self` is our user id. https://docs.discord.com/developers/topics/permissions#role-object-role-tags-structure */
export function createOwnRoles(self: () => string): OwnRoles {
  const byGuild = new Map<string, ReadonlySet<string>>();
  // Before our id is known no role is ours: an empty id must match nothing.
  const isOwn = (role: JsonRecord) => isMapping(role.tags) && role.tags.bot_id === self() && self() !== '';
  const change = (guild: string, role: string, own: boolean) => {
    const others = [...(byGuild.get(guild) ?? [])].filter((id) => id !== role);
    byGuild.set(guild, new Set(own ? [...others, role] : others));
  };
  return {
    of: (guild) => byGuild.get(guild) ?? NONE,
    learn(event, data) {
      if (!isMapping(data)) return;
      switch (event) {
        case 'GUILD_CREATE':
        case 'GUILD_UPDATE':
          byGuild.set(
            string(data.id),
            new Set(
              records(data.roles)
                .filter(isOwn)
                .map(({ id }) => string(id)),
            ),
          );
          return;
        case 'GUILD_ROLE_CREATE':
        case 'GUILD_ROLE_UPDATE':
          if (isMapping(data.role)) change(string(data.guild_id), string(data.role.id), isOwn(data.role));
          return;
        case 'GUILD_ROLE_DELETE':
          change(string(data.guild_id), string(data.role_id), false);
          return;
        case 'GUILD_DELETE':
          // Otherwise it is only out of reach for a while.
          if (data.unavailable !== true) byGuild.delete(string(data.id));
          return;
      }
    },
  };
}
