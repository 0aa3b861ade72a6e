import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';

function found(text: string): readonly string[] {
  return findQuotes(text).map(({ quote, speaker }) => `${quote} => ${speaker}`);
}

describe('German direct speech', () => {
  it.each([
    [
      'behind the quotation',
      '„Wir werden das nicht unterschreiben“, sagte Außenministerin Anna Keller am Montag.',
      ['Wir werden das nicht unterschreiben => Anna Keller'],
    ],
    [
      'before a colon',
      'Bundeskanzler Peter Braun sagte in Berlin: „Der Plan ist gut für alle.“',
      ['Der Plan ist gut für alle. => Peter Braun'],
    ],
    [
      'with "so" and guillemets',
      'Die Lage ist ruhig. »Das ist ein guter Plan«, so Kanzler Peter Braun.',
      ['Das ist ein guter Plan => Peter Braun'],
    ],
    [
      'with "laut"',
      'Laut Innenminister Karl Vogt ist die Lage „sehr ernst und unübersichtlich“.',
      ['sehr ernst und unübersichtlich => Karl Vogt'],
    ],
  ])('names its speaker %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('Ukrainian direct speech', () => {
  it.each([
    [
      'behind a dash',
      '«Ми не підпишемо цей документ», — сказав міністр закордонних справ Андрій Коваль.',
      ['Ми не підпишемо цей документ => Андрій Коваль'],
    ],
    [
      'before a colon, and by a pronoun',
      'Президент Олег Мороз заявив: «Україна ніколи не визнає цього». «Ми готові до розмови», — додав він.',
      ['Україна ніколи не визнає цього => Олег Мороз', 'Ми готові до розмови => Олег Мороз'],
    ],
    [
      'by "за словами"',
      'За словами Андрія Коваля, ситуація «дуже складна, але контрольована».',
      ['дуже складна, але контрольована => Андрія Коваля'],
    ],
    [
      'where a dash opens the line instead of marks',
      '– Я там був і все бачив на власні очі, – сказав Петро Лисенко.',
      ['Я там був і все бачив на власні очі => Петро Лисенко'],
    ],
  ])('names its speaker %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('a transcript without marks', () => {
  const text = [
    'Anna Weber spoke with the governor on Tuesday.',
    'WEBER: Will there be a second round of talks?',
    'LINDQVIST: There will be one, and he said “soon” to me.',
    'WEBER: Thank you for being with us tonight.',
  ].join('\n\n');

  it('gives each turn to the name in front of it, in full where the text has it', () => {
    expect(found(text)).toEqual([
      'Will there be a second round of talks? => Anna Weber',
      'There will be one, and he said “soon” to me. => LINDQVIST',
      'Thank you for being with us tonight. => Anna Weber',
    ]);
    expect(findQuotes(text).every(({ marked }) => !marked)).toBe(true);
  });

  it('is not seen in a list with headings', () => {
    expect(found('Where: In the town hall of the city\nWhen: On Monday at ten in the morning')).toEqual([]);
  });
});
