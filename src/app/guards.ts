import type { Log } from '../domain/log.ts';

/** So many stray errors in this time mean that something is broken for good, and a supervisor's restart is better. */
const MOST_STRAY = 20;
const STRAY_WINDOW_MS = 60_000;

/** The process-wide events this needs: `process`, or a stand-in. */
export interface ProcessEvents {
  readonly on: (event: string, listener: (...facts: unknown[]) => void) => unknown;
  readonly off: (event: string, listener: (...facts: unknown[]) => void) => unknown;
}

/**
 * Errors that nobody caught, mostly from a platform's library, are logged and the other platform goes on; `giveUp` is
 * called where they keep coming. The first SIGTERM or SIGINT asks to stop, a second one calls `abandon`. Gives what
 * takes all of it off again.
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
  let asked = false;
  const caught = (kind: string) => (error: unknown) => {
    log.error('An error that nobody handled; the process goes on.', {
      kind,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    stray = [...stray.filter((time) => time > now() - STRAY_WINDOW_MS), now()];
    if (stray.length > MOST_STRAY) options.giveUp();
  };
  const signalled = (signal: string) => () => {
    if (asked) {
      options.abandon();
      return;
    }
    asked = true;
    options.stop(signal);
  };
  const listeners = [
    ['unhandledRejection', caught('rejection')],
    ['uncaughtException', caught('exception')],
    ['SIGTERM', signalled('SIGTERM')],
    ['SIGINT', signalled('SIGINT')],
  ] as const;
  for (const [event, listener] of listeners) events.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) events.off(event, listener);
  };
}
