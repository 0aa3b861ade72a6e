import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/core/clock.ts';

/** A clock that stands still until it is told to run: hours pass in a moment and always the same way. */
export interface SimulatedClock extends Clock {
  /** Runs everything that is due within `ms`, in order, then stands `ms` later. */
  readonly advance: (ms: number) => Promise<void>;
  /** Runs until `done`, at most `ms`; the simulated milliseconds it took. */
  readonly until: (done: () => boolean | Promise<boolean>, ms: number) => Promise<number>;
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Turns of the event loop after which whatever a wake-up set off has come to rest. */
const TURNS = 4;

export function createSimulatedClock(start: number): SimulatedClock {
  let now = start;
  let order = 0;
  const sleepers: Sleeper[] = [];
  const settle = async () => {
    for (let count = 0; count < TURNS; count += 1) await turn();
  };
  const add = (sleeper: Sleeper) => {
    let [low, high] = [0, sleepers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = sleepers[middle];
      if (
        other !== undefined &&
        (other.at < sleeper.at || (other.at === sleeper.at && other.order < sleeper.order))
      )
        low = middle + 1;
      else high = middle;
    }
    sleepers.splice(low, 0, sleeper);
  };
  const step = async (target: number): Promise<boolean> => {
    const next = sleepers[0];
    if (next === undefined || next.at > target) return false;
    sleepers.shift();
    now = Math.max(now, next.at);
    next.wake();
    await settle();
    return true;
  };
  return {
    now: () => now,
    after(ms, run) {
      order += 1;
      const sleeper = { at: now + Math.max(0, ms), order, wake: run };
      add(sleeper);
      return () => {
        const at = sleepers.indexOf(sleeper);
        if (at >= 0) sleepers.splice(at, 1);
      };
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        order += 1;
        const leave = () => {
          const at = sleepers.indexOf(sleeper);
          if (at >= 0) sleepers.splice(at, 1);
          resolve();
        };
        const wake = () => {
          // Days of sleeps would gather on one signal, each of which the next has to look through.
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const sleeper = { at: now + Math.max(0, ms), order, wake };
        add(sleeper);
        signal?.addEventListener('abort', leave);
      }),
    async advance(ms) {
      const target = now + ms;
      await settle();
      while (await step(target));
      now = target;
    },
    async until(done, ms) {
      const began = now;
      await settle();
      while (!(await done()) && now - began < ms && (await step(began + ms)));
      return now - began;
    },
  };
}
