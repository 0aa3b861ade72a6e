import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { type Log, SILENT } from '../../src/domain/log.ts';
import { openSqliteStore, type SqliteOptions } from '../../src/store/sqlite/sqlite.ts';
import { type WatchedStore, watchSqliteStore } from '../../src/store/watch.ts';
import { damage } from '../fixtures/damage.ts';
import { content, newDelivery } from '../fixtures/delivery.ts';
import { holding } from '../fixtures/holder.ts';

describe('a watched store', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'readout-watch-'));
    closing.push(() => rmSync(made, { recursive: true, force: true }));
    return made;
  }

  /** With the beat in the test's hand. */
  async function watch(file: string, more: Partial<SqliteOptions> = {}) {
    const lines: string[] = [];
    const waits: number[] = [];
    const log: Log = { ...SILENT, error: (line) => lines.push(line), info: (line) => lines.push(line) };
    const watched = await watchSqliteStore({
      ...{ file, exclusive: true, log, ...more },
      later: (ms) => {
        waits.push(ms);
        return () => {};
      },
    });
    closing.push(() => watched.store.close());
    return { ...watched, lines, waits };
  }

  async function made(file: string): Promise<void> {
    const store = await openSqliteStore({ file, exclusive: true });
    await store.enqueue([{ ...content('hash-1'), body: 'x'.repeat(100_000) }], [newDelivery()], 1);
    await store.close();
  }

  const write = (store: WatchedStore['store'], size = 10) =>
    store.enqueue([{ ...content(`hash-${randomBytes(6).toString('hex')}`), body: 'x'.repeat(size) }], [], 1);

  /** What can be at the store's path at the start, and what is said of it. */
  const starts: readonly (readonly [string, string, (file: string) => unknown, RegExp])[] = [
    [
      'noise',
      'not-ours',
      (file) => writeFileSync(file, randomBytes(9_000)),
      /readout\.db is no SQLite database/,
    ],
    [
      'a text',
      'not-ours',
      (file) => writeFileSync(file, 'DISCORD_TOKEN='.repeat(100)),
      /is no SQLite database/,
    ],
    ['a folder', 'not-ours', (file) => mkdirSync(file), /readout\.db is a folder/],
    ['a device', 'not-ours', (file) => symlinkSync('/dev/full', file), /is a device or a pipe/],
    ['a link to itself', 'not-ours', (file) => symlinkSync(file, file), /needs a file/],
    [
      "another program's database",
      'not-ours',
      (file) => new DatabaseSync(file).exec('create table visits (url)'),
      /holds the table "visits" and nothing of Readout's/,
    ],
    [
      "another program's database that counts its schema as we do",
      'not-ours',
      (file) =>
        new DatabaseSync(file).exec(
          'create table schema_version (version); insert into schema_version values (1); create table visits (url)',
        ),
      /nothing of Readout's/,
    ],
    [
      'overwritten pages',
      'damaged',
      async (file) => {
        await made(file);
        damage(file);
      },
      /The store \S+readout\.db is damaged \(/,
    ],
    [
      'a store that has lost a table',
      'damaged',
      async (file) => {
        await made(file);
        const raw = new DatabaseSync(file);
        raw.exec('drop table slot');
        raw.close();
      },
      /the table slot is missing/,
    ],
    [
      'a lock file of noise',
      'bad-lock',
      (file) => writeFileSync(`${file}.lock`, randomBytes(5_000)),
      /\.lock, which/,
    ],
    ['a folder for a lock', 'not-ours', (file) => mkdirSync(`${file}.lock`), /\.lock is a folder/],
  ];
  test.each(starts)(
    'says of %s that it is %s, and says it to whoever asks',
    async (_, code, prepare, says) => {
      const file = join(folder(), 'readout.db');
      await prepare(file);
      const { store, trouble, start, lines } = await watch(file);
      await start();
      expect(trouble()).toMatchObject({ code, message: expect.stringMatching(says) });
      await expect(write(store)).rejects.toBe(trouble());
      expect(lines).toEqual([expect.stringContaining(trouble()?.message ?? '?')]);
    },
  );

  test('is had at a later look once what was in the way is gone', async () => {
    const file = join(folder(), 'data', 'readout.db');
    mkdirSync(file, { recursive: true });
    const { store, trouble, start, look, lines, waits, onWell } = await watch(file);
    await start();
    let well = 0;
    onWell(() => {
      well += 1;
    });
    rmSync(file, { recursive: true });
    await look();
    expect([trouble(), well, waits.at(-1)]).toEqual([null, 1, 10_000]);
    expect(lines.at(-1)).toMatch(/can be used again/);
    await write(store);
  });

  test('names the process that has it, and takes over when that one ends', async () => {
    const file = join(folder(), 'readout.db');
    const holder = await holding(
      `${file}.lock`,
      'create table holder (pid integer); insert into holder values (4711); begin immediate',
    );
    const { trouble, look } = await watch(file);
    expect(trouble()).toMatchObject({ code: 'locked', message: expect.stringContaining('(process 4711)') });
    await holder.end();
    await look();
    expect(trouble()).toBeNull();
  });

  test('says that another program holds the database, though the lock is free', async () => {
    const file = join(folder(), 'readout.db');
    await made(file);
    const holder = await holding(file, 'pragma locking_mode = exclusive; begin exclusive');
    const { trouble } = await watch(file);
    expect(trouble()).toMatchObject({ code: 'busy', message: expect.stringContaining(file) });
    await holder.end();
  });

  const losses: readonly (readonly [string, (home: string) => unknown])[] = [
    ['its folder is deleted', (home) => rmSync(join(home, 'data'), { recursive: true })],
    ['its folder is moved away', (home) => renameSync(join(home, 'data'), join(home, 'old'))],
    ['its file is deleted', (home) => rmSync(join(home, 'data', 'readout.db'))],
    ['its log is deleted', (home) => rmSync(join(home, 'data', 'readout.db-wal'))],
    ['its shared memory is deleted', (home) => rmSync(join(home, 'data', 'readout.db-shm'))],
    ['its lock is deleted', (home) => rmSync(join(home, 'data', 'readout.db.lock'))],
    [
      'another file is put in its place',
      (home) => {
        writeFileSync(join(home, 'data', 'new'), randomBytes(4_096));
        renameSync(join(home, 'data', 'new'), join(home, 'data', 'readout.db'));
      },
    ],
  ];
  test.each(losses)('takes nothing for saved once %s, and makes no new store', async (_, lose) => {
    const home = folder();
    const file = join(home, 'data', 'readout.db');
    const { store, trouble, look, start, waits } = await watch(file);
    await start();
    await write(store);
    lose(home);
    await expect(write(store)).rejects.toMatchObject({
      code: 'gone',
      message: expect.stringMatching(/was deleted, moved or replaced while Readout was using it/),
    });
    await look();
    expect([trouble()?.code, waits.at(-1)]).toEqual(['gone', 10_000]);
    if (!existsSync(join(home, 'data'))) expect(existsSync(file)).toBe(false);
  });

  test('notices a loss by itself at the next look', async () => {
    const home = folder();
    const { trouble, look, start } = await watch(join(home, 'data', 'readout.db'));
    await start();
    rmSync(join(home, 'data'), { recursive: true });
    await look();
    expect(trouble()?.code).toBe('gone');
  });

  test('goes on where the very same files come back', async () => {
    const home = folder();
    const { store, trouble, look, start } = await watch(join(home, 'data', 'readout.db'));
    await start();
    renameSync(join(home, 'data'), join(home, 'old'));
    await expect(write(store)).rejects.toMatchObject({ code: 'gone' });
    renameSync(join(home, 'old'), join(home, 'data'));
    await look();
    expect(trouble()).toBeNull();
    await write(store);
  });

  test('notices pages that were overwritten while it serves, and believes nothing from then on', async () => {
    const file = join(folder(), 'readout.db');
    await made(file);
    const { store, trouble, look, start } = await watch(file);
    await start();
    expect(trouble()).toBeNull();
    damage(file);
    await look();
    expect(trouble()?.code).toBe('damaged');
    await expect(store.countDeliveries()).rejects.toBe(trouble());
  });

  test('says that the disk is full until there is room for a digest again', async () => {
    const file = join(folder(), 'readout.db');
    await made(file);
    const { store, trouble, look, start, lines } = await watch(file, { maxPages: 120 });
    await start();
    await expect(write(store, 2_000_000)).rejects.toMatchObject({ code: 'full' });
    // Less than a page is still to be had: that is no room.
    await look();
    expect(trouble()).toMatchObject({ code: 'full', message: expect.stringContaining(file) });
    // What is there can be read all the same.
    expect(await store.deliveriesIn(newDelivery().place, 5)).toHaveLength(1);
    expect(lines).toHaveLength(1);
    await look();
    expect(lines).toHaveLength(1);
  });

  test('is not in trouble because of one statement that is refused', async () => {
    const { store, trouble } = await watch(join(folder(), 'readout.db'));
    await store.enqueue([content('twice')], [newDelivery()], 1);
    await expect(store.saveInstallation({} as never)).rejects.toMatchObject({ code: 'broken' });
    expect(trouble()).toBeNull();
  });

  test('is read through in a thread of its own where that takes long', async () => {
    const file = join(folder(), 'readout.db');
    const large = await openSqliteStore({ file, exclusive: true });
    await write(large, 6_000_000);
    await large.close();
    const { trouble, start } = await watch(file);
    await start();
    expect(trouble()).toBeNull();
  });
});
