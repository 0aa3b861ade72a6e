import { homedir } from 'node:os';
import { isAbsolute, join, posix, relative, resolve, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeText } from './decode-text.ts';
import { unquoted } from './dot-env.ts';

/** The folder that has packs, configuration, archive and store, whatever the working directory. */
export interface Home {
  /** Absolute; '' stands for the working directory. */
  readonly path: string;
  /** Why it is that one, in words for a person. */
  readonly because: string;
  /** What is wrong with how it was named, a whole sentence; absent where nothing is. */
  readonly problem?: string;
}

/** For whoever has no home but the working directory. */
export const WORKING_DIRECTORY: Home = { path: '', because: 'the working directory' };

/** The folder of our own package.json: the checkout, or where the package was installed. */
export const INSTALLATION = fileURLToPath(new URL('../../../', import.meta.url));
/** False in the bundle of the published package. */
const FROM_CHECKOUT = import.meta.filename.endsWith('.ts');

/** `READOUT_HOME`, else the checkout, or of an installed Readout the platform's folder for data. Never throws. */
export function findHome(
  env: NodeJS.ProcessEnv,
  readFile: (path: string) => string | Uint8Array,
  checkout = FROM_CHECKOUT,
): Home {
  const usual = checkout
    ? { path: resolve(INSTALLATION), because: 'Readout runs from it' }
    : { path: dataFolder(env), because: 'READOUT_HOME is not set' };
  const pointer = unquoted(env['READOUT_HOME_FILE'] ?? '');
  let named = unquoted(env['READOUT_HOME'] ?? '');
  if (named === '' && pointer !== '') {
    try {
      named = unquoted(decodeText(readFile(pointer)));
    } catch {
      // Said with every other file that a key names and that cannot be read.
    }
  }
  if (named === '') return usual;
  const because = 'READOUT_HOME names it';
  if (/^~|\$[\w({]|\p{C}/u.test(named)) {
    const problem = 'environment: READOUT_HOME must be a whole path: ~ and $ are filled in by a shell only.';
    return { ...usual, problem };
  }
  return { path: resolve(named), because };
}

/**
 * Where programs keep what they were given and made: https://specifications.freedesktop.org/basedir-spec on Linux, the
 * folders that systems of Apple and Microsoft have for it.
 */
export function dataFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  person: string = homedir(),
): string {
  if (platform === 'darwin') return posix.join(person, 'Library/Application Support/readout');
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(person, 'AppData', 'Local'), 'readout');
  }
  const given = env['XDG_DATA_HOME'] ?? '';
  // The specification wants a relative one to be ignored.
  return posix.join(posix.isAbsolute(given) ? given : posix.join(person, '.local/share'), 'readout');
}

/** A path as it is meant in a home: absolute. */
export function inHome({ path: home }: Home, path: string): string {
  return home === '' ? path : resolve(home, path);
}

/** The same, as short as it can be shown: from the working directory where it is in there. */
export function shortInHome(home: Home, path: string): string {
  const whole = inHome(home, path);
  const short = relative('.', whole);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? whole : short;
}

/** Where `.env` is looked for, in order; the first that is there is read. */
export function dotEnvFiles(home: Home): readonly string[] {
  const own = shortInHome(home, '.env');
  return own === '.env' ? [own] : [own, '.env'];
}

/** The briefings that come with Readout. They are read where they are: a copy would stay behind when they are mended. */
export const BUILT_IN_BRIEFINGS = join(INSTALLATION, 'briefings');
