import { setImmediate as breathe } from 'node:timers/promises';
import type { Log } from '../../domain/log.ts';
import type { Memory } from '../memory.ts';
import { type Clock, orLate } from './clock.ts';
import type { FirstAnswer } from './reply.ts';
import { errorFacts } from './trouble.ts';

/** A memory that does not answer must not cost us the three seconds Discord waits. */
const PATIENCE_MS = 300;

interface FirstTimeParts {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * False for what was seen before, also before a restart. A memory that fails or hangs is not believed in: better twice
 * than never.
 */
export function isFirst(key: string, parts: FirstTimeParts): Promise<boolean> {
  return believed(() => parts.memory.firstTime(key), true, parts);
}

/**
 * Does the work where this key was not seen before, and marks it the moment the first answer is on its way, so that the
 * reader does not wait for the mark. `here` is what this process has seen, which is marked before anything else: two at
 * once are one. Between the first answer and its mark a crash could forget an interaction that is answered; should
 * it then come again, Discord takes no second first answer.
 */
export async function once(
  key: string,
  first: FirstAnswer,
  parts: FirstTimeParts & { readonly here: Memory },
  work: (first: FirstAnswer) => Promise<void>,
): Promise<void> {
  if (!(await parts.here.firstTime(key))) return;
  if (await believed(() => parts.memory.seen(key), false, parts)) return;
  let marked: Promise<boolean> | null = null;
  // After what is to be sent has left: the store works on this very thread.
  const mark = () => {
    marked ??= breathe().then(() => isFirst(key, parts));
    return marked;
  };
  try {
    await work({
      takesFiles: first.takesFiles,
      give(callback, upload) {
        const given = first.give(callback, upload);
        void mark();
        return given;
      },
    });
  } finally {
    await mark();
  }
}

async function believed(
  ask: () => Promise<boolean>,
  otherwise: boolean,
  parts: FirstTimeParts,
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
