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
      ['дуже складна, але контрольована => Андрій Коваль'],
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

describe('other ways of naming who spoke', () => {
  it.each([
    [
      'a German office and a verb in two parts',
      'Der Kanzler Peter Braun reiste ab. Der Kanzler fügte hinzu: „Das wird so bleiben.“',
      ['Das wird so bleiben. => Peter Braun'],
    ],
    [
      'a German office that was named in full, and its woman by a pronoun',
      'Außenministerin Anna Keller blieb. „Wir sind bereit“, sagte die Ministerin. „Wir warten nicht“, fügte sie hinzu.',
      ['Wir sind bereit => Anna Keller', 'Wir warten nicht => Anna Keller'],
    ],
    [
      'a German party in the word for its man',
      'Lukas Brandt (CDU) kritisierte den Plan. „So geht das nicht“, fügte der CDU-Politiker hinzu.',
      ['So geht das nicht => Lukas Brandt'],
    ],
    [
      'a Russian press secretary of a state in capitals',
      '«Мы готовы к переговорам», — заявил пресс-секретарь президента РФ Иван Песков.',
      ['Мы готовы к переговорам => Иван Песков'],
    ],
    [
      'a Russian minister of a country, then a pronoun',
      'Министр иностранных дел России Сергей Орлов заявил: «Мы не видели этого». «Мы его ждём», — добавил он.',
      ['Мы не видели этого => Сергей Орлов', 'Мы его ждём => Сергей Орлов'],
    ],
    [
      'a Ukrainian spokesman of an office in capitals',
      'Представник МЗС Георгій Тихий сказав: «Ми цього не бачили».',
      ['Ми цього не бачили => Георгій Тихий'],
    ],
    [
      'a Ukrainian spokeswoman of an office of a country',
      'Речниця МЗС України Олена Зоря повідомила: «Ми готуємо відповідь».',
      ['Ми готуємо відповідь => Олена Зоря'],
    ],
    [
      'a German newspaper in marks, which says nothing',
      'Ministerpräsident Markus Braun sagte dem „Boten“: „Wir werden nicht nachgeben.“',
      ['Wir werden nicht nachgeben. => Markus Braun'],
    ],
    [
      'a Russian name with a patronymic, whole',
      'Глава комитета Анна Ивановна Смирнова сказала: «Мы этого не видели».',
      ['Мы этого не видели => Анна Ивановна Смирнова'],
    ],
    [
      'a French compound tense and where it was said',
      '« Nous sommes prêts », a déclaré le président Jean Morel sur RTL. « C’est un bon plan », a-t-il ajouté.',
      ['Nous sommes prêts => Jean Morel', 'C’est un bon plan => Jean Morel'],
    ],
    [
      'a French clause',
      'La ministre Anne Morel a affirmé que « la paix ne peut pas être une capitulation ».',
      ['la paix ne peut pas être une capitulation => Anne Morel'],
    ],
    [
      'a Spanish verb before the office',
      '"No estamos de acuerdo con este plan", dijo el presidente Pedro Luna en Madrid.',
      ['No estamos de acuerdo con este plan => Pedro Luna'],
    ],
    [
      'an Italian compound tense',
      '«Non siamo d’accordo con questo piano», ha detto il ministro Antonio Riva a Roma.',
      ['Non siamo d’accordo con questo piano => Antonio Riva'],
    ],
    [
      'a Polish verb behind a dash',
      '„Nie zgadzamy się na ten plan” – powiedział premier Jan Nowak w Warszawie.',
      ['Nie zgadzamy się na ten plan => Jan Nowak'],
    ],
    [
      'whose words they are',
      'It was, in the words of one diplomat, “a complete mess from start to finish.”',
      ['a complete mess from start to finish. => one diplomat'],
    ],
    [
      'speech in dashes that goes on behind the narration',
      '– Ні, я був удома, – відповіла Марія. – А що сталося?\n\n– Ми підемо, – сказав Петро, – поки не пізно.',
      ['Ні, я був удома => Марія', 'А що сталося? => Марія', 'Ми підемо => Петро', 'поки не пізно. => Петро'],
    ],
  ])('are read: %s', (_, text, expected) => {
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

  it('leaves out whoever asks without a name', () => {
    const press = [
      'QUESTION: Will there be a second round of talks next week?',
      'MR. PRICE: There will be one, and it will be soon, we think.',
      'QUESTION: And who will attend that second round?',
    ].join('\n\n');
    expect(found(press)).toEqual(['There will be one, and it will be soon, we think. => MR. PRICE']);
  });

  it('is not seen in a list with headings', () => {
    expect(found('Where: In the town hall of the city\nWhen: On Monday at ten in the morning')).toEqual([]);
  });
});
