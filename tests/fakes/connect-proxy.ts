import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { selfSigned } from './self-signed.ts';

/** An HTTP proxy behind which hosts stand that no other way leads to, each a local server that speaks plain HTTP. */
export interface ConnectProxy {
  readonly port: number;
  /** To be trusted by whoever goes through it. */
  readonly certificate: string;
  /** `host:port` of each tunnel that was asked for, in order. */
  readonly asked: readonly string[];
  /** The logins that were given. */
  readonly logins: ReadonlySet<string | undefined>;
  readonly stop: () => Promise<void>;
}

/**
 * `hosts` has the local port behind each name. Where a reply names `ws://127.0.0.1:<port>`, its reader gets
 * `wss://<name of the same length>` of `rename`, so that the next connection goes through the proxy, too.
 */
export async function startConnectProxy(
  hosts: Readonly<Record<string, number>>,
  rename: (address: string) => string,
): Promise<ConnectProxy> {
  const asked: string[] = [];
  const logins = new Set<string | undefined>();
  const sockets = new Set<Socket>();
  const { key, cert } = selfSigned(Object.keys(hosts));
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    asked.push(request.url ?? '');
    logins.add(request.headers['proxy-authorization']);
    const port = hosts[request.url?.split(':')[0] ?? ''];
    if (port === undefined) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const plain = new TLSSocket(socket, { isServer: true, key, cert });
    const behind = connect(port, '127.0.0.1');
    sockets.add(behind);
    for (const side of [plain, behind]) {
      side.on('error', () => {});
      side.on('close', () => {
        plain.destroy();
        behind.destroy();
      });
    }
    plain.pipe(behind);
    behind.pipe(renaming(rename)).pipe(plain);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    certificate: cert,
    asked,
    logins,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function renaming(rename: (address: string) => string): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const text = chunk.toString('latin1');
      done(null, Buffer.from(text.replace(/ws:\/\/127\.0\.0\.1:\d+/g, rename), 'latin1'));
    },
  });
}
