import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { examineStore } from '../../../src/app/cli/doctor-store.ts';
import { readDatabaseUrl } from '../../../src/app/config/database-url.ts';
import { forgottenStore } from '../../../src/app/config/forgotten-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { damage } from '../../fixtures/damage.ts';
import { content } from '../../fixtures/delivery.ts';

describe('examineStore', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  });
  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'readout-doctor-'));
    folders.push(made);
    return made;
  }
  const examine = (path: string) => examineStore({ database: { kind: 'sqlite', path } });

  it('says what is there, and leaves nothing behind', async () => {
    const home = folder();
    const file = join(home, 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    const before = readdirSync(home);
    expect(await examine(file)).toEqual([
      { part: 'store', state: 'ok', says: expect.stringMatching(/readout\.db, \d+ kB, whole, schema \d+;/) },
    ]);
    expect(readdirSync(home)).toEqual(before);
  });

  it('says where a store will be made, and makes none', async () => {
    const home = folder();
    const file = join(home, 'a', 'b', 'readout.db');
    expect(await examine(file)).toEqual([
      {
        part: 'store',
        state: 'ok',
        says: `${file} will be made at the first start, with its folder in ${home}`,
      },
    ]);
    expect(readdirSync(home)).toEqual([]);
  });

  it('finds a folder in which nothing can be made', async () => {
    const [finding] = await examine('/proc/readout/readout.db');
    expect(finding).toMatchObject({ state: 'wrong', says: expect.not.stringContaining(' MB ') });
  });

  it('reads a store that is being served through, and says by whom', async () => {
    const file = join(folder(), 'readout.db');
    const serving = await openSqliteStore({ file, exclusive: true });
    const [finding] = await examine(file);
    expect(finding).toMatchObject({ state: 'ok', says: expect.stringContaining(`(process ${process.pid})`) });
    await serving.close();
  });

  it('finds overwritten pages', async () => {
    const file = join(folder(), 'readout.db');
    const store = await openSqliteStore({ file, exclusive: true });
    await store.enqueue([{ ...content('hash'), body: 'x'.repeat(100_000) }], [], 1);
    await store.close();
    damage(file);
    expect(await examine(file)).toEqual([
      {
        ...{ part: 'store', state: 'wrong', says: expect.stringMatching(/^The store \S+ is damaged \(/) },
        mend: expect.stringMatching(/run "readout restore" with a backup/),
      },
    ]);
  });

  it('reads a store that nobody may write any more, and says both', async () => {
    const home = folder();
    mkdirSync(join(home, 'data'));
    const file = join(home, 'data', 'readout.db');
    await (await openSqliteStore({ file, exclusive: true })).close();
    chmodSync(join(home, 'data'), 0o500);
    const [finding] = await examine(file);
    // Root may write there all the same.
    expect(finding?.state).toBe(process.getuid?.() === 0 ? 'ok' : 'wrong');
    chmodSync(join(home, 'data'), 0o700);
  });

  it('finds the store that an earlier version made under the name as it was written', async () => {
    const home = folder();
    const read = readDatabaseUrl(`file://${home}/my%20desk.db`);
    if (read.kind !== 'path') throw new Error(JSON.stringify(read));
    const database = { ...read, kind: 'sqlite' } as const;
    expect(forgottenStore(database)).toBeNull();
    await (await openSqliteStore({ file: join(home, 'my%20desk.db'), exclusive: true })).close();
    const [finding] = await examineStore({ database });
    expect(finding).toMatchObject({ state: 'wrong', says: expect.stringContaining('my%20desk.db') });
    renameSync(join(home, 'my%20desk.db'), join(home, 'my desk.db'));
    expect((await examineStore({ database }))[0]?.state).toBe('ok');
  });
});
