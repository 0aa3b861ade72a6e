import { setImmediate as breathe } from 'node:timers/promises';

/** Writes that began together and wait for the disk once: few, for this process waits with them. */
const MOST_TOGETHER = 8;

/** A write that waits for its turn. */
interface Waiting {
  /** Without a transaction of its own; what it came to is told once that is kept. */
  readonly inGroup: () => () => void;
  readonly alone: () => Promise<void>;
}

/**
 * Runs writes in their order, and lets the event loop turn between: a write that is kept waits for the disk, and this
 * process with it. Fifty posts that begin together would else be fifty waits without a pause. Those that wait already go
 * a few at a time in one transaction, and are told that they are kept once all are: on a slow disk the waits are what a
 * queue of posts takes. Where one of them fails nothing of the others is written, and each goes alone.
 */
export function keptInTurn(over: {
  readonly alone: <T>(work: () => T) => Promise<T>;
  /** All or nothing, at once; throws where it cannot be now. */
  readonly together: (work: () => void) => void;
}) {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  const areKept = (group: readonly Waiting[]): boolean => {
    if (group.length < 2) return false;
    let tell: readonly (() => void)[] = [];
    try {
      over.together(() => {
        tell = group.map(({ inGroup }) => inGroup());
      });
    } catch {
      return false;
    }
    for (const each of tell) each();
    return true;
  };
  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting.splice(0, MOST_TOGETHER);
      if (areKept(group)) await breathe();
      else
        for (const each of group) {
          await each.alone();
          await breathe();
        }
    }
    running = null;
  };
  return {
    next<T>(work: () => T, alone: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({
          inGroup() {
            const done = work();
            return () => resolve(done);
          },
          alone: () => over.alone(alone).then(resolve, reject),
        });
        // What else begins in this turn of the event loop is there by then.
        running ??= Promise.resolve().then(drain);
      });
    },
    done: () => running ?? Promise.resolve(),
  };
}
