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
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../src/app/cli/command-line.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import { subscription } from '../../../fixtures/subscription.ts';

const WHY = {
  ...{ at: 1, platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1', actor: 'user-1' },
  ...{ action: 'subscribe', subject: 'sub-1', detail: '' },
};

describe('readout', () => {
  const home = mkdtempSync(join(tmpdir(), 'readout-store-commands-'));
  const file = join(home, 'readout.db');
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const run = async (...words: string[]) => {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const code = await runCommandLine(words, {
      ...{ input: new PassThrough(), output, errors },
      clock: () => Temporal.Instant.fromEpochMilliseconds(1_764_100_000_000),
      env: { DATABASE_URL: `file:${file}`, READOUT_HOME: home },
    });
    output.end();
    errors.end();
    return { code, output: await text(output), errors: await text(errors) };
  };
  const subscribe = async (id: string) => {
    const store = await openSqliteStore({ file, exclusive: true });
    await store.saveSubscription(subscription({ id }), { ...WHY, subject: id });
    return store;
  };

  it('restores what it backed up, tells and forgets a person beside a process that serves, and deletes a tenant', async () => {
    await (await subscribe('sub-1')).close();
    const copy = join(home, 'copy.db');
    expect(await run('status')).toMatchObject({
      code: 1,
      output:
        'No process serves this store.\nDiscord: 1 digest, 0 paused.\nNothing waits, and nothing is in the way of a post.\n',
    });
    expect((await run('backup', copy)).code).toBe(0);
    const serving = await subscribe('sub-2');
    expect(await run('restore', copy)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('in use by another'),
    });
    const kept = await run('mydata', '--user', 'discord:user-1');
    expect(JSON.parse(kept.output)).toMatchObject({ subscription: [{ id: 'sub-1' }, { id: 'sub-2' }] });
    const forgotten = await run(
      'mydata',
      '--user',
      'discord:user-1',
      '--tenant',
      'discord:guild-1',
      '--forget',
    );
    expect(forgotten).toMatchObject({ code: 0, errors: 'readout: 4 entries no longer name them.\n' });
    expect((await serving.subscription('sub-2'))?.subscription.owner).toBe('someone');
    await serving.close();
    const restored = await run('restore', copy);
    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.output).toContain(`The store ${file} is ${copy} now: 1 digest.`);
    expect(restored.output).toContain(`What was there is kept as ${file}.before-restore.`);
    expect(existsSync(`${file}.before-restore`)).toBe(true);
    expect((await run('mydata', '--tenant', 'discord:guild-1', '--forget')).code).toBe(0);
    expect((await run('mydata', '--tenant', 'discord:guild-1')).output).toBe('{}\n');
  });

  /** Everything in the home, by name, to the byte. */
  const inHome = () =>
    new Map(
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')]),
    );
  const LOOKS = [['health'], ['status'], ['doctor'], ['questions'], ['mydata', '--user', 'discord:user-1']];
  const STATES: readonly (readonly [string, () => void, RegExp])[] = [
    ['there is none', () => {}, /no store|No open question/],
    ['an empty file is in its place', () => writeFileSync(file, ''), /no store|No open question/],
    [
      'a start was killed before it made a table',
      () => {
        const database = new DatabaseSync(file);
        database.exec('pragma journal_mode = wal; create table schema_version (version integer not null)');
        database.close();
      },
      /no store|No open question/,
    ],
    [
      'an earlier Readout wrote it',
      () => {
        const database = new DatabaseSync(file);
        database.exec(readFileSync(new URL('../../../fixtures/store-0.1.0.sql', import.meta.url), 'utf8'));
        database.close();
      },
      /No Readout has left word|No process serves|was written by an earlier Readout \(schema 2\), which kept no such thing\. Start this Readout once/,
    ],
    [
      'another program has its database there',
      () => {
        const database = new DatabaseSync(file);
        database.exec('create table users (id integer)');
        database.close();
      },
      /is the database of another program/,
    ],
  ];
  describe.each(STATES)('where %s', (_, make, says) => {
    it.each(LOOKS)('%s makes, changes and locks nothing, and says how it is', async (...words) => {
      mkdirSync(home, { recursive: true });
      make();
      const before = inHome();
      const { output, errors } = await run(...words);
      expect(inHome()).toEqual(before);
      if (words[0] !== 'doctor') expect(output + errors).toMatch(says);
      expect(output + errors).not.toMatch(/no such table|cannot be used/);
    });
  });

  it('copies nothing where there is nothing to copy', async () => {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, '');
    expect(await run('backup', join(home, 'copy.db'))).toMatchObject({
      ...{ code: 1, errors: expect.stringContaining('There is no store at') },
    });
    expect(existsSync(join(home, 'copy.db'))).toBe(false);
  });

  it('keeps what was there at each restore, and leaves nothing where nothing was', async () => {
    mkdirSync(home, { recursive: true });
    await (await subscribe('sub-1')).close();
    const copy = join(home, 'copy.db');
    await run('backup', copy);
    for (const beside of ['', '-wal', '-shm']) rmSync(`${file}${beside}`, { force: true });
    expect((await run('restore', copy)).output).not.toContain('What was there');
    await (await subscribe('sub-2')).close();
    const first = await run('restore', copy);
    expect(first.output).toContain(`What was there is kept as ${file}.before-restore.`);
    expect((await run('restore', copy)).output).toContain(`kept as ${file}.before-restore-2.`);
    expect(readdirSync(home).toSorted()).toEqual([
      ...[
        'copy.db',
        'readout.db',
        'readout.db.before-restore',
        'readout.db.before-restore-2',
        'readout.db.lock',
      ],
    ]);
    expect((await run('restore', `${file}.before-restore`)).output).toContain(': 2 digests.');
  });

  it("does not take another program's database from it", async () => {
    mkdirSync(home, { recursive: true });
    await (await subscribe('sub-1')).close();
    const copy = join(home, 'copy.db');
    await run('backup', copy);
    for (const beside of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${beside}`, { force: true });
    STATES.at(-1)?.[1]();
    const before = inHome();
    expect(await run('restore', copy)).toMatchObject({
      ...{ code: 1, errors: expect.stringContaining('is the database of another program') },
    });
    expect(inHome()).toEqual(before);
  });

  it.each([
    [['mydata'], 'needs --user or --tenant'],
    [['mydata', '--user', 'U1'], '--user must be platform:id'],
    [['mydata', '--user', 'icq:1'], 'with one of discord, slack'],
    [['mydata', '--user', 'slack:1', '--tenant', 'discord:2'], 'name one platform'],
  ])('says what %j lacks', async (words, says) => {
    expect(await run(...words)).toMatchObject({ code: 2, errors: expect.stringContaining(says) });
  });
});
