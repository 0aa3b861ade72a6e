import { type Clock, SYSTEM_CLOCK } from '../../../core/clock.ts';
import type { SharedTurns } from '../../../core/post-rate.ts';
import type { Log } from '../../../domain/log.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { OUR_REQUESTS_PER_SECOND } from '../render/limits.ts';
import type { Upload } from '../render/payload.ts';
import { createPace } from './pace.ts';
import { createRateLimits, exemptFromGlobal, type RateLimits, routeOf } from './rate-limits.ts';
import { createSharedPace } from './shared-pace.ts';
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
  /**
   * Longest wait for its turn under the rate limits, ours and Discord's; where Discord refuses it for its rate it is
   * sent again within that time, being certainly without effect so far. Absent: a short wait under our own count and no
   * second sending; none at all for what answers an interaction.
   */
  readonly patienceMs?: number;
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
  /** Resolves once no request waits for its turn and there is a place for one more, which is kept for it; or on abort. */
  readonly room: (signal: AbortSignal) => Promise<void>;
  /** True from a refusal of the bot token until Discord takes it again. */
  readonly unauthorised: () => boolean;
  readonly close: () => void;
}

/** One attempt is given up after this. */
const TIME_LIMIT_MS = 12_000;
/** How long a refused token is not tried again: calls fail here instead of counting towards an IP ban. */
const REFUSED_TOKEN_MS = 60_000;
/** A wait under our own count that is too short to be told to anybody. */
const SHORT_WAIT_MS = 2_000;

/**
 * A sender without hidden retries: a POST whose reply was lost and that is sent again posts a message twice. Rate limits
 * are kept per route and channel; a long wait is reported rather than waited for, so that one limited channel delays no
 * other. Everything that counts towards the bot's own limit goes through one pace.
 */
export function createRest(options: {
  readonly token: string;
  /** Base without version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly after?: Clock['after'];
  /** Where other processes send with the same token. */
  readonly turns?: SharedTurns;
  readonly onUnauthorised?: () => void;
  /** Discord refused a request for its rate. */
  readonly onLimited?: () => void;
}): Rest {
  const { now, log, after = SYSTEM_CLOCK.after } = options;
  const wire: Wire = createWire();
  const limits: RateLimits = createRateLimits(now);
  const pacing = { perSecond: OUR_REQUESTS_PER_SECOND, now, after };
  const { turns } = options;
  const pace =
    turns === undefined
      ? createPace(pacing)
      : createSharedPace({ ...pacing, turns, name: 'discord requests' });
  const base = `${options.apiUrl.replace(/(?<!\/)\/+$/u, '')}/v10`;
  let refusedUntil = 0;
  let refused = false;

  const pause = (ms: number) => new Promise<void>((resolve) => void after(ms, resolve));

  /** 0 once the request may leave; else how long it would have to wait, which is longer than `until`. */
  const turn = async ({ method, path }: RestRequest, until: number): Promise<number> => {
    for (;;) {
      const wait = limits.waitFor(method, path);
      if (wait > 0) {
        if (now() + wait > until) return wait;
        await pause(wait);
        continue;
      }
      if (exemptFromGlobal(path)) return 0;
      const queued = await pace.next(Math.max(0, until - now()));
      if (queued > 0) return queued;
      // Others may have used the route up in the meantime.
      if (limits.waitFor(method, path) === 0) return 0;
      pace.giveBack();
    }
  };

  const attempt = async (request: RestRequest, until: number): Promise<RestResult> => {
    const bot = request.bot ?? true;
    if (bot && now() < refusedUntil) return { kind: 'refused', status: 401, code: 0 };
    const wait = await turn(request, until);
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
    if (bot) refused = status === 401;
    if (status >= 200 && status < 300) return { kind: 'ok', status, body: reply.body };
    if (status === 429) {
      options.onLimited?.();
      const { waitMs, everywhere } = limits.refused(request.method, request.path, reply.headers, reply.body);
      if (everywhere) pace.hold(now() + waitMs);
      log.warn('Discord asks for fewer requests.', { route: routeName(request), retryAfterMs: waitMs });
      return { kind: 'limited', retryAfterMs: waitMs };
    }
    if (status === 401 && bot) {
      refusedUntil = now() + REFUSED_TOKEN_MS;
      options.onUnauthorised?.();
    }
    if (status >= 400 && status < 500) return { kind: 'refused', status, code: errorCode(reply.body) };
    return { kind: 'failed', sent: 'maybe', reason: `Discord answered ${status}` };
  };

  return {
    room: pace.room,
    unauthorised: () => refused,
    close: wire.close,
    async send(request) {
      const { patienceMs } = request;
      const until = now() + (patienceMs ?? (exemptFromGlobal(request.path) ? 0 : SHORT_WAIT_MS));
      let result = await attempt(request, until);
      while (patienceMs !== undefined && result.kind === 'limited' && now() + result.retryAfterMs <= until) {
        result = await attempt(request, until);
      }
      return result;
    },
  };
}

/** `POST /channels/:id/messages`: a route for the log, without ids and tokens. */
export function routeName(request: Pick<RestRequest, 'method' | 'path'>): string {
  return `${request.method} ${routeOf(request.path)}`;
}

function errorCode(body: unknown): number {
  const code = isMapping(body) ? body.code : undefined;
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
