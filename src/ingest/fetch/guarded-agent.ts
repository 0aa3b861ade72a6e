import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { FetchTrouble } from './fetch-trouble.ts';
import { isPublicAddress } from './public-address.ts';
import { notPublic } from './web-address.ts';

/** The IP addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveByDns: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Connections for one fetch. The address that was checked is the one that is connected to: a name is asked for once
 * and the socket is opened to its number, so that a second answer of the name server changes nothing; the peer is
 * looked at again when the socket is there. A name with even one private address is refused. `isAllowed` is asked for
 * the host and port of a connection that may be private.
 */
export function guardedAgent(options: {
  readonly resolve: Resolve;
  readonly isAllowed: (host: string, port: string) => boolean;
  readonly timeoutMs: number;
}): Agent {
  const connect = buildConnector({ timeout: options.timeoutMs, allowH2: false });
  return new Agent({
    allowH2: false,
    connections: 2,
    connect: (target, callback) => {
      const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
      const anywhere = options.isAllowed(
        target.hostname,
        target.port || (target.protocol === 'https:' ? '443' : '80'),
      );
      checkedAddress(host, anywhere, options.resolve).then(
        (address) => {
          const servername = isIP(host) === 0 ? host : '';
          connect(
            { ...target, hostname: address, ...(servername === '' ? {} : { servername }) },
            (error, socket) => {
              if (error !== null) return callback(error, null);
              const peer = socket.remoteAddress ?? '';
              if (!anywhere && !isPublicAddress(peer)) {
                socket.destroy();
                return callback(notPublic(target.hostname), null);
              }
              callback(null, socket);
            },
          );
        },
        (error: Error) => callback(error, null),
      );
    },
  });
}

/** The address to connect to. @throws FetchTrouble, `refused` where a name has even one private address, `network` where it is not known */
export async function checkedAddress(host: string, anywhere: boolean, resolve: Resolve): Promise<string> {
  const found = isIP(host) === 0 ? await resolvedTo(host, resolve) : [host];
  const [first] = found;
  if (first === undefined) throw noSuchHost(host);
  if (!anywhere && !found.every(isPublicAddress)) throw notPublic(host);
  // Many machines have no way to IPv6 addresses, and hardly any has none to the others.
  return found.find((address) => isIP(address) === 4) ?? first;
}

async function resolvedTo(host: string, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw noSuchHost(host, error);
  }
}

function noSuchHost(host: string, cause?: unknown): FetchTrouble {
  return new FetchTrouble('network', `No host is known by the name ${host}.`, { cause });
}
