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
    : usualFolder(dataFolder(env));
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
  return { path: isAbsolute(named) ? resolve(named) : resolve(workingDirectory() ?? '/', named), because };
}

function usualFolder(found: string | null): Home {
  return found === null
    ? {
        path: workingDirectory() ?? '/',
        because: 'READOUT_HOME is not set, and this user has no home folder',
      }
    : { path: found, because: 'READOUT_HOME is not set' };
}

/**
 * Where programs keep what they were given and made: https://specifications.freedesktop.org/basedir-spec on Linux, the
 * folders that systems of Apple and Microsoft have for it. Null for a user who has no home, as in a container.
 */
export function dataFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  home: () => string = homedir,
): string | null {
  const given = env['XDG_DATA_HOME'] ?? '';
  // The specification wants a relative one to be ignored.
  const freedesktop = platform !== 'darwin' && platform !== 'win32';
  if (freedesktop && posix.isAbsolute(given)) return posix.join(given, 'readout');
  let person: string;
  try {
    person = home();
  } catch {
    // Nobody of that number is known on this machine, and HOME is not set.
    return null;
  }
  if (person === '') return null;
  if (platform === 'darwin') return posix.join(person, 'Library/Application Support/readout');
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(person, 'AppData', 'Local'), 'readout');
  }
  return posix.join(person, '.local/share/readout');
}

/** A path as it is meant in a home: absolute. */
export function inHome({ path: home }: Home, path: string): string {
  return home === '' ? path : resolve(home, path);
}

/** The same, as short as it can be shown: from the working directory where it is in there. */
export function shortInHome(home: Home, path: string): string {
  const whole = inHome(home, path);
  const here = workingDirectory();
  if (here === null) return whole;
  const short = isAbsolute(whole) ? relative(here, whole) : whole;
  return short === '' || short.startsWith('..') || isAbsolute(short) ? whole : short;
}

/** Where `.env` is looked for, in order; the first that is there is read. */
export function dotEnvFiles(home: Home): readonly string[] {
  const own = shortInHome(home, '.env');
  return own === '.env' ? [own] : [own, '.env'];
}

/** The briefings that come with Readout. They are read where they are: a copy would stay behind when they are mended. */
export const BUILT_IN_BRIEFINGS = join(INSTALLATION, 'briefings');

/** Every key of the environment, with what it does. */
export const ENVIRONMENT_EXAMPLE = join(INSTALLATION, '.env.example');

/** True where these are the briefings of an installation: no place for a desk's own work, which the next upgrade would take. */
export function shipWithInstallation(briefings: string, home: Home): boolean {
  return resolve(briefings) === resolve(BUILT_IN_BRIEFINGS) && resolve(home.path) !== resolve(INSTALLATION);
}

/** Null where it was removed while somebody was in it. */
function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
