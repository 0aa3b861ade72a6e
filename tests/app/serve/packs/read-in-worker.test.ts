import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { preparing } from '../../../../src/app/serve/packs/prepare.ts';
import { readInWorker } from '../../../../src/app/serve/packs/read-in-worker.ts';
import type { Briefing } from '../../../../src/domain/briefing.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { diskFolder } from '../../../../src/pack/read/disk-folder.ts';
import { openLibrary } from '../../../../src/pack/read/library.ts';
import { loadPacks } from '../../../../src/pack/read/load.ts';
import type { CorpusParts } from '../../../../src/search/statements/index/corpus.ts';
import { indexStatements } from '../../../../src/search/statements/statement-index.ts';
import { brokenPack, SMALL_PACK } from '../../../pack/small-pack.ts';

const WORKER = new URL('../../../../src/app/serve/packs/worker.ts', import.meta.url);
// A thread that has to load its libraries takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
const goesOn = new AbortController().signal;

/** A thread to which something happens when it has told so many pieces. */
function startThen(pieces: number, happens: (worker: Worker) => void) {
  return (workerData: object): Worker => {
    const worker = new Worker(WORKER, { workerData });
    let told = 0;
    worker.on('message', () => {
      told += 1;
      if (told === pieces) happens(worker);
    });
    return worker;
  };
}

function prepared(briefing: Briefing, parts: CorpusParts | undefined) {
  if (parts === undefined) throw new Error('No index came over.');
  const steps = preparing(briefing, parts, undefined);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe('packs read by another thread', () => {
  it('are those that reading them here gives, with what is wrong with the others', async () => {
    const root = 'tests/fixtures';
    const here = loadPacks(diskFolder(root));
    const there = await readInWorker(root, goesOn);
    expect(there.packs.map(({ folder, briefing }) => [folder, briefing])).toEqual(
      here.packs.map(({ folder, briefing }) => [folder, briefing]),
    );
    expect([there.broken, there.problems]).toEqual([here.broken, here.problems]);
  });

  it('come with an index that finds and abstains as one that is built here', async () => {
    const { packs, indexes } = await readInWorker('briefings', goesOn);
    for (const { briefing } of packs) {
      const [built, restored] = [indexStatements(briefing), prepared(briefing, indexes.get(briefing))];
      const asked = briefing.statements.flatMap(({ gist, words = '' }) => [
        gist,
        words.slice(5, 40),
        `${gist} zz`,
      ]);
      for (const words of [...asked, 'nobody ever said so', 'yes', '']) {
        expect(restored.search(words)).toEqual(built.search(words));
        expect(restored.candidates(words, { limit: 3 })).toEqual(built.candidates(words, { limit: 3 }));
        expect(restored.prefix(words, 5)).toEqual(built.prefix(words, 5));
      }
      const added = { id: 'added', speaker: 'x', text: 'An albatross of quite another feather' };
      for (const index of [built, restored]) index.add(added);
      expect(restored.search('albatross feather')).toEqual(built.search('albatross feather'));
      expect(restored.size()).toBe(built.size());
    }
  });

  it('are told apart from a thread that was killed in the middle, and from a process that stops', async () => {
    const killed = startThen(2, (worker) => void worker.terminate());
    await expect(readInWorker('briefings', goesOn, killed)).rejects.toThrow('ended before it was done');
    // Between two pieces: the second has come, and nobody waits for the third yet.
    const between = startThen(2, (worker) => queueMicrotask(() => worker.emit('exit', 1)));
    await expect(readInWorker('briefings', goesOn, between)).rejects.toThrow('ended before it was done');
    const stopping = new AbortController();
    const stopped = startThen(2, () => stopping.abort());
    await expect(readInWorker('briefings', stopping.signal, stopped)).rejects.toThrow();
    await expect(readInWorker('briefings', stopping.signal)).rejects.toThrow();
  });
});

describe('a library whose packs another thread reads', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'readout-worker-'));
    write(SMALL_PACK);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  };
  const edited = (title: string) => brokenPack('story.yaml', 'Treaty on the lake', title);

  it('answers from the last whole pack when the thread is killed, and from the new one after the next reading', async () => {
    let start = startThen(1, () => {});
    const errors: string[] = [];
    const library = await openLibrary({
      root,
      log: { ...SILENT, error: (sentence) => errors.push(sentence) },
      watch: () => () => {},
      read: () => readInWorker(root, goesOn, start),
    });
    const titles = () => library.packs().map(({ title }) => title);
    write(edited('New title'));
    start = startThen(3, (worker) => void worker.terminate());
    await library.reload();
    expect(titles()).toEqual(['Treaty on the lake']);
    expect(errors).toEqual(['Reading the packs failed; the last good ones stay.']);
    start = startThen(1, () => {});
    await library.reload();
    expect(titles()).toEqual(['New title']);
    library.close();
  });

  it('swaps once, and to what the folder is in the end, when it is edited while it is read', async () => {
    let start = startThen(1, () => {});
    const library = await openLibrary({
      root,
      log: SILENT,
      watch: () => () => {},
      read: () => readInWorker(root, goesOn, start),
    });
    const swaps: (readonly string[])[] = [];
    library.onChange((packs) => swaps.push(packs.map(({ title }) => title)));
    write(edited('First edit'));
    start = startThen(2, () => {
      start = startThen(1, () => {});
      write(edited('Second edit, longer'));
    });
    await library.reload();
    expect(swaps).toEqual([['Second edit, longer']]);
    library.close();
  });
});
