import type { PlatformKey } from '../../module.ts';

/** What Slack is told by the environment. The other names come from Slack's pages, other bots' README files and habit. */
export const SLACK_KEYS = {
  SLACK_BOT_TOKEN: {
    secret: true,
    shortFor: 'token',
    // Rotated tokens have xoxe. before their own beginning.
    form: /^(?:xoxe\.)?xoxb-[\w.-]{8,}$/,
    alsoWritten: [
      ...['SLACK', 'SLACK_TOKEN', 'SLACK_API_TOKEN', 'SLACK_OAUTH_TOKEN', 'SLACK_ACCESS_TOKEN'],
      ...['SLACK_AUTH_TOKEN', 'SLACK_BOT', 'SLACK_BOT_OAUTH_TOKEN', 'SLACK_BOT_USER_TOKEN'],
      ...['SLACK_BOT_USER_OAUTH_TOKEN', 'SLACK_BOT_KEY', 'SLACK_BOT_ACCESS_TOKEN', 'SLACK_API_KEY'],
      ...['SLACK_KEY', 'SLACK_XOXB_TOKEN', 'SLACK_USER_TOKEN', 'XOXB_TOKEN'],
    ],
  },
  SLACK_APP_TOKEN: {
    secret: true,
    form: /^xapp-[\w.-]{8,}$/,
    alsoWritten: [
      ...['SLACK_APP_LEVEL_TOKEN', 'SLACK_APPLICATION_TOKEN', 'SLACK_SOCKET_TOKEN'],
      ...['SLACK_SOCKET_MODE_TOKEN', 'SLACK_XAPP_TOKEN', 'SLACK_APP_KEY', 'XAPP_TOKEN', 'APP_TOKEN'],
    ],
  },
  SLACK_SIGNING_SECRET: {
    secret: true,
    alsoWritten: [
      ...['SLACK_SIGNING_KEY', 'SLACK_SECRET', 'SLACK_SIGNATURE_SECRET', 'SLACK_SIGNING'],
      ...['SLACK_SIGNING_TOKEN', 'SLACK_VERIFICATION_TOKEN', 'SLACK_APP_SECRET', 'SIGNING_SECRET'],
    ],
  },
  // Where it is not set, the app token decides: with one it is Socket Mode.
  SLACK_TRANSPORT: { secret: false, alsoWritten: ['SLACK_MODE', 'SLACK_SOCKET_MODE'] },
  SLACK_API_URL: {
    secret: false,
    alsoWritten: ['SLACK_API', 'SLACK_API_BASE', 'SLACK_API_BASE_URL', 'SLACK_URL', 'SLACK_BASE_URL'],
  },
  SLACK_CLIENT_ID: {
    secret: false,
    shortFor: 'id',
    alsoWritten: ['SLACK_APP_CLIENT_ID', 'SLACK_OAUTH_CLIENT_ID'],
  },
  SLACK_CLIENT_SECRET: {
    secret: true,
    alsoWritten: ['SLACK_APP_CLIENT_SECRET', 'SLACK_OAUTH_CLIENT_SECRET'],
  },
  SLACK_STATE_SECRET: {
    secret: true,
    alsoWritten: ['SLACK_OAUTH_STATE_SECRET', 'SLACK_STATE', 'STATE_SECRET'],
  },
  // Given beside the new one until every installation is closed anew.
  SLACK_OLD_STATE_SECRET: {
    secret: true,
    alsoWritten: ['SLACK_STATE_SECRET_OLD', 'SLACK_PREVIOUS_STATE_SECRET'],
  },
} as const satisfies Record<string, PlatformKey>;
/** A key that Slack's settings are read from. */
export type SlackKey = keyof typeof SLACK_KEYS;
