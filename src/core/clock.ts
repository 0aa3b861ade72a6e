/** Time as everything here sees it, so that tests run hours in a moment. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after `ms`, or at once when `signal` is aborted; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Runs something after that many milliseconds; what it returns calls it off. Cheap enough for every question. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** The machine's own clock. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const timer = setTimeout(wake, ms);
      signal?.addEventListener('abort', wake);
      function wake() {
        clearTimeout(timer);
        // Days of sleeps would gather on one signal.
        signal?.removeEventListener('abort', wake);
        resolve();
      }
    }),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Sleeps, and rejects with the signal's reason where it was aborted meanwhile: for loops that end by it. */
export async function sleepOrThrow(
  { sleep }: Pick<Clock, 'sleep'>,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  await sleep(ms, signal);
  signal.throwIfAborted();
}

/** The work's result, or `late` where it takes longer; then the work goes on unheard. */
export function orLate<T, L>(
  work: Promise<T>,
  ms: number,
  late: L,
  { after }: Pick<Clock, 'after'>,
): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const callOff = after(ms, () => resolve(late));
    work.then(
      (result) => {
        callOff();
        resolve(result);
      },
      (error: unknown) => {
        callOff();
        reject(error);
      },
    );
  });
}
