import type { Log } from '../../domain/log.ts';

/** So many stray errors in this time mean that something is broken for good, and a supervisor's restart is better. */
const MOST_STRAY = 20;
const STRAY_WINDOW_MS = 60_000;
/**
 * Signals so soon after the first are the same wish: a terminal's Ctrl-C reaches Readout, npm and the launcher, and
 * each of these passes it on.
 */
const SAME_WISH_MS = 1_000;

/** Those that ask to stop. SIGHUP is a terminal that was closed; on Windows a console window, which gives us 10 s. */
const STOPPING = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** The process-wide events this needs: `process`, or a stand-in. */
export interface ProcessEvents {
  readonly on: (event: string, listener: (...facts: unknown[]) => void) => unknown;
  readonly off: (event: string, listener: (...facts: unknown[]) => void) => unknown;
}

/**
 * Errors that nobody caught, mostly from a platform's library, are logged and the other platform goes on; `giveUp` is
 * called where they keep coming. The first SIGTERM, SIGINT or SIGHUP asks to stop, another one more than a second later
 * calls `abandon`. Gives what takes all of it off again.
 */
export function guardProcess(options: {
  readonly events: ProcessEvents;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly stop: (signal: string) => void;
  readonly abandon: () => void;
  readonly giveUp: () => void;
}): () => void {
  const { events, log, now } = options;
  let stray: number[] = [];
  let askedAt: number | null = null;
  const caught = (kind: string) => (error: unknown) => {
    log.error('An error that nobody handled; the process goes on.', {
      kind,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    stray = [...stray.filter((time) => time > now() - STRAY_WINDOW_MS), now()];
    if (stray.length > MOST_STRAY) options.giveUp();
  };
  const signalled = (signal: string) => () => {
    if (askedAt === null) {
      askedAt = now();
      options.stop(signal);
    } else if (now() - askedAt > SAME_WISH_MS) {
      options.abandon();
    }
  };
  const listeners = [
    ['unhandledRejection', caught('rejection')],
    ['uncaughtException', caught('exception')],
    ...STOPPING.map((signal) => [signal, signalled(signal)] as const),
  ] as const;
  for (const [event, listener] of listeners) events.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) events.off(event, listener);
  };
}
