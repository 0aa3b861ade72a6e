/** How fast requests leave, whoever sends them: evenly, and never more than so many within any second. */
export interface Pace {
  /**
   * Resolves to 0 once a request may leave, which then counts; or to the milliseconds it would have to wait, where that
   * is more than `patienceMs`: then nothing counts.
   */
  readonly next: (patienceMs: number) => Promise<number>;
  /** A request that `next` let go does not leave after all: its place is for the next one. */
  readonly giveBack: () => void;
  /** Resolves once no request waits and there is a place for one more, which is kept for it for a moment; or on abort. */
  readonly room: (signal: AbortSignal) => Promise<void>;
  /** Nothing leaves before `until` (epoch milliseconds): Discord said so. */
  readonly hold: (until: number) => void;
}

export interface PaceOptions {
  /** Most requests in any `WINDOW_MS`. */
  readonly perSecond: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Runs something after that many milliseconds; what it returns calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

const WINDOW_MS = 1000;
/** A place kept longer than this is not wanted: what was begun needed no request. */
const KEPT_MS = 500;
/** So that many that begin at once, while the process stands still, do not leave at once. */
const MOST_KEPT = 4;

export interface Waiting {
  /** Epoch milliseconds. */
  readonly until: number;
  readonly settle: (waitMs: number) => void;
}

/**
 * Counts what left, each with its own time, so that a process that stood still does not catch up in one burst; and
 * spaces them, so that no window of a second, wherever it begins, holds more than the limit. Requests come before new
 * work: `room` is given only where none waits.
 */
export function createPace({ perSecond, now, after }: PaceOptions): Pace {
  const spacingMs = WINDOW_MS / perSecond;
  /** Times of what left within the window, oldest first. */
  const left: number[] = [];
  /** Times of places that are kept. */
  const kept: number[] = [];
  const requests: Waiting[] = [];
  const begins: Waiting[] = [];
  let heldUntil = 0;
  let callOff: (() => void) | null = null;

  const forget = (at: number) => {
    for (const [times, forMs] of [
      [left, WINDOW_MS],
      [kept, KEPT_MS],
    ] as const) {
      while (times[0] !== undefined && times[0] <= at - forMs) times.shift();
      // A clock that was set back must not hold everything up until it has caught up.
      if ((times.at(-1) ?? at) > at) times.length = 0;
    }
  };
  /** When one more may leave, as far as is known; at most `at` for now. */
  const freeAt = (at: number): number => {
    forget(at);
    const spaced = Math.max(left.at(-1) ?? 0, kept.at(-1) ?? 0) + spacingMs;
    const crowded = left.length + kept.length >= perSecond ? (left[0] ?? at) + WINDOW_MS : 0;
    return Math.max(heldUntil, spaced, crowded);
  };
  const leave = (at: number) => {
    left.push(at);
  };
  /** Of a place that was kept: its time is that of the request itself. */
  const useKept = (at: number): boolean => {
    forget(at);
    if (kept.length === 0 || heldUntil > at) return false;
    kept.shift();
    leave(at);
    return true;
  };

  const pump = () => {
    callOff?.();
    callOff = null;
    for (;;) {
      const at = now();
      const [first] = requests;
      if (first !== undefined && useKept(at)) {
        requests.shift();
        first.settle(0);
        continue;
      }
      const free = freeAt(at);
      if (first !== undefined && free > first.until) {
        requests.shift();
        first.settle(Math.ceil(free - at));
        continue;
      }
      if (first === undefined && begins.length === 0) return;
      const full = first === undefined && kept.length >= MOST_KEPT;
      const next = full ? Math.max(free, (kept[0] ?? at) + KEPT_MS) : free;
      if (next > at) {
        callOff = after(Math.max(1, Math.ceil(next - at)), pump);
        return;
      }
      if (first !== undefined) {
        requests.shift();
        leave(at);
        first.settle(0);
      } else {
        kept.push(at);
        begins.shift()?.settle(0);
      }
    }
  };

  return {
    next(patienceMs) {
      const at = now();
      if (requests.length === 0) {
        if (useKept(at)) {
          pump();
          return Promise.resolve(0);
        }
        if (freeAt(at) <= at) {
          leave(at);
          return Promise.resolve(0);
        }
      }
      const wait = Math.ceil(freeAt(at) - at + requests.length * spacingMs);
      if (wait > patienceMs) return Promise.resolve(Math.max(1, wait));
      return new Promise((settle) => {
        requests.push({ until: at + patienceMs, settle });
        pump();
      });
    },
    giveBack() {
      left.pop();
      kept.push(now());
      pump();
    },
    room: (signal) => inLine(begins, signal, pump),
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
      pump();
    },
  };
}

/** Resolves when it is settled in its turn; on abort it leaves the line and resolves at once. */
export function inLine(line: Waiting[], signal: AbortSignal, joined: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    const waiting: Waiting = { until: Number.POSITIVE_INFINITY, settle: end };
    const giveUp = () => {
      const at = line.indexOf(waiting);
      if (at >= 0) line.splice(at, 1);
      end();
    };
    signal.addEventListener('abort', giveUp);
    line.push(waiting);
    joined();
  });
}
