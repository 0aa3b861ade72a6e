import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/pack/yaml/read-yaml.ts';
import { SMALL_PACK } from '../small-pack.ts';
import { entriesOf } from './yaml-entries.ts';
import recorded from './yaml-recorded.json' with { type: 'json' };

const read = (text: string) => readYaml(Buffer.from(text));
const rulesOf = (text: string) => read(text).problems.map(({ rule, line }) => `${line}: ${rule}`);

const ROOT = new URL('../../../', import.meta.url);
const KINDS = 'actors conflicts events gaps positions provisions sources statements story texts'.split(' ');
const FILES = [
  ...['briefings/us-ukraine-peace-plan', 'tests/fixtures/minsk-2015'].flatMap((folder) =>
    KINDS.map((kind) => `${folder}/${kind}.yaml`),
  ),
  'config/readout.yaml',
];

describe('the files of November 2026', () => {
  it('are read as the reader before this one read them, value for value and line for line', () => {
    const before = new Map(recorded.read.split(' ').map((pair) => [pair.slice(0, 12), pair.slice(12)]));
    let compared = 0;
    for (const file of FILES) {
      const text = readFileSync(new URL(file, ROOT), 'utf8');
      const { value, lineOf, problems } = read(text);
      expect(problems, file).toEqual([]);
      for (const [entry, made] of entriesOf(text, value, lineOf)) {
        const madeBefore = before.get(entry);
        if (madeBefore === undefined) continue;
        compared += 1;
        expect(made, `${file}: ${entry}`).toBe(madeBefore);
      }
    }
    // Records edited since are no longer there. Were lines counted wrongly, nearly none would be found.
    expect(compared).toBeGreaterThan(before.size / 3);
  });
});

const words = fc.oneof(
  fc.lorem({ maxCount: 30 }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '2025-11-25',
    'true',
    '1e3',
    '../2025',
    'it’s “so”',
    ': ',
    'point #7',
    '# 7',
    '- a',
    '"',
    "''",
    'a\u00a0',
    ' b',
  ),
);
const keys = fc.constantFrom('id', 'words', 'sources', 'a-b', 'c_d', 'e', 'f', 'g');
const { map } = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    words,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    tie('map'),
    tie('list'),
  ),
  map: fc.dictionary(keys, tie('node'), { maxKeys: 5, noNullPrototype: true }),
  list: fc.array(tie('node'), { maxLength: 5 }),
}));

describe('readYaml', () => {
  it('reads back whatever was written, without a problem', () => {
    const layouts = fc.record({
      lineWidth: fc.constantFrom(-1, 20, 80),
      indent: fc.constantFrom(2, 4),
      flowLevel: fc.constantFrom(-1, 0, 2),
    });
    fc.assert(
      fc.property(map, layouts, (value, layout) => {
        const text = dump(value, { ...layout, forceQuotes: false });
        const { value: found, problems } = read(text);
        fc.pre(!/[\p{Cc}\uFFFD]/u.test(text.replaceAll('\n', '')) && !/\\[uxU0abevfrPLN]/.test(text));
        expect(found, text).toEqual(JSON.parse(JSON.stringify(value)));
        expect(problems, text).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, whatever the tokens', () => {
    const tokens = fc.constantFrom(
      ...[
        'a:',
        'b: ',
        '- ',
        '-',
        '  ',
        '    ',
        '"',
        "'",
        '\\"',
        '[',
        ']',
        '{',
        '}',
        ', ',
        ': ',
        '|',
        '>-',
        '\n',
        '\n  ',
      ],
      ...[
        '\n- ',
        '\n\n',
        ' #x',
        '# c\n',
        'word',
        '1',
        '..',
        '~',
        '1e3',
        '\u00a0',
        '?',
        '? ',
        '!x ',
        '&a ',
        '*a',
        '%',
        '@',
      ],
      ...[
        '---\n',
        '...\n',
        '<<: ',
        '\t',
        '\r\n',
        '\0',
        '\uFEFF',
        '\u202e',
        '{ a: b }',
        '[a, b]',
        '<<<<<<< x\n',
      ],
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 16 }), (soup) => {
        const { value, problems, lineOf } = read(soup.join(''));
        expect(lineOf(['a', 0, 'b'])).toBeGreaterThan(0);
        if (value === undefined) expect(problems).not.toEqual([]);
        for (const { line } of problems) expect(line).toBeLessThanOrEqual(soup.join('').split('\n').length);
      }),
      { numRuns: 5000 },
    );
  });

  it('says the line of the nearest node above a path that leads nowhere', () => {
    const { lineOf } = read('a:\n  - b: 1\n\n  - c: [\n      2\n      ]\n  -\n  - d');
    expect(lineOf(['a', 1, 'c', 0])).toBe(5);
    expect(lineOf(['a', 1, 'd', 'e'])).toBe(4);
    expect(lineOf(['a', 2])).toBe(7);
    expect(lineOf(['a', 3])).toBe(8);
    expect(lineOf([])).toBe(1);
  });

  it.each([
    ['an anchor and its aliases', `a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n`, 6],
    ['a tag', 'a: !!set { b, c }', 1],
    ['a verbatim tag', 'a: !<tag:x> b', 1],
    ['an anchor on a key', '&k a: b', 1],
    ['an alias as a key', 'a: &x y\n*x : z', 2],
  ])('expands nothing: %s', (_, text, count) => {
    const rules = read(text).problems.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule === 'plain-yaml')).toHaveLength(count);
    expect(JSON.stringify(read(text).value).length).toBeLessThan(text.length + 10);
  });

  it('takes a key that stands twice once, and says so at any depth', () => {
    const file = read('a:\n  - { b: 1, c: 2, b: 3 }\n');
    expect(file.value).toEqual({ a: [{ b: 1, c: 2 }] });
    expect(file.problems.map(({ rule, line }) => `${line}: ${rule}`)).toEqual(['2: duplicate-key']);
  });

  it('names the invisible character of a key, wherever in it, and goes on with the key', () => {
    const invisible = fc.constantFrom(...'\u00a0\u00ad\u200b\u200d\u2060\u3000\ufeff\u2003\u180e\u{e0020}');
    fc.assert(
      fc.property(invisible, fc.nat(4), fc.boolean(), (character, at, isNested) => {
        const key = `${'name'.slice(0, at)}${character}${'name'.slice(at)}`;
        // A mark at the very beginning of a file says its encoding, and is no character of it.
        const text = isNested ? `a:\n  - ${key}: x\n` : `# first\n${key}: x\n`;
        const { value, problems } = read(text);
        expect(value).toEqual(isNested ? { a: [{ name: 'x' }] } : { name: 'x' });
        const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
        expect(problems.map(({ line, rule, found }) => [line, rule, found.includes(`U+${code}`)])).toEqual([
          [2, 'plain-key', true],
        ]);
      }),
    );
  });

  it('says once that half a merge is left', () => {
    expect(rulesOf('a: b\n=======\nc: d\n>>>>>>> x\n')).toEqual(['2: merge-conflict', '4: merge-conflict']);
    expect(rulesOf('<<<<<<< a\r\nx: y\r\n||||||| b\r\n=======\r\n>>>>>>> c\r\n')).toEqual([
      '1: merge-conflict',
    ]);
    expect(rulesOf('a: |\n  <<<<<<< x\n  =======\n')).toEqual([]);
  });
});

/** A line of a made-up file, and whether text without quotation marks ends it. */
interface Row {
  readonly text: string;
  readonly endsInText?: boolean;
}

const plain = fc.array(fc.constantFrom('We', 'reject', 'point', 'ballot', 'here', 'a#b', 'too'), {
  minLength: 1,
  maxLength: 4,
});
const indented = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({ ...row, text: `  ${row.text}` }));

/** Values as rows: the first continues the line of a key or dash where it is text, the others stand below. */
const { rows: anyRows } = fc.letrec<{ rows: readonly Row[]; value: readonly Row[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plain.map((text) => [{ text: text.join(' '), endsInText: true }]),
    fc.tuple(plain, plain).map(([one, two]) => [
      { text: one.join(' '), endsInText: true },
      { text: `  ${two.join(' ')}`, endsInText: true },
    ]),
    plain.map((text) => [{ text: `"${text.join(' ')} #7 quoted"` }]),
    plain.map((text) => [{ text: '>-' }, { text: `  ${text.join(' ')} #7 folded` }]),
    fc
      .tuple(plain, plain)
      .map(([one, two]) => [
        { text: '[' },
        { text: `  ${one.join(' ')},`, endsInText: true },
        { text: `  ${two.join(' ')}`, endsInText: true },
        { text: ']' },
      ]),
    fc.tuple(plain, plain).map(([one, two]) => [
      { text: `{ k: ${one.join(' ')},`, endsInText: true },
      { text: `  l: [${two.join(' ')}] }`, endsInText: true },
    ]),
    fc.constantFrom([{ text: '28' }], [{ text: 'true' }]),
    tie('rows').map((rows) => [{ text: '' }, ...indented(rows)]),
  ),
  rows: fc.oneof(
    { depthSize: 'small' },
    fc
      .array(tie('value'), { minLength: 1, maxLength: 3 })
      .map((values) => values.flatMap((value, index) => headed(`k${index}:`, value))),
    fc
      .array(tie('value'), { minLength: 1, maxLength: 3 })
      .map((values) => values.flatMap((value) => headed('-', value))),
  ),
}));

function headed(head: string, [first, ...below]: readonly Row[]): readonly Row[] {
  if (first === undefined) return [];
  return [{ ...first, text: `${head} ${first.text}`.trimEnd() }, ...indented(below)];
}

const textOf = (rows: readonly Row[]) => rows.map(({ text }) => text).join('\n');

describe('a comment', () => {
  it('behind text is a problem at its line that shows what is lost, whatever the text stands in', () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.nat(),
        fc.constantFrom(' #7 lost', '  # lost', '\t#lost'),
        (rows, pick, comment) => {
          const ends = rows.flatMap(({ endsInText }, index) => (endsInText === true ? [index] : []));
          fc.pre(ends.length > 0);
          expect(read(textOf(rows)).problems, textOf(rows)).toEqual([]);
          const at = ends[pick % ends.length] ?? 0;
          const text = textOf(rows.map((row, index) => (index === at ? { text: row.text + comment } : row)));
          const cuts = read(text).problems.filter(({ rule }) => rule === 'cut-text');
          expect(
            cuts.map(({ line, found }) => [line, found]),
            text,
          ).toEqual([[at + 1, `text that ends before "${comment.trim()}"`]]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('on a line of its own changes nothing and is no problem', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(), (rows, pick) => {
        // Not between two lines of one text, where YAML does not allow it.
        const gaps = rows.flatMap((row, index) =>
          index === 0 || /^\s*(?:k\d+:|- ?)/.test(row.text) ? [index] : [],
        );
        const at = gaps[pick % gaps.length] ?? 0;
        const indent = rows[at]?.text.match(/^ */)?.[0] ?? '';
        const text = textOf([...rows.slice(0, at), { text: `${indent}# a comment` }, ...rows.slice(at)]);
        expect(read(text).problems, text).toEqual([]);
        expect(read(text).value, text).toEqual(read(textOf(rows)).value);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['behind a key that has a list below', 'a: # all of them\n  - b\n'],
    ['behind a dash that has a mapping below', '- # the first\n  a: 1\n'],
    [
      'behind what shows where it ends',
      'a: "b" # c\nd: ["e"] # f\ng: 28 # h\ni: false # j\nk: [ # l\n  "m" ]\n',
    ],
    ['behind the sign of a block', 'a: >- # folded\n  b\n'],
    ['behind the mark of a document', '--- # first\na: 1\n'],
    ['between and below values', 'a: b\n# c\n\n  # d\n#7 e\nf:\n  # g\n  - h\n  #- i\n# j\n'],
    ['that is none', 'a: b#7\nc: https://example.org/#d\ne: "f #7"\ng: |\n  #7 h\n  i #8\n'],
  ])('%s is none of them', (_, text) => {
    expect(read(text).problems).toEqual([]);
  });

  it.each([
    ['takes the whole of a value', 'a: #7 is gone\nb: c\n', 1],
    ['takes the whole of an entry', 'a:\n  - #7\n  - b\n', 2],
    ['takes the beginning of a value', 'a: #7 and\n  more\n', 1],
    ['takes the beginning from its own line', 'a:\n  #7 and\n  more\n', 2],
    ['takes the last line of a text', 'a: We reject\n  #7 and more\nb: c\n', 2],
    ['takes the last line of a block', 'a: >-\n    We reject\n  #7 and more\nb: c\n', 3],
    ['takes what follows closed quotation marks', 'a: "Peace" #2 begins\n', 1],
    ['takes an entry in brackets', 'a: [b, #1 enemy,\n  c]\n', 1],
    ['takes a closing bracket', 'a: [b, c #7]\nd: e\n', 1],
    ['takes the middle of a text', 'a: We reject\n  point #7\n  and more\nb: c\n', 2],
  ])('that %s is a problem', (_, text, line) => {
    expect(rulesOf(text)).toEqual([`${line}: cut-text`]);
  });

  it('is a problem in every file of a pack', () => {
    for (const [file, text] of Object.entries(SMALL_PACK)) {
      const rows = text.split('\n');
      const at = rows.findIndex((row) => /: [a-z][^\n]*[a-z.]$/i.test(row));
      const cut = rows.map((row, index) => (index === at ? `${row} # 7` : row)).join('\n');
      expect([file, ...rulesOf(cut)]).toEqual([file, `${at + 1}: cut-text`]);
    }
  });
});
