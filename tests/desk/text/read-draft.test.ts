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
    [
      'own word below lettered chapters',
      'CHAPTER A. CREWS\nRule 1. A crew has eight.\nRule 2. It rows.\nCHAPTER B. MONEY\nRule 3. It is paid.',
      ['1', '2', '3'],
    ],
    ['own word in another script', 'Стаття 1. Армія.\nСтаття 2. Кордон.', ['1', '2']],
    [
      'first letters on the line of their number',
      'Rule 1. It rows.\nRule 2. (a) A crew has eight.\n(b) It has a cox.\nRule 3 It is paid.',
      ['1', '2(a)', '2(b)', '3'],
    ],
    [
      'labels that are written together',
      'Rule 4(b) A crew.\nRule 4(c): A cox.\nRule 5 (a) A boat.\n(b) An oar.',
      ['4(b)', '4(c)', '5(a)', '5(b)'],
    ],
    ['numbers with a letter in brackets', '1(a) A crew.\n1(b) A cox.\n2. A boat.', ['1(a)', '1(b)', '2']],
  ])('is read by its %s', (_, text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('keeps bullets with the point they stand below, and makes them parts where they stand alone', () => {
    expect(readDraft('1. The army:\n- is cut\n- is paid').parts).toEqual([
      { label: '1', heading: 'The army', words: 'The army: is cut is paid' },
    ]);
    expect(readDraft('• The army is cut\n• The border stays').parts).toHaveLength(2);
  });

  it('calls its parts by the word that most of them have, and not by the chapters they stand in', () => {
    const rules = 'Chapter A\nRule 1. A crew.\nRule 2. A cox.\nChapter B\nRule 3. A boat.';
    expect(readDraft(rules).called).toBe('rule');
    expect(readDraft('Chapter I\nArticle 1. A crew.').called).toBe('article');
  });

  it('takes a word with a number for a part only where the next number follows and no sentence goes on', () => {
    expect(labels('1. The league meets on\nMarch 3. It votes.\n2. It ends.')).toEqual(['1', '2']);
    expect(labels('1. A crew.\nGroup 1 has won and\nGroup 2 has lost.\n2. It ends.')).toEqual(['1', '2']);
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
      'Rule 1. (a) ',
      'Rule 2(b) ',
      '4(c) ',
      'Chapter B. ',
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
