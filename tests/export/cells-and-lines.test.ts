import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { csvTable } from '../../src/export/csv-cells.ts';
import { contentLines, textValue, uriValue } from '../../src/export/ics-lines.ts';
import { escaped } from '../../src/export/markdown.ts';

/** Words with what CSV, calendars and spreadsheets have a meaning for. */
const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        "'",
        '"',
        ',',
        ';',
        '\\',
        '\n',
        '\r\n',
        '\r',
        '\t',
        ' ',
        '1',
        'é',
        '€',
        '😀',
        ':',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

/** So much that a line is folded several times, of characters that take one to four octets. */
const long = fc
  .array(fc.constantFrom('a', 'é', 'ж', '€', '漢', '😀', ' ', ','), { minLength: 60, maxLength: 160 })
  .map((parts) => parts.join(''));

/** What a reader of the table does to have the words back. */
const unguarded = (cell: string) => cell.replace(/^'(?=['\s]*[=+\-@\uff1d\uff0b\uff0d\uff20])/, '');

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a cell and a line cannot hold.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

describe('a table', () => {
  it('gives back every cell, but control characters, to another reader of CSV', () => {
    fc.assert(
      fc.property(fc.array(fc.array(words, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const clean = rows.map((row) => row.map((cell) => cell.replace(CONTROL, '\ufffd')));
        const read: string[][] = parse(csvTable(rows), { recordDelimiter: '\r\n', skipEmptyLines: false });
        expect(read.map((row) => row.map(unguarded))).toEqual(clean);
      }),
    );
  });

  it('has no cell that a spreadsheet computes', () => {
    fc.assert(
      fc.property(words, (cell) => {
        const read: string[][] = parse(csvTable([['id', cell]]), { recordDelimiter: '\r\n' });
        const shown = read[0]?.[1] ?? '';
        expect(/^\s*[=+\-@]/.test(shown) && Number.isNaN(Number(shown))).toBe(false);
      }),
    );
  });

  it.each([
    ['=HYPERLINK("http://x.example";"read")', `"'=HYPERLINK(""http://x.example"";""read"")"`],
    ['+1', "'+1"],
    ['-5', '-5'],
    ['-5+cmd', "'-5+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['a = b', 'a = b'],
  ])('writes %j as it is safe', (cell, line) => {
    expect(csvTable([[cell]])).toBe(`${line}\r\n`);
  });
});

describe('a line of a calendar', () => {
  it('has at most 75 octets, cuts no character, and gives back its text to another reader', () => {
    fc.assert(
      fc.property(fc.oneof(words, long), (text) => {
        const lines = contentLines([
          ['BEGIN', 'VEVENT'],
          ['SUMMARY', textValue(text)],
          ['END', 'VEVENT'],
        ]);
        const bytes = Buffer.from(lines);
        for (const line of bytes.toString('latin1').split('\r\n'))
          expect(line.length).toBeLessThanOrEqual(75);
        for (const line of lines.split('\r\n')) expect(Buffer.from(line).toString()).toBe(line);
        expect(bytes.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const read = new ICAL.Component(ICAL.parse(lines)).getFirstPropertyValue('summary');
        const clean = text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROL, '\ufffd');
        expect(read).toBe(clean);
      }),
    );
  });

  it('takes an address with its commas and refuses what is none', () => {
    expect(uriValue('https://a.example/x,y;z?q=1')).toBe('https://a.example/x,y;z?q=1');
    expect(uriValue('javascript:alert(1)')).toBeNull();
    expect(uriValue('https://a.example/\r\nATTENDEE:x')).not.toMatch(/[\r\n]/);
  });
});

describe('outside text in Markdown', () => {
  it.each([
    ['[see](http://x.example)', '\\[see\\](http://x.example)'],
    ['<script>*_`', '\\<script\\>\\*\\_\\`'],
    ['snake_case stays, _this_ does not', 'snake_case stays, \\_this\\_ does not'],
    ['AT&T and &lt;', 'AT&T and &amp;lt;'],
    ['two\nlines', 'two lines'],
  ])('%j stays text', (words, shown) => {
    expect(escaped(words)).toBe(shown);
  });
});
