import { parentPort, workerData } from 'node:worker_threads';
import type { FeedPage } from './read-aside.ts';

const page: FeedPage = workerData;
const { readFeedHere } = await import('./read-here.ts');
parentPort?.postMessage({ kind: 'begun' });
parentPort?.postMessage(readFeedHere(page));
