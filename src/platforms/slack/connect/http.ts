import { createHmac, timingSafeEqual } from 'node:crypto';
import { createProcessMemory } from '../../../core/memory.ts';
import type { HttpRequest, HttpResponse } from '../../http-route.ts';

/** Slack's own window against replays, to both sides: a now may be wrong either way. */
const WINDOW_SECONDS = 300;

/** Largest body Slack sends is a message with its blocks; the server above allows no more either. */
const BODY_LIMIT = 1_000_000;

type Verdict = { readonly kind: 'authentic' } | { readonly kind: 'refused'; readonly rule: string };

/**
 * Whether Slack sent this request (https://docs.slack.dev/authentication/verifying-requests-from-slack). Pure; the rules
 * in their order, each named in the refusal:
 * 1. a signing secret is set; an empty one would sign anything;
 * 2. the timestamp is one header of digits;
 * 3. it is within five minutes of now, before or after;
 * 4. the signature is one header, `v0=` and 64 hex digits;
 * 5. it is the HMAC-SHA256 of `v0:timestamp:body` over the raw bytes, compared in constant time.
 */
export function verifySignature(request: {
  readonly secret: string;
  readonly headers: HttpRequest['headers'];
  readonly body: Uint8Array;
  readonly nowMs: number;
}): Verdict {
  if (request.secret === '') return { kind: 'refused', rule: 'no signing secret is set' };
  const timestamp = request.headers['x-slack-request-timestamp'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return { kind: 'refused', rule: 'the timestamp header is not one number' };
  if (Math.abs(request.nowMs / 1_000 - Number(timestamp)) > WINDOW_SECONDS)
    return { kind: 'refused', rule: 'the timestamp is more than five minutes from now' };
  const signature = request.headers['x-slack-signature'];
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature))
    return { kind: 'refused', rule: 'the signature header is not one v0 signature' };
  const expected = createHmac('sha256', request.secret)
    .update(`v0:${timestamp}:`)
    .update(request.body)
    .digest();
  return timingSafeEqual(Buffer.from(signature.slice(3), 'hex'), expected)
    ? { kind: 'authentic' }
    : { kind: 'refused', rule: 'the signature does not match' };
}

/** A verified body, parsed. */
type Delivered =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'event'; readonly body: Readonly<Record<string, unknown>> };

/** Null for a body that is none of Slack's three forms: JSON, a form, or a form with JSON in `payload`. */
function parseBody(text: string, contentType: string): Delivered | null {
  try {
    if (!contentType.startsWith('application/x-www-form-urlencoded')) return delivered(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    return payload === null ? delivered(Object.fromEntries(form)) : delivered(JSON.parse(payload));
  } catch {
    return null;
  }
}

function delivered(value: unknown): Delivered | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if ('type' in value && value.type === 'url_verification')
    return 'challenge' in value && typeof value.challenge === 'string'
      ? { kind: 'challenge', challenge: value.challenge }
      : null;
  return { kind: 'event', body: { ...value } };
}

/** Slack's certificate check: a form of `ssl_check=1` and its old token, and nothing that could be acted on. */
function isSslCheck(text: string): boolean {
  if (text.length > 200) return false;
  const form = new URLSearchParams(text);
  return (
    form.get('ssl_check') === '1' && [...form.keys()].every((key) => key === 'ssl_check' || key === 'token')
  );
}

/** One verified request for the app. `respond` gives the body of the HTTP answer, once. */
export interface HttpDelivery {
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum?: number;
  readonly retryReason?: string;
  readonly respond: (body: string | object | undefined) => boolean;
}

/**
 * Answers `POST /slack/events`. 401 for what Slack did not sign and for a request seen before, so that only the first of
 * two equal requests is ever acted on; a repetition Slack itself announces is acknowledged and has no effect.
 * Signatures are remembered in the process: writing each to disk would cost more than answering. What a process before
 * this one may have seen was signed before this one began, and is refused too, but for events: they carry an id that is
 * remembered across restarts, and Slack delivers them late.
 */
export function createHttpReceiver(options: {
  readonly secret: string;
  readonly now: () => number;
  /** Acknowledged empty by then, whatever the app does; Slack allows 3 s. */
  readonly ackWithinMs: number;
  /** False before the start and while stopping: Slack then tries again later. */
  readonly serving: () => boolean;
  readonly receive: (delivery: HttpDelivery) => Promise<void>;
  readonly refused: (rule: string) => void;
  /**
   * Whether no process on the store has had this request; absent where there is no other. A load balancer may give one to
   * two of them.
   */
  readonly firstOfAll?: (signature: string) => Promise<boolean>;
}): (request: HttpRequest) => Promise<HttpResponse> {
  const refuse = (rule: string): HttpResponse => {
    options.refused(rule);
    return { status: 401, body: '' };
  };
  const seen = createProcessMemory(options.now);
  const beganSeconds = Math.floor(options.now() / 1_000);
  return async (request) => {
    if (request.body.byteLength > BODY_LIMIT) return { status: 413, body: '' };
    const verdict = verifySignature({
      secret: options.secret,
      headers: request.headers,
      body: request.body,
      nowMs: options.now(),
    });
    const text = Buffer.from(request.body.buffer, request.body.byteOffset, request.body.byteLength).toString(
      'utf8',
    );
    if (verdict.kind === 'refused')
      return isSslCheck(text) ? { status: 200, body: '' } : refuse(verdict.rule);
    const parsed = parseBody(text, one(request.headers['content-type']) ?? '');
    if (parsed === null) return { status: 400, body: '' };
    if (parsed.kind === 'challenge') return json({ challenge: parsed.challenge });
    if (!options.serving()) return { status: 503, body: '' };
    const retryNum = Number(one(request.headers['x-slack-retry-num']) ?? Number.NaN);
    const announced = Number.isInteger(retryNum);
    const signature = one(request.headers['x-slack-signature']) ?? '';
    const event = 'event' in parsed.body;
    const old =
      options.firstOfAll === undefined &&
      Number(request.headers['x-slack-request-timestamp']) < beganSeconds &&
      !event;
    if (
      old ||
      !(await seen.firstTime(signature)) ||
      (!event && (await options.firstOfAll?.(signature)) === false)
    )
      return announced ? { status: 200, body: '' } : refuse('the request was or may have been seen before');
    const retryReason = one(request.headers['x-slack-retry-reason']);
    return await acknowledged(options, {
      body: parsed.body,
      ...(announced ? { retryNum } : {}),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
  };
}

function acknowledged(
  options: { readonly ackWithinMs: number; readonly receive: (delivery: HttpDelivery) => Promise<void> },
  delivery: Omit<HttpDelivery, 'respond'>,
): Promise<HttpResponse> {
  return new Promise((resolve) => {
    let answered = false;
    const answer = (response: HttpResponse) => {
      if (answered) return false;
      answered = true;
      clearTimeout(late);
      resolve(response);
      return true;
    };
    const late = setTimeout(() => answer({ status: 200, body: '' }), options.ackWithinMs);
    const respond: HttpDelivery['respond'] = (body) =>
      answer(
        body === undefined || body === ''
          ? { status: 200, body: '' }
          : typeof body === 'string'
            ? { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
            : json(body),
      );
    options.receive({ ...delivery, respond }).then(
      () => answer({ status: 200, body: '' }),
      () => answer({ status: 200, body: '' }),
    );
  });
}

function json(body: object): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
