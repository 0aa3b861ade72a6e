import { Worker } from 'node:worker_threads';
import type { Article, Page } from './article.ts';
import type { Extracted } from './extract-worker.ts';

/** So long a page may take once a thread of its own has begun with it, in milliseconds. */
const EXTRACT_WITHIN_MS = 1500;
const BEGIN_WITHIN_MS = 10_000;
const MOST_MEMORY_MB = 512;

/** An article, or the sentence that says why there is none. */
export type Extraction =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'nothing'; readonly sentence: string };

/**
 * Takes the article out of a page in a thread of its own, which is ended when its time is over: a page of a few
 * kilobytes can keep a reader busy for minutes, and nothing else may wait for it. Never rejects.
 */
export function extractArticle(page: Page, withinMs: number = EXTRACT_WITHIN_MS): Promise<Extraction> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./extract-worker.ts', import.meta.url), {
      workerData: page,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      // What libraries print is nothing for those who asked.
      stdout: true,
      stderr: true,
    });
    const tooLate = () =>
      done({
        kind: 'nothing',
        sentence: `The page was not taken apart within ${withinMs / 1000} s, so it was not read.`,
      });
    let timer = setTimeout(tooLate, BEGIN_WITHIN_MS);
    const done = (extraction: Extraction) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate();
      resolve(extraction);
    };
    worker.on('message', (said: Extracted) => {
      if (said.kind === 'begun') {
        clearTimeout(timer);
        timer = setTimeout(tooLate, withinMs);
      } else done(said);
    });
    worker.on('error', () =>
      done({ kind: 'nothing', sentence: 'The page took more memory than it is given, or broke its reader.' }),
    );
    worker.on('exit', () =>
      done({ kind: 'nothing', sentence: 'The reader of the page ended without an answer.' }),
    );
  });
}
