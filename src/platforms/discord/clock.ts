import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the platform sees it, so that tests need not wait. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after that long; rejects at once when `signal` aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Runs something after that long; what it returns calls it off. Cheap enough for every interaction. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** The work's result, or `late` where it takes longer; then the work goes on unheard, and may not reject. */
export function orLate<T, L>(work: Promise<T>, ms: number, late: L, clock: Clock): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(ms, () => resolve(late));
    work.then(resolve, reject).finally(callOff);
  });
}

export const systemClock: Clock = {
  now: () => Date.now(),
  pause: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
