import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFile, type RecordChange } from '../../../src/desk/write/change-file.ts';
import type { RawRecord } from '../../../src/desk/write/record-lines.ts';
import { LIST_NAMES, type ListName } from '../../../src/pack/format/lists.ts';
import { readYaml } from '../../../src/pack/yaml/read-yaml.ts';

const PACKS = [
  'briefings/us-ukraine-peace-plan',
  'tests/fixtures/every-kind',
  'tests/fixtures/harbour-budget',
];

interface Place {
  readonly file: string;
  readonly text: string;
  readonly list: ListName;
  readonly at: number;
  readonly record: RawRecord;
}

/** Every record of some packs, with the file it is in. */
const PLACES: readonly Place[] = PACKS.flatMap((pack) =>
  readdirSync(new URL(`../../../${pack}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const text = readFileSync(new URL(`../../../${pack}/${name}`, import.meta.url), 'utf8');
      const lists = readYaml(Buffer.from(text)).value as Readonly<Record<string, unknown>>;
      return LIST_NAMES.flatMap((list) => {
        const records = lists[list];
        if (!Array.isArray(records)) return [];
        return records.map((record: RawRecord, at) => ({ file: `${pack}/${name}`, text, list, at, record }));
      });
    }),
);

function changed(text: string, change: RecordChange): string {
  const result = changeFile(text, change);
  if (result.kind !== 'changed') throw new Error(JSON.stringify(result));
  return result.text;
}

function recordsOf(text: string, list: ListName): readonly RawRecord[] {
  return (readYaml(Buffer.from(text)).value as Record<string, RawRecord[]>)[list] ?? [];
}

const someWords = fc.oneof(
  fc
    .string({ minLength: 1, maxLength: 40 })
    .map((words) => words.replace(/[^\x20-\x7e]/g, ' ').trim() || 'x'),
  fc.constantFrom(
    'a: b',
    '# no note',
    "it's",
    '- dash',
    'yes',
    '2025-11-25',
    '"quoted"',
    '[x]',
    '10%',
    'x #7',
  ),
);

describe('a record in its file', () => {
  it('is found in packs of several shapes', () => {
    expect(PLACES.length).toBeGreaterThan(200);
  });

  it('takes another value of one key, and no line of another key changes', () => {
    fc.assert(
      fc.property(fc.nat(PLACES.length - 1), someWords, (pick, words) => {
        const { text, list, at, record } = PLACES[pick] as Place;
        const put = { ...record, note: words };
        const after = changed(text, { kind: 'put', list, record: put, was: record });
        expect(recordsOf(after, list)[at]).toEqual(put);
        const before = new Set(text.split('\n'));
        const fresh = after.split('\n').filter((line) => !before.has(line));
        expect(fresh.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it('put back as it was gives every byte back', () => {
    fc.assert(
      fc.property(fc.nat(PLACES.length - 1), (pick) => {
        const { text, list, record } = PLACES[pick] as Place;
        expect(changed(text, { kind: 'put', list, record, was: record })).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('added and taken out again gives every byte back', () => {
    fc.assert(
      fc.property(fc.nat(PLACES.length - 1), someWords, (pick, words) => {
        const { text, list, record } = PLACES[pick] as Place;
        const fresh = { ...record, id: 'fresh-record', note: words };
        const added = changed(text, { kind: 'put', list, record: fresh });
        expect(recordsOf(added, list)).toHaveLength(recordsOf(text, list).length + 1);
        expect(changed(added, { kind: 'remove', list, id: 'fresh-record', was: fresh })).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('taken out leaves the others and their notes as they were', () => {
    fc.assert(
      fc.property(fc.nat(PLACES.length - 1), (pick) => {
        const { text, list, at, record } = PLACES[pick] as Place;
        const after = changed(text, { kind: 'remove', list, id: String(record['id']), was: record });
        expect(recordsOf(after, list)).toEqual(recordsOf(text, list).toSpliced(at, 1));
      }),
      { numRuns: 30 },
    );
  });
});

describe('changing a file', () => {
  const file = [
    '# Who says what.',
    'statements:',
    '  # Ana speaks first.',
    '  - id: first',
    '    speaker: ana',
    '    words: "No: never"   # as printed',
    '',
    '  # Bo answers.',
    '  - id: second',
    '    speaker: bo',
    '    note: >-',
    '      Long words',
    '      # that are no note',
    '',
    '# The end.',
    '',
  ].join('\n');
  const first = { id: 'first', speaker: 'ana', words: 'No: never' };

  it('keeps the notes on the lines it rewrites above them', () => {
    const record = { ...first, words: 'No, never' };
    expect(changed(file, { kind: 'put', list: 'statements', record, was: first })).toBe(
      file.replace('    words: "No: never"   # as printed', '    # as printed\n    words: No, never'),
    );
  });

  it('puts a new record below the last one of its voice, as far away as the others are', () => {
    const record = { speaker: 'ana', id: 'third', words: 'Perhaps', about: ['a', 'b'] };
    expect(changed(file, { kind: 'put', list: 'statements', record })).toBe(
      file.replace(
        '   # as printed\n',
        '   # as printed\n\n  - id: third\n    speaker: ana\n    words: Perhaps\n    about: [a, b]\n',
      ),
    );
  });

  it('begins a list where there is none, and goes on where it is empty', () => {
    const record = { id: 'one', text: 'x' };
    const lines = 'gaps:\n  - id: one\n    text: x\n';
    expect(changed('gaps: []\n', { kind: 'put', list: 'gaps', record })).toBe(lines);
    expect(changed('', { kind: 'put', list: 'gaps', record }).trimStart()).toBe(lines);
    expect(changed(lines, { kind: 'remove', list: 'gaps', id: 'one', was: record })).toBe('gaps: []\n');
  });

  it('keeps Windows line ends', () => {
    const windows = file.replaceAll('\n', '\r\n');
    const record = { ...first, words: 'No, never' };
    const after = changed(windows, { kind: 'put', list: 'statements', record, was: first });
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('says that somebody has changed the record meanwhile, and what it is now', () => {
    const was = { ...first, words: 'Older words' };
    const put = { kind: 'put', list: 'statements', record: { ...was, note: 'x' }, was } as const;
    expect(changeFile(file, put)).toEqual({ kind: 'conflict', id: 'first', now: first });
    expect(changeFile(file, { ...put, record: first, was: undefined as never })).toMatchObject({
      kind: 'conflict',
    });
  });

  it.each([
    'statements: [{id: first, speaker: ana}]\n',
    'statements: [\n  {id: first, speaker: ana}]\n',
    'a: [\n',
  ])('leaves %j to a person', (text) => {
    const was = { id: 'first', speaker: 'ana' };
    const put = { kind: 'put', list: 'statements', record: { ...was, note: 'x' }, was } as const;
    expect(changeFile(text, put).kind).toBe('by-hand');
  });
});
