import type { Log } from '../../domain/log.ts';
import type { Memory } from '../memory.ts';
import { type Clock, orLate } from './clock.ts';
import { errorFacts } from './trouble.ts';

/** A memory that does not answer must not cost us the three seconds Discord waits. */
const PATIENCE_MS = 300;

/**
 * False for what was seen before, also before a restart. A memory that fails or hangs is not believed in: better twice
 * than never.
 */
export async function isFirst(
  key: string,
  parts: { readonly memory: Memory; readonly clock: Clock; readonly log: Log },
): Promise<boolean> {
  try {
    const known = await orLate(parts.memory.firstTime(key), PATIENCE_MS, 'late', parts.clock);
    if (typeof known === 'boolean') return known;
    parts.log.warn('The memory of past deliveries takes too long.');
  } catch (error) {
    parts.log.warn('The memory of past deliveries does not answer.', errorFacts(error));
  }
  return true;
}
