import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { lineOf, lineTree } from '../../src/pack/line-tree.ts';
import { readPlainYaml } from '../../src/pack/plain-yaml.ts';
import { readYaml } from '../../src/pack/read-yaml.ts';
import { SMALL_PACK } from './small-pack.ts';

/** Fails where the quick reader answers anything but the full parser's answer. */
function agrees(text: string): boolean {
  const quick = readPlainYaml(text);
  if (quick === null) return false;
  const document = parseDocument(text, { logLevel: 'error' });
  expect(document.errors, text).toEqual([]);
  expect(document.warnings, text).toEqual([]);
  expect(quick.value, text).toEqual(document.toJS());
  return true;
}

describe('the quick reader', () => {
  it.each(Object.entries(SMALL_PACK))('reads %s, as the full parser does', (_, text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    'a: b',
    'a: # nothing\nb: 1 # one',
    'a: |\n  two\n\n   lines\nb: >-\n  folded\n  words\n\n  twice\n',
    'a: "quoted \\"twice\\" and\n  folded"\nb: \'it\'\'s\'',
    'a: plain words that\n  go on\n\n  and on\n# said\nb: https://example.org/a#b',
    'a: [x, "y, z", { b: c }]\nb: {\n    c: d,\n    e: [1, -2.5],\n  }',
    '- - a\n  - b\n- c: d\n  e:\n  - f\n-',
    'a: [../2025-11-30, 2025-11-25, 007a]\nb: [true, null, no, 12:30]',
  ])('reads %j, as the full parser does', (text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    'a: *b',
    'a: &b c',
    'a: !!str 1',
    'a: "\\u0041"',
    'a: b: c',
    'a: b\na: c',
    'a:\n  b: c\n d: e',
    'a: [b',
    'a: "b',
    '? a\n: b',
    'a: 0x1f',
    'a: ~',
    '"a": b',
    '__proto__: a',
    'a:\tb',
    '---\na: b',
    '%YAML 1.2\n---\na: b',
    'a: b\n---\nc: d',
    'just words',
    '',
  ])('leaves %j to the full parser', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });

  const words = fc.oneof(
    fc.lorem({ maxCount: 40 }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '2025-11-25',
      'true',
      '1e3',
      '../2025',
      'it’s “so”',
      ': ',
      ' # ',
      '- a',
      '"',
      "''",
      'a\u00a0',
      '\u00a0b',
    ),
  );
  const keys = fc.constantFrom('id', 'words', 'sources', 'a-b', 'c_d', 'e', 'f', 'g');
  const trees = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      words,
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      tie('map'),
      tie('list'),
    ),
    map: fc.dictionary(keys, tie('node'), { maxKeys: 5 }),
    list: fc.array(tie('node'), { maxLength: 5 }),
  }));

  it('agrees with the full parser on every document that it reads', () => {
    let read = 0;
    const layouts = fc.record({
      lineWidth: fc.constantFrom(0, 20, 80),
      blockQuote: fc.constantFrom(true, false, 'folded' as const, 'literal' as const),
      collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
    });
    fc.assert(
      fc.property(trees.map, layouts, (value, layout) => {
        if (agrees(stringify(value, layout))) read += 1;
      }),
      { numRuns: 1500 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('agrees with the full parser on every soup of tokens that it reads', () => {
    const tokens = fc.constantFrom(
      ...[
        'a:',
        'b: ',
        'c: ',
        '- ',
        '-',
        '  ',
        '    ',
        ' ',
        '"',
        "'",
        "''",
        '\\"',
        '\\\\',
        '[',
        ']',
        '{',
        '}',
        ', ',
        ',',
        ': ',
      ],
      ...[
        ':',
        '|',
        '>',
        '|-',
        '>-',
        '\n',
        '\n  ',
        '\n    ',
        '\n- ',
        '\n  - ',
        '\n\n',
        ' #x',
        '# c\n',
        'word',
        'two words',
        '1',
      ],
      ...[
        '-3',
        '2025-11-25',
        '../2025-11-30',
        '..',
        '...',
        'true',
        'null',
        '~',
        '0.5',
        '1e3',
        'é',
        '\u00a0',
        '?',
        '!x',
        '&a',
      ],
      ...[
        '*a',
        '%',
        '@',
        '`',
        '---\n',
        '...\n',
        "don't",
        '<<: ',
        '=',
        '.',
        'http://x.y/z',
        'f: g',
        '"q r"',
        '[a, b]',
        '{ a: b }',
      ],
    );
    const openings = fc.constantFrom(
      '',
      'a: ',
      'a:\n  ',
      '- ',
      'a:\n- ',
      'a: >-\n  ',
      'a: |\n  ',
      'a: "',
      'a: [',
      '- a: ',
      'a: word',
    );
    const soups = fc
      .tuple(openings, fc.array(tokens, { maxLength: 14 }))
      .map(([first, rest]) => first + rest.join(''));
    let read = 0;
    fc.assert(
      fc.property(soups, (text) => {
        if (agrees(text)) read += 1;
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('gives every node the line the full parser gives it', () => {
    for (const text of Object.values(SMALL_PACK)) {
      const quick = lineTree(1);
      readPlainYaml(text, quick);
      // A tag makes the file one that only the full parser reads.
      const full = readYaml(new TextEncoder().encode(`${text}extra: !tag x\n`)).lines();
      full.children.delete('extra');
      expect(quick).toEqual(full);
    }
  });
});

describe('the line of a path', () => {
  it('is that of the nearest node above where it leads nowhere', () => {
    const tree = lineTree(1);
    readPlainYaml('a:\n  - b: 1\n\n  - c: [\n      2\n    ]', tree);
    expect(lineOf(tree, ['a', 1, 'c', 0])).toBe(5);
    expect(lineOf(tree, ['a', 1, 'd', 'e'])).toBe(4);
    expect(lineOf(tree, [])).toBe(1);
  });
});
