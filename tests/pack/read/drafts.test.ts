import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import { withdrawnOf } from '../../../src/domain/lookups/withdrawn.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../../src/pack/read/load.ts';

const FIXTURE = fileURLToPath(new URL('../../fixtures/harbour-budget/', import.meta.url));

/** A copy of the pack for each test of a suite, to be edited and read anew. */
function packToEdit() {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'readout-drafts-'));
    cpSync(FIXTURE, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const edit = (file: string, change: (text: string) => string) => {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const load = () => loadPack(diskFolder(folder));
  const briefing = () => {
    const loaded = load();
    if (loaded.kind === 'broken') throw new Error(JSON.stringify(loaded.problems));
    return loaded.briefing;
  };
  return { edit, load, briefing };
}

describe('a draft in a pack', () => {
  const { edit, load, briefing } = packToEdit();

  it('answers nothing, and everything else is as it was', () => {
    const before = briefing();
    const disputed = before.conflicts.flatMap(({ records }) => records);
    const first = before.events.find(({ id }) => !disputed.includes(`event:${id}`));
    edit('events.yaml', (text) =>
      text.replace(`- id: ${first?.id}\n`, `- id: ${first?.id}\n    draft: true\n`),
    );
    expect(briefing().events).toEqual(before.events.filter((event) => event.id !== first?.id));
  });

  it('may be one reading of a subject, and takes a subject with it whose only reading it is', () => {
    const before = briefing();
    const [subject] = before.provisions;
    const reading = '\n      - text: ';
    edit('provisions.yaml', (text) => text.replace(reading, '\n      - draft: true\n        text: '));
    const after = briefing().provisions.find(({ id }) => id === subject?.id);
    expect(after?.readings ?? []).toHaveLength((subject?.readings.length ?? 1) - 1);
  });

  it('is no record that a published one may point to, which is said', () => {
    const [source] = briefing().sources;
    edit('sources.yaml', (text) =>
      text.replace(`- id: ${source?.id}\n`, `- id: ${source?.id}\n    draft: true\n`),
    );
    const loaded = load();
    const problems = loaded.kind === 'broken' ? loaded.problems : [];
    expect(problems.map(({ found }) => found)).toContain(`"${source?.id}", a draft`);
  });

  it('is checked for itself, and has an id that nobody else may have', () => {
    edit(
      'events.yaml',
      (text) => `${text.trimEnd()}\n  - id: rough\n    draft: true\n  - id: rough\n    draft: true\n`,
    );
    const loaded = load();
    const rules = loaded.kind === 'broken' ? loaded.problems.map(({ rule }) => rule) : [];
    expect(rules).toContain('missing-key');
    expect(rules).toContain('duplicate-id');
  });
});

describe('a withdrawn record in a pack', () => {
  const { edit, load, briefing } = packToEdit();
  const withdraw = (file: string, id: string | undefined, reason = 'It was of another year.') =>
    edit(file, (text) =>
      text.replace(
        `- id: ${id}\n`,
        `- id: ${id}\n    withdrawn:\n      on: 2034-12-13\n      reason: ${reason}\n`,
      ),
    );

  it('answers nothing, and the day and the reason are kept for every day that is asked about', () => {
    const before = briefing();
    const pointed = new Set(before.conflicts.flatMap(({ records }) => records));
    const gone = before.events.find(({ id }) => !pointed.has(`event:${id}`));
    withdraw('events.yaml', gone?.id);
    const after = briefing();
    expect(after.events).toEqual(before.events.filter(({ id }) => id !== gone?.id));
    const kept = { record: `event:${gone?.id}`, on: '2034-12-13', reason: 'It was of another year.' };
    expect(after.withdrawn).toEqual([kept]);
    expect(withdrawnOf(`event:${gone?.id}`, briefingAsOf(after, '2034-12-01'))).toEqual(kept);
    expect(before).not.toHaveProperty('withdrawn');
  });

  it('takes the readings of a provision with it, or is one of them', () => {
    const [first, second] = briefing().provisions;
    edit('conflicts.yaml', () => 'conflicts: []\n');
    edit('provisions.yaml', (text) =>
      text.replace(
        '\n      - text: ',
        '\n      - withdrawn: {on: 2034-12-13, reason: Misread.}\n        text: ',
      ),
    );
    const one = briefing();
    const [reading] = first?.readings ?? [];
    expect(withdrawnOf(`reading:${reading?.id}`, one)?.reason).toBe('Misread.');
    withdraw('provisions.yaml', second?.id, 'Never proposed.');
    const loaded = load();
    if (loaded.kind === 'broken')
      for (const { rule, found } of loaded.problems)
        expect({ rule, found }).toMatchObject({
          rule: 'unknown-reference',
          found: expect.stringContaining(', withdrawn'),
        });
    else
      expect(withdrawnOf(`reading:${second?.readings[0]?.id}`, loaded.briefing)?.reason).toBe(
        'Never proposed.',
      );
  });

  it('is no record that a published one may point to, and the hint is to withdraw that too', () => {
    const [source] = briefing().sources;
    withdraw('sources.yaml', source?.id);
    const loaded = load();
    const problems = loaded.kind === 'broken' ? loaded.problems : [];
    expect(problems).toContainEqual(
      expect.objectContaining({
        found: `"${source?.id}", withdrawn`,
        hint: 'Withdraw what rests on it too, or take the id out here.',
      }),
    );
  });
});
