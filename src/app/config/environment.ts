import { dirname, isAbsolute, join, resolve } from 'node:path';
import { codeOf } from '../../domain/errors.ts';
import type { GivenSetting } from '../../platforms/module.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { named } from '../process/showable.ts';
import { decodeText } from './decode-text.ts';
import { type DotEnv, type DotEnvEntry, parseDotEnv, unquoted } from './dot-env.ts';
import { keysMeant, looksLikeTokenFor, PLATFORM_KEYS } from './expected-names.ts';
import { dotEnvFiles, type Home, WORKING_DIRECTORY } from './home.ts';

/**
 * Reads a file, whose bytes may be in any encoding; throws where it cannot, with Node's error code. Paths are relative
 * to the working directory.
 */
export type ReadFile = (path: string) => string | Uint8Array;

/**
 * Every key of the environment contract, in the order of `.env.example`. `secret` values are never shown, not even in
 * an error. Each may be given as `KEY_FILE`, a path to a file that holds the value. The environment may have those that
 * are `anyCase` in small letters, as other programs read them.
 */
export const ENVIRONMENT_KEYS: Readonly<Record<string, EnvironmentKey>> = {
  ...PLATFORM_KEYS,
  DATABASE_URL: { secret: true },
  HOST: { secret: false },
  PORT: { secret: false },
  HTTPS_PROXY: { secret: true, anyCase: true },
  HTTP_PROXY: { secret: true, anyCase: true },
  NO_PROXY: { secret: false, anyCase: true },
  METRICS_HOST: { secret: false },
  METRICS_PORT: { secret: false },
  LOG_LEVEL: { secret: false },
  READOUT_HOME: { secret: false },
  READOUT_EXPECT_STORE: { secret: false },
  READOUT_CONFIG: { secret: false },
  READOUT_FETCH_ALLOW: { secret: false },
  READOUT_FETCH_TIMEOUT_MS: { secret: false },
  CHOOSER_URL: { secret: false },
  CHOOSER_KEY: { secret: true },
  CHOOSER_MODEL: { secret: false },
};

interface EnvironmentKey {
  readonly secret: boolean;
  readonly anyCase?: true;
}

const KEYS = Object.keys(ENVIRONMENT_KEYS);

/** What is set, by key. */
export type Settings = ReadonlyMap<string, GivenSetting>;

/** The keys that are set (empty values are not), and what is wrong with how they are given. */
export interface Environment {
  readonly settings: Settings;
  readonly problems: readonly string[];
  /** What sets nothing and may be meant for another program; a sentence each. */
  readonly notes: readonly string[];
}

/** A home that is not there has no `.env` either. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * The environment over the first `.env` there is, in the home or in the working directory: a key the environment has,
 * even empty, is not read from the file, so that `DISCORD_TOKEN= npm start` leaves Discord out.
 */
export function readEnvironment(
  env: NodeJS.ProcessEnv,
  readFile: ReadFile,
  home: Home = WORKING_DIRECTORY,
): Environment {
  const problems: string[] = home.problem === undefined ? [] : [home.problem];
  const file = readDotEnv(readFile, home, problems);
  const { name: dotEnv } = file;
  const given = (name: string, anyCase: boolean) => {
    const own = env[name] ?? (anyCase ? env[name.toLowerCase()] : undefined);
    if (own !== undefined) return { value: unquoted(own), place: 'environment' };
    const entry = entryOf(file, name) ?? (anyCase ? entryOf(file, name.toLowerCase()) : undefined);
    return { value: unquoted(entry?.value ?? ''), place: `${dotEnv}:${entry?.line ?? 1}` };
  };
  const settings = new Map<string, GivenSetting>();
  for (const key of KEYS) {
    const anyCase = ENVIRONMENT_KEYS[key]?.anyCase === true;
    const [direct, pointer] = [given(key, anyCase), given(`${key}_FILE`, false)];
    if (direct.value !== '' && pointer.value !== '') {
      problems.push(
        `${pointer.place}: ${key}_FILE and ${key} (${direct.place}) are both set; keep one of them.`,
      );
    } else if (direct.value !== '') {
      settings.set(key, { key, ...direct });
    } else if (pointer.value !== '') {
      const read = readPointed(key, pointer, besideDotEnv(readFile, pointer.place, dotEnv));
      if ('problem' in read) problems.push(read.problem);
      else settings.set(key, { key, value: read.value, place: `${pointer.value} (${pointer.place})` });
    }
  }
  const isSet = (key: string) => settings.has(key.replace(/_FILE$/, ''));
  const notes: string[] = [];
  for (const { name, value, line } of file.entries) {
    const strange = strangeName(name, value, isSet);
    if (strange === null) continue;
    (strange.ours ? problems : notes).push(`${dotEnv}:${line}: ${strange.says}`);
  }
  const late = settings.get('READOUT_HOME');
  if (late?.place.includes(`${dotEnv}:`)) {
    problems.push(`${late.place}: READOUT_HOME must be in the environment: it says where this file is.`);
  }
  for (const [name, value = ''] of Object.entries(env)) {
    // There are many of them, and this is in the way of every answer.
    const strange = isOurs(name, value) ? strangeName(name, value, isSet) : null;
    if (strange !== null) notes.push(`environment: ${strange.says}`);
  }
  for (const other of unreadDotEnvs(readFile, home, file)) {
    notes.push(`${resolve(other)} is not read, because ${resolve(dotEnv)} is: what it sets belongs there.`);
  }
  return { settings, problems: problems.toSorted((a, b) => lineIn(a) - lineIn(b)), notes };
}

/** The line of `.env` that a sentence begins with; 0 where it is about something else, which is said first. */
function lineIn(sentence: string): number {
  return Number(/^[^:]*\.env:(\d+): /.exec(sentence)?.[1] ?? 0);
}

/** A relative path in `.env` is meant from the folder that has it, one in the environment from the working directory. */
function besideDotEnv(readFile: ReadFile, place: string, dotEnv: string): ReadFile {
  const folder = place.startsWith(`${dotEnv}:`) ? dirname(dotEnv) : '.';
  return (path) => readFile(folder === '.' || isAbsolute(path) ? path : join(folder, path));
}

/** A `.env` file, or none. */
interface FoundDotEnv extends DotEnv {
  /** The path of the one that was looked for last. */
  readonly name: string;
  /** The same, or null where there is none. */
  readonly read: string | null;
}

/** Every assignment of the `.env` that counts, and what is wrong with the file. */
export function readDotEnv(
  readFile: ReadFile,
  home: Home = WORKING_DIRECTORY,
  problems: string[] = [],
): FoundDotEnv {
  let name = '.env';
  let file: DotEnv | null = null;
  for (name of dotEnvFiles(home)) {
    try {
      file = parseDotEnv(decodeText(readFile(name)));
      break;
    } catch (error) {
      if (NOT_THERE.has(codeOf(error))) continue;
      problems.push(`${name} cannot be read: ${reasonOf(error)}.`);
      break;
    }
  }
  if (file === null) return { entries: [], problems: [], name, read: null };
  problems.push(...file.problems.map(({ line, says }) => `${name}:${line}: this line ${says}.`));
  for (const key of KEYS.flatMap((known) => [known, `${known}_FILE`])) {
    const values = file.entries.filter((entry) => entry.name === key && entry.value !== '');
    const [first, last] = [values[0], values.at(-1)];
    if (first !== undefined && last !== undefined && values.some(({ value }) => value !== first.value)) {
      problems.push(`${name}:${last.line}: ${key} is set in line ${first.line} already, to something else.`);
    }
  }
  return { ...file, name, read: name };
}

/** Files of that name that stand where one is looked for, behind the one that was read: what they set counts for nothing. */
function unreadDotEnvs(readFile: ReadFile, home: Home, { read, entries }: FoundDotEnv): readonly string[] {
  const files = read === null ? [] : dotEnvFiles(home);
  return files.slice(files.indexOf(read ?? '') + 1).filter((name) => {
    try {
      const others = parseDotEnv(decodeText(readFile(name))).entries.filter(({ value }) => value !== '');
      // The same file by another way says the same.
      return others.some(
        ({ name: key, value }) => value !== entries.find((each) => each.name === key)?.value,
      );
    } catch {
      return false;
    }
  });
}

/** Where a key is there twice, an empty one (left over from `.env.example`) does not take back the other. */
function entryOf(file: DotEnv, name: string): DotEnvEntry | undefined {
  const here = file.entries.filter((entry) => entry.name === name);
  return here.findLast(({ value }) => value !== '') ?? here.at(-1);
}

/**
 * What to say of a name that sets nothing although somebody meant it to; `ours` where no other program could be meant.
 * Null for our own keys, for other programs' and for empty values.
 */
function strangeName(
  name: string,
  value: string,
  isSet: (key: string) => boolean,
): { readonly says: string; readonly ours: boolean } | null {
  if (value.trim() === '') return null;
  const meant = keysMeant(name, unquoted(value), KEYS);
  if (meant.length === 0 || meant.some(isSet)) return null;
  const ours = isOurs(name, value);
  // A name that is long or has digits in it may be a secret that stands on the wrong side.
  const shownName = ours && !/^[A-Za-z][A-Za-z_.-]{0,39}$/.test(name) ? 'What is set here' : name;
  return { says: `${shownName} is not a key Readout knows; did you mean ${meant.join(' or ')}?`, ours };
}

/** A platform is served by nobody else here, as far as we can know. */
const NAMES_US = new RegExp([...PLATFORMS.map(({ name }) => name), 'readout'].join('|'), 'i');

function isOurs(name: string, value: string): boolean {
  return NAMES_US.test(name) || looksLikeTokenFor(unquoted(value)) !== null;
}

function readPointed(
  key: string,
  pointer: { readonly value: string; readonly place: string },
  readFile: ReadFile,
): { readonly value: string } | { readonly problem: string } {
  const name = `${pointer.place}: ${key}_FILE names ${named(pointer.value, 'a file')}, which`;
  try {
    const value = unquoted(decodeText(readFile(pointer.value)));
    if (value === '') return { problem: `${name} is empty.` };
    if (/[\r\n]/.test(value)) return { problem: `${name} has more than one line; put only the value there.` };
    return { value };
  } catch (error) {
    if (looksLikeTokenFor(pointer.value) !== null) {
      return {
        problem: `${pointer.place}: ${key}_FILE must be the path of a file, and what is there looks like a token itself: set ${looksLikeTokenFor(pointer.value)} to it.`,
      };
    }
    return { problem: `${name} cannot be read: ${reasonOf(error)}.` };
  }
}

/** Why a file could not be read or written, for people; never with its path, which a secret may stand in place of. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENAMETOOLONG':
      return 'no path is as long as that';
    case 'ELOOP':
      return 'it is a link that leads to itself';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EIO':
      return 'the device does not answer';
    case 'EBADF':
      return 'it is not open for that';
    case '':
      return error instanceof Error ? error.message : String(error);
    default:
      return codeOf(error);
  }
}
