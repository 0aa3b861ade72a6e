import { parseEnv } from 'node:util';

/** Reads a text file; throws where it cannot, with Node's error code. Paths are relative to the working directory. */
export type ReadFile = (path: string) => string;

/**
 * Every key of the environment contract, in the order of `.env.example`. `secret` values are never shown, not even in
 * an error. Each may be given as `KEY_FILE`, a path to a file that holds the value.
 */
export const ENVIRONMENT_KEYS = {
  DISCORD_TOKEN: { secret: true },
  DISCORD_CLIENT_ID: { secret: false },
  DISCORD_PUBLIC_KEY: { secret: false },
  DISCORD_GUILD_ID: { secret: false },
  DISCORD_TRANSPORT: { secret: false },
  DISCORD_API_URL: { secret: false },
  SLACK_BOT_TOKEN: { secret: true },
  SLACK_APP_TOKEN: { secret: true },
  SLACK_SIGNING_SECRET: { secret: true },
  SLACK_TRANSPORT: { secret: false },
  SLACK_API_URL: { secret: false },
  SLACK_CLIENT_ID: { secret: false },
  SLACK_CLIENT_SECRET: { secret: true },
  SLACK_STATE_SECRET: { secret: true },
  DATABASE_URL: { secret: true },
  HOST: { secret: false },
  PORT: { secret: false },
  LOG_LEVEL: { secret: false },
  READOUT_CONFIG: { secret: false },
} as const;
export type EnvironmentKey = keyof typeof ENVIRONMENT_KEYS;

/** A value with the place it came from, for messages: `environment`, `.env:3`, `/run/secrets/token (.env:4)`. */
export interface Setting {
  readonly key: EnvironmentKey;
  readonly value: string;
  readonly place: string;
}

/** The keys that are set (empty values are not), and what is wrong with how they are given. */
export interface Environment {
  readonly settings: ReadonlyMap<EnvironmentKey, Setting>;
  readonly problems: readonly string[];
}

const DOT_ENV = '.env';

/**
 * The environment over `.env` in the working directory: a key the environment has, even empty, is not read from the
 * file, so that `DISCORD_TOKEN= npm start` leaves Discord out.
 */
export function readEnvironment(env: NodeJS.ProcessEnv, readFile: ReadFile): Environment {
  const problems: string[] = [];
  const text = readDotEnv(readFile, problems);
  const file = parseEnv(text);
  problems.push(...misspelledKeys(file, text));
  const given = (name: string) => {
    const own = env[name];
    if (own !== undefined) return { value: own.trim(), place: 'environment' };
    return { value: (file[name] ?? '').trim(), place: `${DOT_ENV}:${lineOf(text, name)}` };
  };
  const settings = new Map<EnvironmentKey, Setting>();
  for (const key of Object.keys(ENVIRONMENT_KEYS) as EnvironmentKey[]) {
    const [direct, pointer] = [given(key), given(`${key}_FILE`)];
    if (direct.value !== '' && pointer.value !== '') {
      problems.push(
        `${pointer.place}: ${key}_FILE and ${key} (${direct.place}) are both set; keep one of them.`,
      );
    } else if (direct.value !== '') {
      settings.set(key, { key, ...direct });
    } else if (pointer.value !== '') {
      const read = readPointed(key, pointer, readFile);
      if ('problem' in read) problems.push(read.problem);
      else settings.set(key, { key, value: read.value, place: `${pointer.value} (${pointer.place})` });
    }
  }
  return { settings, problems };
}

function readDotEnv(readFile: ReadFile, problems: string[]): string {
  try {
    return readFile(DOT_ENV);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') problems.push(`${DOT_ENV} cannot be read: ${reasonOf(error)}.`);
    return '';
  }
}

function readPointed(
  key: EnvironmentKey,
  pointer: { readonly value: string; readonly place: string },
  readFile: ReadFile,
): { readonly value: string } | { readonly problem: string } {
  const name = `${pointer.place}: ${key}_FILE names ${JSON.stringify(pointer.value)}, which`;
  try {
    const value = readFile(pointer.value).trim();
    if (value === '') return { problem: `${name} is empty.` };
    if (value.includes('\n')) return { problem: `${name} has more than one line; put only the value there.` };
    return { value };
  } catch (error) {
    return { problem: `${name} cannot be read: ${reasonOf(error)}.` };
  }
}

/** Keys of `.env` that are one or two letters from ours: a typing mistake would else read as "not set". */
function misspelledKeys(file: NodeJS.Dict<string>, text: string): readonly string[] {
  const known = Object.keys(ENVIRONMENT_KEYS).flatMap((key) => [key, `${key}_FILE`]);
  return Object.keys(file).flatMap((name) => {
    if (known.includes(name) || !/^(?:DISCORD|SLACK|READOUT|DATABASE)_/.test(name)) return [];
    const meant = known.find((key) => editDistance(key, name) <= 2);
    return meant === undefined
      ? []
      : [`${DOT_ENV}:${lineOf(text, name)}: ${name} is not a key Readout knows; did you mean ${meant}?`];
  });
}

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

/** 1-based line that sets the key last, as parsing does; 1 where it cannot be told. */
function lineOf(text: string, key: string): number {
  const at = text.split('\n').findLastIndex((line) => line.replace(/^\s*(?:export\s+)?/, '').startsWith(key));
  return at + 1 || 1;
}

/** Why a file could not be read, for people. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Node's error code (`ENOENT`), or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
