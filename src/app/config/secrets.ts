import { PLATFORMS } from '../../platforms/registry.ts';
import { isShowable } from '../process/showable.ts';
import type { Config } from './config.ts';
import { decodeText } from './decode-text.ts';
import { unquoted } from './dot-env.ts';
import { ENVIRONMENT_KEYS, type ReadFile, readDotEnv } from './environment.ts';
import { looksLikeTokenFor } from './expected-names.ts';
import { type Home, WORKING_DIRECTORY } from './home.ts';

/** Every configured value that must never be logged. */
export function secretsOf(config: Config): readonly string[] {
  return config.platforms.flatMap(({ secrets }) => secrets);
}

/** Other programs' names for what must not be shown, and ours under a wrong name. */
const TELLING_NAME = new RegExp(
  ['token|secret|passw|credential|private|api_?key', ...PLATFORMS.map(({ name }) => name)].join('|'),
  'i',
);

/**
 * Every value around the process that must never be shown, checked or not: those of our keys and of those somebody
 * meant for ours, in the environment and in `.env`, what `KEY_FILE` names and what it holds. A value that is plainly
 * something else (a port, a path, an address without a password) is none.
 */
export function secretsAround(
  env: NodeJS.ProcessEnv,
  readFile: ReadFile,
  home: Home = WORKING_DIRECTORY,
): readonly string[] {
  const given = [
    ...Object.entries(env).map(([name, value = '']) => ({ name, value })),
    ...readDotEnv(readFile, home).entries,
  ];
  return given.flatMap(({ name, value }) => {
    const plain = unquoted(value);
    const key = name.toUpperCase();
    const pointed = /_FILE$/.test(key) && key.replace(/_FILE$/, '') in ENVIRONMENT_KEYS;
    if (
      !pointed &&
      !(key in ENVIRONMENT_KEYS) &&
      !TELLING_NAME.test(name) &&
      looksLikeTokenFor(plain) === null
    ) {
      return [];
    }
    const inFile = pointed
      ? held(plain, readFile).filter((text) => !isNoSecret(key.replace(/_FILE$/, ''), text))
      : [];
    const forms = [value, plain, ...userinfo(plain), ...inFile];
    return isNoSecret(key, plain) ? forms.slice(2) : forms;
  });
}

/** What a file of `KEY_FILE` holds, where it can be read. */
function held(path: string, readFile: ReadFile): readonly string[] {
  try {
    const text = decodeText(readFile(path));
    return text.length > 4_096 ? [] : [unquoted(text)];
  } catch {
    return [];
  }
}

/**
 * User and password of an address, as written and as meant. The user of a database is no secret: sentences name it, and it is
 * mostly called as the program is.
 */
function userinfo(value: string): readonly string[] {
  const url = URL.parse(value);
  if (url === null) return [];
  const isDatabase = /^postgres(?:ql)?:$/.test(url.protocol);
  const written = [isDatabase ? '' : url.username, url.password].filter((part) => part !== '');
  return [...written, ...written.map(decoded)];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isNoSecret(key: string, value: string): boolean {
  if (ENVIRONMENT_KEYS[key]?.secret === true) {
    return key === 'DATABASE_URL' && value.startsWith('file:');
  }
  return (
    isShowable(value) ||
    /^(?:[\d.]{1,20}|[0-9a-f]{64}|\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?)$/i.test(value)
  );
}
