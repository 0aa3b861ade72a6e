import { withoutUndefined } from '../../domain/mapping.ts';
import { capital } from '../../domain/words/capital.ts';
import { StoreError, type StoreTrouble } from '../store-error.ts';
import { messageOf } from '../trouble.ts';

/** The oldest PostgreSQL that Readout is tested with, as `server_version_num` counts. */
export const OLDEST_SERVER = 150_000;
/** How far this machine's clock may be from the database's. */
export const MOST_SKEW_MS = 5_000;

/**
 * The sentences of everything that can be wrong with a store on PostgreSQL, told alike at the start, in the log, by
 * `/readyz` and by `readout doctor`. `name` is what `nameOf` calls the database: there is never a password in it.
 */
export const SERVER_TROUBLES = {
  away: (name: string, detail: string, cause?: unknown) =>
    trouble(
      'away',
      `PostgreSQL does not answer for ${name}: ${detail}.`,
      'Start it, or set DATABASE_URL to where it is.',
      cause,
    ),
  refused: (name: string, detail: string, cause?: unknown) =>
    trouble(
      'refused',
      `PostgreSQL lets nobody into ${name} with the user and password of DATABASE_URL: ${detail}.`,
      'Set both as the server knows them, and allow this machine in its pg_hba.conf.',
      cause,
    ),
  noDatabase: (name: string, cause?: unknown) =>
    trouble(
      'refused',
      `PostgreSQL has no such database as ${name}.`,
      'Make it (createdb), or set DATABASE_URL to one that is there.',
      cause,
    ),
  encryption: (name: string, detail: string, cause?: unknown) =>
    trouble(
      'refused',
      `The encrypted connection to ${name} cannot be made: ${detail}.`,
      'Give the server a certificate for that host name, and sslrootcert= the file of who signed it.',
      cause,
    ),
  tooOld: (name: string, version: string) =>
    trouble(
      'unfit',
      `PostgreSQL ${version} serves ${name}, and Readout needs ${OLDEST_SERVER / 10_000} or newer.`,
      'Upgrade that server, or set DATABASE_URL to another one.',
    ),
  encoding: (name: string, encoding: string) =>
    trouble(
      'unfit',
      `The text of ${name} is kept as ${encoding}, which cannot hold every language; Readout needs UTF8.`,
      'Make a database with encoding UTF8.',
    ),
  pooled: (name: string, detail: string, cause?: unknown) =>
    trouble(
      'unfit',
      `Between Readout and ${name} is a pooler (PgBouncer) ${detail}.`,
      'Set it to pool_mode = session for Readout, or set DATABASE_URL to the server itself.',
      cause,
    ),
  readOnly: (name: string, cause?: unknown) =>
    trouble(
      'not-permitted',
      `The server of ${name} takes no writes: it is a standby, or set to read only.`,
      'Set DATABASE_URL to the server that takes writes.',
      cause,
    ),
  noSchema: (name: string, schema: string, user: string, cause?: unknown) =>
    trouble(
      'not-permitted',
      `The schema that Readout keeps its tables in is not there, and the user may not make it in ${name}.`,
      `Run as its owner: create schema "${schema}" authorization "${user}".`,
      cause,
    ),
  noRight: (name: string, detail: string, cause?: unknown) =>
    trouble(
      'not-permitted',
      `The user of DATABASE_URL lacks a right in ${name}: ${detail}.`,
      'Make that user the owner of the schema and of its tables.',
      cause,
    ),
  otherTables: (name: string, table: string) =>
    trouble(
      'not-ours',
      `The schema of ${name} is another program's: it holds the table "${table}" and nothing of Readout's.`,
      'Name a schema of its own in DATABASE_URL (?schema=readout).',
    ),
  missing: (name: string, table: string) =>
    trouble(
      'damaged',
      `The store in ${name} is damaged: the table "${table}" is missing.`,
      'Restore a dump of it (pg_restore).',
    ),
  skewed: (name: string, skewMs: number) =>
    trouble(
      'skewed',
      `The clock of this machine is ${inWords(skewMs)} that of ${name}, and they may differ by ${MOST_SKEW_MS / 1_000} s.`,
      'Let both keep the time (NTP).',
    ),
  full: (name: string, cause?: unknown) =>
    trouble(
      'full',
      `There is no room left on the disk that holds ${name}.`,
      'Make room on the server.',
      cause,
    ),
  busy: (name: string, detail: string, cause?: unknown) =>
    trouble('busy', `${capital(name)} took too long: ${detail}.`, 'It is tried again.', cause),
  damaged: (name: string, detail: string, cause?: unknown) =>
    trouble(
      'damaged',
      `${capital(name)} is damaged (${detail}).`,
      'Stop Readout and restore a dump of it (pg_restore).',
      cause,
    ),
  broken: (name: string, message: string, cause?: unknown) =>
    trouble(
      'broken',
      `The store in ${name} cannot be used: ${message}.`,
      'Run "readout doctor"; where it finds nothing, look at the log of the server.',
      cause,
    ),
  noBackup: (name: string, command: string) =>
    trouble(
      'not-permitted',
      `Readout makes no copy of ${name}: PostgreSQL has its own tool for that.`,
      `Run: ${command}`,
    ),
} as const;

function trouble(code: StoreTrouble, fault: string, remedy: string, cause?: unknown): StoreError {
  return new StoreError(code, { fault, remedy }, withoutUndefined({ cause }));
}

function inWords(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  return `${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'}`;
}

/** Node's codes of a server that is not there, or went away (https://nodejs.org/api/errors.html#common-system-errors, read 2026-11-28). */
const NOT_THERE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOENT: 'there is no such socket',
  ENOTDIR: 'there is no such socket',
  EACCES: 'the socket may not be used by the user that Readout runs as',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the host cannot be looked up now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ETIMEDOUT: 'it took too long',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  EPIPE: 'the connection was cut',
};

/** What node-postgres says of a connection without giving it a code. */
const CUT =
  /^(?:Connection terminated|timeout exceeded|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Connection ended)/i;

/** PostgreSQL's codes (https://www.postgresql.org/docs/18/errcodes-appendix.html, read 2026-11-28). */
export function serverTrouble(error: unknown, name: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const says = messageOf(error);
  if (isCut(error)) return SERVER_TROUBLES.away(name, NOT_THERE[code] ?? serverWords(code, says), error);
  if (/^28/.test(code) || /^SASL\b|\bpassword must be a string/i.test(says)) {
    return SERVER_TROUBLES.refused(name, code === '' ? 'a password is needed and none is set' : says, error);
  }
  if (
    /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code) ||
    /\bSSL\b/.test(says)
  ) {
    return SERVER_TROUBLES.encryption(name, says, error);
  }
  switch (code) {
    case '3D000':
      return SERVER_TROUBLES.noDatabase(name, error);
    case '08P01':
      return SERVER_TROUBLES.pooled(
        name,
        `that refuses what Readout sets for its connections (${says})`,
        error,
      );
    case '42501':
      return SERVER_TROUBLES.noRight(name, says, error);
    case '25006':
      return SERVER_TROUBLES.readOnly(name, error);
    case '53100':
      return SERVER_TROUBLES.full(name, error);
    case '57014':
    case '55P03':
    case '40001':
    case '40P01':
    case '25P03':
      return SERVER_TROUBLES.busy(name, says, error);
    case 'XX001':
    case 'XX002':
      return SERVER_TROUBLES.damaged(name, says, error);
    default:
      return SERVER_TROUBLES.broken(name, says, error);
  }
}

/** Whether the connection is gone, so that nothing more can be said on it. */
export function isCut(error: unknown): boolean {
  const code = codeOf(error);
  // 57P01 to 57P03: shutting down, crashed, starting; 08: connection exceptions but the protocol's own; 53300: no room for us.
  return (
    code in NOT_THERE ||
    /^57P0[1-5]$|^08(?!P01)|^53300$|^25P03$|^25P04$/.test(code) ||
    (code === '' && CUT.test(messageOf(error)))
  );
}

/** Whether the server took everything back by itself, so that the same can be asked again at once. */
export function isTakenBack(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

function serverWords(code: string, says: string): string {
  if (code === '57P03') return 'it is starting up or shutting down';
  if (code === '53300') return 'it has no room for another connection';
  return says.charAt(0).toLowerCase() + says.slice(1);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
