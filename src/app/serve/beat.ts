import type { MemoryStore } from '../../store/store.ts';

/** Scheduler beats every minute: three missed ones mean it stands still. */
export const OLDEST_BEAT_MS = 200_000;

const KEY = 'process:beat';

type Beats = Pick<MemoryStore, 'keepLine' | 'lineOf'>;

/** Leaves word in the store that this process lives, for whoever looks from outside. Epoch milliseconds. */
export async function leaveBeat(store: Beats, now: number): Promise<void> {
  await store.keepLine(KEY, String(now), now + OLDEST_BEAT_MS);
}

/** Takes the word back: the process stops. */
export async function endBeat(store: Beats, now: number): Promise<void> {
  await store.keepLine(KEY, 'stopped', now);
}

/** Milliseconds since a process on this store last left word; null where none lives. */
export async function lastBeatAge(store: Beats, now: number): Promise<number | null> {
  const line = await store.lineOf(KEY, now);
  return line === undefined ? null : Math.max(0, now - Number(line));
}
