import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';

function said(text: string): readonly (readonly [string, string | null])[] {
  return findQuotes(text).map(({ quote, speaker }) => [quote, speaker]);
}

function speakers(text: string): readonly (string | null)[] {
  return findQuotes(text).map(({ speaker }) => speaker);
}

describe('narration within the marks', () => {
  it.each([
    [
      '«Цифри викликають запитання, – сказав депутат Ігор Савчук. – Ми чекаємо на пояснення».',
      [
        ['Цифри викликають запитання', 'Ігор Савчук'],
        ['Ми чекаємо на пояснення', 'Ігор Савчук'],
      ],
    ],
    [
      '«Мы ждём ответа! — сказала Анна Петрова. — Пока его нет».',
      [
        ['Мы ждём ответа!', 'Анна Петрова'],
        ['Пока его нет', 'Анна Петрова'],
      ],
    ],
    [
      '«Ми чекаємо на пояснення уряду, – сказав депутат Ігор Савчук».',
      [['Ми чекаємо на пояснення уряду', 'Ігор Савчук']],
    ],
  ])('parts them: %s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('is none where a dash in the words is followed by no verb of speaking', () => {
    const text = '«Це наш дім, – і ми звідси не підемо», – сказав Ігор Савчук.';
    expect(said(text)).toEqual([['Це наш дім, – і ми звідси не підемо', 'Ігор Савчук']]);
  });

  it('is parted in time that grows with the length, every part verbatim at its place', () => {
    const piece = fc.constantFrom(
      '«',
      '»',
      ', – сказав Петро. – ',
      'Ми чекаємо',
      ' – ',
      '. ',
      '! — ',
      'сказала',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { quote, start, end } of findQuotes(text)) expect(text.slice(start, end)).toBe(quote);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a paper that says so', () => {
  it('is the speaker of «…», – йдеться у заяві', () => {
    const text =
      'Спілка розкритикувала проєкт. «Податки знову підвищують без обговорення», – йдеться у заяві спілки.';
    expect(speakers(text)).toEqual(['заяві']);
  });
});

describe('where it was written', () => {
  it.each([
    [
      'Речник уряду Тарас Мельник у Telegram написав: «Рішення буде оприлюднено сьогодні ввечері».',
      'Тарас Мельник',
    ],
    ['Anna Keller on Telegram wrote: “The bridge will open in May if the weather holds.”', 'Anna Keller'],
  ])('says nothing: %s', (text, speaker) => {
    expect(speakers(text)).toEqual([speaker]);
  });
});

describe('roles beside a name', () => {
  it.each([
    ['«Wenn die Brücke nicht kommt, gehen wir», sagte der Unternehmer Thomas Aebi.', 'Thomas Aebi'],
    ['Rademacher will klagen. Vogt reagierte gelassen: „Das darf er gern versuchen.“', 'Vogt'],
    [
      'Le budget est voté. « C’est un soulagement pour tous », a déclaré le ministre des Finances, Marc Delorme, à la sortie.',
      'Marc Delorme',
    ],
    [
      'Selon le député centriste Hugo Perrin, le texte est « imparfait mais nécessaire pour le pays ».',
      'Hugo Perrin',
    ],
    [
      'Outside court, Det Insp Ruth Galloway, of West Yorkshire Police, said: “This was greed, pure and simple.”',
      'Ruth Galloway',
    ],
    ['Judge Amelia Thorne KC said: “You knew these people and you robbed them.”', 'Amelia Thorne'],
    [
      'A spokesperson for the Department for Transport said: “We have capped the increase well below it.”',
      'A spokesperson for the Department for Transport',
    ],
    [
      'Captain Jonas Berg apologised to all who came. “We let everybody down today,” the Norwegian said.',
      'Jonas Berg',
    ],
    [
      'Beth Arden took over in May. “It was like walking into an airport,” the headteacher recalls.',
      'Beth Arden',
    ],
  ])('%s', (text, speaker) => {
    expect(speakers(text)).toEqual([speaker]);
  });
});

it('keeps words that a verb of speaking without a subject follows', () => {
  const text =
    'El alcalde de Villamar, Joaquín Ortega, descartó el lunes dimitir. «No voy a abandonar a los vecinos», dijo en rueda de prensa.';
  expect(said(text)).toEqual([['No voy a abandonar a los vecinos', 'Joaquín Ortega']]);
});

describe('an interview in lines that begin with "Q:" and "A:"', () => {
  const lead = 'The diver Carla Benedetti spent 31 hours in a cave. She spoke to Mark Ellery.\n\n';
  const lines =
    'Q: When did you understand it?\n\nA: After maybe ten minutes I knew.\n\nQ: Were you afraid?\n\nA: Of course I was. My teacher said, “Fear is a tool for you.”\n';

  it('gives the answers to whom the text names first and not as the one who asks', () => {
    expect(said(lead + lines)).toEqual([
      ['After maybe ten minutes I knew.', 'Carla Benedetti'],
      ['Of course I was. My teacher said, “Fear is a tool for you.”', 'Carla Benedetti'],
    ]);
  });

  it('names nobody where nobody is named before', () => {
    expect(speakers(`It was a long night.\n\n${lines}`)).toEqual([null, null]);
  });

  it('is none where there is one question', () => {
    expect(findQuotes('Q: Why now?\n\nA: Because we could do it.\n')).toEqual([]);
  });
});
