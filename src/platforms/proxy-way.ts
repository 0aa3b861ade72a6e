import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

/** What a proxy gets to build a tunnel. */
const TUNNEL_MS = 10_000;

/** The proxy that an environment names for an address (`https_proxy`, `http_proxy`, `no_proxy`); null where it is none. */
export function proxyFor(address: string, env: NodeJS.ProcessEnv): URL | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const named = /^(?:https|wss):$/.test(url.protocol)
    ? (env.https_proxy ?? env.HTTPS_PROXY)
    : (env.http_proxy ?? env.HTTP_PROXY);
  const proxy = named === undefined ? null : URL.parse(named);
  return proxy === null || isDirect(url, env.no_proxy ?? env.NO_PROXY ?? '') ? null : proxy;
}

/** `no` is a list of `example.org` (and what is below it), `.example.org`, `*.example.org`, `host:port` and `*`. */
function isDirect({ hostname, port, protocol }: URL, no: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const asked = port === '' ? (/^(?:https|wss):$/.test(protocol) ? '443' : '80') : port;
  return no
    .toLowerCase()
    .split(/[,\s]/)
    .some((written) => {
      // An IPv6 address alone has several colons, and none of them begins a port.
      const [, bracketed, plain, only] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(written) ?? [];
      const name = bracketed ?? plain ?? written;
      if (name === '' || (only !== undefined && only !== asked)) return false;
      if (name === '*') return true;
      const suffix = name.replace(/^\*?\./, '');
      return host.endsWith(`.${suffix}`) || (host === suffix && !name.startsWith('*.'));
    });
}

/** A line through the proxy to a host and port. @throws Error that says what the proxy answered, without its address */
export function openTunnel(
  proxy: URL,
  to: { readonly host: string; readonly port: number },
): Promise<Socket> {
  const { hostname, port, protocol, username, password } = proxy;
  const target = `${to.host}:${to.port}`;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      method: 'CONNECT',
      path: target,
      headers: {
        host: target,
        ...(login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
      },
      agent: false,
      timeout: TUNNEL_MS,
    });
    request.once('connect', ({ statusCode }, socket) => {
      socket.setTimeout(0);
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`The proxy answered ${statusCode} to the wish for a connection to ${target}.`));
    });
    request.once('response', (response) => {
      response.destroy();
      reject(
        new Error(`The proxy answered ${response.statusCode} to the wish for a connection to ${target}.`),
      );
    });
    request.once('timeout', () => request.destroy(new Error('The proxy does not answer.')));
    request.once('error', reject);
    request.end();
  });
}
