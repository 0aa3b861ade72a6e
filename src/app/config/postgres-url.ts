import { isIP } from 'node:net';
import type { PostgresAddress } from '../../store/postgres/address.ts';

/** What a `postgres:` address names, or a problem that completes "DATABASE_URL …" and shows no part of it. */
export type PostgresUrl =
  | { readonly kind: 'postgres'; readonly address: PostgresAddress }
  | { readonly kind: 'problem'; readonly problem: string };

const FORM = 'postgres://user:password@host:5432/database';
const PORT = 5432;
const SCHEMA = 'readout';
/** As PostgreSQL has it for names without marks; longer ones it cuts, and two could become one. */
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const KNOWN = ['host', 'port', 'schema', 'sslmode', 'sslrootcert'] as const;

/**
 * Reads `postgres://user:password@host:port/database` with `?schema=`, `?sslmode=`, `?sslrootcert=` and, for a Unix socket,
 * `?host=/folder`. Whatever else libpq would understand is refused by name: read by half it would connect to another place, or
 * without the encryption somebody counts on.
 */
export function readPostgresUrl(value: string): PostgresUrl {
  const parts = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i.exec(value);
  // A / in a password ends the host for every reader of addresses.
  if (parts === null || (parts[1] === undefined && /@/.test(parts[3] ?? ''))) {
    return problem(`must be ${FORM}, with %2F for a /, %3F for a ? and %23 for a # in its password.`);
  }
  const [, userinfo = '', hostPort = '', path = '', query = ''] = parts;
  const parameters = [...new URLSearchParams(query.replaceAll('+', '%2B'))];
  const strange = parameters.find(([key]) => !KNOWN.some((known) => known === key));
  if (strange !== undefined) {
    return problem(`has a parameter that Readout does not read; it reads ${KNOWN.join(', ')}.`);
  }
  const given = (key: (typeof KNOWN)[number]) =>
    parameters.filter(([name]) => name === key).map(([, text]) => text);
  const twice = KNOWN.find((key) => key !== 'sslmode' && given(key).length > 1);
  if (twice !== undefined) return problem(`has ${twice}= twice.`);
  const colon = userinfo.indexOf(':');
  const user = decode(colon === -1 ? userinfo : userinfo.slice(0, colon));
  const password = colon === -1 ? undefined : decode(userinfo.slice(colon + 1));
  const database = decode(path);
  if (user === null || password === null || database === null) {
    return problem(
      'has a % that is not followed by two hexadecimal digits of a character: write %25 for the sign itself.',
    );
  }
  if (user === '') return problem(`must name a user (${FORM}).`);
  if (database === '') return problem(`must name a database after the host (${FORM}).`);
  if (database.includes('/'))
    return problem(`has more than one / after its host: a database is one name (${FORM}).`);
  const [schema = SCHEMA] = given('schema');
  if (!SCHEMA_NAME.test(schema) || /^pg_|^information_schema$/.test(schema)) {
    return problem(
      'must name with schema= small letters, digits and _, beginning with a letter (schema=readout).',
    );
  }
  const place = placeOf(hostPort, given('host')[0], given('port')[0]);
  if ('problem' in place) return problem(place.problem);
  const tls = tlsOf(place.host, given('sslmode'), given('sslrootcert')[0]);
  if (tls !== false && 'problem' in tls) return problem(tls.problem);
  return { kind: 'postgres', address: { ...place, user, password, database, schema, tls } };
}

type Place = { readonly host: string; readonly port: number } | { readonly problem: string };

function placeOf(hostPort: string, socket: string | undefined, portAlone: string | undefined): Place {
  const written = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(hostPort);
  const host = written?.[1] ?? '';
  const port = written?.[2] ?? portAlone ?? String(PORT);
  if (written === null || hostPort.includes(',')) return { problem: `must name one host (${FORM}).` };
  if (!/^\d{1,5}$/.test(port) || Number(port) === 0 || Number(port) > 65_535) {
    return { problem: 'must have a port from 1 to 65535 after its host, or none.' };
  }
  if (socket !== undefined) {
    if (host !== '') return { problem: 'names a host twice: before its path and with host=.' };
    if (!socket.startsWith('/'))
      return { problem: 'must name with host= the whole path of a socket’s folder.' };
    return { host: socket, port: Number(port) };
  }
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  if (plain === '') return { problem: `must name a host, or a socket’s folder with host= (${FORM}).` };
  const known = host.startsWith('[')
    ? isIP(plain) === 6
    : /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?$/i.test(plain);
  return known ? { host: plain, port: Number(port) } : { problem: `must name a host (${FORM}).` };
}

/** Nothing leaves this machine unencrypted that was not asked for in so many words. */
function tlsOf(
  host: string,
  modes: readonly string[],
  authorities: string | undefined,
): PostgresAddress['tls'] | { readonly problem: string } {
  const [mode] = modes;
  if (modes.some((each) => each !== mode)) return { problem: 'says two different things with sslmode=.' };
  if (mode === 'verify-full') return { authorities };
  if (authorities !== undefined) return { problem: 'has sslrootcert= without sslmode=verify-full.' };
  if (mode !== undefined && mode !== 'disable') {
    return {
      problem: 'must have sslmode=verify-full (encrypted, the certificate checked) or sslmode=disable.',
    };
  }
  if (isHere(host)) return false;
  if (mode === undefined) {
    return {
      problem: 'names another machine: add ?sslmode=verify-full, so that nobody reads along on the way.',
    };
  }
  return modes.length > 1
    ? false
    : {
        problem:
          'names another machine without encryption: write sslmode=disable twice (?sslmode=disable&sslmode=disable) where the network between is yours alone.',
      };
}

/** This machine, by a socket or its own addresses. */
function isHere(host: string): boolean {
  return (
    host.startsWith('/') ||
    /^localhost\.?$/i.test(host) ||
    /^127(?:\.\d{1,3}){3}$/.test(host) ||
    host === '::1'
  );
}

/** Null where a % is not followed by a character's digits. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function problem(words: string): PostgresUrl {
  return { kind: 'problem', problem: words };
}
