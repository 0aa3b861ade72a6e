import { parentPort, workerData } from 'node:worker_threads';
import type { Article, Page } from './article.ts';

/** What the worker answers: first that it has begun, then one of the others. */
export type Extracted =
  | { readonly kind: 'begun' }
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'nothing'; readonly sentence: string };

async function answer(page: Page): Promise<void> {
  const { readerOf } = await import('./read-page.ts');
  let read: () => Article | Promise<Article>;
  try {
    read = await readerOf(page);
  } catch (error) {
    read = () => Promise.reject(error);
  }
  // Everything is loaded: from here on its time counts.
  parentPort?.postMessage({ kind: 'begun' } satisfies Extracted);
  parentPort?.postMessage(await extracted(read));
}

async function extracted(read: () => Article | Promise<Article>): Promise<Extracted> {
  try {
    return { kind: 'article', article: await read() };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    // What a library says of its own insides helps nobody.
    const ours =
      /^[\p{Lu}][^\n]{0,300}\.$/u.test(says) && !(error instanceof TypeError || error instanceof RangeError);
    return { kind: 'nothing', sentence: ours ? says : 'The page is built in a way that cannot be read.' };
  }
}

void answer(workerData);
