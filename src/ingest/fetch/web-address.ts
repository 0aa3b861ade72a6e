import { isIP } from 'node:net';
import { FetchTrouble } from './fetch-trouble.ts';
import { isPublicAddress } from './public-address.ts';

/** Where a page is, checked as far as that can be done without asking for names. */
export interface WebAddress {
  readonly url: URL;
  /** True where `READOUT_FETCH_ALLOW` names it: then it may be private, and any port is right. */
  readonly allowed: boolean;
}

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Reads an address, which may be relative to the one that led to it. `allow` are `host:port`s exactly as they must be
 * written: another spelling of an allowed address is another address.
 * @throws FetchTrouble (`refused`) for another scheme or port, a login, or an address that is not public
 */
export function readWebAddress(written: string, allow: readonly string[], base?: WebAddress): WebAddress {
  const typed = written.trim();
  const url = URL.parse(typed, base?.url.href);
  if (url === null) throw new FetchTrouble('refused', `${shown(typed)} is not a web address.`);
  const standard = PORTS[url.protocol];
  if (standard === undefined) {
    throw new FetchTrouble(
      'refused',
      `${shown(typed)} is not fetched: the address must begin with http:// or https://, not ${url.protocol.replace(/:$/, '')}:.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchTrouble('refused', `An address with a login in it is not fetched: ${url.host}.`);
  }
  const authority = authorityOf(typed);
  const port = url.port === '' ? standard : url.port;
  const allowed =
    authority === null
      ? base?.allowed === true && base.url.host === url.host
      : isAllowed(authority, standard, allow);
  if (allowed) return { url, allowed };
  if (port !== '80' && port !== '443') {
    throw new FetchTrouble(
      'refused',
      `${url.host} is not fetched: port ${port} is neither 80 nor 443, and READOUT_FETCH_ALLOW does not name it.`,
    );
  }
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw notPublic(url.hostname);
  return { url, allowed };
}

/** @throws FetchTrouble, to be thrown */
export function notPublic(host: string): FetchTrouble {
  return new FetchTrouble(
    'refused',
    `${host} is not fetched: it is a private address of this machine or its network, and READOUT_FETCH_ALLOW does not name it.`,
  );
}

/** `host:port` as it is written in an address; null where it names none of its own (a relative one). */
function authorityOf(typed: string): string | null {
  return (
    /^(?:https?:)?[\\/]{2}([^/?#\\]*)/i.exec(typed)?.[1] ?? (/^[a-z][a-z0-9+.-]*:/i.test(typed) ? '' : null)
  );
}

function isAllowed(authority: string, standard: string, allow: readonly string[]): boolean {
  const written = /:\d+$/.test(authority) ? authority : `${authority}:${standard}`;
  return allow.some((entry) => entry.toLowerCase() === written.toLowerCase());
}

/** An address in a sentence, without what it may carry after the path. */
function shown(address: string): string {
  const short = address.length > 120 ? `${address.slice(0, 119)}…` : address;
  return `"${short.replace(/[\p{Cc}\p{Cf}]/gu, '')}"`;
}
