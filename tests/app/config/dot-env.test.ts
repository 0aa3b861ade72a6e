import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/app/config/decode-text.ts';
import { parseDotEnv, unquoted } from '../../../src/app/config/dot-env.ts';

/** Not empty: after `KEY=` alone Node reads on in the next line. */
const value = fc.stringMatching(/^[\w.:/@+=-]{1,30}$/);
const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/);

describe('parseDotEnv', () => {
  it('reads whatever is well formed as Node does, in every notation and with its line', () => {
    const line = fc.tuple(
      name,
      value,
      fc.constantFrom('', 'export ', '  '),
      fc.constantFrom('', '"', "'", '`'),
      fc.constantFrom('', ' ', '  # a comment'),
      fc.constantFrom('=', ' = '),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.map(
          ([key, set, before, mark, after, is]) => before + key + is + mark + set + mark + after,
        );
        const { entries, problems } = parseDotEnv(text.join(end));
        expect(problems).toEqual([]);
        expect(entries.map(({ line: at }) => at)).toEqual(text.map((_, at) => at + 1));
        expect(Object.fromEntries(entries.map((entry) => [entry.name, entry.value]))).toEqual({
          ...parseEnv(text.join('\n')),
        });
      }),
    );
  });

  it.each([
    ['KEY=a#b', 'a#b'],
    ['KEY=postgres://u:p#w@db/x # with a comment', 'postgres://u:p#w@db/x'],
    ['KEY= # nothing', ''],
    ['KEY="a # b"', 'a # b'],
    ['KEY="one\\ntwo"', 'one\ntwo'],
    ['KEY="one\ntwo" # and a comment', 'one\ntwo'],
    ["KEY='it\"s'", 'it"s'],
    ['\tKEY\t=\ta', 'a'],
  ])('reads %j as %j', (text, expected) => {
    expect(parseDotEnv(text)).toEqual({ entries: [{ name: 'KEY', value: expected, line: 1 }], problems: [] });
  });

  it.each([
    'set KEY=canary',
    '$env:KEY = "canary"',
    'KEY: canary',
    'KEY canary',
    'export KEY',
    'canary',
    '; canary',
    '// canary',
    '[canary]',
    'KEY="canary" canary',
    'KEY="canary',
    '=canary',
    '1KEY=canary',
  ])('tells the line of %j, which sets nothing, without repeating it', (text) => {
    const { entries, problems } = parseDotEnv(`# first\n${text}\nNEXT=1`);
    expect(entries).toEqual([{ name: 'NEXT', value: '1', line: 3 }]);
    expect(problems).toEqual([{ line: 2, says: expect.not.stringContaining('canary') }]);
  });

  it('accounts for every line: it is blank, a comment, an assignment or a problem', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Z=#" a-]{0,8}$/), { maxLength: 8 }), (lines) => {
        const single = lines.map((line) => line.replaceAll('"', ''));
        const { entries, problems } = parseDotEnv(single.join('\n'));
        const said = [...entries, ...problems].map(({ line }) => line).sort((a, b) => a - b);
        const meant = single.flatMap((line, at) => (/^\s*(?:#.*)?$/.test(line) ? [] : [at + 1]));
        expect(said).toEqual(meant);
      }),
    );
  });
});

describe('unquoted', () => {
  it('takes quotation marks of any kind off a whole value, and leaves others', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('""', "''", '``', '“”', '„“', '‘’', '«»'), ([...inside], marks) => {
        expect(unquoted(` ${marks[0]}${inside.join('')}${marks[1]}\n`)).toBe(inside.join(''));
      }),
    );
    for (const text of ['"a', 'a"', 'a"b"c', '"', '\'a"']) expect(unquoted(text)).toBe(text);
  });
});

describe('decodeText', () => {
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const utf32 = (text: string) => {
    const bytes = Buffer.alloc([...text].length * 4);
    for (const [at, letter] of [...text].entries()) bytes.writeUInt32LE(letter.codePointAt(0) ?? 0, at * 4);
    return bytes;
  };

  it('reads the same text from every encoding that editors and shells write', () => {
    const text = fc.stringMatching(/^[A-Z]{1,9}=[ -~é€\n😀]{0,20}$/u);
    fc.assert(
      fc.property(text, (written) => {
        const encodings = [
          Buffer.from(written),
          Buffer.from(`\ufeff${written}`),
          Buffer.from(`\ufeff${written}`, 'utf16le'),
          utf16be(`\ufeff${written}`),
          utf32(`\ufeff${written}`),
          utf32(`\ufeff${written}`).swap32(),
        ];
        for (const bytes of encodings) expect(decodeText(bytes)).toBe(written);
      }),
    );
  });

  it('knows UTF-16 without a mark by its zeros, and takes what is not UTF-8 for windows-1252', () => {
    const text = 'PORT=3000\n# schön\n';
    for (const bytes of [Buffer.from(text, 'utf16le'), utf16be(text), Buffer.from(text, 'latin1')]) {
      expect(decodeText(bytes)).toBe(text);
    }
  });

  it('reads any bytes without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => typeof decodeText(bytes) === 'string'),
    );
  });
});
