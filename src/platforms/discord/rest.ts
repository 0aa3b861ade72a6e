import type { Log } from '../../domain/log.ts';
import { isRecord } from './json.ts';
import type { Upload } from './payload.ts';
import { createRateLimits, type RateLimits, routeOf } from './rate-limits.ts';
import { createWire, type Wire } from './wire.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** One request to Discord. `path` is below the API version and already percent-encoded. */
export interface RestRequest {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  /** The body as JSON already; wins over `body`. */
  readonly json?: string;
  readonly upload?: Upload;
  /** False for interaction and webhook routes, whose token is in the path. */
  readonly bot?: boolean;
  /** Whole time for one attempt: connecting, sending and reading the reply. */
  readonly timeLimitMs?: number;
}

/** What became of one attempt. Nothing here ever holds a token or message text. */
export type RestResult =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  /** Discord said no; `code` is its own error code, 0 where it gave none. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: number }
  /** Not sent, or sent and refused for its rate: certainly without effect. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** No usable reply. `sent: 'maybe'` where Discord may have acted on it all the same. */
  | { readonly kind: 'failed'; readonly sent: 'no' | 'maybe'; readonly reason: string };

/** Discord's HTTP API with exactly one attempt a call. */
export interface Rest {
  readonly send: (request: RestRequest) => Promise<RestResult>;
  /** True while Discord refuses the bot token; calls that need it fail here instead of counting towards an IP ban. */
  readonly unauthorised: () => boolean;
  readonly close: () => void;
}

/** One attempt is given up after this. */
const TIME_LIMIT_MS = 12_000;
/** How long a refused token is not tried again. */
const REFUSED_TOKEN_MS = 60_000;

/**
 * A sender without hidden retries: SDKs resend a POST whose reply was lost, which posts a message twice. Rate limits
 * are kept per route and channel and reported rather than waited for, so that one limited channel delays no other.
 */
export function createRest(options: {
  readonly token: string;
  /** Base without version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly onUnauthorised?: () => void;
}): Rest {
  const wire: Wire = createWire();
  const limits: RateLimits = createRateLimits(options.now);
  const base = `${options.apiUrl.replace(/(?<!\/)\/+$/u, '')}/v10`;
  let refusedUntil = 0;

  return {
    unauthorised: () => options.now() < refusedUntil,
    close: wire.close,
    async send(request) {
      const bot = request.bot ?? true;
      if (bot && options.now() < refusedUntil) return { kind: 'refused', status: 401, code: 0 };
      const wait = limits.waitFor(request.method, request.path);
      if (wait > 0) return { kind: 'limited', retryAfterMs: wait };
      limits.sending(request.method, request.path);
      const reply = await wire.exchange({
        method: request.method,
        url: base + request.path,
        headers: bot ? { authorization: `Bot ${options.token}` } : {},
        body: request.body,
        ...(request.json === undefined ? {} : { json: request.json }),
        ...(request.upload === undefined ? {} : { upload: request.upload }),
        timeLimitMs: request.timeLimitMs ?? TIME_LIMIT_MS,
      });
      if (reply.kind === 'failed') return reply;
      limits.learn(request.method, request.path, reply.headers);
      const { status } = reply;
      if (status >= 200 && status < 300) return { kind: 'ok', status, body: reply.body };
      if (status === 429) {
        const retryAfterMs = limits.refused(request.method, request.path, reply.headers, reply.body);
        options.log.warn('Discord asks for fewer requests.', { route: routeName(request), retryAfterMs });
        return { kind: 'limited', retryAfterMs };
      }
      if (status === 401 && bot) {
        refusedUntil = options.now() + REFUSED_TOKEN_MS;
        options.onUnauthorised?.();
      }
      if (status >= 400 && status < 500) return { kind: 'refused', status, code: errorCode(reply.body) };
      return { kind: 'failed', sent: 'maybe', reason: `Discord answered ${status}` };
    },
  };
}

/** `POST /channels/:id/messages`: a route for the log, without ids and tokens. */
export function routeName(request: Pick<RestRequest, 'method' | 'path'>): string {
  return `${request.method} ${routeOf(request.path)}`;
}

function errorCode(body: unknown): number {
  const code = isRecord(body) ? body.code : undefined;
  return typeof code === 'number' ? code : 0;
}

/** Addresses of an interaction's own messages. */
export const routes = {
  callback: (id: string, token: string) => `/interactions/${segment(id)}/${segment(token)}/callback`,
  original: (application: string, token: string) =>
    `/webhooks/${segment(application)}/${segment(token)}/messages/@original`,
  followUp: (application: string, token: string) => `/webhooks/${segment(application)}/${segment(token)}`,
  messages: (channel: string) => `/channels/${channel}/messages`,
  message: (channel: string, message: string) => `/channels/${channel}/messages/${message}`,
  threads: (channel: string) => `/channels/${channel}/threads`,
  threadOf: (channel: string, message: string) => `/channels/${channel}/messages/${message}/threads`,
  channel: (channel: string) => `/channels/${channel}`,
} as const;

/** What an interaction brought, as one part of a path whatever it holds. */
function segment(text: string): string {
  return encodeURIComponent(text);
}
