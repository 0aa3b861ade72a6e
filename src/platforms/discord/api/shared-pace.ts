import type { SharedTurns } from '../../../core/post-rate.ts';
import { inLine, type Pace, type PaceOptions, type Waiting } from './pace.ts';

const WINDOW_MS = 1000;
/**
 * A turn that was not used so long after its time is given back: used late, by a process that stood still, it would stand in a
 * second of others. In `WINDOW_MS` and this are at most as many turns as Discord allows in a second: those of the window, and
 * with `APART_MS` between them four more.
 */
const LATE_MS = 72;
/** Turns in a second that are fewer than Discord's fifty by those four. */
const MOST_IN_WINDOW = 46;
/** Nearer than our pace: what some process missed is caught up with. */
const APART_MS = 18;
const BEHIND_MS = 200;
/** Turns taken together: a question to the store for several of them. */
const MOST_AT_ONCE = 5;
/**
 * How far ahead new work may take turns. Short: what somebody waits for, in whichever process, then has its turn soon after
 * it asks for one.
 */
const BEGIN_AHEAD_MS = 300;
/** Without the store nobody knows what the others send. */
const ALONE_SHARE = 4;

function isLate(turn: Place | undefined, at: number): boolean {
  return turn !== undefined && turn.at <= at - LATE_MS;
}

/** A turn: its time (epoch milliseconds here), and what the store calls it where it gave it. */
interface Place {
  readonly at: number;
  readonly name?: number;
}

/** Turns as they come from the store, or as one process takes them by itself while that is away. */
function createPlaces({
  perSecond,
  now,
  turns,
  name,
}: Pick<PaceOptions, 'perSecond' | 'now'> & { readonly turns: SharedTurns; readonly name: string }) {
  const spacingMs = WINDOW_MS / perSecond;
  /** Turns that were taken and are nobody's yet, oldest first. */
  const places: Place[] = [];
  /** What the store named turns that were not used. */
  const unused: number[] = [];
  let lastAlone = 0;

  const drop = (turn: Place | undefined) => {
    if (turn?.name !== undefined) unused.push(turn.name);
  };

  return {
    places,
    /** Gives back what is too late by now. */
    giveUp(line: Place[], at: number) {
      while (isLate(line[0], at)) drop(line.shift());
    },
    /** Resolves to 0, or to the milliseconds until there will be a turn where that is more than the patience. */
    async take(count: number, patienceMs: number): Promise<number> {
      const at = now();
      try {
        const given = await turns.take({
          ...{ name, spacingMs, count, patienceMs, unused: unused.splice(0) },
          window: { ms: WINDOW_MS, most: MOST_IN_WINDOW, apartMs: APART_MS, behindMs: BEHIND_MS },
        });
        if (given.kind === 'later') return given.afterMs;
        const { taken = [] } = given;
        // The store's time was read somewhere between question and answer.
        const asked = (at + now()) / 2 + given.afterMs - (taken[0] ?? 0);
        places.push(...taken.map((turn) => ({ name: turn, at: asked + turn })));
        // Of a store that takes so long for an answer, one turn is worth having all the same.
        while (places.length > 1 && isLate(places[0], now())) drop(places.shift());
      } catch {
        const first = Math.max(now(), lastAlone);
        const apart = spacingMs * ALONE_SHARE;
        lastAlone = first + count * apart;
        for (let turn = 0; turn < count; turn += 1) places.push({ at: first + turn * apart });
      }
      return 0;
    },
  };
}

/**
 * As `createPace`, for several processes with one token: each request has its turn from the store, where all of them stand in
 * one line. Turns are taken a few at a time and evenly, and those that come to nothing go back to all.
 */
export function createSharedPace({
  perSecond,
  now,
  after,
  turns,
  name,
}: PaceOptions & { readonly turns: SharedTurns; readonly name: string }): Pace {
  const requests: Waiting[] = [];
  const begins: Waiting[] = [];
  /** Those that a place is kept by for what is begun. */
  const kept: Place[] = [];
  let lastUsed: Place | undefined;
  let heldUntil = 0;
  let asking = false;
  /** When the store is asked again that has just said that it is too early. */
  let askAt = 0;
  let callOff: (() => void) | null = null;

  const { places, giveUp, take } = createPlaces({ perSecond, now, turns, name });
  const waiting = () => requests.length + begins.length;

  const ask = (at: number) => {
    const wanted = requests.length > 0 ? requests : begins;
    const patienceMs =
      requests.length > 0 ? Math.max(0, ...requests.map(({ until }) => until - at)) : BEGIN_AHEAD_MS;
    return take(Math.max(1, Math.min(MOST_AT_ONCE, wanted.length - places.length)), patienceMs);
  };

  const serve = (at: number, fresh: boolean) => {
    if (!fresh) giveUp(places, at);
    for (;;) {
      const [turn] = places;
      if (turn === undefined || turn.at > at || heldUntil > at || waiting() === 0) return;
      places.shift();
      const next = requests.shift();
      if (next !== undefined) {
        lastUsed = turn;
        next.settle(0);
      } else {
        kept.push(turn);
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

  const pump = (fresh = false) => {
    callOff?.();
    callOff = null;
    const at = now();
    serve(at, fresh);
    if (waiting() === 0) return;
    turnAway(at, Math.max(0, heldUntil - at));
    if (!asking && waiting() > places.length && heldUntil <= at && askAt <= at) {
      asking = true;
      void ask(at).then((waitMs) => {
        asking = false;
        // Others stand before us: we ask again as soon as new work may.
        askAt = waitMs === 0 ? 0 : now() + Math.max(1, waitMs - (requests.length > 0 ? 0 : BEGIN_AHEAD_MS));
        if (waitMs > 0) turnAway(now(), waitMs);
        pump(waitMs === 0);
      });
    }
    const next = Math.min(
      heldUntil > at ? heldUntil : (places[0]?.at ?? Number.POSITIVE_INFINITY),
      asking || askAt <= at ? Number.POSITIVE_INFINITY : askAt,
    );
    if (next !== Number.POSITIVE_INFINITY) callOff = after(Math.max(1, Math.ceil(next - at)), pump);
  };

  return {
    next(patienceMs) {
      const at = now();
      giveUp(kept, at);
      if (heldUntil <= at) {
        const turn = kept.shift();
        lastUsed = turn ?? lastUsed;
        if (turn !== undefined) return Promise.resolve(0);
      }
      return new Promise((settle) => {
        requests.push({ until: at + patienceMs, settle });
        // Somebody waits for this one: it may take a turn that new work may not yet.
        askAt = 0;
        pump();
      });
    },
    giveBack() {
      if (lastUsed !== undefined) kept.unshift(lastUsed);
      lastUsed = undefined;
    },
    room: (signal) => inLine(begins, signal, pump),
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
      void turns.hold(name, Math.max(0, until - now())).catch(() => {});
      pump();
    },
  };
}
