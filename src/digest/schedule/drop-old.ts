import { setImmediate as breathe } from 'node:timers/promises';
import type { KeptSince, KeptStore } from '../../store/ports/kept.ts';

/** Rows of a kind that are deleted at a time: nobody waits longer for them than for a page of digests. */
const DROPPED_AT_ONCE = 50;
/** Milliseconds after which no more are begun in one beat, so that what is due meanwhile comes first. */
const DROP_MS = 1_000;

/** Deletes what is old, nothing without `since`; returns whether there may be more. `elapsed` is as the planner's. */
export async function dropOld(
  store: Pick<KeptStore, 'dropOld'>,
  since: KeptSince | undefined,
  elapsed: () => number = () => performance.now(),
): Promise<boolean> {
  if (since === undefined) return false;
  const began = elapsed();
  while ((await store.dropOld(since, DROPPED_AT_ONCE)) > 0) {
    if (elapsed() - began >= DROP_MS) return true;
    await breathe();
  }
  return false;
}
