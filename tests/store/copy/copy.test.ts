import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type CopyEnd, copyStore } from '../../../src/store/copy/copy.ts';
import { COPIED_TABLES } from '../../../src/store/copy/tables.ts';
import { openPostgresDriver, openPostgresStore } from '../../../src/store/postgres/open.ts';
import { type SqlDriver, type SqlValue, statement } from '../../../src/store/sql/driver.ts';
import { createSqlStore } from '../../../src/store/sql/store.ts';
import { openSqliteDriver, openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { addressOn, postgresHost } from '../../fixtures/postgres/postgres.ts';

describe('a copy of a store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readout-copy-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const open: SqlDriver[] = [];
  afterEach(async () => {
    // One that a test closed itself is closed.
    for (const driver of open.splice(0)) await driver.close().catch(() => {});
  });
  let files = 0;

  const kept = (end: CopyEnd): CopyEnd => {
    open.push(end.driver);
    return end;
  };
  const file = () => join(folder, `${files++}.db`);
  const sqlite = async (path = file()) =>
    kept({ driver: await openSqliteDriver({ file: path, exclusive: true }), name: path });
  const server = async () => {
    const address = addressOn(await postgresHost());
    return { address, ...kept({ driver: await openPostgresDriver({ address }), name: address.schema }) };
  };

  /** Rows in every table, texts and numbers of all sorts in each column. */
  async function fill(driver: SqlDriver, rows = 7): Promise<void> {
    for (const { name, columns, key } of COPIED_TABLES) {
      const types = await driver.all('select name, type from pragma_table_info($1)', name);
      const large = new Set(types.flatMap((row) => (row.type === 'bigint' ? [row.name] : [])));
      const value = (column: string, kind: string, row: number): SqlValue => {
        // The audit has no key: several rows share a time, and some are the same altogether.
        if (name === 'audit') return kind === 'number' ? Math.floor(row / 3) : 'same';
        if (key[0] === column) return kind === 'number' ? row : `k${String(row).padStart(3, '0')}`;
        if (kind === 'number' && !large.has(column)) return row % 2;
        if (kind === 'number') return [0, 1, 1_764_000_000_000, Number.MAX_SAFE_INTEGER][row % 4] ?? 0;
        return ['', 'Ärger', "it's", '7', '{"a":"\n"}', 'З'.repeat(300)][row % 6] ?? '';
      };
      await driver.batch(
        Array.from({ length: rows }, (_, row) =>
          statement(
            `insert into ${name} (${columns.map((column) => column.name).join(', ')})
            values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
            ...columns.map((column) =>
              // What two columns make unique together differs in both.
              key.includes(column.name) || ['slot', 'id', 'fingerprint'].includes(column.name)
                ? value(key[0] ?? '', column.kind, row)
                : value(column.name, column.kind, row),
            ),
          ),
        ),
      );
    }
  }

  it('knows the columns and keys of every table as the database has them', async () => {
    const { driver } = await sqlite();
    for (const { name, columns, key, unique } of COPIED_TABLES) {
      const there = await driver.all('select name, type, pk from pragma_table_info($1)', name);
      expect([name, columns]).toEqual([
        name,
        there.map((row) => ({
          name: row.name,
          kind: row.type === 'TEXT' || row.type === 'text' ? 'text' : 'number',
        })),
      ]);
      const primary = there.filter((row) => row.pk !== 0).map((row) => row.name);
      if (unique) expect([...key].sort()).toEqual(primary.sort());
      else expect([primary, key.length]).toEqual([[], 1]);
    }
  });

  it('is the same on PostgreSQL and back in a file, and leaves nobody to serve what was moved', async () => {
    const from = await sqlite();
    await fill(from.driver);
    const on = await server();
    const there = await copyStore({ from, to: on, rowsAtOnce: 3 });
    expect(there.every(({ rows }) => rows === 7)).toBe(true);
    const back = await sqlite();
    expect(await copyStore({ from: on, to: back, rowsAtOnce: 2 })).toEqual(there);
    await from.driver.close();
    await expect(openSqliteStore({ file: from.name, exclusive: true })).rejects.toThrow(
      `The store was moved from ${from.name} to ${on.name}. Set DATABASE_URL to that one.`,
    );
    await expect(openPostgresStore({ address: on.address })).rejects.toThrow(`to ${back.name}`);
    await back.driver.close();
    await (await openSqliteStore({ file: back.name, exclusive: true })).close();
  });

  it.each([1, 5, 40])('goes on where it was broken off after %i writes', async (writes) => {
    const from = await sqlite();
    await fill(from.driver, 5);
    const to = await sqlite();
    let left = writes;
    const failing: SqlDriver = {
      ...to.driver,
      batch: async (statements) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return to.driver.batch(statements);
      },
    };
    const first = copyStore({ from, to: { ...to, driver: failing }, rowsAtOnce: 2 });
    await expect(first).rejects.toThrow('killed');
    const other = await sqlite();
    await expect(copyStore({ from: other, to })).rejects.toThrow(`is being filled from ${from.name}`);
    const copied = await copyStore({ from, to, rowsAtOnce: 2 });
    expect(copied.every(({ rows }) => rows === 5)).toBe(true);
    await to.driver.close();
    await (await openSqliteStore({ file: to.name, exclusive: true })).close();
  });

  it('tells a table that is not the same in both', async () => {
    const from = await sqlite();
    await fill(from.driver, 3);
    const to = await sqlite();
    const lossy: SqlDriver = {
      ...to.driver,
      batch: (statements) =>
        to.driver.batch(
          statements.map((each) =>
            'sql' in each && each.sql.startsWith('insert into content')
              ? { ...each, values: each.values.map((value) => (value === 'Ärger' ? 'Arger' : value)) }
              : each,
          ),
        ),
    };
    await expect(copyStore({ from, to: { ...to, driver: lossy } })).rejects.toThrow(
      'The table "content" is not the same in both',
    );
  });

  it('goes into no store that holds something, and from none that is served', async () => {
    const from = await sqlite();
    const full = await sqlite();
    await fill(full.driver, 1);
    await expect(copyStore({ from, to: full })).rejects.toThrow(`${full.name} is not empty`);
    const on = await server();
    await createSqlStore(on.driver).holdLease('digest', 'somebody', Date.now(), Date.now() + 60_000);
    await expect(copyStore({ from: on, to: from })).rejects.toThrow(`${on.name} is being served`);
    await expect(copyStore({ from, to: from })).rejects.toThrow('Both ends');
  });

  it('is not served before it is whole', async () => {
    const from = await sqlite();
    const to = await sqlite();
    await to.driver.batch([statement(`insert into store_note (name, value) values ('filling', 'x.db')`)]);
    await to.driver.close();
    await expect(openSqliteStore({ file: to.name, exclusive: true })).rejects.toThrow('is not finished');
    await from.driver.close();
  });
});
