import { setTimeout as sleep } from 'node:timers/promises';
import { type After, afterTimeout } from '../or-late.ts';

/** Time as the platform sees it, so that tests need not wait. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after that long; rejects at once when `signal` aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly after: After;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  pause: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
  after: afterTimeout,
};
