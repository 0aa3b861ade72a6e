import type { IncomingHttpHeaders } from 'node:http';

/** Discord's limits of single routes as its replies state them. https://docs.discord.com/developers/topics/rate-limits */
export interface RateLimits {
  /** Milliseconds until this route may be used again; 0 for now. */
  readonly waitFor: (method: string, path: string) => number;
  /** Notes that a request goes out, so that the next one knows before the reply is there. */
  readonly sending: (method: string, path: string) => void;
  readonly learn: (method: string, path: string, headers: IncomingHttpHeaders) => void;
  /** Notes a 429 and tells how long to wait; `everywhere` where it is about the bot as a whole and not about the route. */
  readonly refused: (
    method: string,
    path: string,
    headers: IncomingHttpHeaders,
    body: unknown,
  ) => { readonly waitMs: number; readonly everywhere: boolean };
}

interface Bucket {
  remaining: number;
  resetAt: number;
}

/** Added to every wait: clocks and networks are not exact, and a 429 counts towards an IP ban. */
const MARGIN_MS = 50;
/** Beyond this many, buckets that have been reset are forgotten. */
const MOST_BUCKETS = 5000;

/**
 * Limits by bucket and major parameter (channel, guild or webhook): routes that Discord puts into one bucket share it,
 * two channels never do. `now` is in epoch milliseconds.
 */
export function createRateLimits(now: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  /** Discord's bucket name by route, once a reply has told it. */
  const names = new Map<string, string>();

  const keyOf = (method: string, path: string) => {
    const route = `${method} ${routeOf(path)}`;
    return `${names.get(route) ?? route}|${majorOf(path)}`;
  };
  const put = (key: string, bucket: Bucket) => {
    if (buckets.size > MOST_BUCKETS) {
      for (const [old, { resetAt }] of buckets) if (resetAt < now()) buckets.delete(old);
    }
    buckets.set(key, bucket);
  };

  return {
    waitFor(method, path) {
      const bucket = buckets.get(keyOf(method, path));
      return bucket !== undefined && bucket.remaining <= 0
        ? Math.max(0, bucket.resetAt + MARGIN_MS - now())
        : 0;
    },
    sending(method, path) {
      const bucket = buckets.get(keyOf(method, path));
      if (bucket !== undefined && bucket.resetAt > now()) bucket.remaining -= 1;
    },
    learn(method, path, headers) {
      const name = headers['x-ratelimit-bucket'];
      if (typeof name === 'string') names.set(`${method} ${routeOf(path)}`, name);
      const remaining = number(headers['x-ratelimit-remaining']);
      const resetAfter = number(headers['x-ratelimit-reset-after']);
      if (remaining === null || resetAfter === null) return;
      const key = keyOf(method, path);
      const resetAt = now() + resetAfter * 1000;
      const known = buckets.get(key);
      // Replies can overtake one another: within one window the lowest count is the true one.
      const left =
        known !== undefined && known.resetAt > now() ? Math.min(known.remaining, remaining) : remaining;
      put(key, { remaining: left, resetAt });
    },
    refused(method, path, headers, body) {
      const given = number(headers['retry-after']) ?? retryAfterIn(body) ?? 1;
      const waitMs = Math.ceil(given * 1000) + MARGIN_MS;
      const everywhere = headers['x-ratelimit-global'] !== undefined || isGlobal(body);
      if (!everywhere) put(keyOf(method, path), { remaining: 0, resetAt: now() + waitMs - MARGIN_MS });
      return { waitMs, everywhere };
    },
  };
}

/** Interaction endpoints are outside the bot's global limit. */
export function exemptFromGlobal(path: string): boolean {
  return path.startsWith('/interactions/') || path.startsWith('/webhooks/');
}

function majorOf(path: string): string {
  return (
    /^\/(?:channels|guilds)\/\d+/u.exec(path)?.[0] ??
    /^\/(?:webhooks|interactions)\/\d+\/[^/?]+/u.exec(path)?.[0] ??
    ''
  );
}

/** A path without ids, tokens and query. */
export function routeOf(path: string): string {
  return path
    .replace(/\?.*$/su, '')
    .replace(/^(\/(?:webhooks|interactions)\/)\d+\/[^/]+/u, '$1:id/:token')
    .replace(/\/\d+/gu, '/:id');
}

function number(header: string | readonly string[] | undefined): number | null {
  const value = typeof header === 'string' ? Number(header) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function retryAfterIn(body: unknown): number | null {
  if (typeof body !== 'object' || body === null || !('retry_after' in body)) return null;
  return typeof body.retry_after === 'number' && body.retry_after >= 0 ? body.retry_after : null;
}

function isGlobal(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'global' in body && body.global === true;
}
