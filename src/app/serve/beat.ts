import { hostname } from 'node:os';
import type { MemoryStore } from '../../store/ports/memory.ts';

/** Scheduler beats every minute: three missed ones mean it stands still. */
export const OLDEST_BEAT_MS = 200_000;

/** By machine (a container is one): several may share a store, and one that lives says nothing of another. */
const KEY = `process:beat ${hostname()}`;

type Beats = Pick<MemoryStore, 'keepLine' | 'lineOf'>;

/** Leaves word in the store that a process lives on this machine, for whoever looks from outside. Epoch milliseconds. */
export async function leaveBeat(store: Beats, now: number): Promise<void> {
  await store.keepLine(KEY, String(now), now + OLDEST_BEAT_MS);
}

/** Takes the word back: the process stops. */
export async function endBeat(store: Beats, now: number): Promise<void> {
  await store.keepLine(KEY, 'stopped', now);
}

/** Milliseconds since a process on this machine last left word; null where none lives. */
export async function lastBeatAge(store: Beats, now: number): Promise<number | null> {
  const age = now - Number((await store.lineOf(KEY, now)) ?? Number.NaN);
  // Word from a clock that was ahead and was set right says nothing of who lives now.
  return age > -OLDEST_BEAT_MS ? Math.max(0, age) : null;
}
