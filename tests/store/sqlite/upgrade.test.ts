import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { SILENT } from '../../../src/domain/log.ts';
import { SCHEMA } from '../../../src/store/sql/migrations.ts';
import { restoreSqliteStore } from '../../../src/store/sqlite/restore.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { watchSqliteStore } from '../../../src/store/watch.ts';
import { content, newDelivery } from '../../fixtures/delivery.ts';

const LANDED = readFileSync(new URL('../../fixtures/store-0.1.0.sql', import.meta.url), 'utf8');
const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'readout-upgrade-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

/** A store of 0.1.0, by default with its schema. */
function landed(home: string, sql = LANDED): string {
  const file = join(home, 'readout.db');
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  return file;
}
const schemaOf = (file: string) => {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('select max(version) as version from schema_version').get();
  database.close();
  return Number(row?.['version']);
};
const used = async <T>(file: string, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openSqliteStore({ file, exclusive: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

describe('a store of Readout 0.1.0', () => {
  test('is opened with everything in it, and a copy of it as it was lies beside it', async () => {
    const file = landed(folder());
    await used(file, async (store) => {
      expect(await store.subscription('ab12c')).toMatchObject({
        ...{ lastDay: '2025-11-25', toldMark: 1, subscription: { owner: 'user-1', state: 'active' } },
      });
      expect(await store.deliveriesIn(newDelivery().place, 5)).toMatchObject([
        { state: 'sent', message: 'm1' },
      ]);
      expect(await store.currentMark('lake')).toBe(1);
      expect(await store.countDeliveries()).toEqual(new Map([['sent', 1]]));
    });
    expect([schemaOf(file), schemaOf(`${file}.schema-2`)]).toEqual([SCHEMA, 2]);
    await used(file, async () => {});
    expect(readdirSync(folders[0] ?? '').filter((name) => /schema-\d+$/.test(name))).toEqual([
      'readout.db.schema-2',
    ]);
  });

  test('is said in the log to be upgraded, with where the copy is, and once', async () => {
    const file = landed(folder());
    const lines: string[] = [];
    for (const _ of ['first', 'second']) {
      const { store } = await watchSqliteStore({
        ...{ file, exclusive: true, log: { ...SILENT, info: (line) => lines.push(line) } },
      });
      await store.close();
    }
    expect(lines).toEqual([
      `The store ${file} was of an earlier Readout and is brought to this one's schema (2 to ${SCHEMA}). As it was, it is kept as ${file}.schema-2.`,
    ]);
  });

  test('leaves two copies of earlier schemas at most, the newest', async () => {
    const home = folder();
    const file = landed(home);
    for (const schema of [0, 1]) writeFileSync(`${file}.schema-${schema}`, 'an older one');
    writeFileSync(`${file}.schema-of-mine`, 'not ours');
    await used(file, async () => {});
    expect(
      readdirSync(home)
        .filter((name) => name.includes('.schema-'))
        .sort(),
    ).toEqual([...['readout.db.schema-1', 'readout.db.schema-2', 'readout.db.schema-of-mine']]);
  });

  test('is not upgraded where no copy can be made first, and says why', async () => {
    const file = landed(folder());
    // Whatever stands in the way of the copy: a folder of its name.
    mkdirSync(`${file}.schema-2.partial`);
    writeFileSync(join(`${file}.schema-2.partial`, 'x'), '');
    await expect(used(file, async () => {})).rejects.toThrow(
      /is not upgraded, because no copy of it could be made first/,
    );
    expect(schemaOf(file)).toBe(2);
  });
});

describe('restoring', () => {
  test('puts a copy in the place of the store, keeps what was there, and posts nothing twice', async () => {
    const home = folder();
    const [file, copy] = [join(home, 'data', 'readout.db'), join(home, 'copy.db')];
    await used(landed(home), (store) => store.enqueue([content('h')], [newDelivery({ slot: 'x' })], 1));
    await used(join(home, 'readout.db'), (store) => store.backup(copy));
    await used(file, async () => {});
    const now = 1_764_100_000_000;
    const restored = await restoreSqliteStore({ from: copy, file, now, postMissed: false });
    expect(restored).toEqual({ kept: `${file}.before-restore`, digests: 1 });
    await used(file, async (store) => {
      // It may have been posted since the copy was made: looked for first.
      expect((await store.deliveriesIn(newDelivery().place, 5)).map(({ state }) => state).sort()).toEqual([
        'in-doubt',
        'sent',
      ]);
      expect(await store.subscription('ab12c')).toMatchObject({ subscription: { since: now } });
    });
    await used(`${file}.before-restore`, async (store) => {
      expect(await store.subscriptionsIn({ platform: 'discord' })).toEqual([]);
    });
  });

  test('takes a copy of an earlier version, into a place where nothing is', async () => {
    const home = folder();
    const from = landed(home);
    const file = join(home, 'new', 'readout.db');
    expect(await restoreSqliteStore({ from, file, now: 5, postMissed: true })).toEqual({
      kept: null,
      digests: 1,
    });
    await used(file, async (store) => {
      expect(await store.subscription('ab12c')).toMatchObject({ subscription: { since: 1_764_000_000_000 } });
    });
    expect(schemaOf(from)).toBe(2);
  });

  test('refuses what is no copy, and a store that is served, and changes nothing then', async () => {
    const home = folder();
    const [file, from] = [join(home, 'data', 'readout.db'), landed(home)];
    const restore = (copy: string) => restoreSqliteStore({ from: copy, file, now: 5, postMissed: true });
    const serving = await openSqliteStore({ file, exclusive: true });
    await expect(restore(from)).rejects.toMatchObject({ code: 'locked' });
    await serving.close();
    writeFileSync(join(home, 'text'), 'Not a database, but long enough to be read as one.'.repeat(20));
    // What to do about a store is of no use for a copy of one.
    await expect(restore(join(home, 'text'))).rejects.toThrow(
      /text is no SQLite database: .* Name another copy that readout backup made; the store is as it was\.$/,
    );
    writeFileSync(join(home, 'cut'), readFileSync(from).subarray(0, 6000));
    await expect(restore(join(home, 'cut'))).rejects.toThrow(
      /^The copy \S+cut is damaged \(.*\)\. Name another copy/,
    );
    const newer = new DatabaseSync(landed(mkdtempSync(join(home, 'newer-'))));
    newer.exec('update schema_version set version = 999');
    await expect(restore(newer.location() ?? '')).rejects.toThrow(
      /^The copy \S+ was written by a newer Readout .*\. Update Readout and restore it then/,
    );
    newer.close();
    await expect(restore(join(home, 'none'))).rejects.toThrow(/none/);
    new DatabaseSync(join(home, 'empty.db')).close();
    await expect(restore(join(home, 'empty.db'))).rejects.toMatchObject({ code: 'not-ours' });
    expect(existsSync(`${file}.before-restore`)).toBe(false);
    await used(file, async () => {});
  });
});
