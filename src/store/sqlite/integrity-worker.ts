import { parentPort, workerData } from 'node:worker_threads';
import { damageIn } from './integrity.ts';

const { file, asItLies }: { readonly file: string; readonly asItLies: boolean } = workerData;
parentPort?.postMessage(damageIn(file, asItLies));
