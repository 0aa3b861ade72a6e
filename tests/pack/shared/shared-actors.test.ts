import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameAdvice } from '../../../src/app/cli/name-advice.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPack, loadPacks } from '../../../src/pack/read/load.ts';
import { formatProblem, problemAt } from '../../../src/pack/read/problem.ts';
import { sharedActorProblems, sharedActors } from '../../../src/pack/read/shared-actors.ts';
import { memoryFolder, SMALL_PACK } from '../small-pack.ts';

const LIBRARY = `parties:
  - id: eastland
    name: Eastland
    aliases: [Easton, the Old Palace, East Land]
  - id: old-palace
    name: The Old Palace
    aliases: [palace press office]
    part_of: eastland
persons:
  - id: eva-lind
    name: Eva Lind
    aliases: [Lind]
`;

/** The small pack in a folder of packs with shared actors, with further parties and persons. */
function folderWith(parties: string, persons = '') {
  const actors = SMALL_PACK['actors.yaml'].replace('persons:\n', `${parties}persons:\n${persons}`);
  const files = Object.entries({ ...SMALL_PACK, 'actors.yaml': actors });
  return memoryFolder({
    ...Object.fromEntries(files.map(([name, text]) => [`lake/${name}`, text])),
    '_actors/all.yaml': LIBRARY,
  });
}

const loadedWith = (parties: string, persons = '') => {
  const { packs, problems } = loadPacks(folderWith(parties, persons));
  return { briefing: packs[0]?.briefing, problems: problems.map(formatProblem) };
};

describe('actors that packs share', () => {
  it('are filled into what points to them, and their folder is no pack', () => {
    const { briefing, problems } = loadedWith(
      '  - id: east\n    from: eastland\n',
      '  - id: eva-lind\n    from: eva-lind\n    party: east\n',
    );
    expect(problems).toEqual([]);
    expect(briefing?.actors.find(({ id }) => id === 'east')).toMatchObject({
      ...{ kind: 'party', name: 'Eastland', aliases: ['Easton', 'the Old Palace', 'East Land'] },
    });
    expect(briefing?.actors.find(({ id }) => id === 'eva-lind')).toMatchObject({
      name: 'Eva Lind',
      party: 'east',
    });
  });

  it('give the same pack as the records written out, whatever is written beside them', () => {
    const words = fc.array(fc.constantFrom('Rim', 'Coast', 'Delta', 'Ostland'), { maxLength: 3 });
    const own = fc.record(
      {
        name: fc.constantFrom('Eastland', 'The East'),
        aliases: fc.uniqueArray(fc.constantFrom('Easton', 'Shire'), { maxLength: 2 }),
        description: fc.constantFrom('A state.'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(own, words, (written, further) => {
        const also = [...new Set(further)];
        const keys = Object.entries(written).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`);
        const borrowed = loadedWith(
          `  - id: east\n    from: eastland\n    also: ${JSON.stringify(also)}\n${keys.join('')}`,
        );
        const whole = {
          name: 'Eastland',
          aliases: ['Easton', 'the Old Palace', 'East Land', ...also],
          ...written,
        };
        const lines = Object.entries(whole).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`);
        expect(borrowed).toEqual(loadedWith(`  - id: east\n${lines.join('')}`));
      }),
      { numRuns: 40 },
    );
  });

  it('leave a name to whoever in the pack is called so, the narrower of two first', () => {
    const { briefing, problems } = loadedWith(
      '  - id: eastland\n    from: eastland\n  - id: old-palace\n    from: old-palace\n  - id: easton\n    name: Easton\n',
    );
    expect(problems).toEqual([]);
    const aliases = (id: string) => briefing?.actors.find((actor) => actor.id === id)?.aliases;
    expect(aliases('eastland')).toEqual(['East Land']);
    expect(aliases('old-palace')).toEqual(['palace press office']);
    const partOf = (parties: string) =>
      loadedWith(parties).briefing?.actors.find(({ id }) => id === 'palace');
    const palace = '  - id: palace\n    from: old-palace\n';
    expect(partOf(`${palace}  - id: east\n    from: eastland\n`)).toMatchObject({ partOf: 'east' });
    expect(partOf(palace)).not.toHaveProperty('partOf');
  });

  it('are missed by name, with the nearest there is', () => {
    expect(loadedWith('  - id: east\n    from: eastlnd\n').problems[0]).toBe(
      'lake/actors.yaml:9: unknown-reference: expected the id of one of the parties in _actors/, found "eastlnd"\n  Did you mean "eastland"?',
    );
    expect(loadedWith('  - id: east\n    from: eva-lind\n').problems[0]).toContain('unknown-reference');
    expect(loadedWith('  - from: eastland\n').problems).toEqual([
      expect.stringContaining('lake/actors.yaml:8: missing-key: expected the key "id"'),
    ]);
    expect(loadedWith('  - id: east\n    name: East\n    also: [Easton]\n').problems).toEqual([
      expect.stringContaining('unknown-key'),
    ]);
  });

  it('are found by a pack that is loaded alone, and those that ship by any', () => {
    const alone = loadPack({
      ...memoryFolder({
        ...SMALL_PACK,
        'actors.yaml': SMALL_PACK['actors.yaml'].replace(
          'persons:\n',
          '  - id: east\n    from: eastland\n  - id: who\n    from: world-health-organization\npersons:\n',
        ),
      }),
      around: folderWith(''),
    });
    if (alone.kind === 'broken') throw new Error(alone.problems.map(formatProblem).join('\n'));
    expect(alone.briefing.actors.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Eastland', 'World Health Organization']),
    );
  });

  it('are found by name, whatever its case', () => {
    const shared = sharedActors(folderWith(''));
    expect(shared.named('EASTLAND')?.['id']).toBe('eastland');
    expect(shared.named('palace press office')?.['id']).toBe('old-palace');
    expect(shared.named('Nowhere at all')).toBeUndefined();
  });

  it('are checked where they stand', () => {
    const broken = LIBRARY.replace('    name: Eva Lind\n', '')
      .replace('aliases: [palace press office]', 'aliases: [Easton, palace]')
      .replace('    part_of: eastland\n', '');
    const problems = sharedActorProblems(memoryFolder({ '_actors/all.yaml': broken }));
    expect(problems.map((finding) => formatProblem(problemAt(finding, () => 0)))).toEqual([
      '_actors/all.yaml:5: shared-alias: expected names of its own, found "The Old Palace", also of eastland',
      '_actors/all.yaml:5: shared-alias: expected names of its own, found "Easton", also of eastland',
      expect.stringMatching(/^_actors\/all\.yaml:9: missing-key: expected the key "name"/),
    ]);
  });
});

describe('the shared actors that ship with Readout', () => {
  const folder = diskFolder(new URL('../../../briefings', import.meta.url).pathname, 'anywhere');

  it('are whole, and no name of theirs would trap a question', () => {
    expect(sharedActorProblems(folder)).toEqual([]);
    const shared = sharedActors(folder);
    const ids = [...new Set(shared.ids('parties'))];
    expect(ids.length).toBeGreaterThan(250);
    // As a pack that has every one of them: names that an office has are then its own.
    const entries = ids.map((id) => `  - id: ${id}\n    from: ${id}\n`).join('');
    const files = {
      ...SMALL_PACK,
      'actors.yaml': SMALL_PACK['actors.yaml'].replace('persons:\n', `${entries}persons:\n`),
    };
    const pack = loadPack({ ...memoryFolder(files), around: folder });
    if (pack.kind === 'broken') throw new Error(pack.problems.map(formatProblem).join('\n'));
    expect(pack.briefing.actors).toHaveLength(ids.length + 3);
    expect(nameAdvice(pack, COMMANDS).map(({ found }) => found)).toEqual([]);
  });
});
