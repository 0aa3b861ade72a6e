import { type PostgresUrl, readPostgresUrl } from './postgres-url.ts';

/**
 * What DATABASE_URL names: a path, a server, or a problem that completes "DATABASE_URL …". `literally` is the path without its
 * %.. read, where that is another one.
 */
export type DatabaseUrl =
  | PostgresUrl
  | { readonly kind: 'path'; readonly path: string; readonly literally?: string };

/**
 * Reads `file:` with a path, as SQLite and browsers do: `file:data/r.db` is relative to the working directory,
 * `file:/srv/r.db` and `file:///srv/r.db` are not, and %20 is a space. Whatever else people write there is refused by
 * name: taken literally it would make a new, empty store, and the old one would be forgotten without a word.
 */
export function readDatabaseUrl(value: string, platform: NodeJS.Platform = process.platform): DatabaseUrl {
  if (/^postgres(?:ql)?:/i.test(value)) return readPostgresUrl(value);
  const written = /^file:(.*)$/s.exec(value)?.[1];
  if (written === undefined) {
    return problem('must be file: with a path (file:data/readout.db), or postgres:// with a server.');
  }
  const path = withoutHost(written);
  if (path === null) {
    return problem(
      'must have one or three slashes after file:, not two, which would name another machine (file:data/readout.db or file:///srv/readout.db).',
    );
  }
  const refused = refusalOf(path, platform);
  if (refused !== null) return problem(refused);
  const decoded = decode(path);
  if (decoded === null) {
    return problem(
      `has a % that is not followed by two hexadecimal digits of a character: write %25 for the sign itself.`,
    );
  }
  const plain = platform === 'win32' ? decoded.replace(/^\/(?=[A-Za-z]:)/, '') : decoded;
  if (/\p{C}/u.test(plain)) return problem('has a character in its path that cannot be seen.');
  return { kind: 'path', path: plain, ...(decoded === path ? {} : { literally: path }) };
}

/** The path without `//` or `//localhost`; null where another machine is named. */
function withoutHost(written: string): string | null {
  if (!written.startsWith('//')) return written;
  return /^\/\/(?:localhost)?(\/.*)$/is.exec(written)?.[1] ?? null;
}

/** What a path has that would be taken literally and is never meant so; each can be written as %.. where it is. */
function refusalOf(path: string, platform: NodeJS.Platform): string | null {
  if (path.trim() === '') return 'must be file: with a path (file:data/readout.db).';
  if (path !== path.trim()) return 'has a space before or after its path.';
  if (path.includes('?')) {
    return 'has parameters after a question mark, which Readout does not read: write the path alone.';
  }
  if (path.includes('#')) return 'has a # in its path: write the path alone, or %23 for the sign itself.';
  if (/^~/.test(path))
    return 'begins with ~, which stands for a home folder in a shell only: write the whole path.';
  if (/\$[\w({]/.test(path)) {
    return 'names a variable with $, which is not filled in here: write the whole path, or %24 for the sign itself.';
  }
  if (path.includes(':memory:'))
    return 'must name a file: a store in memory would be forgotten at every stop.';
  if (/[/\\]\.{0,2}$|^\.{1,2}$/.test(path)) return 'names a folder: add the name of a file (readout.db).';
  if (platform !== 'win32' && path.includes('\\')) return 'has backslashes in its path: write slashes.';
  return null;
}

/** Null where a % is not followed by a character's digits. */
function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function problem(words: string): DatabaseUrl {
  return { kind: 'problem', problem: words };
}
