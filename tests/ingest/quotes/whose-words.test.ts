import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';
import { inNominative } from '../../../src/ingest/quotes/reading/slavic/nominative.ts';

const speakers = (text: string) => findQuotes(text).map(({ speaker }) => speaker);

describe('words that are said to be somebody’s own', () => {
  test.each([
    ['In his own words, Tom Hale was “never going to sign that paper”.', 'Tom Hale'],
    ['Tom Hale, in his own words, “never read the paper”.', 'Tom Hale'],
    ['By her own account, Anna Keller had been “asleep for the whole of the vote”.', 'Anna Keller'],
    ['Anna Keller spoke on Monday. She was, in her own telling, “tired of waiting for them”.', 'Anna Keller'],
    ['Anna Keller was “tired of waiting for them”, in her own words.', 'Anna Keller'],
  ])('are theirs: %s', (text, speaker) => {
    expect(speakers(text)).toEqual([speaker]);
  });

  test('are hardly theirs where their lawyer is the subject', () => {
    const found = findQuotes('In his own words, Hale’s lawyer was “never going to sign that paper”.');
    expect(found.filter(({ confidence }) => confidence > 0.6)).toEqual([]);
  });
});

describe('a name in the genitive behind whose words they are', () => {
  test.each([
    ['За словами Олени Ковальчук, «міст відкриють у травні, якщо погода дозволить».', 'Олена Ковальчук'],
    ['За словами прем’єр-міністра Дениса Шмигаля, «бюджет буде ухвалено вчасно».', 'Денис Шмигаль'],
    ['На думку Юрія Ткаченка, «це була помилка уряду».', 'Юрій Ткаченко'],
    ['«Роботи триватимуть рік», за словами Марії Гончаренко.', 'Марія Гончаренко'],
    ['По словам Андрея Петрова, «мост откроют в мае, если позволит погода».', 'Андрей Петров'],
  ])('is told in the nominative: %s', (text, speaker) => {
    const found = findQuotes(text);
    expect(found.map((quote) => quote.speaker)).toEqual([speaker]);
    const { start = 0, end = 0, text: mentioned = '' } = found[0]?.mention ?? {};
    expect(text.slice(start, end)).toBe(mentioned);
  });

  test('is the same person as the name in the nominative elsewhere', () => {
    const text =
      'Як повідомив Іван Петренко, міст закрили. За словами Петренка, «роботи триватимуть рік». «Ми чекаємо відповіді», — додав Петренко.';
    expect(new Set(speakers(text))).toEqual(new Set(['Іван Петренко']));
  });

  test.each([
    ['Володимира Зеленського', 'Володимир Зеленський'],
    ['Петра Порошенка', 'Петро Порошенко'],
    ['Ігоря Кличка', 'Ігор Кличко'],
    ['Ольги Стефанішиної', 'Ольга Стефанішина'],
    ['Ірини Верещук', 'Ірина Верещук'],
    ['Валерія Залужного', 'Валерій Залужний'],
    ['Елены Ивановой', 'Елена Иванова'],
    ['Трампа', 'Трамп'],
    ['МЗС', 'МЗС'],
    ['Hale', 'Hale'],
  ])('%s is %s', (genitive, nominative) => {
    expect(inNominative(genitive)).toBe(nominative);
  });

  test('keeps as many words as it had, and whatever is not Cyrillic as it is', () => {
    const word = fc.constantFrom('Олени', 'Keller', 'Петренка', 'von', 'Андрія', 'СБУ', 'Дзюби');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const name = words.join(' ');
        expect(inNominative(name).split(' ')).toHaveLength(words.length);
        if (/[a-z]/i.test(name)) expect(inNominative(name)).toBe(name);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  'said Air Force 1st Lt. Tom Hale.',
  'said Army 2nd Lt. Tom Hale, a pilot.',
  'said Navy Petty Officer 1st Class Tom Hale.',
  'Marine 1st Sgt. Tom Hale said.',
])('a grade with its number leads to the name: %s', (behind) => {
  expect(speakers(`“I do not understand it,” ${behind}`)).toEqual(['Tom Hale']);
});
