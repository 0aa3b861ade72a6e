import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawRecord, writePack } from '../../../src/desk/write/write-pack.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../../src/pack/read/load.ts';

const EXAMPLE = fileURLToPath(new URL('../../fixtures/every-kind', import.meta.url));

describe('writing records into a pack', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'readout-desk-')), 'pack');
    cpSync(EXAMPLE, folder, { recursive: true });
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  const files = () =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [
          join(parentPath, name),
          readFileSync(join(parentPath, name), 'utf8'),
        ]),
    );
  const gap = { id: 'who-pays', topic: 'who pays', note: 'Who pays for the new pier is not told.' };

  it('adds, changes and takes out, each time a pack that can be loaded', async () => {
    const before = files();
    expect(await writePack(folder, [{ kind: 'put', list: 'gaps', record: gap }])).toMatchObject({
      kind: 'written',
    });
    expect(rawRecord(folder, 'gaps', 'who-pays')).toEqual(gap);
    const better = { ...gap, note: 'Nobody tells who pays for the new pier.' };
    await writePack(folder, [{ kind: 'put', list: 'gaps', record: better, was: gap }]);
    expect(loadPack(diskFolder(folder)).kind).toBe('pack');
    await writePack(folder, [{ kind: 'remove', list: 'gaps', id: 'who-pays', was: better }]);
    expect(files()).toEqual(before);
  });

  it('writes nothing of changes one of which would break the pack, and says what is wrong', async () => {
    const before = files();
    const wrong = { ...gap, id: 'who-else', about: ['no-such-subject'] };
    const result = await writePack(folder, [
      { kind: 'put', list: 'gaps', record: gap },
      { kind: 'put', list: 'gaps', record: wrong },
    ]);
    expect(result).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(result)).toContain('no-such-subject');
    expect(files()).toEqual(before);
  });

  it('overwrites nothing that somebody has changed by hand meanwhile', async () => {
    await writePack(folder, [{ kind: 'put', list: 'gaps', record: gap }]);
    const now = { ...gap, note: 'By hand: nobody says who pays.' };
    await writePack(folder, [{ kind: 'put', list: 'gaps', record: now, was: gap }]);
    const late = { kind: 'put', list: 'gaps', record: { ...gap, topic: 'late' }, was: gap } as const;
    expect(await writePack(folder, [late])).toEqual({ kind: 'conflict', list: 'gaps', id: 'who-pays', now });
  });

  it('takes one of two that approve the same record at once', async () => {
    const put = { kind: 'put', list: 'gaps', record: gap } as const;
    const results = await Promise.all([writePack(folder, [put]), writePack(folder, [put])]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['conflict', 'written']);
  });

  it('goes on after a process that was killed while it held the pack', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.once('exit', resolve));
    writeFileSync(join(folder, '.readout-writing'), `${gone.pid}@${hostname()}`);
    writeFileSync(join(folder, '.gaps.yaml.1.new'), 'half of a f');
    expect(await writePack(folder, [{ kind: 'put', list: 'gaps', record: gap }])).toMatchObject({
      kind: 'written',
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('goes on after a process that was killed before its name stood in the lock it had made', async () => {
    const lock = join(folder, '.readout-writing');
    writeFileSync(lock, '');
    const before = new Date(Date.now() - 10_000);
    utimesSync(lock, before, before);
    expect(await writePack(folder, [{ kind: 'put', list: 'gaps', record: gap }])).toMatchObject({
      kind: 'written',
    });
  });

  it('leaves each file old or new when it is killed, at whatever moment', async () => {
    const script = `
      const { writePack } = await import(${JSON.stringify(new URL('../../../src/desk/write/write-pack.ts', import.meta.url).href)});
      process.stdout.write('.');
      for (let round = 0; ; round += 1) {
        const record = { id: 'round', topic: 'round', note: 'Round ' + 'x'.repeat(round % 500) };
        const was = round === 0 ? undefined : { id: 'round', topic: 'round', note: 'Round ' + 'x'.repeat((round - 1) % 500) };
        await writePack(${JSON.stringify(folder)}, [{ kind: 'put', list: 'gaps', record, ...(was && { was }) }]);
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    for (let looks = 0; looks < 30; looks += 1) {
      expect(loadPack(diskFolder(folder)).kind).toBe('pack');
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(loadPack(diskFolder(folder)).kind).toBe('pack');
    expect(await writePack(folder, [{ kind: 'put', list: 'gaps', record: gap }])).toMatchObject({
      kind: 'written',
    });
  });
});
