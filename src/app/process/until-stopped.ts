import { codeOf } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { guardProcess, type ProcessEvents } from './guards.ts';
import { watchParent } from './parent-watch.ts';
import { codeOfLoss, type ExitCode, outputLost, type Terminal } from './process.ts';

/** Longer than the parts of an app may take together, and shorter than the 10 s that a supervisor gives. */
const STOP_MS = 9_500;
/** What is left in the pipes gets as long to be read by somebody. */
const LINGER_MS = 300;

/**
 * Starts, and stops in order when the process is asked to (by a signal, or because what started it is gone), when the
 * work is finished, or when it cannot go on. Ends with 0 where it was asked or finished.
 */
export async function untilStopped(options: {
  readonly terminal: Terminal;
  readonly log: Log;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Of a prompt: resolves at the end of its input. It also ends where its output can no longer be written. */
  readonly finished?: Promise<void>;
  /** The process, where it is not given. */
  readonly events?: ProcessEvents;
}): Promise<ExitCode> {
  const { terminal, log, finished, events = process } = options;
  const leave = terminal.leave ?? (() => {});
  const ended = Promise.withResolvers<ExitCode>();
  /** Whoever asked for the end does not want to wait for readers that do not read. */
  let hurried = false;
  let over = false;
  const stopFor = (why: string) => {
    if (over) return leave();
    hurried = true;
    log.info('Stopping.', { signal: why });
    ended.resolve(0);
  };
  // Never taken off again: a signal that is passed on twice may come when everything has stopped already.
  guardProcess({
    events,
    log,
    now: () => performance.now(),
    stop: stopFor,
    abandon: () => leave(1),
    giveUp: () => {
      hurried = true;
      log.error('Too many unhandled errors; stopping so that a supervisor can start afresh.');
      ended.resolve(1);
    },
  });
  const unwatch = watchParent({
    env: terminal.env,
    parent: () => process.ppid,
    alive,
    every,
    lost: () => stopFor('the parent is gone'),
  });
  if (finished !== undefined) {
    finished.then(() => ended.resolve(0), ended.reject);
    // A prompt has nothing to do where nobody can read its answers, or where the terminal that asked was closed; for chat
    // neither is of any use.
    outputLost(terminal.output).then(codeOfLoss).then(ended.resolve, ended.reject);
    terminal.input.once('error', (error) =>
      codeOf(error) === 'EIO' ? ended.resolve(0) : ended.reject(error),
    );
  }
  try {
    // A signal during a slow start is heeded at once.
    await Promise.race([options.start(), ended.promise]);
    return await ended.promise;
  } finally {
    await within(STOP_MS, options.stop());
    unwatch();
    // Something may still be owed to a reader that does not read, and would keep the process.
    over = true;
    if (hurried) setTimeout(leave, LINGER_MS).unref();
  }
}

/** Waits for the work, but no longer than this many milliseconds. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function every(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms).unref();
  return () => clearInterval(timer);
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
