import type { PlatformKey } from '../../platforms/module.ts';
import { PLATFORMS } from '../../platforms/registry.ts';

/** The keys of every platform. */
export const PLATFORM_KEYS: Readonly<Record<string, PlatformKey>> = Object.assign(
  {},
  ...PLATFORMS.map(({ keys }) => keys),
);

const PLATFORM_ENTRIES = Object.entries(PLATFORM_KEYS);

/**
 * Names that people write for a key of no platform. None of them sets anything, so where one is set the key that is
 * meant is said. In capitals, parts joined by `_`. A platform gives those of its own keys (`alsoWritten`).
 */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
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
  READOUT_HOME: [
    'READOUT_DIR',
    'READOUT_FOLDER',
    'READOUT_PATH',
    'READOUT_DATA',
    'READOUT_DATA_DIR',
    'READOUT_ROOT',
  ],
  READOUT_CONFIG: [
    'READOUT_CONFIG_FILE_PATH',
    'READOUT_CONFIG_PATH',
    'CONFIG_FILE',
    'CONFIG_PATH',
    'READOUT_CONF',
    'READOUT_CONFIGURATION',
  ],
};

/** Said without the name of a platform: which platform is meant shows in the value, or is asked. */
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
  [
    ...Object.entries(EXPECTED),
    ...PLATFORM_ENTRIES.map(([key, { alsoWritten = [] }]) => [key, alsoWritten] as const),
  ].flatMap(([key, names]) => names.map((name) => [name, key] as const)),
);

function shortFor(what: 'token' | 'id'): readonly string[] {
  return PLATFORM_ENTRIES.filter(([, key]) => key.shortFor === what).map(([name]) => name);
}

/**
 * The keys somebody means who set `name`, the likeliest first; none where it is a key already or nothing of ours.
 * A value that has the form of a token says more than the name.
 */
export function keysMeant(name: string, value: string, keys: readonly string[]): readonly string[] {
  const file = (key: string) => `${key}_FILE`;
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
  if (TOKEN_OF_SOMETHING.has(bare)) return shortFor('token');
  if (ID_OF_SOMETHING.has(bare)) return shortFor('id');
  // A slip of one or two letters, where enough stands there to tell one key from another.
  const slip = bare.length < 8 ? undefined : known.find((key) => isNear(key, bare));
  return slip === undefined ? [] : [slip];
}

/** The key for a value that has the form of a token, whatever it was set as. */
export function looksLikeTokenFor(value: string): string | null {
  return PLATFORM_ENTRIES.find(([, { form }]) => form?.test(value) === true)?.[0] ?? null;
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
