import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDraft } from '../../../src/desk/text/read-draft.ts';

const labels = (text: string) => readDraft(text).parts.map(({ label }) => label);

describe('a pasted draft', () => {
  it.each([
    ['numbers', '1. The army is cut.\n2) The border stays.\n3. Prisoners go home.', ['1', '2', '3']],
    ['named parts', 'Article 1\nThe army is cut now.\nArticle 2. The border stays.', ['1', '2']],
    ['decimals', 'Article 6.1 The army is cut.\nArticle 6.2 The border stays.', ['6.1', '6.2']],
    ['numerals', 'I. The army is cut.\nII. The border stays.\nIII. Prisoners go.', ['I', 'II', 'III']],
    [
      'letters below numbers',
      '1. Army:\n(a) is cut to half of it\n(b) is paid by all\n2. Border',
      ['1(a)', '1(b)', '2'],
    ],
    [
      'numerals below letters',
      '1. Army\na) units:\ni) the first is cut\nii) the second goes\nb) pay',
      ['1(a)(i)', '1(a)(ii)', '1(b)'],
    ],
    [
      'decimals below a heading',
      '6 apart\n6. Security\n6.1 The army is cut.\n6.2 Guarantees hold.',
      ['6.1', '6.2'],
    ],
  ])('is read by its %s', (_, text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('keeps bullets with the point they stand below, and makes them parts where they stand alone', () => {
    expect(readDraft('1. The army:\n- is cut\n- is paid').parts).toEqual([
      { label: '1', heading: 'The army', words: 'The army: is cut is paid' },
    ]);
    expect(readDraft('• The army is cut\n• The border stays').parts).toHaveLength(2);
  });

  it('takes a year or a number at the beginning of a line for no point', () => {
    expect(labels('1. The treaty of\n2014. It holds.\n2. The force has\n800. That stays.')).toEqual([
      '1',
      '2',
    ]);
  });

  it('loses no word of it', () => {
    const mark = fc.constantFrom(
      '',
      '1. ',
      '2. ',
      '(a) ',
      'b) ',
      '- ',
      'Article 3. ',
      '6.1 ',
      'IV. ',
      'ii) ',
    );
    const line = fc.tuple(mark, fc.integer({ min: 0, max: 9999 }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const text = lines.map(([begin, count]) => `${begin}word${count} is said`).join('\n');
        const { parts, opening } = readDraft(text);
        const read = [opening, ...parts.map(({ heading = '', words }) => `${heading} ${words}`)].join(' ');
        for (const [, count] of lines) expect(read).toContain(`word${count} is said`);
      }),
    );
  });
});
