import type { SharedTurns } from '../../../core/post-rate.ts';
import { inLine, type Pace, type PaceOptions, type Waiting } from './pace.ts';

const WINDOW_MS = 1000;
/**
 * A turn that was not used so long after its time is lost: used late, by a process that stood still, it would stand in a second
 * of others. Two of these together keep what we ask for, nine tenths of the limit, below the limit.
 */
const LATE_MS = 50;
const KEPT_MS = 50;
/** Turns taken together: a question to the store for several of them. */
const MOST_AT_ONCE = 8;
/**
 * How far ahead new work may take turns. Short: what somebody waits for, in whichever process, then has its turn soon after
 * it asks for one.
 */
const BEGIN_AHEAD_MS = 300;
/** Without the store nobody knows what the others send. */
const ALONE_SHARE = 4;

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
  /** When the store is asked again that has just said that it is too early. */
  let askAt = 0;
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
    const count = Math.max(1, Math.min(MOST_AT_ONCE, wanted.length - places.length));
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
    while (places[0] !== undefined && places[0] < at - LATE_MS) places.shift();
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
    if (!asking && waiting() > places.length && heldUntil <= at && askAt <= at) {
      asking = true;
      void ask().then((waitMs) => {
        asking = false;
        // Others stand before us: we ask again as soon as new work may.
        askAt = waitMs === 0 ? 0 : now() + Math.max(1, waitMs - (requests.length > 0 ? 0 : BEGIN_AHEAD_MS));
        if (waitMs > 0) turnAway(now(), waitMs);
        pump();
      });
    }
    const next = Math.min(
      heldUntil > at ? heldUntil : (places[0] ?? Number.POSITIVE_INFINITY),
      asking || askAt <= at ? Number.POSITIVE_INFINITY : askAt,
    );
    if (next !== Number.POSITIVE_INFINITY) callOff = after(Math.max(1, Math.ceil(next - at)), pump);
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
        // Somebody waits for this one: it may take a turn that new work may not yet.
        askAt = 0;
        pump();
      });
    },
    giveBack() {
      kept.push(now());
    },
    room: (signal) => inLine(begins, signal, pump),
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
      void turns.hold(name, Math.max(0, until - now())).catch(() => {});
      pump();
    },
  };
}
