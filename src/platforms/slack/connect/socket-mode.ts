import type { Log } from '../../../domain/log.ts';
import { DEAD_TOKEN, failureOf, failureWords } from '../api/api.ts';
import { retryWait, type Timings } from '../timings.ts';
import type { Connection } from './socket.ts';
import { createSocketLinks, type Link } from './socket-links.ts';

/** What Slack sends over Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode#events). */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly acceptsResponse: boolean;
  readonly retryAttempt?: number;
  readonly retryReason?: string;
  /** False where the connection it came on is gone: then Slack has not been told, and no answer went with it. */
  readonly acknowledge: (response?: object) => boolean;
}

export type SocketState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** `final`: only a person can mend it; attempts go on, slowly. */
  | { readonly kind: 'lost'; readonly reason: string; readonly final: boolean };

export interface SocketMode {
  /** Resolves after the first attempt, whatever came of it. */
  readonly start: () => Promise<void>;
  readonly state: () => SocketState;
  readonly stop: () => void;
}

/**
 * Keeps at least one Socket Mode connection that hears. Slack's own SocketModeClient 3.1 closes the connection before it
 * has another and waits 5 s between them, takes up to 30 s more where Slack leaves the line open, loses the
 * acknowledgements under way, and ends the process with an unhandled rejection where the token is revoked meanwhile or
 * an event comes without its inner event (https://github.com/slackapi/node-slack-sdk/issues/2656, /2752, /2771). Each is
 * decided inside the class, so supervising it from outside cannot mend them; the protocol itself is one call and four
 * kinds of message. Here Slack's warning of a refresh opens the successor while the old connection goes on delivering
 * and acknowledging until Slack or `drain` ends it; a line on which nothing was heard for `silence` is replaced and cut;
 * every failure ends in one timer for the next attempt.
 */
export function createSocketMode(options: {
  /** `apps.connections.open`: the address of one connection. */
  readonly open: () => Promise<string>;
  readonly receive: (envelope: Envelope) => void;
  readonly changed: (state: SocketState) => void;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  readonly timings: Timings;
}): SocketMode {
  const { log, now, timings } = options;
  let state: SocketState = { kind: 'connecting' };
  let failures = 0;
  let attempting = false;
  let next: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let firstAttemptOver: () => void = () => {};

  const enter = (to: SocketState) => {
    const before = state;
    state = to;
    if (to.kind !== 'connecting') firstAttemptOver();
    if (!isSame(before, to)) options.changed(to);
  };

  const lost = (reason: string, waitMs: number, final: boolean) => {
    if (stopped) return;
    // What is replaced at once is no outage yet.
    if (!links.has('live')) enter(waitMs === 0 ? { kind: 'connecting' } : { kind: 'lost', reason, final });
    schedule(waitMs);
  };

  const schedule = (waitMs: number) => {
    if (stopped || attempting || next !== undefined || links.has('opening')) return;
    next = setTimeout(() => {
      next = undefined;
      void attempt();
    }, waitMs);
  };

  /** At most one attempt is under way, so that a failing Slack is asked once per step of the back-off. */
  const attempt = async () => {
    if (stopped || attempting) return;
    attempting = true;
    try {
      const url = await options.open();
      attempting = false;
      if (!stopped) links.connect(url);
    } catch (error) {
      attempting = false;
      failures += 1;
      const failure = failureOf(error);
      const final = failure.kind === 'refused' && DEAD_TOKEN.has(failure.code);
      const wait =
        failure.kind === 'rate-limited' ? failure.retryAfterMs : retryWait(failures, timings, options.random);
      lost(failureWords(failure), final ? timings.retryRefused : wait, final);
    }
  };

  const ended = ({ status: was, proven }: Link, reason: string) => {
    if (stopped || was === 'retiring') return;
    // A connection that had worked for a while is replaced at once; one that failed or died young waits its turn.
    if (was === 'opening' || !proven) failures += 1;
    const wait = failures === 0 ? 0 : retryWait(failures, timings, options.random);
    log.debug('A Socket Mode connection ended.', { reason, wasLive: was === 'live', nextInMs: wait });
    const why = was === 'live' ? 'the connection to Slack broke' : 'Slack did not accept the connection';
    lost(why, wait, false);
  };

  const leave = (link: Link, reason: string) => {
    if (link.status !== 'live') return;
    if (reason === 'warning' || reason === 'refresh_requested') return schedule(0);
    // Too many connections, or Socket Mode switched off: asking again at once would only make it worse.
    links.end(link);
    failures += 1;
    const off = reason === 'link_disabled';
    const wait = off ? timings.retryRefused : retryWait(failures + 1, timings, options.random);
    lost(
      off ? 'Socket Mode is switched off for this app' : `Slack ended the connection (${reason})`,
      wait,
      off,
    );
  };

  const hear = (link: Link, text: string) => {
    const message = parse(text);
    if (message === null) return;
    if (message.type === 'hello') return links.greet(link) ? enter({ kind: 'live' }) : undefined;
    if (message.type === 'disconnect') return leave(link, String(message.reason ?? 'no reason'));
    const envelope = envelopeOf(message, link.connection);
    if (envelope !== null) options.receive(envelope);
  };

  const links = createSocketLinks({
    ...{ hear, ended, now, timings },
    proven: () => {
      failures = 0;
    },
  });

  return {
    start() {
      stopped = false;
      const first = new Promise<void>((resolve) => {
        firstAttemptOver = resolve;
      });
      void attempt();
      return first;
    },
    state: () => state,
    stop() {
      stopped = true;
      clearTimeout(next);
      next = undefined;
      firstAttemptOver();
      links.close();
    },
  };
}

function isSame(before: SocketState, now: SocketState): boolean {
  if (before.kind !== 'lost' || now.kind !== 'lost') return before.kind === now.kind;
  return before.reason === now.reason;
}

type Message = Readonly<Record<string, unknown>> & { readonly type: string };

function parse(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
      ? { ...value, type: value.type }
      : null;
  } catch {
    return null;
  }
}

function envelopeOf(message: Message, connection: Pick<Connection, 'send'>): Envelope | null {
  const { envelope_id: id, payload } = message;
  if (typeof id !== 'string' || typeof payload !== 'object' || payload === null) return null;
  return {
    id,
    type: message.type,
    payload: { ...payload },
    acceptsResponse: message.accepts_response_payload === true,
    ...(typeof message.retry_attempt === 'number' ? { retryAttempt: message.retry_attempt } : {}),
    ...(typeof message.retry_reason === 'string' ? { retryReason: message.retry_reason } : {}),
    acknowledge(response) {
      const answer = response === undefined ? '' : `,"payload":${JSON.stringify(response)}`;
      return connection.send(`{"envelope_id":${JSON.stringify(id)}${answer}}`);
    },
  };
}
