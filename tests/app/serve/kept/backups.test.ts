import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../src/app/cli/command-line.ts';
import { backupPart } from '../../../../src/app/serve/kept/backup-part.ts';
import { backupFile, backupsIn, lookAtBackups } from '../../../../src/app/serve/kept/backups.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { lookAtSqliteStore, openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import { type WatchedStore, watchSqliteStore } from '../../../../src/store/watch.ts';
import { damage } from '../../../fixtures/damage.ts';
import { serveIt } from '../../../fixtures/served.ts';
import { subscription } from '../../../fixtures/subscription.ts';

const START = Date.UTC(2025, 10, 26, 8, 0, 0);
const MINUTE = 60_000;
const WHY = {
  ...{ at: 1, platform: 'slack', tenant: tenantId('T1'), channel: 'C1', actor: 'U1' },
  ...{ action: 'subscribe', subject: 's', detail: '' },
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'readout-backups-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('copies of the store', () => {
  let watched: WatchedStore;
  const said: string[] = [];
  const write = (sentence: string) => void said.push(sentence);
  const log = { debug() {}, info: write, warn: write, error: write };
  afterEach(() => watched.store.close());

  /** A part whose minutes are rung by hand; `at` passes to the moment and waits for what that begins. */
  async function rung(folder: string, clock = { now: START }) {
    said.length = 0;
    watched = await watchSqliteStore({ file: join(home, 'readout.db'), exclusive: true, log });
    let ring = () => {};
    const rules = { folder, everyMs: 10 * MINUTE, keep: 2 };
    const part = backupPart({
      ...{ rules, watched, log, now: () => clock.now },
      beats: (rings) => {
        ring = rings;
        return () => {};
      },
    });
    await part.start();
    await watched.look();
    const at = async (moment: number) => {
      clock.now = moment;
      ring();
      await part.stop();
    };
    return { at, rules };
  }

  it('are made when the newest is old enough, whoever made it, and only the newest stay', async () => {
    const folder = join(home, 'copies');
    mkdirSync(folder);
    writeFileSync(join(folder, 'by-hand.db'), '');
    // A clock was wrong once: that one is neither old nor the newest.
    const future = backupFile(folder, START + 1_000 * MINUTE);
    writeFileSync(future, '');
    const { at } = await rung(folder);
    for (const minute of [0, 5, 9, 10, 15, 21, 31]) await at(START + minute * MINUTE);
    const made = [21, 31].map((minute) => basename(backupFile(folder, START + minute * MINUTE)));
    expect(said.filter((sentence) => sentence.startsWith('Backed up'))).toHaveLength(4);
    rmSync(future, { force: true });
    expect(readdirSync(folder).toSorted()).toEqual(['by-hand.db', made[1]]);
    const store = lookAtSqliteStore(backupsIn(folder)[0]?.file ?? '');
    expect(store).not.toBeNull();
    await store?.close();
  });

  it('that fail are told with what to mend, tried again within the hour, and stop nothing else', async () => {
    const folder = join(home, 'not-a-folder');
    writeFileSync(folder, '');
    const { at, rules } = await rung(folder);
    for (const minute of [0, 1, 9]) await at(START + minute * MINUTE);
    expect(said.filter((sentence) => sentence.includes('could not be backed up'))).toEqual([
      expect.stringMatching(/Make the backup in another place\. Tried again in 10 min\.$/),
    ]);
    expect(watched.trouble()).toBeNull();
    expect(lookAtBackups(rules, START)).toEqual({ newest: null, kept: 0, late: true });
    rmSync(folder);
    await at(START + 10 * MINUTE);
    expect(backupsIn(folder)).toHaveLength(1);
  });

  it('of a damaged store are none', async () => {
    const folder = join(home, 'copies');
    const file = join(home, 'readout.db');
    const store = await openSqliteStore({ file, exclusive: true });
    await store.saveSubscription(subscription({ id: 'sub-1' }), WHY);
    await store.close();
    damage(file);
    const { at } = await rung(folder);
    await at(START);
    await at(START + 20 * MINUTE);
    expect(backupsIn(folder)).toEqual([]);
  });
});

describe('the name of a copy', () => {
  it('says when it was made, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
        const folder = mkdtempSync(join(home, 'named-'));
        const file = backupFile(folder, second * 1_000 + 999);
        writeFileSync(file, '');
        expect(backupsIn(folder)).toEqual([{ file, at: second * 1_000 }]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the restore drill', () => {
  const run = async (...words: string[]) => {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const code = await runCommandLine(words, {
      ...{ input: new PassThrough(), output, errors },
      clock: () => Temporal.Now.instant(),
      env: { READOUT_HOME: home },
    });
    output.end();
    errors.end();
    return { code, output: await text(output), errors: await text(errors) };
  };

  it('brings back from the copy of a schedule what a killed process had, and says all along what to do', async () => {
    mkdirSync(join(home, 'config'));
    const configured = (yaml: string) => writeFileSync(join(home, 'config/readout.yaml'), yaml);
    configured('{}\n');
    expect((await run('doctor')).output).toMatch(
      /off +backups +the store is not copied by itself\n +Set backup\.every/,
    );
    configured('backup: { every: 1 day, keep: 3 }\n');
    const file = join(home, 'data/readout.db');
    const before = await openSqliteStore({ file, exclusive: true });
    await before.saveSubscription(subscription({ id: 'sub-1' }), WHY);
    await before.close();
    expect((await run('status')).output).toContain(
      `No backup yet in ${join(home, 'backups')}; one is due every 24 h, and the log says what is in the way.\n`,
    );
    const served = await serveIt({ READOUT_HOME: home });
    await served.seen(/Backed up the store/);
    const [, port] = await served.seen(/"port":(\d+)/);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/^readout_backup_late 0$/m);
    expect(metrics).toMatch(/^readout_backup_age_seconds \d/m);
    served.child.kill('SIGKILL');
    await served.stop();
    await served.slack.stop();
    expect((await run('status')).output).toMatch(/Last backup \d+ s ago, \S+\.db; 1 copy kept\.\n/);
    expect((await run('doctor')).output).toMatch(/ok +backups +1 copy, the last 0 hours ago/);

    damage(file);
    const [newest] = backupsIn(join(home, 'backups'));
    const restored = await run('restore', newest?.file ?? '');
    expect(restored).toMatchObject({ code: 0, output: expect.stringContaining(' now: 1 digest.\n') });
    expect(existsSync(`${file}.before-restore`)).toBe(true);
    const after = await openSqliteStore({ file, exclusive: true });
    expect((await after.subscription('sub-1'))?.subscription.id).toBe('sub-1');
    await after.close();
  });

  it('is of no use to a PostgreSQL, and the configuration says so', async () => {
    mkdirSync(join(home, 'config'));
    writeFileSync(join(home, 'config/readout.yaml'), 'backup: { every: 1 h }\n');
    writeFileSync(join(home, '.env'), 'DATABASE_URL=postgres://readout@127.0.0.1/readout\n');
    expect(await run('status')).toMatchObject({ code: 2, errors: expect.stringContaining('use pg_dump') });
  });
});
