import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Log, SILENT } from '../../../src/domain/log.ts';
import type { Folder } from '../../../src/pack/read/disk-folder.ts';
import { type Library, openLibrary } from '../../../src/pack/read/library.ts';
import { brokenPack, memoryFolder, SMALL_PACK } from '../small-pack.ts';

type Files = Record<string, string>;

function inFolder(name: string, files: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(Object.entries(files).map(([file, content]) => [`${name}/${file}`, content]));
}

/** A folder whose files can be replaced, and the library on it. */
async function openShelf(files: Files) {
  let current = files;
  let edits = 0;
  let changed = () => {};
  const told: string[] = [];
  const folder: Folder = {
    entries: (path) => memoryFolder(current).entries(path),
    bytes: (path, most) => memoryFolder(current).bytes(path, most),
  };
  const log: Log = {
    ...SILENT,
    warn: (sentence) => told.push(sentence),
    error: (sentence) => told.push(sentence),
  };
  const library = await openLibrary({
    root: '/nowhere',
    log,
    folder,
    watch: (_, listener) => {
      changed = listener;
      return () => {};
    },
    version: () => String(edits),
  });
  const edit = (next: Files) => {
    current = next;
    edits += 1;
  };
  return { library, told, edit, notice: () => changed() };
}

const titles = (library: Library) => library.packs().map(({ title }) => title);
const edited = (title: string) => brokenPack('story.yaml', 'Treaty on the lake', title);
const river = Object.fromEntries(
  Object.entries(SMALL_PACK).map(([file, content]) => [
    file,
    content.replace('id: lake-treaty', 'id: river-treaty'),
  ]),
);

describe('a library', () => {
  it('has the packs of the folder once it is open', async () => {
    const { library } = await openShelf(inFolder('lake', SMALL_PACK));
    expect(titles(library)).toEqual(['Treaty on the lake']);
    expect(library.problems()).toEqual([]);
  });

  it('swaps an edited pack and tells those who listen', async () => {
    const { library, edit } = await openShelf(inFolder('lake', SMALL_PACK));
    const before = library.packs();
    const listener = vi.fn();
    library.onChange(listener);
    edit(inFolder('lake', edited('New title')));
    await library.reload();
    expect(titles(library)).toEqual(['New title']);
    expect(before[0]?.title).toBe('Treaty on the lake');
    expect(listener.mock.calls).toEqual([[library.packs()]]);
  });

  it('notices an edit by way of its watch', async () => {
    const { library, edit, notice } = await openShelf(inFolder('lake', SMALL_PACK));
    edit(inFolder('lake', edited('New title')));
    notice();
    await vi.waitFor(() => expect(titles(library)).toEqual(['New title']), { interval: 1 });
  });

  it('keeps the last good pack after a bad edit, logs every problem, and swaps again when it is mended', async () => {
    const { library, edit, told } = await openShelf(inFolder('lake', SMALL_PACK));
    const listener = vi.fn();
    library.onChange(listener);
    edit(inFolder('lake', { ...brokenPack('events.yaml', 'happened', 'happend'), 'gaps.yaml': 'gaps: 1\n' }));
    await library.reload();
    expect(titles(library)).toEqual(['Treaty on the lake']);
    expect(library.problems().map(({ file, line }) => `${file}:${line}`)).toEqual([
      'lake/events.yaml:4',
      'lake/gaps.yaml:1',
    ]);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('lake/events.yaml:4: not-a-choice');
    expect(listener).not.toHaveBeenCalled();

    edit(inFolder('lake', edited('Mended')));
    await library.reload();
    expect(titles(library)).toEqual(['Mended']);
    expect(library.problems()).toEqual([]);
  });

  it('swaps the good pack beside a broken one', async () => {
    const { library, edit } = await openShelf({
      ...inFolder('lake', SMALL_PACK),
      ...inFolder('river', river),
    });
    edit({ ...inFolder('lake', edited('New title')), ...inFolder('river', { ...river, 'gaps.yaml': '' }) });
    await library.reload();
    expect(library.packs().map(({ id, title }) => [id, title])).toEqual([
      ['lake-treaty', 'New title'],
      ['river-treaty', 'Treaty on the lake'],
    ]);
  });

  it('adds and removes packs with their folders', async () => {
    const { library, edit } = await openShelf(inFolder('lake', SMALL_PACK));
    edit({ ...inFolder('lake', SMALL_PACK), ...inFolder('river', river) });
    await library.reload();
    expect(library.packs().map(({ id }) => id)).toEqual(['lake-treaty', 'river-treaty']);
    edit(inFolder('river', river));
    await library.reload();
    expect(library.packs().map(({ id }) => id)).toEqual(['river-treaty']);
  });

  it('keeps its packs while the folder is gone', async () => {
    const { library, edit } = await openShelf(inFolder('lake', SMALL_PACK));
    edit({});
    await library.reload();
    expect(titles(library)).toEqual(['Treaty on the lake']);
    expect(library.problems().map(({ rule }) => rule)).toEqual(['unreadable-file']);
  });

  it('opens on a broken folder, without packs and with its problems', async () => {
    const { library, edit } = await openShelf(inFolder('lake', brokenPack('gaps.yaml', 'gaps:', 'gap:')));
    expect(library.packs()).toEqual([]);
    expect(library.problems()).not.toEqual([]);
    edit(inFolder('lake', SMALL_PACK));
    await library.reload();
    expect(titles(library)).toEqual(['Treaty on the lake']);
  });

  it('reads again what changes while it reads', async () => {
    const { library, edit } = await openShelf(inFolder('lake', SMALL_PACK));
    edit(inFolder('lake', edited('Half-way')));
    const reading = library.reload();
    edit(inFolder('lake', edited('Whole')));
    await reading;
    expect(titles(library)).toEqual(['Whole']);
  });

  it('goes on when a listener fails, and no longer calls one that has left', async () => {
    const { library, edit, told } = await openShelf(inFolder('lake', SMALL_PACK));
    const [second, left] = [vi.fn(), vi.fn()];
    library.onChange(() => {
      throw new Error('no index today');
    });
    library.onChange(second);
    library.onChange(left)();
    edit(inFolder('lake', edited('New title')));
    await library.reload();
    expect(second).toHaveBeenCalledOnce();
    expect(left).not.toHaveBeenCalled();
    expect(told).toEqual(['A listener to pack changes failed.']);
  });
});

describe('a library on disk', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('picks up an edited file within two seconds, and a bad one never', async () => {
    const root = mkdtempSync(join(tmpdir(), 'readout-library-'));
    folders.push(root);
    mkdirSync(join(root, 'lake'));
    for (const [file, content] of Object.entries(SMALL_PACK))
      writeFileSync(join(root, 'lake', file), content);
    const library = await openLibrary({ root, log: SILENT });
    try {
      expect(titles(library)).toEqual(['Treaty on the lake']);
      writeFileSync(join(root, 'lake', 'gaps.yaml'), 'gaps: [');
      await vi.waitFor(() => expect(library.problems()).toHaveLength(1), { timeout: 2_000, interval: 20 });
      expect(titles(library)).toEqual(['Treaty on the lake']);
      writeFileSync(join(root, 'lake', 'gaps.yaml'), 'gaps: []\n');
      writeFileSync(join(root, 'lake', 'story.yaml'), edited('New title')['story.yaml'] ?? '');
      await vi.waitFor(() => expect(titles(library)).toEqual(['New title']), {
        timeout: 2_000,
        interval: 20,
      });
      expect(library.problems()).toEqual([]);
    } finally {
      library.close();
    }
  });
});
