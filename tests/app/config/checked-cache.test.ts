import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepIn } from '../../../src/app/config/checked-cache.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readout-keep-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Makes a thing of the bytes as a process of its own would, and says whether it had to. */
async function makeFrom(bytes: string, problems: readonly string[] = []) {
  let wasMade = false;
  const thing = await keepIn(folder)(
    'thing',
    () => Buffer.from(bytes),
    async () => {
      wasMade = true;
      return { made: `from ${bytes}`, problems };
    },
  );
  return { ...thing, wasMade };
}

describe('keepIn', () => {
  it('makes a thing once for the same bytes', async () => {
    expect(await makeFrom('one')).toEqual({ made: 'from one', problems: [], wasMade: true });
    expect(await makeFrom('one')).toEqual({ made: 'from one', problems: [], wasMade: false });
  });

  it('makes it anew for other bytes, also where they begin alike', async () => {
    await makeFrom('one');
    expect(await makeFrom('one more')).toMatchObject({ made: 'from one more', wasMade: true });
    expect(await makeFrom('one')).toMatchObject({ made: 'from one', wasMade: true });
  });

  it.each([100, 3_000_000])('makes it anew where the last of %i bytes is another', async (size) => {
    const bytes = 'a'.repeat(size);
    expect(await makeFrom(`${bytes}b`)).toMatchObject({ wasMade: true });
    expect(await makeFrom(`${bytes}b`)).toMatchObject({ wasMade: false });
    expect(await makeFrom(`${bytes}c`)).toMatchObject({ made: `from ${bytes}c`, wasMade: true });
  });

  it('does not keep what has problems', async () => {
    await makeFrom('one', ['wrong']);
    expect(await makeFrom('one', ['wrong'])).toMatchObject({ wasMade: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([0, 1, 5, -1])(
    'makes it anew and keeps that where the file was cut to %i bytes',
    async (length) => {
      await makeFrom('one');
      const [name = ''] = readdirSync(folder);
      const file = join(folder, name);
      writeFileSync(file, readFileSync(file).subarray(0, length));
      expect(await makeFrom('one')).toMatchObject({ made: 'from one', wasMade: true });
      expect(await makeFrom('one')).toMatchObject({ wasMade: false });
    },
  );

  it('keeps nothing that was made while the bytes changed', async () => {
    const texts = ['before', 'after'];
    const make = async () => ({ made: 'from one of them', problems: [] });
    await keepIn(folder)('thing', () => Buffer.from(texts.shift() ?? ''), make);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes it each time where the bytes cannot be read or the folder cannot be written', async () => {
    const make = async () => ({ made: 'anyway', problems: [] });
    const unreadable = () => {
      throw new Error('unreadable');
    };
    expect(await keepIn(folder)('thing', unreadable, make)).toEqual({ made: 'anyway', problems: [] });
    const inAFile = join(folder, 'file');
    writeFileSync(inAFile, '');
    expect(await keepIn(inAFile)('thing', () => Buffer.from(''), make)).toEqual({
      made: 'anyway',
      problems: [],
    });
    expect(readFileSync(inAFile, 'utf8')).toBe('');
  });

  it('leaves neither drafts nor what was made from other bytes behind, and nothing else is touched', async () => {
    const others = ['thing.kept.txt', 'thing-else.kept', `things-${'0'.repeat(64)}.kept`];
    // As earlier versions named them.
    const older = ['thing.kept', `thing-${'0'.repeat(64)}.kept`];
    for (const file of [...others, ...older]) writeFileSync(join(folder, file), '{}');
    await makeFrom('one');
    await makeFrom('two');
    const left = readdirSync(folder).filter((file) => !others.includes(file));
    expect(left).toEqual(['thing.kept']);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it('is small: the code that makes a thing is not in it', async () => {
    await makeFrom('one');
    const [file = ''] = readdirSync(folder);
    const kept = readFileSync(join(folder, file), 'utf8');
    expect(kept).toMatch(/\none\{"made":"from one","problems":\[\]\}$/);
    expect(kept).not.toContain('keepIn');
  });
});

describe('what is kept by a copy of the code', () => {
  /** What another process with its own copy of the sources says of making a thing. */
  function askCopy(copy: string): string {
    const keep = pathToFileURL(join(copy, 'src/app/config/checked-cache.ts')).href;
    const script = `
      const { keepIn } = await import('${keep}');
      let made = 'kept';
      await keepIn(${JSON.stringify(join(folder, 'cache'))})('thing', () => Buffer.from('one'), async () => {
        made = 'made';
        return { problems: [] };
      });
      console.log(made);`;
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    }).trim();
  }

  it('is made anew after an edit of a check, also one that keeps its size and time', () => {
    const copy = join(folder, 'copy');
    const root = join(import.meta.dirname, '../../..');
    for (const path of [
      'src/app/config/checked-cache.ts',
      'src/app/config/behaviour.ts',
      'src/pack',
      'src/domain',
      'package.json',
    ]) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    const check = join(copy, 'src/pack/checks/dates.ts');
    const before = new Date('2026-01-01T00:00:00Z');
    utimesSync(check, before, before);
    expect([askCopy(copy), askCopy(copy)]).toEqual(['made', 'kept']);
    writeFileSync(check, readFileSync(check, 'utf8').replace(/[a-z]/, 'x'));
    utimesSync(check, before, before);
    expect([askCopy(copy), askCopy(copy)]).toEqual(['made', 'kept']);
    writeFileSync(join(copy, 'package.json'), '{ "version": "9.9.9" }');
    expect(askCopy(copy)).toBe('made');
  });
});

describe('what is kept of a pack', () => {
  it.each(['briefings', 'tests/fixtures/minsk-2015'])('means the same as JSON in %s', (path) => {
    const { packs } = loadPacks(diskFolder(join(import.meta.dirname, '../../..', path)));
    const briefings = packs.map(({ briefing }) => briefing);
    expect(briefings).not.toEqual([]);
    expect(JSON.parse(JSON.stringify(briefings))).toStrictEqual(briefings);
  });
});
