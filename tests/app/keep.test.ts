import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepIn } from '../../src/app/keep.ts';
import { diskFolder } from '../../src/pack/disk-folder.ts';
import { loadPacks } from '../../src/pack/load.ts';

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

  it('does not keep what has problems', async () => {
    await makeFrom('one', ['wrong']);
    expect(await makeFrom('one', ['wrong'])).toMatchObject({ wasMade: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([0, 1, 5, -1])(
    'makes it anew and keeps that where the file was cut to %i bytes',
    async (length) => {
      await makeFrom('one');
      const file = join(folder, 'thing.kept');
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

  it('leaves no drafts behind', async () => {
    await makeFrom('one');
    await makeFrom('two');
    expect(readdirSync(folder)).toEqual(['thing.kept']);
  });
});

describe('what is kept of a pack', () => {
  it.each(['briefings', 'tests/fixtures/minsk-2015'])('means the same as JSON in %s', (path) => {
    const { packs } = loadPacks(diskFolder(join(import.meta.dirname, '../..', path)));
    const briefings = packs.map(({ briefing }) => briefing);
    expect(briefings).not.toEqual([]);
    expect(JSON.parse(JSON.stringify(briefings))).toStrictEqual(briefings);
  });
});
