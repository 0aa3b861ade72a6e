import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/app/cli/command-line.ts';
import { serveIt } from '../../fixtures/served.ts';

/** Root may write everywhere: for it the product runs as nobody, where that user may read this checkout. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;
const canBeNobody =
  NOBODY === undefined ||
  spawnSync(process.execPath, ['--version'], { uid: NOBODY, gid: NOBODY }).status === 0;

describe('readout serve whose store cannot be had', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const clean of cleanUp.splice(0).reverse()) await clean();
  });

  function folder(mode = 0o700): string {
    const made = mkdtempSync(join(tmpdir(), 'readout-served-'));
    chmodSync(made, mode);
    cleanUp.push(() => rmSync(made, { recursive: true, force: true }));
    return made;
  }

  async function serving(file: string, options: { readonly uid?: number } = {}) {
    const served = await serveIt({ DATABASE_URL: `file:${file}` }, options);
    cleanUp.push(served.stop);
    await served.seen(/"msg":"Started\."/);
    return served;
  }

  async function doctor(file: string): Promise<string> {
    const output = new PassThrough();
    await runCommandLine(['doctor'], {
      ...{ input: new PassThrough(), output, errors: new PassThrough(), clock: () => Temporal.Now.instant() },
      env: { DATABASE_URL: `file:${file}` },
    });
    output.end();
    // The remedy is on a line of its own there.
    return (await text(output)).replaceAll(/\n +/g, ' ');
  }

  /** Slack shows an underscore in a fallback text as a letter that cannot be markup. */
  const plain = (words: string) => words.replaceAll('\u02cd', '_');

  it('answers questions, and tells asker, log, /readyz and doctor the same of a file that is no database', async () => {
    const file = join(folder(), 'readout.db');
    writeFileSync(file, randomBytes(9_000));
    const served = await serving(file);
    const { status, store } = await served.ready();
    expect(status).toBe(503);
    expect(store).toMatch(`${file} is no SQLite database`);
    expect(plain(await served.ask('/digest', 'subscribe 08:00'))).toContain(store);
    expect(plain(await served.ask('/digest', 'list'))).toContain(store);
    expect(served.log()).toContain(store);
    expect(await doctor(file)).toContain(store);
    expect(await served.ask('/plan-point', '6')).toMatch(/\[1\]/);
  });

  it('says that nothing was saved once the folder is deleted, and is still asked', async () => {
    const data = join(folder(), 'data');
    const served = await serving(join(data, 'readout.db'));
    expect(await served.ask('/digest', 'subscribe 08:00')).toMatch(/^Subscribed/);
    rmSync(data, { recursive: true });
    const { status, store } = await served.ready();
    expect([status, store]).toEqual([
      503,
      expect.stringMatching(/readout\.db was deleted, moved or replaced/),
    ]);
    expect(plain(await served.ask('/digest', 'subscribe 09:00'))).toContain(store);
    expect(await served.ask('/plan-point', '6')).toMatch(/\[1\]/);
  });

  it('names the process that has the store already', async () => {
    const file = join(folder(), 'readout.db');
    const first = await serving(file);
    const second = await serving(file);
    const { store } = await second.ready();
    expect(store).toContain(`${file} is in use by another Readout process (process ${first.child.pid})`);
    expect(plain(await second.ask('/digest', 'list'))).toContain(store);
    expect(await second.ask('/plan-point', '6')).toMatch(/\[1\]/);
    expect(await doctor(file)).toMatch(/^ok +store .*is in use by another Readout process/m);
    expect((await first.ready()).store).toBe('ok');
  });

  it.skipIf(!canBeNobody)('names the folder that its user may not write', async () => {
    const home = folder(0o755);
    mkdirSync(join(home, 'data'), { mode: 0o555 });
    const file = join(home, 'data', 'readout.db');
    const served = await serving(file, NOBODY === undefined ? {} : { uid: NOBODY });
    const { status, store } = await served.ready();
    expect([status, store]).toEqual([
      503,
      expect.stringContaining(`${join(home, 'data')} may not be entered and written by the user`),
    ]);
    expect(plain(await served.ask('/digest', 'subscribe 08:00'))).toContain(store);
    expect(await served.ask('/plan-point', '6')).toMatch(/\[1\]/);
  });

  const disk = mkdtempSync(join(tmpdir(), 'readout-disk-'));
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
  afterAll(() => {
    if (mounted) spawnSync('/bin/umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it.skipIf(!mounted)('says that a disk is full, at the start and while it serves', async () => {
    const file = join(disk, 'readout.db');
    const fill = join(disk, 'fill');
    const full = () => spawnSync('dd', ['if=/dev/zero', `of=${fill}`, 'bs=1k', 'count=2000']);
    full();
    const unopened = await serving(file);
    const { status, store } = await unopened.ready();
    expect([status, store]).toEqual([
      503,
      expect.stringContaining(`There is no room left on the disk that holds ${file}.`),
    ]);
    expect(await unopened.ask('/plan-point', '6')).toMatch(/\[1\]/);
    await unopened.stop();
    rmSync(fill);
    const served = await serving(file);
    expect(await served.ask('/digest', 'subscribe 08:00')).toMatch(/^Subscribed/);
    full();
    expect(plain(await served.ask('/digest', 'subscribe 09:00 filter:provenance:denied'))).toContain(store);
    expect(await served.ready()).toMatchObject({ status: 503, store });
    expect(await doctor(file)).toMatch(/WRONG +store +only 0 MB are free/);
  });

  it('keeps what it makes from every other user', async () => {
    const file = join(folder(0o755), 'data', 'readout.db');
    await serving(file);
    expect(
      [file, `${file}-wal`, `${file}.lock`, join(file, '..')].map((path) => statSync(path).mode & 0o777),
    ).toEqual([...[0o600, 0o600, 0o600, 0o700]]);
  });
});
