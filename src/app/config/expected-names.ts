import type { EnvironmentKey } from './environment.ts';

/**
 * Names that people write for a key: from the platforms' own pages, from other bots' README files and from habit. None
 * of them sets anything, so where one is set the key that is meant is said. In capitals, parts joined by `_`.
 */
const EXPECTED: Readonly<Partial<Record<EnvironmentKey, readonly string[]>>> = {
  DISCORD_TOKEN: [
    ...['DISCORD', 'DISCORD_BOT', 'DISCORD_KEY', 'DISCORD_SECRET', 'DISCORD_BOT_TOKEN', 'DISCORD_API_TOKEN'],
    ...[
      'DISCORD_APP_TOKEN',
      'DISCORD_AUTH_TOKEN',
      'DISCORD_ACCESS_TOKEN',
      'DISCORD_API_KEY',
      'DISCORD_BOT_KEY',
    ],
    ...[
      'DISCORD_BOT_SECRET',
      'DISCORD_CLIENT_TOKEN',
      'DISCORD_LOGIN_TOKEN',
      'DISCORD_TOKEN_BOT',
      'DISCORD_TOKENS',
    ],
  ],
  DISCORD_CLIENT_ID: [
    'DISCORD_APPLICATION_ID',
    'DISCORD_APP_ID',
    'DISCORD_BOT_ID',
    'DISCORD_ID',
    'APPLICATION_ID',
  ],
  DISCORD_PUBLIC_KEY: [
    'DISCORD_APP_PUBLIC_KEY',
    'DISCORD_APPLICATION_PUBLIC_KEY',
    'DISCORD_VERIFY_KEY',
    'PUBLIC_KEY',
  ],
  DISCORD_GUILD_ID: ['DISCORD_SERVER_ID', 'DISCORD_GUILD', 'DISCORD_SERVER', 'GUILD_ID', 'SERVER_ID'],
  DISCORD_TRANSPORT: ['DISCORD_MODE'],
  DISCORD_API_URL: [
    'DISCORD_API',
    'DISCORD_API_BASE',
    'DISCORD_API_BASE_URL',
    'DISCORD_URL',
    'DISCORD_BASE_URL',
  ],
  SLACK_BOT_TOKEN: [
    ...[
      'SLACK',
      'SLACK_TOKEN',
      'SLACK_API_TOKEN',
      'SLACK_OAUTH_TOKEN',
      'SLACK_ACCESS_TOKEN',
      'SLACK_AUTH_TOKEN',
    ],
    ...[
      'SLACK_BOT',
      'SLACK_BOT_OAUTH_TOKEN',
      'SLACK_BOT_USER_TOKEN',
      'SLACK_BOT_USER_OAUTH_TOKEN',
      'SLACK_BOT_KEY',
    ],
    ...[
      'SLACK_BOT_ACCESS_TOKEN',
      'SLACK_API_KEY',
      'SLACK_KEY',
      'SLACK_XOXB_TOKEN',
      'SLACK_USER_TOKEN',
      'XOXB_TOKEN',
    ],
  ],
  SLACK_APP_TOKEN: [
    ...['SLACK_APP_LEVEL_TOKEN', 'SLACK_APPLICATION_TOKEN', 'SLACK_SOCKET_TOKEN', 'SLACK_SOCKET_MODE_TOKEN'],
    ...['SLACK_XAPP_TOKEN', 'SLACK_APP_KEY', 'XAPP_TOKEN', 'APP_TOKEN'],
  ],
  SLACK_SIGNING_SECRET: [
    ...[
      'SLACK_SIGNING_KEY',
      'SLACK_SECRET',
      'SLACK_SIGNATURE_SECRET',
      'SLACK_SIGNING',
      'SLACK_SIGNING_TOKEN',
    ],
    ...['SLACK_VERIFICATION_TOKEN', 'SLACK_APP_SECRET', 'SIGNING_SECRET'],
  ],
  SLACK_TRANSPORT: ['SLACK_MODE', 'SLACK_SOCKET_MODE'],
  SLACK_API_URL: ['SLACK_API', 'SLACK_API_BASE', 'SLACK_API_BASE_URL', 'SLACK_URL', 'SLACK_BASE_URL'],
  SLACK_CLIENT_ID: ['SLACK_APP_CLIENT_ID', 'SLACK_OAUTH_CLIENT_ID'],
  SLACK_CLIENT_SECRET: ['SLACK_APP_CLIENT_SECRET', 'SLACK_OAUTH_CLIENT_SECRET'],
  SLACK_STATE_SECRET: ['SLACK_OAUTH_STATE_SECRET', 'SLACK_STATE', 'STATE_SECRET'],
  DATABASE_URL: [
    'DATABASE',
    'DATABASE_PATH',
    'DATABASE_FILE_PATH',
    'DATABASE_URI',
    'DB_URL',
    'DB_PATH',
    'DB_FILE',
  ],
  HOST: ['HTTP_HOST', 'SERVER_HOST', 'BIND_HOST', 'LISTEN_HOST', 'BIND_ADDRESS', 'LISTEN_ADDRESS'],
  PORT: ['HTTP_PORT', 'SERVER_PORT', 'LISTEN_PORT', 'WEB_PORT', 'HEALTH_PORT'],
  LOG_LEVEL: ['LOGLEVEL', 'LOGGING_LEVEL', 'LOG', 'LOG_VERBOSITY'],
  READOUT_CONFIG: [
    'READOUT_CONFIG_FILE_PATH',
    'READOUT_CONFIG_PATH',
    'CONFIG_FILE',
    'CONFIG_PATH',
    'READOUT_CONF',
    'READOUT_CONFIGURATION',
  ],
};

/** Said without the name of a platform: which one is meant shows in the value, or is asked. */
const TOKEN_OF_SOMETHING = new Set([
  'TOKEN',
  'BOT_TOKEN',
  'API_TOKEN',
  'BOT_KEY',
  'ACCESS_TOKEN',
  'AUTH_TOKEN',
]);
const ID_OF_SOMETHING = new Set(['CLIENT_ID', 'APP_ID']);

const BY_NAME = new Map(
  Object.entries(EXPECTED).flatMap(([key, names]) =>
    names.map((name) => [name, key as EnvironmentKey] as const),
  ),
);

/**
 * The keys somebody means who set `name`, the likeliest first; none where it is a key already or nothing of ours.
 * A value that has the form of a token says more than the name.
 */
export function keysMeant(
  name: string,
  value: string,
  keys: readonly EnvironmentKey[],
): readonly (EnvironmentKey | `${EnvironmentKey}_FILE`)[] {
  const file = (key: string) => `${key}_FILE` as `${EnvironmentKey}_FILE`;
  const known = keys.flatMap((key) => [key, file(key)]);
  if (known.some((key) => key === name)) return [];
  const looks = looksLikeTokenFor(value);
  if (looks !== null) return [looks];
  const plain = inCapitals(name);
  const same = known.find((key) => key === plain || key === plain.replace(/^READOUT_/, ''));
  if (same !== undefined) return [same];
  const bare = plain.replace(/^READOUT_(?!CONF)/, '');
  const expected = BY_NAME.get(bare);
  if (expected !== undefined) return [expected];
  const ofFile = BY_NAME.get(bare.replace(/_FILE$/, ''));
  if (ofFile !== undefined) return [file(ofFile)];
  if (TOKEN_OF_SOMETHING.has(bare)) return ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN'];
  if (ID_OF_SOMETHING.has(bare)) return ['DISCORD_CLIENT_ID', 'SLACK_CLIENT_ID'];
  // A slip of one or two letters, where enough stands there to tell one key from another.
  const slip = bare.length < 8 ? undefined : known.find((key) => isNear(key, bare));
  return slip === undefined ? [] : [slip];
}

/** The key for a value that has the form of a token, whatever it was set as. */
export function looksLikeTokenFor(value: string): EnvironmentKey | null {
  if (/^(?:xoxe\.)?xoxb-[\w.-]{8,}$/.test(value)) return 'SLACK_BOT_TOKEN';
  if (/^xapp-[\w.-]{8,}$/.test(value)) return 'SLACK_APP_TOKEN';
  if (/^[\w-]{18,30}\.[\w-]{6,7}\.[\w-]{27,}$/.test(value)) return 'DISCORD_TOKEN';
  return null;
}

/** `discordToken`, `discord-token` and `discord.token` are `DISCORD_TOKEN` in another notation. */
function inCapitals(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replace(/[-.]/g, '_')
    .toUpperCase();
}

function isNear(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= 2 && editDistance(a, b) <= 2;
}

/** Insertions, deletions and replacements between two words. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
