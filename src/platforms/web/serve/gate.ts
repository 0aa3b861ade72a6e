import { createHmac } from 'node:crypto';
import { bearerIn, sameWords } from '../../http-route.ts';
import type { WebSettings } from '../setup/settings.ts';

export const COOKIE = 'readout';
const MONTH_S = 30 * 24 * 3_600;

/** Who may read, and whether this is the address the pages are at. */
export interface Gate {
  /** False where the request names another host than ours: a foreign page may have made the browser ask. */
  readonly isOurs: (host: string | undefined) => boolean;
  readonly mayRead: (headers: Headers) => boolean;
  /** The cookie for somebody who has given the right token; null for a wrong one. */
  readonly cookieFor: (token: string) => string | null;
}

export function createGate(settings: WebSettings): Gate {
  const { token, userHeader, publicUrl, loopback } = settings;
  const session = token === undefined ? '' : createHmac('sha256', token).update('pages').digest('base64url');
  const secure = publicUrl?.startsWith('https:') === true ? '; Secure' : '';
  const ownHost = publicUrl === undefined ? undefined : URL.parse(publicUrl)?.host;
  const isToken = (given: string) => token !== undefined && sameWords(given, token);
  return {
    isOurs(host) {
      const given = URL.parse(`http://${host ?? ''}`);
      if (given === null || host === undefined) return false;
      if (isLoopback(given.hostname)) return true;
      if (ownHost === undefined) return !loopback;
      // What a proxy passes on may have the port that the address leaves out.
      return given.host === ownHost || host === ownHost || withoutPort(host) === ownHost;
    },
    mayRead(headers) {
      if (token === undefined && userHeader === undefined) return true;
      if (userHeader !== undefined && (headers.get(userHeader) ?? '').trim() !== '') return true;
      const bearer = bearerIn(headers.get('authorization') ?? '');
      if (bearer !== undefined && isToken(bearer)) return true;
      const cookie = cookieIn(headers.get('cookie') ?? '');
      return token !== undefined && cookie !== undefined && sameWords(cookie, session);
    },
    cookieFor: (given) =>
      isToken(given)
        ? `${COOKIE}=${session}; Path=/; Max-Age=${MONTH_S}; HttpOnly; SameSite=Lax${secure}`
        : null,
  };
}

function cookieIn(header: string): string | undefined {
  for (const part of header.split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === COOKIE) return value.join('=');
  }
  return undefined;
}

/** Names that no other machine can have: a foreign page cannot make a browser use them for its own. */
function isLoopback(name: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(name);
}

function withoutPort(host: string): string {
  return host.replace(/:(?:80|443)$/, '');
}
