import { parentPort, workerData } from 'node:worker_threads';
import type { Article, Page } from './article.ts';

/** What the worker answers: first that it has begun, then one of the others. */
export type Extracted =
  | { readonly kind: 'begun' }
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'nothing'; readonly sentence: string };

const page: Page = workerData;
const { readPage } = await import('./read-page.ts');
parentPort?.postMessage({ kind: 'begun' } satisfies Extracted);
let answer: Extracted;
try {
  answer = { kind: 'article', article: await readPage(page) };
} catch (error) {
  const says = error instanceof Error ? error.message : String(error);
  // What a library says of its own insides helps nobody.
  const ours =
    /^[\p{Lu}][^\n]{0,300}\.$/u.test(says) && !(error instanceof TypeError || error instanceof RangeError);
  answer = { kind: 'nothing', sentence: ours ? says : 'The page is built in a way that cannot be read.' };
}
parentPort?.postMessage(answer);
