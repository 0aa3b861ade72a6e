import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Log } from '../../domain/log.ts';
import type { HttpRequest, HttpResponse, HttpRoute } from '../../platforms/http-route.ts';
import { portTrouble } from './port-trouble.ts';

const MOST_BODY_BYTES = 1_000_000;
const BODY_TIMEOUT_MS = 10_000;
/** What a client that has been refused gets to read the answer before its connection is cut. */
const LINGER_MS = 500;
/** What requests under way get to finish when the server stops. */
const STOP_MS = 3_000;

/** A route of all paths that no other route has. */
const EVERY_OTHER_PATH = '*';

/** The process's one HTTP server. */
export interface HttpServer {
  /** Begins to listen; gives the port, which matters where 0 was asked for. Rejects where the address cannot be had. */
  readonly start: () => Promise<number>;
  /** Takes no more connections: whoever wants one goes elsewhere at once. Those under way are answered. */
  readonly close: () => void;
  /** Closes, and lets requests under way finish for 3 s. */
  readonly stop: () => Promise<void>;
}

/** Serves the routes and nothing else: exact paths and what one route has of all others, a body cap, a slow-body limit, and no error ever shown to a client. */
export function createHttpServer(options: {
  readonly routes: readonly HttpRoute[];
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  /** How the keys begin that name its address; nothing where it is not given. */
  readonly keys?: 'METRICS_';
  /** Milliseconds a client has to send a body; 10 s where not given. */
  readonly bodyTimeoutMs?: number;
}): HttpServer {
  const { routes, host, port, log, keys, bodyTimeoutMs = BODY_TIMEOUT_MS } = options;
  let stopping = false;
  const server = createServer(
    { headersTimeout: BODY_TIMEOUT_MS, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 },
    (incoming, outgoing) => {
      // A kept-alive connection becomes idle only after its answer, and would hold up the stop.
      outgoing.once('finish', () => {
        if (stopping) setImmediate(() => server.closeIdleConnections());
      });
      serve(incoming, outgoing).catch((error: unknown) => {
        log.error('An HTTP request could not be answered.', {
          path: pathOf(incoming),
          error: messageOf(error),
        });
        refuse(outgoing, 500, 'Internal error');
      });
    },
  );

  let closing: Promise<void> | undefined;
  const closed = () => {
    closing ??= new Promise((resolve) => {
      stopping = true;
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    return closing;
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = pathOf(incoming);
    const exact = routes.filter((route) => route.path === path);
    const here = exact.length > 0 ? exact : routes.filter((route) => route.path === EVERY_OTHER_PATH);
    if (here.length === 0) return refuse(outgoing, 404, 'Not found');
    const method = incoming.method === 'HEAD' ? 'GET' : incoming.method;
    const route = here.find((candidate) => candidate.method === method);
    if (route === undefined) {
      outgoing.setHeader('allow', here.map((candidate) => candidate.method).join(', '));
      return refuse(outgoing, 405, 'Method not allowed');
    }
    if (route.isNear === true && !comesFromNear(incoming)) {
      return refuse(
        outgoing,
        403,
        'For this machine and private networks only: METRICS_PORT gives it an address of its own',
      );
    }
    const body = await readBody(incoming, bodyTimeoutMs);
    if (body.kind === 'whole') {
      send(outgoing, await route.handle(requestOf(incoming, path, body.bytes)), incoming.method === 'HEAD');
    } else if (body.kind === 'too-large') {
      refuse(outgoing, 413, 'Body too large');
    } else if (body.kind === 'too-slow') {
      refuse(outgoing, 408, 'Body too slow');
    }
    // Otherwise the client has gone and there is nobody to answer.
  }

  return {
    start: () =>
      new Promise((resolve, reject) => {
        const refuse = (error: Error) => {
          const trouble = portTrouble(error, { host, port }, keys);
          reject(trouble === null ? error : new Error(`${trouble.says} ${trouble.mend}`, { cause: error }));
        };
        server.once('error', refuse);
        server.listen(port, host, () => {
          server.off('error', refuse);
          server.on('error', (error) =>
            log.error('The HTTP server reported an error.', { error: error.message }),
          );
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      }),
    close: () => void closed(),
    async stop() {
      const cut = setTimeout(() => server.closeAllConnections(), STOP_MS);
      await closed();
      clearTimeout(cut);
    },
  };
}

type Body =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'aborted' };

function readBody(incoming: IncomingMessage, timeoutMs: number): Promise<Body> {
  if (Number(incoming.headers['content-length'] ?? 0) > MOST_BODY_BYTES) {
    return Promise.resolve({ kind: 'too-large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (body: Body) => {
      clearTimeout(timer);
      incoming.removeAllListeners('data');
      resolve(body);
    };
    const timer = setTimeout(() => finish({ kind: 'too-slow' }), timeoutMs);
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_BODY_BYTES) finish({ kind: 'too-large' });
      else chunks.push(chunk);
    });
    incoming.once('end', () => finish({ kind: 'whole', bytes: Buffer.concat(chunks) }));
    incoming.once('close', () => finish({ kind: 'aborted' }));
    incoming.once('error', () => finish({ kind: 'aborted' }));
  });
}

/** This machine, and what is never routed in public: RFC 1918, 6598 and 4193, and link-local addresses. */
const NEAR = new BlockList();
for (const [net, prefix] of [
  ...([
    ['127.0.0.0', 8],
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['169.254.0.0', 16],
  ] as const),
] as const)
  NEAR.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  NEAR.addSubnet(net, prefix, 'ipv6');

/** What proxies add to what they pass on: behind one every address is near. */
const PASSED_ON = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
  'via',
  'cf-connecting-ip',
];

/** Whether whoever asks is on this machine or a private network, and asks for nobody else. */
export function comesFromNear({
  socket,
  headers,
}: {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingMessage['headers'];
}): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '').split('%', 1)[0] ?? '';
  const isNear = isIP(address) !== 0 && NEAR.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return isNear && PASSED_ON.every((name) => headers[name] === undefined);
}

function requestOf(incoming: IncomingMessage, path: string, body: Uint8Array): HttpRequest {
  const question = incoming.url?.indexOf('?') ?? -1;
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(question < 0 ? '' : incoming.url?.slice(question + 1)),
    headers: incoming.headers,
    body,
  };
}

function pathOf(incoming: IncomingMessage): string {
  return (incoming.url ?? '/').split('?', 1)[0] ?? '/';
}

function send(outgoing: ServerResponse, response: HttpResponse, headOnly: boolean): void {
  // A string leaves in one piece with the headers; bytes would be a second one.
  const body = response.bytes ?? response.body ?? '';
  outgoing.writeHead(response.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...response.headers,
    // What has not changed has a length that is not sent.
    ...(response.status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }),
  });
  outgoing.end(headOnly ? undefined : body);
}

/** Says no, and closes the connection: what the client still sends is not wanted. */
function refuse(outgoing: ServerResponse, status: number, words: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  const { socket } = outgoing;
  outgoing.once('finish', () => setTimeout(() => socket?.destroy(), LINGER_MS).unref());
  outgoing.setHeader('connection', 'close');
  send(
    outgoing,
    { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${words}\n` },
    false,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
