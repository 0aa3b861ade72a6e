import type { Clock } from '../../core/clock.ts';

/** A flag somebody waits for: `ring` ends the wait under way, or the next one. */
export interface Bell {
  readonly ring: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

export function createBell({ sleep }: Pick<Clock, 'sleep'>): Bell {
  let rung = false;
  let waiting: AbortController | null = null;
  return {
    ring() {
      rung = true;
      waiting?.abort();
    },
    async wait(ms) {
      if (!rung) {
        waiting = new AbortController();
        await sleep(ms, waiting.signal);
        waiting = null;
      }
      rung = false;
    },
  };
}
