import { parentPort, workerData } from 'node:worker_threads';
import { damageIn } from './sqlite-integrity.ts';

parentPort?.postMessage(damageIn(workerData));
