import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Briefing } from '../../../domain/briefing.ts';
import type { ReadPacks } from '../../../pack/read/library.ts';
import type { CorpusParts } from '../../../search/statements/index/corpus.ts';
import { LONG_LISTS, type LongList, type PackPiece, type PackReading } from './pieces.ts';

/** Packs with the who-said index of each, as another thread built it. */
export interface ReadWithIndexes extends ReadPacks {
  readonly indexes: ReadonlyMap<Briefing, CorpusParts>;
}

/**
 * Reads, checks and indexes the packs of a folder in a thread of their own. They come over piece by piece, and between
 * two pieces the loop is free. Rejects where the thread ends early: killed, out of memory, or told to by `stop`.
 */
export async function readInWorker(
  root: string,
  stop: AbortSignal,
  start: (work: PackReading) => Worker = startWorker,
): Promise<ReadWithIndexes> {
  stop.throwIfAborted();
  const worker = start({ root });
  const end = () => void worker.terminate();
  stop.addEventListener('abort', end);
  // Listened for all the while: a thread that ends between two pieces would be waited for without end.
  const ended = endOf(worker);
  try {
    return await gathered(() => Promise.race([nextPiece(worker), ended]));
  } finally {
    stop.removeEventListener('abort', end);
    await worker.terminate();
  }
}

function startWorker(workerData: PackReading): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData });
}

function nextPiece(worker: Worker): Promise<PackPiece> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage('next');
  });
}

/** Rejects once the thread has ended, for whatever reason; that it does so unheard after the last piece is no fault. */
function endOf(worker: Worker): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The thread that reads the packs ended before it was done.')));
  });
  ended.catch(() => {});
  return ended;
}

async function gathered(next: () => Promise<PackPiece>): Promise<ReadWithIndexes> {
  const packs: { readonly folder: string; readonly briefing: Briefing }[] = [];
  const indexes = new Map<Briefing, CorpusParts>();
  let lists: Record<LongList, object[]> = noLists();
  for (;;) {
    const piece = await next();
    switch (piece.kind) {
      case 'pack':
        lists = noLists();
        // The lists grow until the index comes; nobody sees the pack before all is there.
        packs.push({ folder: piece.folder, briefing: { ...piece.briefing, ...lists } as Briefing });
        break;
      case 'records':
        for (const record of piece.records) lists[piece.list].push(record);
        break;
      case 'index': {
        const last = packs.at(-1);
        if (last !== undefined) indexes.set(last.briefing, piece.parts);
        break;
      }
      case 'done':
        return { packs, indexes, broken: piece.broken, problems: piece.problems };
    }
    await breathe();
  }
}

function noLists(): Record<LongList, object[]> {
  return Object.fromEntries(LONG_LISTS.map((list) => [list, []])) as unknown as Record<LongList, object[]>;
}
