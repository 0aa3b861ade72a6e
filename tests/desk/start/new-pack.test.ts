import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPack } from '../../../src/desk/start/new-pack.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../../src/pack/read/load.ts';

const START = {
  ...{ id: 'harbour', title: 'The harbour levy', zone: 'Europe/Berlin', text: 'First draft' },
  ...{ by: 'Harbour Board', points: 12, address: 'https://harbour.example/draft', today: '2026-03-04' },
};

describe('a new pack', () => {
  let packs: string;
  beforeEach(() => {
    packs = mkdtempSync(join(tmpdir(), 'readout-new-'));
  });
  afterEach(() => rmSync(packs, { recursive: true, force: true }));

  it('is ten files and a README, valid, and answers with nothing but what the desk itself has said', () => {
    const started = startPack(packs, START);
    expect(started.kind).toBe('started');
    expect(readdirSync(join(packs, 'harbour'))).toHaveLength(11);
    const loaded = loadPack(diskFolder(join(packs, 'harbour')));
    if (loaded.kind === 'broken') throw new Error(JSON.stringify(loaded.problems));
    const { briefing, records } = loaded;
    expect(briefing.texts.map(({ name }) => name)).toEqual(['First draft']);
    expect(JSON.stringify(briefing)).not.toMatch(/Example|Write /);
    const drafts = Object.entries(records.drafts).flatMap(([list, ids]) => (ids.size > 0 ? [list] : []));
    const lists = ['persons', 'provisions', 'statements', 'events', 'positions', 'conflicts', 'gaps'];
    expect(drafts).toEqual(lists);
  });

  it('has examples that are valid once they are published', () => {
    startPack(packs, START);
    for (const file of readdirSync(join(packs, 'harbour'))) {
      const path = join(packs, 'harbour', file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('    draft: true\n', ''));
    }
    const loaded = loadPack(diskFolder(join(packs, 'harbour')));
    expect(loaded.kind === 'broken' ? loaded.problems : []).toEqual([]);
    expect(loaded.kind === 'pack' && loaded.briefing.statements).toHaveLength(1);
  });

  it('points to the shared actor whose text it is, where there is one of that name', () => {
    expect(startPack(packs, { ...START, by: 'UN' }).kind).toBe('started');
    expect(readFileSync(join(packs, 'harbour', 'actors.yaml'), 'utf8')).toContain(
      '- id: united-nations\n    from: united-nations\n',
    );
    const loaded = loadPack(diskFolder(join(packs, 'harbour')));
    expect(loaded.kind === 'pack' && loaded.briefing.actors[0]).toMatchObject({ name: 'United Nations' });
  });

  it('leaves a folder that is there as it is', () => {
    startPack(packs, START);
    const path = join(packs, 'harbour', 'story.yaml');
    writeFileSync(path, 'mine');
    expect(startPack(packs, START).kind).toBe('refused');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(packs)).toEqual(['harbour']);
  });

  it('is valid whatever the words are, or says why not and leaves nothing', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, words, words, (title, text, by) => {
        const started = startPack(packs, { ...START, title, text, by });
        expect(readdirSync(packs)).toEqual(started.kind === 'started' ? ['harbour'] : []);
        if (started.kind === 'refused') expect(started.problems).not.toEqual([]);
        rmSync(join(packs, 'harbour'), { recursive: true, force: true });
      }),
      { numRuns: 25 },
    );
  });
});
