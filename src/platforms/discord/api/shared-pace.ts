import type { SharedTurns } from '../../../core/post-rate.ts';
import type { Pace, PaceOptions } from './pace.ts';

const WINDOW_MS = 1000;
/** A place kept longer than this is not wanted. */
const KEPT_MS = 500;
/** Turns taken together: a question to the store for several of them. */
const MOST_AT_ONCE = 8;
/**
 * How far ahead new work may take turns. Short: what somebody waits for, in whichever process, then has its turn soon after
 * it asks for one.
 */
const BEGIN_AHEAD_MS = 150;
/** Without the store nobody knows what the others send. */
const ALONE_SHARE = 4;

interface Waiting {
  /** Epoch milliseconds; endless for work that can wait. */
  readonly until: number;
  readonly settle: (waitMs: number) => void;
}

/**
 * As `createPace`, for several processes with one token: each request has its turn from the store, where all of them stand in
 * one line. Turns are taken a few at a time and evenly, so that what one does not need is not lost to the others.
 */
export function createSharedPace({
  perSecond,
  now,
  after,
  turns,
  name,
}: PaceOptions & { readonly turns: SharedTurns; readonly name: string }): Pace {
  const spacingMs = WINDOW_MS / perSecond;
  const requests: Waiting[] = [];
  const begins: Waiting[] = [];
  /** Times of turns that were taken and are nobody's yet, oldest first. */
  const places: number[] = [];
  const kept: number[] = [];
  let heldUntil = 0;
  let lastAlone = 0;
  let asking = false;
  let callOff: (() => void) | null = null;

  const waiting = () => requests.length + begins.length;

  const place = (count: number, first: number, apart: number) => {
    for (let at = 0; at < count; at += 1) places.push(first + at * apart);
  };

  const ask = async () => {
    const wanted = requests.length > 0 ? requests : begins;
    const at = now();
    const patienceMs =
      requests.length > 0 ? Math.max(0, ...requests.map(({ until }) => until - at)) : BEGIN_AHEAD_MS;
    const count = Math.min(MOST_AT_ONCE, wanted.length);
    try {
      const given = await turns.take({ name, spacingMs, count, patienceMs });
      if (given.kind === 'given') place(count, now() + given.afterMs, spacingMs);
      return given.kind === 'given' ? 0 : given.afterMs;
    } catch {
      const first = Math.max(now(), lastAlone);
      lastAlone = first + count * spacingMs * ALONE_SHARE;
      place(count, first, spacingMs * ALONE_SHARE);
      return 0;
    }
  };

  const serve = (at: number) => {
    while (places[0] !== undefined && places[0] <= at && heldUntil <= at && waiting() > 0) {
      places.shift();
      const next = requests.shift();
      if (next !== undefined) next.settle(0);
      else {
        kept.push(at);
        begins.shift()?.settle(0);
      }
    }
  };

  /** Lets those go that would wait for too long. */
  const turnAway = (at: number, waitMs: number) => {
    for (const one of requests.filter(({ until }) => at + waitMs > until)) {
      requests.splice(requests.indexOf(one), 1);
      one.settle(Math.max(1, Math.ceil(waitMs)));
    }
  };

  const pump = () => {
    callOff?.();
    callOff = null;
    const at = now();
    serve(at);
    if (waiting() === 0) return;
    turnAway(at, Math.max(0, heldUntil - at));
    const [next] = places;
    if (next !== undefined || heldUntil > at) {
      callOff = after(Math.max(1, Math.ceil(Math.max(next ?? 0, heldUntil) - at)), pump);
    }
    if (asking || waiting() <= places.length || heldUntil > at) return;
    asking = true;
    void ask().then((waitMs) => {
      asking = false;
      if (waitMs === 0) return pump();
      turnAway(now(), waitMs);
      // Others stand before us: we ask again when it is nearly our turn.
      const again = Math.max(1, waitMs - (requests.length > 0 ? 0 : BEGIN_AHEAD_MS / 2));
      callOff?.();
      callOff = after(Math.ceil(again), pump);
    });
  };

  return {
    next(patienceMs) {
      const at = now();
      while (kept[0] !== undefined && kept[0] <= at - KEPT_MS) kept.shift();
      if (kept.length > 0 && heldUntil <= at) {
        kept.shift();
        return Promise.resolve(0);
      }
      return new Promise((settle) => {
        requests.push({ until: at + patienceMs, settle });
        pump();
      });
    },
    giveBack() {
      kept.push(now());
    },
    room: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const one: Waiting = { until: Number.POSITIVE_INFINITY, settle: () => end() };
        const giveUp = () => {
          const at = begins.indexOf(one);
          if (at >= 0) begins.splice(at, 1);
          end();
        };
        const end = () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        signal.addEventListener('abort', giveUp);
        begins.push(one);
        pump();
      }),
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
      void turns.hold(name, Math.max(0, until - now())).catch(() => {});
      pump();
    },
  };
}
