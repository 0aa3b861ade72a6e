import type { PlatformKey } from '../../module.ts';

/** What Discord is told by the environment. The other names come from Discord's pages, other bots' README files and habit. */
export const DISCORD_KEYS = {
  DISCORD_TOKEN: {
    secret: true,
    shortFor: 'token',
    // Not what Slack's begin with, which are told apart by that.
    form: /^(?!(?:xoxe\.)?xoxb-|xapp-)[\w-]{18,30}\.[\w-]{6,7}\.[\w-]{27,}$/,
    alsoWritten: [
      ...['DISCORD', 'DISCORD_BOT', 'DISCORD_KEY', 'DISCORD_SECRET', 'DISCORD_BOT_TOKEN'],
      ...['DISCORD_API_TOKEN', 'DISCORD_APP_TOKEN', 'DISCORD_AUTH_TOKEN', 'DISCORD_ACCESS_TOKEN'],
      ...['DISCORD_API_KEY', 'DISCORD_BOT_KEY', 'DISCORD_BOT_SECRET', 'DISCORD_CLIENT_TOKEN'],
      ...['DISCORD_LOGIN_TOKEN', 'DISCORD_TOKEN_BOT', 'DISCORD_TOKENS'],
    ],
  },
  DISCORD_CLIENT_ID: {
    secret: false,
    shortFor: 'id',
    alsoWritten: [
      ...['DISCORD_APPLICATION_ID', 'DISCORD_APP_ID', 'DISCORD_BOT_ID', 'DISCORD_ID'],
      'APPLICATION_ID',
    ],
  },
  DISCORD_PUBLIC_KEY: {
    secret: false,
    alsoWritten: [
      ...['DISCORD_APP_PUBLIC_KEY', 'DISCORD_APPLICATION_PUBLIC_KEY', 'DISCORD_VERIFY_KEY'],
      'PUBLIC_KEY',
    ],
  },
  // Discord's pages say guild, people say server.
  DISCORD_GUILD_ID: {
    secret: false,
    alsoWritten: ['DISCORD_SERVER_ID', 'DISCORD_GUILD', 'DISCORD_SERVER', 'GUILD_ID', 'SERVER_ID'],
  },
  DISCORD_TRANSPORT: { secret: false, alsoWritten: ['DISCORD_MODE'] },
  DISCORD_API_URL: {
    secret: false,
    alsoWritten: [
      ...['DISCORD_API', 'DISCORD_API_BASE', 'DISCORD_API_BASE_URL'],
      ...['DISCORD_URL', 'DISCORD_BASE_URL'],
    ],
  },
} as const satisfies Record<string, PlatformKey>;
/** A key that Discord's settings are read from. */
export type DiscordKey = keyof typeof DISCORD_KEYS;
