import { setImmediate as breathe } from 'node:timers/promises';
import type { Briefing } from '../../../domain/briefing.ts';
import type { Log } from '../../../domain/log.ts';
import type { ReadPacks } from '../../../pack/read/library.ts';
import { yamlBytes } from '../../../pack/read/watch-folder.ts';
import type { QuoteIndex } from '../../../search/statements/quote-index.ts';

/**
 * Packs from so many bytes on are read by another thread. A thread takes longer to start than a smaller pack takes to
 * read, a few milliseconds at a time.
 */
const LARGE_BYTES = 2_000_000;

/** Reads packs too large for the thread that answers. */
export interface LargeReader {
  readonly isNeeded: () => boolean;
  /** The packs with all that questions look up in made, so that no question waits for it; answering goes on meanwhile. */
  readonly read: () => Promise<ReadPacks>;
  /** The who-said index of a pack that was read so. */
  readonly indexOf: (briefing: Briefing) => QuoteIndex | undefined;
  /** Ends what is being read. */
  readonly stop: () => void;
}

export function createLargeReader({
  root,
  threshold,
  log,
}: {
  readonly root: string;
  readonly threshold: number | undefined;
  readonly log: Log;
}): LargeReader {
  const stopping = new AbortController();
  const indexes = new WeakMap<Briefing, QuoteIndex>();

  const readOnce = async (): Promise<ReadPacks> => {
    // A small pack needs neither.
    const { readInWorker } = await import('./read-in-worker.ts');
    const { preparing, rehearsing } = await import('./prepare.ts');
    const read = await readInWorker(root, stopping.signal);
    for (const { briefing } of read.packs) {
      const parts = read.indexes.get(briefing);
      if (parts === undefined) continue;
      const inBetween = async () => {
        await breathe();
        stopping.signal.throwIfAborted();
      };
      const steps = preparing(briefing, parts, threshold);
      let step = steps.next();
      for (; step.done !== true; step = steps.next()) await inBetween();
      for await (const _ of rehearsing(briefing, step.value)) await inBetween();
      indexes.set(briefing, step.value);
    }
    return { packs: read.packs, broken: read.broken, problems: read.problems };
  };

  return {
    isNeeded: () => yamlBytes(root) >= LARGE_BYTES,
    async read() {
      try {
        return await readOnce();
      } catch (error) {
        if (stopping.signal.aborted) throw error;
        log.warn('Reading the packs was cut off and is tried once more.', { error: String(error) });
        return readOnce();
      }
    },
    indexOf: (briefing) => indexes.get(briefing),
    stop: () => stopping.abort(new Error('The process stops.')),
  };
}
