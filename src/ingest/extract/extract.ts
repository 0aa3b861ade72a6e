import { askThread } from '../thread.ts';
import type { Page } from './article.ts';
import type { Extracted } from './extract-worker.ts';

/** So long a page may take once a thread of its own has begun with it, in milliseconds. */
const EXTRACT_WITHIN_MS = 1500;

/** An article, or the sentence that says why there is none. */
export type Extraction = Exclude<Extracted, { readonly kind: 'begun' }>;

/** Takes the article out of a page in a thread of its own. Never rejects. */
export async function extractArticle(page: Page, withinMs: number = EXTRACT_WITHIN_MS): Promise<Extraction> {
  const script = new URL('./extract-worker.ts', import.meta.url);
  const end = await askThread<Extraction>(script, page, withinMs);
  switch (end.kind) {
    case 'answered':
      return end.answer;
    case 'late':
      return nothing(`The page was not taken apart within ${withinMs / 1000} s, so it was not read.`);
    case 'broke':
      return nothing('The page took more memory than it is given, or broke its reader.');
    default:
      return nothing('The reader of the page ended without an answer.');
  }
}

function nothing(sentence: string): Extraction {
  return { kind: 'nothing', sentence };
}
