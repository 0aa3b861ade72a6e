import type { App } from '@slack/bolt';
import { createProcessMemory } from '../../../core/memory.ts';
import type { Log } from '../../../domain/log.ts';
import { withoutUndefined } from '../../../domain/mapping.ts';
import type { HttpRoute } from '../../http-route.ts';
import type { Timings } from '../timings.ts';
import type { Authorizer } from './authorize.ts';
import { createHttpReceiver } from './http.ts';
import type { Envelope } from './socket-mode.ts';
import { refuseStranger } from './stranger.ts';

/** One payload of Slack's, whichever way it came. */
interface Delivery {
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum?: number;
  readonly retryReason?: string;
  readonly acceptsResponse: boolean;
  readonly ack: (response?: unknown) => Promise<void>;
}

/** Takes in what Slack sends and hands it to Bolt, which routes it to the listeners. */
export interface Intake {
  readonly open: (app: App) => void;
  readonly envelope: (envelope: Envelope) => void;
  readonly handle: HttpRoute['handle'];
  /** Takes in nothing more. Resolves when what is under way is over, at the latest after `timings.stop`. */
  readonly close: () => Promise<void>;
}

/**
 * One intake for both transports, so that strangers, repetitions and the end of the process are dealt with in one
 * place. After `close` nothing new is taken in or acknowledged, so that Slack gives it to whoever comes next.
 */
export function createIntake(parts: {
  readonly signingSecret: string;
  readonly strangerIn: Authorizer['strangerIn'];
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly timings: Timings;
  /** Of a request over HTTP, where other processes may have had it. */
  readonly firstOfAll?: (signature: string) => Promise<boolean>;
}): Intake {
  const { strangerIn, log, now, timings } = parts;
  const underWay = new Set<Promise<unknown>>();
  let app: App | undefined;
  let closed = false;

  const track = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  };

  const take = async ({ acceptsResponse, ...event }: Delivery): Promise<void> => {
    if (app === undefined) return;
    // Bolt acknowledges what it refuses; here the acknowledgement may be the one way to say why.
    const ack = async (response?: unknown) => {
      if (strangerIn(event.body) === undefined) await event.ack(response);
    };
    try {
      await track(app.processEvent({ ...event, ack, customProperties: { acceptsResponse } }));
      const stranger = strangerIn(event.body);
      if (stranger === undefined) return;
      log.warn('Something from a Slack workspace without the app was refused.', { why: stranger });
      await track(refuseStranger({ ...event, acceptsResponse }, stranger, { timeoutMs: timings.call }));
    } catch (error) {
      log.error('Handling something from Slack failed.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  };

  /** Envelopes come again within seconds, if at all; what must not repeat after a restart is known by its own id. */
  const envelopes = createProcessMemory(now);

  const receiveEnvelope = async (envelope: Envelope): Promise<void> => {
    // Unacknowledged, Slack gives it to the process that comes after this one.
    if (closed) return;
    if (!(await envelopes.firstTime(envelope.id))) return void envelope.acknowledge();
    // Notices such as app_rate_limited have no inner event; there is nothing to do but to say that they came.
    if (envelope.type === 'events_api' && !('event' in envelope.payload)) {
      const type = String(envelope.payload['type']).slice(0, 50);
      log.warn('Slack sent a notice instead of an event.', { type });
      return void envelope.acknowledge();
    }
    let acknowledged = false;
    const ack = async (response?: unknown) => {
      if (acknowledged) return;
      acknowledged = true;
      const payload = typeof response === 'object' && response !== null ? response : undefined;
      if (!envelope.acknowledge(payload)) throw new Error('the connection is gone');
    };
    await take({
      body: envelope.payload,
      acceptsResponse: envelope.acceptsResponse && envelope.type === 'slash_commands',
      ack,
      ...(envelope.retryAttempt === undefined ? {} : { retryNum: envelope.retryAttempt }),
      ...(envelope.retryReason === undefined ? {} : { retryReason: envelope.retryReason }),
    });
    // Whatever no listener took is acknowledged all the same, or Slack would send it again.
    await ack().catch(() => undefined);
  };

  const handle = createHttpReceiver({
    secret: parts.signingSecret,
    now,
    // A second more than an answer may take: the listener acknowledges first, this is for one that fails to.
    ackWithinMs: timings.ackWithin + 1_000,
    serving: () => app !== undefined && !closed,
    ...withoutUndefined({ firstOfAll: parts.firstOfAll }),
    refused: (rule) => log.warn('A request to /slack/events was refused.', { rule }),
    receive: ({ respond, ...delivery }) =>
      take({
        ...delivery,
        acceptsResponse: 'command' in delivery.body,
        async ack(response) {
          const carries = typeof response === 'string' || (typeof response === 'object' && response !== null);
          if (!respond(carries ? response : undefined)) throw new Error('the request is answered already');
        },
      }),
  });

  return {
    open(given) {
      app = given;
      closed = false;
    },
    envelope: (envelope) => void track(receiveEnvelope(envelope)),
    handle,
    async close() {
      closed = true;
      const finished = Promise.allSettled([...underWay]);
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, timings.stop).unref())]);
    },
  };
}
