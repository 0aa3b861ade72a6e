import { parentPort, workerData } from 'node:worker_threads';
import type { FeedPage } from './read-aside.ts';

async function answer(page: FeedPage): Promise<void> {
  const { readFeedHere } = await import('./read-here.ts');
  parentPort?.postMessage({ kind: 'begun' });
  parentPort?.postMessage(readFeedHere(page));
}

void answer(workerData);
