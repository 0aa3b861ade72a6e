import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { Upload } from '../render/payload.ts';

/** One HTTP request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body as JSON already; wins over `body`. */
  readonly json?: string;
  readonly upload?: Upload;
  readonly timeLimitMs: number;
}

export type Exchange =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: http.IncomingHttpHeaders;
      /** Parsed JSON; undefined for an empty or unreadable body. */
      readonly body: unknown;
    }
  /** `sent: 'no'` only where not a byte of the request can have reached the other side. */
  | { readonly kind: 'failed'; readonly sent: 'no' | 'maybe'; readonly reason: string };

export interface Wire {
  readonly exchange: (request: Outgoing) => Promise<Exchange>;
  readonly close: () => void;
}

/** Required form: https://docs.discord.com/developers/reference#user-agent */
const USER_AGENT = `DiscordBot (readout, ${packageVersion()})`;
/** Longer replies are not Discord's. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Shorter than the minute after which Discord's edge closes idle connections, so that few requests meet a dying one. */
const IDLE_MS = 30_000;

/**
 * HTTP over kept-alive connections. node:http rather than fetch, because it tells a connection that never stood
 * (certainly not sent) from one that broke after the request (perhaps carried out), and its time limit covers the whole exchange.
 */
export function createWire(): Wire {
  const options: https.AgentOptions = {
    keepAlive: true,
    timeout: IDLE_MS,
    scheduling: 'lifo',
    // HTTPS_PROXY and its like; Node wants to be asked agent by agent.
    proxyEnv: process.env,
  };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  return {
    exchange(request) {
      const url = new URL(request.url);
      const secure = url.protocol === 'https:';
      const { type, bytes } = encode(request);
      return new Promise<Exchange>((resolve) => {
        let connected = false;
        const outgoing = (secure ? https : http).request(url, {
          method: request.method,
          agent: agents[secure ? 'https:' : 'http:'],
          headers: {
            'user-agent': USER_AGENT,
            accept: 'application/json',
            ...(bytes === null ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(bytes) }),
            ...request.headers,
          },
        });
        const fail = (reason: string) =>
          resolve({ kind: 'failed', sent: connected ? 'maybe' : 'no', reason });
        const clock = setTimeout(() => {
          fail('no reply in time');
          outgoing.destroy();
        }, request.timeLimitMs);
        // A kept-alive connection stood before: whatever goes wrong on it, the request may have arrived.
        outgoing.once('socket', (socket) => {
          if (!socket.connecting) connected = true;
          else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
        });
        outgoing.once('error', (error) => {
          clearTimeout(clock);
          fail(errorWord(error));
        });
        outgoing.once('response', (response) => {
          read(response).then(
            (body) => {
              clearTimeout(clock);
              resolve({ kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body });
            },
            (error: unknown) => {
              clearTimeout(clock);
              fail(errorWord(error));
            },
          );
        });
        outgoing.end(bytes ?? undefined);
      });
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8');
  const { version }: { readonly version: string } = JSON.parse(text);
  return version;
}

function read(response: http.IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) response.destroy(new Error('The reply is too long.'));
      else chunks.push(chunk);
    });
    response.once('end', () => resolve(size === 0 ? undefined : parsed(Buffer.concat(chunks))));
    response.once('error', reject);
    response.once('close', () => reject(new Error('The reply was cut off.')));
  });
}

/** Undefined for what is no JSON, such as the page of a proxy: then the status alone speaks. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The error's code, a word such as ECONNRESET; never its message, which can hold an address with a token. */
function errorWord(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'connection failed';
}

/** JSON as text, which node:http sends in one piece with the headers, or multipart with the JSON as `payload_json`. https://docs.discord.com/developers/reference#uploading-files */
function encode(request: Outgoing): {
  readonly type: string;
  readonly bytes: Buffer | string | null;
} {
  const json = request.json ?? JSON.stringify(request.body);
  if (json === undefined) return { type: '', bytes: null };
  if (request.upload === undefined) return { type: 'application/json', bytes: json };
  const boundary = `readout-${randomBytes(12).toString('hex')}`;
  const part = (head: string) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`);
  const bytes = Buffer.concat([
    part('name="payload_json"\r\nContent-Type: application/json'),
    Buffer.from(json),
    Buffer.from('\r\n'),
    part(`name="files[0]"; filename="${request.upload.name}"\r\nContent-Type: image/png`),
    request.upload.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes };
}
