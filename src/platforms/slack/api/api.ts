import { webApi } from '@slack/bolt';
import { type Clock, SYSTEM_CLOCK } from '../../../core/clock.ts';
import type { SharedTurns } from '../../../core/post-rate.ts';
import type { Log } from '../../../domain/log.ts';
import { boltLogger } from './bolt-logger.ts';
import { createTokenTurns, OutOfTurn, type PostSpacing, type TokenTurns } from './token-turns.ts';

/** Why a Web API call did not give a result. */
export type ApiFailure =
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** Slack answered `ok: false`: certainly not done. */
  | { readonly kind: 'refused'; readonly code: string; readonly needed?: string }
  /** It never reached Slack: certainly not done. */
  | { readonly kind: 'unsent'; readonly reason: string }
  /** The answer was lost or unusable: done or not. */
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** A Web API client that tries once: every repetition is decided by who knows whether it may be repeated. */
export type SlackClient = webApi.WebClient;

interface Watching {
  readonly failed: (failure: ApiFailure) => void;
  readonly turns: TokenTurns | undefined;
}

/**
 * Every method of the SDK's client goes through `apiCall`: whatever fails is noticed by whoever meets it first, and each
 * has its turn among those of all processes with the token.
 */
class WatchedClient extends webApi.WebClient {
  readonly #watching: Watching;

  constructor(token: string, options: webApi.WebClientOptions, watching: Watching) {
    super(token, options);
    this.#watching = watching;
  }

  override async apiCall(...call: Parameters<webApi.WebClient['apiCall']>) {
    const [method, values] = call;
    const { turns, failed } = this.#watching;
    const channel = typeof values?.channel === 'string' ? values.channel : '';
    await turns?.turn(method, channel);
    try {
      return await super.apiCall(...call);
    } catch (error) {
      const failure = failureOf(error);
      failed(failure);
      if (failure.kind === 'rate-limited') await turns?.hold(method, channel, failure.retryAfterMs);
      throw error;
    }
  }
}

/** One client per token, kept. */
export function createClients(options: {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
  /** Slack says of a token that it works no more, whatever was asked with it. */
  readonly refused?: (token: string) => void;
  /** Slack refused a call for its rate. */
  readonly limited?: () => void;
  /** Where other processes call with the same tokens: what they share, and how far apart posts and edits are. */
  readonly shared?: { readonly turns: SharedTurns; readonly spacing: PostSpacing };
  readonly clock?: Pick<Clock, 'sleep' | 'after'>;
}) {
  const clients = new Map<string, SlackClient>();
  return (token: string): SlackClient => {
    const known = clients.get(token);
    if (known !== undefined) return known;
    const { shared, clock = SYSTEM_CLOCK } = options;
    const client = new WatchedClient(token, clientOptions(options), {
      failed(failure) {
        if (failure.kind === 'refused' && DEAD_TOKEN.has(failure.code)) options.refused?.(token);
        if (failure.kind === 'rate-limited') options.limited?.();
      },
      turns: shared === undefined || token === '' ? undefined : createTokenTurns({ token, clock, ...shared }),
    });
    clients.set(token, client);
    return client;
  };
}

/** The SDK repeats a call whose reply was lost, even one that posted: off, as is its wait that stops every channel. */
export function clientOptions(options: {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
}): webApi.WebClientOptions {
  return {
    slackApiUrl: options.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs,
    logger: boltLogger(options.log),
  };
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Codes with which Slack says that it may have done part of it (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const PERHAPS_DONE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** Sorts what a call threw; anything unknown counts as in doubt, because that is the only safe reading. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof OutOfTurn) return { kind: 'rate-limited', retryAfterMs: error.afterMs };
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'rate-limited', retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = String(error.data.error);
    if (code === 'ratelimited' || code === 'rate_limited')
      return { kind: 'rate-limited', retryAfterMs: 30_000 };
    if (PERHAPS_DONE.has(code)) return { kind: 'in-doubt', reason: `Slack answered ${code}` };
    const needed = 'needed' in error.data ? error.data.needed : undefined;
    return { kind: 'refused', code, ...(typeof needed === 'string' ? { needed } : {}) };
  }
  if (error instanceof webApi.WebAPIHTTPError)
    return { kind: 'in-doubt', reason: `Slack answered HTTP ${error.statusCode}` };
  if (error instanceof webApi.WebAPIRequestError) {
    const code = causeCode(error.original);
    return NEVER_SENT.has(code)
      ? { kind: 'unsent', reason: `Slack could not be reached (${code})` }
      : { kind: 'in-doubt', reason: `the reply was lost (${code})` };
  }
  // The SDK throws a bare error for a 429 that does not say how long to wait.
  if (error instanceof Error && error.message.startsWith('Retry header did not'))
    return { kind: 'rate-limited', retryAfterMs: 30_000 };
  return {
    kind: 'in-doubt',
    reason: `the reply was not usable (${error instanceof Error ? error.name : typeof error})`,
  };
}

/** One plain phrase for a log line or a health report; never holds a token or message text. */
export function failureWords(failure: ApiFailure): string {
  switch (failure.kind) {
    case 'rate-limited':
      return `Slack asks to wait ${Math.ceil(failure.retryAfterMs / 1_000)} s`;
    case 'refused':
      return failure.needed === undefined
        ? `Slack answered ${failure.code}`
        : `Slack answered ${failure.code}, needs ${failure.needed}`;
    case 'unsent':
    case 'in-doubt':
      return failure.reason;
  }
}

/** Refusals no retry can cure: somebody has to install the app again or mend the token. */
export const DEAD_TOKEN: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
  'org_login_required',
  'app_uninstalled',
]);

function causeCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code: unknown = 'code' in at ? at.code : undefined;
    if (typeof code === 'string' && code !== '') return code;
    if (at.name === 'TimeoutError') return 'timeout';
  }
  return error instanceof Error ? error.name : 'unknown';
}
