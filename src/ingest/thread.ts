import { Worker } from 'node:worker_threads';

/** What came of asking a thread: its answer, or why there is none. */
export type ThreadEnd<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'late' | 'broke' | 'ended' };

const BEGIN_WITHIN_MS = 10_000;
const MOST_MEMORY_MB = 512;
/** So many at a time: what strangers wrote may keep each of them busy until its time is over. */
const MOST_THREADS = 4;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Asks a thread of its own, which is ended when its time is over: a page of a few kilobytes can keep a reader busy for
 * minutes, and nothing else may wait for it. The thread says `{ kind: 'begun' }` when it has loaded what it needs, from
 * where `withinMs` counts, and then its answer. Never rejects.
 */
export async function askThread<Answer extends object>(
  script: URL,
  workerData: unknown,
  withinMs: number,
): Promise<ThreadEnd<Answer>> {
  if (running >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await asked<Answer>(script, workerData, withinMs);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function asked<Answer extends object>(
  script: URL,
  workerData: unknown,
  withinMs: number,
): Promise<ThreadEnd<Answer>> {
  return new Promise((resolve) => {
    const worker = new Worker(script, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      // What libraries print is nothing for those who asked.
      stdout: true,
      stderr: true,
    });
    let timer = setTimeout(() => done({ kind: 'late' }), BEGIN_WITHIN_MS);
    const done = (end: ThreadEnd<Answer>) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate();
      resolve(end);
    };
    worker.on('message', (said: Answer | { readonly kind: 'begun' }) => {
      if ('kind' in said && said.kind === 'begun') {
        clearTimeout(timer);
        timer = setTimeout(() => done({ kind: 'late' }), withinMs);
      } else done({ kind: 'answered', answer: said as Answer });
    });
    worker.on('error', () => done({ kind: 'broke' }));
    worker.on('exit', () => done({ kind: 'ended' }));
  });
}
