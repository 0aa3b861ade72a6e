import { parentPort, workerData } from 'node:worker_threads';
import { damageIn } from './integrity.ts';

parentPort?.postMessage(damageIn(workerData));
