import { setImmediate as breathe } from 'node:timers/promises';
import { type Clock, orLate } from '../core/clock.ts';
import type { Memory } from '../core/memory.ts';
import { errorFacts, type Log } from '../domain/log.ts';

/** A memory that does not answer must not cost us the three seconds a platform waits. */
const PATIENCE_MS = 300;

export interface DedupeParts {
  readonly memory: Memory;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

/**
 * False for what was seen before, also before a restart. A memory that fails or hangs is not believed in: better twice
 * than never.
 */
export function isFirst(key: string, parts: DedupeParts): Promise<boolean> {
  return believed(() => parts.memory.firstTime(key), true, parts);
}

/**
 * Does the work where this key was not seen before, and marks it once the work says that its reply is on its way, so that
 * the reader does not wait for the mark. `here` is what this process has seen, which is marked before anything else: two
 * at once are one. Between the reply and its mark a crash could forget what is answered; this is for platforms that
 * take no second reply to the same, should it then come again.
 */
export async function once(
  key: string,
  parts: DedupeParts & { readonly here: Memory },
  work: (onItsWay: () => void) => Promise<void>,
): Promise<void> {
  if (!(await parts.here.firstTime(key))) return;
  if (parts.memory.shared === true) {
    // The same may have come to another process this very moment.
    if (await isFirst(key, parts)) await work(() => {});
    return;
  }
  if (await believed(() => parts.memory.seen(key), false, parts)) return;
  let marked: Promise<unknown> | null = null;
  // After what is to be sent has left: the store works on this very thread.
  const mark = () => {
    marked ??= breathe().then(() => believed(() => parts.memory.note(key).then(() => true), true, parts));
    return marked;
  };
  try {
    await work(() => void mark());
  } finally {
    await mark();
  }
}

async function believed(
  ask: () => Promise<boolean>,
  otherwise: boolean,
  parts: DedupeParts,
): Promise<boolean> {
  try {
    const known = await orLate(ask(), PATIENCE_MS, 'late', parts.clock);
    if (typeof known === 'boolean') return known;
    parts.log.warn('The memory of past deliveries takes too long.');
  } catch (error) {
    parts.log.warn('The memory of past deliveries does not answer.', errorFacts(error));
  }
  return otherwise;
}
