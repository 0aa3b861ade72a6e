import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack, loadPacks } from '../../../src/pack/read/load.ts';
import { formatProblem } from '../../../src/pack/read/problem.ts';
import { CODE_POINT } from '../../fixtures/code-point.ts';
import { brokenPack, memoryFolder, SMALL_PACK } from '../small-pack.ts';

function inFolder(name: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, content]) => [`${name}/${file}`, content]));
}

describe('a pack', () => {
  it('becomes a briefing with what follows from its records', () => {
    const pack = loadPack(memoryFolder(SMALL_PACK));
    if (pack.kind === 'broken') throw new Error('broken');
    const { briefing } = pack;
    expect(briefing).toMatchObject({
      id: 'lake-treaty',
      mainText: 'first-draft',
      zone: 'Europe/Zurich',
      asOf: null,
    });
    expect(briefing.lead[0]?.reported).toBe('2024-05-10');
    expect(briefing.sources.map(({ id, origin }) => [id, origin])).toEqual([
      ['gazette', 'gazette'],
      ['courier', 'gazette'],
      ['spinner', 'gazette'],
    ]);
    expect(briefing.actors.map(({ kind, id }) => `${kind}:${id}`)).toEqual([
      'party:northland',
      'party:northland-ministry',
      'person:ada-berg',
    ]);
    expect(briefing.provisions[0]?.readings[0]).toMatchObject({
      kind: 'reading',
      id: 'water-level/first-draft',
      provision: 'water-level',
      points: [1, 3],
      change: 'none',
      materiality: 'material',
      reported: '2024-05-02',
      sources: [{ source: 'gazette', words: 'the level shall stay' }],
    });
    expect(briefing.statements[0]?.reported).toBe('2024-05-02');
    expect(briefing.conflicts[0]?.reported).toBe('2024-05-10');
  });

  it('has the same records when a kind is split over several files', () => {
    const [first, second] = SMALL_PACK['events.yaml'].split('  - id: next-round');
    const { 'events.yaml': _, ...rest } = SMALL_PACK;
    const split = {
      ...rest,
      'events/1.yaml': first ?? '',
      'events/2.yaml': `events:\n  - id: next-round${second}`,
    };
    const [one, other] = [loadPack(memoryFolder(SMALL_PACK)), loadPack(memoryFolder(split))];
    expect(other.kind === 'pack' && other.briefing).toEqual(one.kind === 'pack' && one.briefing);
  });

  it('does without the kinds it has none of', () => {
    const {
      'gaps.yaml': _,
      'conflicts.yaml': __,
      'positions.yaml': ___,
      'events.yaml': ____,
      ...rest
    } = SMALL_PACK;
    expect(loadPack(memoryFolder(rest)).kind).toBe('pack');
  });

  it('orders points and readings whatever their order in the file', () => {
    const [head, first, second] = SMALL_PACK['provisions.yaml']
      .replace('[1, 3]', '[3, 1]')
      .split(/(?= {6}- text:)/);
    const pack = loadPack(memoryFolder({ ...SMALL_PACK, 'provisions.yaml': `${head}${second}${first}` }));
    const readings = pack.kind === 'pack' ? pack.briefing.provisions[0]?.readings : undefined;
    expect(readings?.map(({ text, points }) => [text, points])).toEqual([
      ['first-draft', [1, 3]],
      ['second-draft', []],
    ]);
  });
});

describe('a broken pack', () => {
  it('reports twelve different problems in one run, each by file and line, with a hint where there is one', () => {
    const files = {
      ...SMALL_PACK,
      'story.yaml': SMALL_PACK['story.yaml']
        .replace('Europe/Zurich', 'Mars/Base')
        .replace('2024-05-20', '2024-05-32'),
      'sources.yaml': SMALL_PACK['sources.yaml'].replace('quality: agency-based', 'quality: agency'),
      'actors.yaml': SMALL_PACK['actors.yaml']
        .replace('[Berg]', '[Berg, Northland]')
        .replace('roles:', 'role:'),
      'provisions.yaml': SMALL_PACK['provisions.yaml'].replace('[1, 3]', '[29]'),
      'statements.yaml': SMALL_PACK['statements.yaml']
        .replace('speaker: ada-berg', 'speaker: ada-bergg')
        .replace('We will not give up one drop.\n    gist', 'Never.\n    gist')
        .replace('date: 2024-05-10', 'date: tomorrow'),
      'events.yaml': SMALL_PACK['events.yaml'].replace('    sources: [gazette]\n', ''),
      'positions.yaml': SMALL_PACK['positions.yaml'].replace('positions:', 'positions: [a'),
      'gaps.yaml': SMALL_PACK['gaps.yaml']
        .replace('id: fish', 'id: Fish!')
        .replace('note: No source says.', 'note: ""'),
    };
    const pack = loadPack(memoryFolder(files));
    const rules =
      pack.kind === 'broken' ? pack.problems.map(({ file, line, rule }) => `${file}:${line}: ${rule}`) : [];
    expect(rules).toEqual([
      'actors.yaml:13: unknown-key',
      'events.yaml:2: no-source',
      'gaps.yaml:2: bad-id',
      'gaps.yaml:4: text-length',
      'positions.yaml:2: yaml-syntax',
      'provisions.yaml:7: reading-number',
      'sources.yaml:11: not-a-choice',
      'statements.yaml:3: unknown-reference',
      'statements.yaml:5: words-printed',
      'statements.yaml:24: bad-date',
      'story.yaml:5: bad-zone',
      'story.yaml:6: bad-date',
    ]);
  });

  it('says what to do on the line below', () => {
    const pack = loadPack(memoryFolder(brokenPack('events.yaml', 'happened', 'happend')));
    expect(pack.kind === 'broken' && pack.problems.map(formatProblem)).toEqual([
      'events.yaml:4: not-a-choice: expected one of happened, expected, claimed, found "happend"\n  Did you mean "happened"?',
    ]);
  });

  it('shows no more than the beginning of a long value', () => {
    const pack = loadPack(memoryFolder(brokenPack('gaps.yaml', 'id: fish', `id: ${'Fish '.repeat(40)}`)));
    const found = pack.kind === 'broken' ? pack.problems.map((problem) => problem.found) : [];
    expect(found).toHaveLength(2);
    for (const text of found) expect(text.length).toBeLessThan(90);
  });

  it('tells a mistake made a thousand times two hundred times, and how many more there are', () => {
    const gaps = Array.from(
      { length: 1000 },
      (_, index) => `  - { id: gap-${index}, topic: x, note: x, abuot: [] }\n`,
    );
    const pack = loadPack(memoryFolder({ ...SMALL_PACK, 'gaps.yaml': `gaps:\n${gaps.join('')}` }));
    const problems = pack.kind === 'broken' ? pack.problems : [];
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.found).toBe('800 more');
  });

  it('is not told that everything is missing where a file its records point to is missing or broken', () => {
    const { 'sources.yaml': _, ...rest } = SMALL_PACK;
    const missing = loadPack(memoryFolder(rest));
    expect(missing.kind === 'broken' && missing.problems.map(({ rule }) => rule)).toEqual(['missing-file']);
    const broken = loadPack(memoryFolder({ ...SMALL_PACK, 'sources.yaml': 'sources: [' }));
    expect(broken.kind === 'broken' && broken.problems.map(({ rule }) => rule)).toEqual(['yaml-syntax']);
  });
});

describe('input made to break readers', () => {
  it.each([
    [
      'an alias bomb',
      `a: &a [x, x]\n${'bcdefghij'
        .split('')
        .map((name, at) => `${name}: &${name} [*${'abcdefghi'[at]}, *${'abcdefghi'[at]}]`)
        .join('\n')}`,
    ],
    ['nesting beyond the stack', '['.repeat(100_000)],
    ['a hundred thousand keys', Array.from({ length: 100_000 }, (_, index) => `k${index}:`).join('\n')],
    ['a mapping as key', '? { a: b }\n: c'],
    ['a merge key', 'base: &base { a: 1 }\ngaps:\n  - <<: *base'],
    ['nothing but quotation marks', '"'.repeat(10_001)],
    ['a lone surrogate', 'gaps: ["\\ud800"]'],
    ['null bytes', 'gaps: \u0000'],
  ])('is reported when it is %s', (_, yaml) => {
    const pack = loadPack(memoryFolder({ ...SMALL_PACK, 'gaps.yaml': yaml }));
    expect(pack.kind).toBe('broken');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never throws for any text, and says something unless the text is a good file', () => {
    const pieces = fc.constantFrom(
      'gaps:',
      ' ',
      '  ',
      '- ',
      '\n',
      'id: ',
      'x',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ': ',
      '&a',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '---\n',
      '%',
      '\t',
      '\u0000',
      '12',
      'é',
      '\r\n',
    );
    const texts = fc.oneof(
      fc.string({ unit: CODE_POINT }),
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (yaml) => {
        const pack = loadPack(memoryFolder({ ...SMALL_PACK, 'gaps.yaml': yaml }));
        if (pack.kind === 'pack') return;
        expect(pack.problems.length).toBeGreaterThan(0);
        for (const { file, line } of pack.problems) {
          expect(file).toBe('gaps.yaml');
          expect(line).toBeLessThanOrEqual(yaml.split('\n').length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never throws for any bytes in any file', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(SMALL_PACK)),
        fc.uint8Array({ maxLength: 200 }),
        (file, bytes) => {
          expect(loadPack(memoryFolder({ ...SMALL_PACK, [file]: bytes })).kind).toBe('broken');
        },
      ),
    );
  });

  it('never throws for any value under any key', () => {
    const [first = ''] = Object.values(SMALL_PACK);
    const lines = Object.entries(SMALL_PACK).flatMap(([file, content]) =>
      content.split('\n').flatMap((line, index) => (/: \S/.test(line) ? [{ file, index }] : [])),
    );
    expect(first).not.toBe('');
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.jsonValue(), ({ file, index }, value) => {
        const content = Object.entries(SMALL_PACK).find(([name]) => name === file)?.[1] ?? '';
        const changed = content
          .split('\n')
          .map((line, at) =>
            at === index ? line.replace(/: \S.*/, () => `: ${JSON.stringify(value)}`) : line,
          );
        expect(['pack', 'broken']).toContain(
          loadPack(memoryFolder({ ...SMALL_PACK, [file]: changed.join('\n') })).kind,
        );
      }),
      { numRuns: 400 },
    );
  });
});

describe('a folder of packs', () => {
  const other = Object.fromEntries(
    Object.entries(SMALL_PACK).map(([file, content]) => [
      file,
      content.replace('id: lake-treaty', 'id: river-treaty'),
    ]),
  );

  it('gives every pack in it, in the order of their names, and leaves other folders alone', () => {
    const files = {
      ...inFolder('lake', SMALL_PACK),
      ...inFolder('river', other),
      'schema/gaps.schema.json': '{}',
      'README.md': '',
    };
    const { packs, problems } = loadPacks(memoryFolder(files));
    expect(packs.map(({ folder, briefing }) => [folder, briefing.id])).toEqual([
      ['lake', 'lake-treaty'],
      ['river', 'river-treaty'],
    ]);
    expect(problems).toEqual([]);
  });

  it('gives the good packs beside a broken one, and names the files of the broken one with their folder', () => {
    const files = {
      ...inFolder('lake', SMALL_PACK),
      ...inFolder('river', { ...other, 'gaps.yaml': 'gaps: 1' }),
    };
    const { packs, problems } = loadPacks(memoryFolder(files));
    expect(packs.map(({ folder }) => folder)).toEqual(['lake']);
    expect(problems.map(({ file, rule }) => [file, rule])).toEqual([['river/gaps.yaml', 'wrong-type']]);
  });

  it('takes a folder that is itself a pack', () => {
    expect(loadPacks(memoryFolder(SMALL_PACK)).packs.map(({ folder }) => folder)).toEqual(['']);
  });

  it('tells a folder that holds parts of a pack what is missing', () => {
    const { problems } = loadPacks(memoryFolder({ 'lake/sources.yaml': SMALL_PACK['sources.yaml'] }));
    expect(problems.map(({ file }) => file)).toEqual([
      'lake/actors.yaml',
      'lake/provisions.yaml',
      'lake/statements.yaml',
      'lake/story.yaml',
      'lake/texts.yaml',
    ]);
  });

  it('refuses a second pack of the same story', () => {
    const { packs, problems } = loadPacks(
      memoryFolder({ ...inFolder('a', SMALL_PACK), ...inFolder('b', SMALL_PACK) }),
    );
    expect(packs.map(({ folder }) => folder)).toEqual(['a']);
    expect(problems.map(formatProblem)).toEqual([
      'b/story.yaml:1: duplicate-id: expected a story id of its own, found "lake-treaty", also that of a/story.yaml',
    ]);
  });

  it('says that there is no pack, or no folder', () => {
    expect(loadPacks(memoryFolder({ 'README.md': '' })).problems.map(({ rule }) => rule)).toEqual([
      'no-pack',
    ]);
    expect(loadPacks(memoryFolder({})).problems.map(({ rule }) => rule)).toEqual(['unreadable-file']);
  });
});
