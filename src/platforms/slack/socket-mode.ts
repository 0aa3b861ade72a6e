import type { Log } from '../../domain/log.ts';
import { DEAD_TOKEN, failureOf, failureWords } from './slack-api.ts';
import { type Connection, openConnection } from './socket-connection.ts';
import { retryWait, type Timings } from './timings.ts';

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

interface Link {
  readonly connection: Connection;
  /** Epoch milliseconds of the last sign of life. */
  heard: number;
  status: 'opening' | 'live' | 'retiring';
  /** True once it has lived through a first round of pings: only then is the back-off forgotten. */
  proven: boolean;
  hearing: ReturnType<typeof setInterval> | undefined;
  /** Runs out where Slack never says hello, and later where a replaced connection never ends. */
  patience: ReturnType<typeof setTimeout> | undefined;
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
  readonly clock: () => number;
  readonly random: () => number;
  readonly timings: Timings;
}): SocketMode {
  const { log, clock, timings } = options;
  const links = new Set<Link>();
  let state: SocketState = { kind: 'connecting' };
  let failures = 0;
  let attempting = false;
  let next: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let firstAttemptOver: () => void = () => {};

  const has = (status: Link['status']) => [...links].some((link) => link.status === status);

  const enter = (to: SocketState) => {
    const same =
      state.kind === to.kind && (to.kind !== 'lost' || (state.kind === 'lost' && state.reason === to.reason));
    state = to;
    if (to.kind !== 'connecting') firstAttemptOver();
    if (!same) options.changed(to);
  };

  const drop = (link: Link) => {
    clearInterval(link.hearing);
    clearTimeout(link.patience);
    links.delete(link);
  };

  const lost = (reason: string, waitMs: number, final: boolean) => {
    if (stopped) return;
    // What is replaced at once is no outage yet.
    if (!has('live')) enter(waitMs === 0 ? { kind: 'connecting' } : { kind: 'lost', reason, final });
    schedule(waitMs);
  };

  const schedule = (waitMs: number) => {
    if (stopped || attempting || next !== undefined || has('opening')) return;
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
      if (!stopped) connect(url);
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

  const connect = (url: string) => {
    const connection = openConnection(url, {
      message: (text) => {
        link.heard = clock();
        hear(link, text);
      },
      pulse: () => {
        link.heard = clock();
      },
      closed: (reason) => ended(link, reason),
    });
    const link: Link = {
      connection,
      heard: clock(),
      status: 'opening',
      proven: false,
      hearing: undefined,
      patience: undefined,
    };
    links.add(link);
    link.patience = setTimeout(() => connection.cut(), timings.hello);
  };

  const ended = (link: Link, reason: string) => {
    const was = link.status;
    drop(link);
    if (stopped || was === 'retiring') return;
    // A connection that had worked for a while is replaced at once; one that failed or died young waits its turn.
    if (was === 'opening' || !link.proven) failures += 1;
    const wait = failures === 0 ? 0 : retryWait(failures, timings, options.random);
    log.debug('A Socket Mode connection ended.', { reason, wasLive: was === 'live', nextInMs: wait });
    lost(
      was === 'opening' ? 'Slack did not accept the connection' : 'the connection to Slack broke',
      wait,
      false,
    );
  };

  const greet = (link: Link) => {
    if (link.status !== 'opening') return;
    clearTimeout(link.patience);
    for (const older of links) if (older !== link && older.status === 'live') retire(older);
    link.status = 'live';
    link.hearing = setInterval(() => {
      link.proven = true;
      failures = 0;
      if (clock() - link.heard > timings.silence) link.connection.cut();
      else link.connection.ping();
    }, timings.pingEvery);
    enter({ kind: 'live' });
  };

  /** Its successor hears; it may still deliver and acknowledge for a while. */
  const retire = (link: Link) => {
    link.status = 'retiring';
    link.patience = setTimeout(() => {
      link.connection.close();
      link.patience = setTimeout(() => link.connection.cut(), 1_000);
    }, timings.drain);
  };

  const leave = (link: Link, reason: string) => {
    if (link.status !== 'live') return;
    if (reason === 'warning' || reason === 'refresh_requested') return schedule(0);
    // Too many connections, or Socket Mode switched off: asking again at once would only make it worse.
    link.status = 'retiring';
    link.connection.close();
    link.patience = setTimeout(() => link.connection.cut(), 1_000);
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
    if (message.type === 'hello') return greet(link);
    if (message.type === 'disconnect') return leave(link, String(message.reason ?? 'no reason'));
    const envelope = envelopeOf(message, (response) => {
      const payload = response === undefined ? '' : `,"payload":${JSON.stringify(response)}`;
      return link.connection.send(`{"envelope_id":${JSON.stringify(message.envelope_id)}${payload}}`);
    });
    if (envelope !== null) options.receive(envelope);
  };

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
      for (const link of links) {
        drop(link);
        link.connection.close();
        setTimeout(() => link.connection.cut(), 500);
      }
    },
  };
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

function envelopeOf(message: Message, acknowledge: Envelope['acknowledge']): Envelope | null {
  const { envelope_id: id, payload } = message;
  if (typeof id !== 'string' || typeof payload !== 'object' || payload === null) return null;
  return {
    id,
    type: message.type,
    payload: { ...payload },
    acceptsResponse: message.accepts_response_payload === true,
    ...(typeof message.retry_attempt === 'number' ? { retryAttempt: message.retry_attempt } : {}),
    ...(typeof message.retry_reason === 'string' ? { retryReason: message.retry_reason } : {}),
    acknowledge,
  };
}
