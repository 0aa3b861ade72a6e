import { Client } from 'pg';
import type { Clock } from '../../core/clock.ts';
import { WAKES, type Wake } from '../sql/driver.ts';
import type { PostgresAddress } from './address.ts';
import { channelOf, connectionOf, quoted } from './connection.ts';

/** Hears what other processes on the store say. */
export interface Ear {
  readonly start: () => void;
  /** Makes sure that the connection is still one: one that was cut without a word would hear nothing for ever. */
  readonly check: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** How often `wake` is called where nothing can be heard. */
const DEAF_MS = 2_000;

/**
 * Calls `wake` for each notice, on a connection of its own that is made anew whenever it ends. What was said meanwhile is
 * lost: so it is called once it hears again, and every two seconds until then.
 */
export function createEar(options: {
  readonly address: PostgresAddress;
  readonly wake: (what: Wake) => void;
  readonly clock: Clock;
}): Ear {
  const { address, wake, clock } = options;
  const stopping = new AbortController();
  let client: Client | null = null;
  let cut = () => {};
  let listening: Promise<void> = Promise.resolve();

  const listenOnce = async (): Promise<void> => {
    const made = new Client(connectionOf(address));
    const ended = new Promise<void>((resolve) => {
      cut = resolve;
      made.on('error', () => resolve());
      made.on('end', () => resolve());
    });
    made.on('notification', ({ payload }) => wake(WAKES.find((each) => each === payload) ?? 'deliver'));
    try {
      await made.connect();
      await made.query(`listen ${quoted(channelOf(address))}`);
      client = made;
      wake('plan');
      await ended;
    } finally {
      client = null;
      // A connection that is gone may never answer the goodbye.
      void made.end().catch(() => {});
    }
  };

  const listen = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const began = clock.now();
      await listenOnce().catch(() => {});
      if (stopping.signal.aborted) return;
      pause = clock.now() - began > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      for (let left = pause; left > 0 && !stopping.signal.aborted; left -= DEAF_MS) {
        await clock.sleep(Math.min(left, DEAF_MS), stopping.signal);
        wake('deliver');
      }
    }
  };

  return {
    start() {
      listening = listen();
    },
    async check() {
      await client?.query('select 1').catch(() => cut());
    },
    async stop() {
      stopping.abort();
      cut();
      await listening;
    },
  };
}
