import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { SILENT } from '../../../src/domain/log.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { createStoredMemory } from '../../../src/store/memory.ts';
import { SCHEMA } from '../../../src/store/sql/migrations.ts';
import { lookAtSqliteStore, openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { damage } from '../../fixtures/damage.ts';
import { content, newDelivery } from '../../fixtures/delivery.ts';
import { subscription } from '../../fixtures/subscription.ts';
import { describeStore } from '../contract.ts';
import { describeKept } from '../kept-contract.ts';
import { describeTold } from '../told-contract.ts';

describeStore('sqlite', () => openSqliteStore({ file: ':memory:', exclusive: true }));
describeKept('sqlite', () => openSqliteStore({ file: ':memory:', exclusive: true }));
describeTold('sqlite', () => openSqliteStore({ file: ':memory:', exclusive: true }));

/** A store that is there, as it is seen from outside. */
function lookingAt(file: string): Store {
  const seen = lookAtSqliteStore(file);
  if (seen === null) throw new Error(`nothing at ${file}`);
  return seen;
}

describe('the embedded store', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'readout-store-'));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  });

  test('keeps everything across closing and opening', async () => {
    const file = join(folder(), 'data', 'readout.db');
    const first = await openSqliteStore({ file, exclusive: true });
    await first.enqueue([content('hash-1')], [newDelivery()], 1);
    await first.close();
    const second = await openSqliteStore({ file, exclusive: true });
    expect(await second.deliveriesIn(newDelivery().place, 5)).toHaveLength(1);
    await second.close();
  });

  test('keeps writes that begin together a few at a time, each told once it can be seen from outside', async () => {
    const file = join(folder(), 'readout.db');
    const store = await openSqliteStore({ file, exclusive: true });
    await store.enqueue([content('hash-1')], [], 1);
    const outside = new DatabaseSync(file, { readOnly: true });
    const seen = () => Number(outside.prepare('select count(*) as n from delivery').get()?.n);
    const steps: number[] = [];
    const early: number[] = [];
    let before = 0;
    await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        await store.enqueue([], [newDelivery({ id: `d${at}`, slot: `s${at}` })], 1);
        const now = seen();
        if (now <= at) early.push(at);
        if (now > before) steps.push(now - before);
        before = now;
      }),
    );
    outside.close();
    await store.close();
    expect(early).toEqual([]);
    expect(Math.max(...steps)).toBeLessThanOrEqual(8);
    expect(steps.length).toBeLessThan(40);
  });

  test('keeps all that begin together but those that cannot be, whichever and however many they are', async () => {
    const store = await openSqliteStore({ file: join(folder(), 'readout.db'), exclusive: true });
    await store.enqueue([content('hash-1')], [newDelivery({ id: 'taken', slot: 'first' })], 1);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 25 }), async (fine) => {
        run += 1;
        const place = { ...newDelivery().place, channel: `channel of ${run}` };
        const done = await Promise.allSettled(
          fine.map((is, at) =>
            store.enqueue(
              [],
              [newDelivery({ id: is ? `d${run}-${at}` : 'taken', slot: `s${run}-${at}`, place })],
              1,
            ),
          ),
        );
        expect(done.map(({ status }) => status === 'fulfilled')).toEqual(fine);
        const slots = (await store.deliveriesIn(place, 50)).map(({ slot }) => slot);
        expect(slots.sort()).toEqual(fine.flatMap((is, at) => (is ? [`s${run}-${at}`] : [])).sort());
      }),
      { numRuns: 15 },
    );
    await store.close();
  });

  test('lets everything else have its turn between writes that begin together, and is closed after the last', async () => {
    const file = join(folder(), 'readout.db');
    const store = await openSqliteStore({ file, exclusive: true });
    await store.enqueue([content('hash-1')], [], 1);
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const rows = Array.from({ length: 30 }, (_, at) => newDelivery({ id: `d${at}`, slot: `s${at}` }));
    const writes = rows.map((row) => store.enqueue([], [row], 1));
    await store.close();
    isOver = true;
    await Promise.all(writes);
    // As many turns as waits for the disk: a few writes share one.
    expect(turns).toBeGreaterThanOrEqual(Math.floor(rows.length / 8));
    const again = await openSqliteStore({ file, exclusive: true });
    expect(await again.deliveriesIn(newDelivery().place, 50)).toHaveLength(rows.length);
    await again.close();
  });

  test('refuses a second process with a sentence that says what to do', async () => {
    const file = join(folder(), 'readout.db');
    const first = await openSqliteStore({ file, exclusive: true });
    await expect(openSqliteStore({ file, exclusive: true })).rejects.toThrow(
      `is in use by another Readout process (process ${process.pid})`,
    );
    await first.close();
    await (await openSqliteStore({ file, exclusive: true })).close();
  });

  test('lets a look from outside read and back up while it is in use', async () => {
    const file = join(folder(), 'readout.db');
    const serving = await openSqliteStore({ file, exclusive: true });
    const outside = lookingAt(file);
    await serving.enqueue([content('hash-1')], [newDelivery()], 1);
    expect(await outside.deliveriesIn(newDelivery().place, 5)).toHaveLength(1);
    await Promise.all([outside.close(), serving.close()]);
  });

  test('restores from a backup taken while it was being written', async () => {
    const home = folder();
    const store = await openSqliteStore({ file: join(home, 'readout.db'), exclusive: true });
    await store.enqueue([content('hash-1')], [newDelivery()], 1);
    const writing = Array.from({ length: 200 }, (_, at) => store.markSeen(`key ${at}`, 0, 1_000));
    await Promise.all([...writing, store.backup(join(home, 'backups', 'copy.db'))]);
    await store.close();
    expect(existsSync(join(home, 'backups', 'copy.db.partial'))).toBe(false);
    const restored = await openSqliteStore({ file: join(home, 'backups', 'copy.db'), exclusive: true });
    expect(await restored.deliveriesIn(newDelivery().place, 5)).toHaveLength(1);
    await restored.close();
  });

  test('makes its files and backups for its user alone, with the folders it had to make', async () => {
    const home = folder();
    const file = join(home, 'data', 'deep', 'readout.db');
    const store = await openSqliteStore({ file, exclusive: true });
    await store.backup(join(home, 'backups', 'copy.db'));
    const modes = ['data', 'data/deep', 'backups']
      .map((path) => statSync(join(home, path)).mode & 0o777)
      .concat(
        readdirSync(join(home, 'data', 'deep')).map(
          (name) => statSync(join(dirname(file), name)).mode & 0o777,
        ),
      )
      .concat(statSync(join(home, 'backups', 'copy.db')).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600, 0o600, 0o600, 0o600, 0o600]);
    await store.close();
  });

  test('takes a store that others could read from them', async () => {
    const file = join(folder(), 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    chmodSync(file, 0o644);
    await (await openSqliteStore({ file, exclusive: true })).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is one store by whatever link it is opened', async () => {
    const home = folder();
    const first = await openSqliteStore({ file: join(home, 'readout.db'), exclusive: true });
    symlinkSync(join(home, 'readout.db'), join(home, 'link.db'));
    await expect(openSqliteStore({ file: join(home, 'link.db'), exclusive: true })).rejects.toMatchObject({
      code: 'locked',
    });
    await first.close();
  });

  test('looks from outside without leaving a file or changing one', async () => {
    const home = folder();
    const file = join(home, 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    const before = [readdirSync(home), readFileSync(file)];
    const outside = lookingAt(file);
    await outside.backup(join(home, 'copy.db'));
    await outside.close();
    rmSync(join(home, 'copy.db'));
    expect([readdirSync(home), readFileSync(file)]).toEqual(before);
  });

  test('says what is wrong with the place for a backup, and not to move the store for it', async () => {
    const home = folder();
    const store = await openSqliteStore({ file: join(home, 'readout.db'), exclusive: true });
    writeFileSync(join(home, 'plain'), '');
    await expect(store.backup(join(home, 'plain', 'copy.db'))).rejects.toMatchObject({
      message: `${join(home, 'plain')} is a file, where the store needs a folder. Make the backup in another place.`,
    });
    await store.close();
  });

  test('cannot be looked at where it is a folder', async () => {
    const home = folder();
    expect(() => lookAtSqliteStore(home)).toThrow(`${home} is a folder`);
  });

  test('leaves no backup behind that is not whole', async () => {
    const home = folder();
    const file = join(home, 'readout.db');
    const store = await openSqliteStore({ file, exclusive: true });
    await store.enqueue([{ ...content('hash-1'), body: 'x'.repeat(400_000) }], [newDelivery()], 1);
    await store.close();
    damage(file);
    const outside = lookingAt(file);
    await expect(outside.backup(join(home, 'copy.db'))).rejects.toMatchObject({ code: 'damaged' });
    await outside.close();
    expect(readdirSync(home).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  test('says that the disk is full, keeps what it has, and platforms go on answering', async () => {
    const file = join(folder(), 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    const store = await openSqliteStore({ file, exclusive: true, maxPages: 60 });
    const write = async () => {
      for (let at = 0; at < 1_000; at += 1) {
        await store.enqueue([{ ...content(`hash-${at}`), body: 'x'.repeat(4_000) }], [], 1);
      }
    };
    const failure = await write().then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({
      code: 'full',
      message: expect.stringContaining(`There is no room left on the disk that holds ${file}.`),
    });
    expect(await store.countDeliveries()).toEqual(new Map());
    const memory = createStoredMemory(store, () => 0, SILENT, { alone: true });
    const many = 'k'.repeat(8_000);
    expect([await memory.firstTime(many), await memory.firstTime(many)]).toEqual([true, false]);
    await memory.remember('thread', many);
    expect(await memory.recall('thread')).toBe(many);
    await store.close();
  });

  test('refuses a store that a newer version wrote', async () => {
    const file = join(folder(), 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    const raw = new DatabaseSync(file);
    raw.exec(
      "insert into schema_version values (999); update store_note set value = '999' where name = 'works for'",
    );
    raw.close();
    await expect(openSqliteStore({ file, exclusive: true })).rejects.toThrow('written by a newer Readout');
  });

  test('goes on with a store that a newer version wrote whose steps only added', async () => {
    const file = join(folder(), 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    const raw = new DatabaseSync(file);
    raw.exec(
      `insert into schema_version values (${SCHEMA + 1}); alter table feed add column later text not null default ''`,
    );
    raw.close();
    const store = await openSqliteStore({ file, exclusive: true });
    await store.saveSubscription(subscription(), {
      ...{ at: 1, platform: 'discord', tenant: tenantId('g'), channel: 'c', actor: 'u', action: 'subscribe' },
      ...{ subject: 'sub-1', detail: '' },
    });
    await store.close();
  });
});
