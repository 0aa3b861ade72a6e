import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';

/** What is found, as `words => speaker`. */
function found(text: string): readonly string[] {
  return findQuotes(text).map(({ quote, speaker }) => `${quote} => ${speaker}`);
}

describe('the speaker of a quotation', () => {
  it.each([
    [
      'signs it on the line below, with office and moment',
      '“Great speech. She never quits.”\n\n-President Paul Weaver, tweeting after the speech.\n\nThe rest is history.',
      ['Great speech. She never quits. => Paul Weaver'],
    ],
    [
      'signs it on the line below by name alone',
      '“I will look into it and then tell you all.”\n\n- Anna Keller.\n\nKeller has been looking into it a long time.',
      ['I will look into it and then tell you all. => Anna Keller'],
    ],
    [
      'has an office of several words before the name',
      'Party Chief of Staff Katie Walsh explained it. “We begin with a head start,” she said in an interview.',
      ['We begin with a head start, => Katie Walsh'],
    ],
    [
      'has an office in small letters before the name',
      '“The first line of defense is at home,” said former secretary of state Anna Keller, who praised the plan.',
      ['The first line of defense is at home, => Anna Keller'],
    ],
    [
      'is named behind the description, whatever follows the name',
      '“It may be spring before it is confirmed,” said another leading advocate, Andrew J. Pincus of the law firm Meyer Braun.',
      ['It may be spring before it is confirmed, => Andrew J. Pincus'],
    ],
    [
      'is called by a name',
      '“Whoever opens the borders loses the vote,” wrote a man calling himself Paul Wolf.',
      ['Whoever opens the borders loses the vote, => Paul Wolf'],
    ],
    [
      'is known only as a user of a name',
      '“The bridge has been closed since noon,” wrote a user identified only as Rolf.',
      ['The bridge has been closed since noon, => Rolf'],
    ],
    [
      'fires back, and the pronoun is the same one',
      'Paul Weaver praised his boss online. Tom Fallon fired back: “As a guardian of the place,” he wrote, “we know whom you are for.”',
      ['As a guardian of the place, => Tom Fallon', 'we know whom you are for. => Tom Fallon'],
    ],
    [
      'begins a clause of its own behind somebody else’s quotation',
      'Anna Keller said she saw “no will for a ceasefire,” while Downing Street warned that there was “a long way to go.”',
      ['no will for a ceasefire, => Anna Keller', 'a long way to go. => Downing Street'],
    ],
    [
      'is nobody who was asked',
      'Anna Keller came to the studio. Keller was asked: “What would you have done then?” She answered, “I have no idea at all.”',
      ['What would you have done then? => null', 'I have no idea at all. => Anna Keller'],
    ],
    [
      'is two people who were named before',
      'The two lawmakers disagreed. “You have picked a new standard out of thin air,” the two write.',
      ['You have picked a new standard out of thin air, => the two'],
    ],
    [
      'is the "he" that a machine took for a chemical sign',
      'Marek Novak, who was astatine the talks, called them long. However, the draught had near some sides feeling “positive about it,” helium said.',
      ['positive about it, => Marek Novak'],
    ],
    [
      'is no place that only stands before the verb',
      'As Archbishop Aram Dorian of the Old Patriarchate of Antioch told the agency, “We have suffered the same fate for a hundred years.”',
      ['We have suffered the same fate for a hundred years. => Aram Dorian'],
    ],
    [
      'stands before a colon',
      'Marek Novak said: "The text is almost ready."',
      ['The text is almost ready. => Marek Novak'],
    ],
    [
      'stands behind the verb',
      '“It is over,” said Tom Baker, a spokesman for the union.',
      ['It is over, => Tom Baker'],
    ],
    [
      'holds for both halves of a split quotation',
      '“We will not sign this,” Anna Keller said on Monday. “Not today.”',
      ['We will not sign this, => Anna Keller', 'Not today. => Anna Keller'],
    ],
    [
      'is given by "according to"',
      'According to Lena Hartmann, the lead negotiator, the talks were “close to collapse” on Friday.',
      ['close to collapse => Lena Hartmann'],
    ],
    [
      'is whom the pronoun means',
      'Paul Weaver disagreed with the vote. “It has only begun,” he said.',
      ['It has only begun, => Paul Weaver'],
    ],
    [
      'is not the man of the paragraph before where somebody new is the subject',
      '“It is over,” said Tom Baker, a spokesman for the union.\n\nPaul Weaver disagreed. “It has only begun,” he said.',
      ['It is over, => Tom Baker', 'It has only begun, => Paul Weaver'],
    ],
    [
      'is the one woman where the pronoun is hers',
      'Maria Diaz met Peter Cross in the afternoon. “I told him everything we know,” she said.',
      ['I told him everything we know, => Maria Diaz'],
    ],
    [
      'is whoever has the title that is named',
      'President Ivo Maric opened the session. “We are here to listen,” the president said.',
      ['We are here to listen, => Ivo Maric'],
    ],
    [
      'has the fullest name of the text',
      'Rosa Diaz came late. “The train stood still,” Diaz said.',
      ['The train stood still, => Rosa Diaz'],
    ],
    [
      'stays through paragraphs that each open the marks again',
      '“This is the first paragraph of a speech.\n\n“It goes on in the second one.\n\n“And it ends here,” Rosa Diaz said.',
      [
        'This is the first paragraph of a speech. => Rosa Diaz',
        'It goes on in the second one. => Rosa Diaz',
        'And it ends here, => Rosa Diaz',
      ],
    ],
    [
      'is who wrote a post',
      'Petra Lind wrote on X: “No deal without guarantees.”',
      ['No deal without guarantees. => Petra Lind'],
    ],
    [
      'may be a body',
      'The Foreign Ministry said in a statement that the story was “completely false and dangerous”.',
      ['completely false and dangerous => The Foreign Ministry'],
    ],
    [
      'is another one in each clause',
      'Oksana Koval said “nothing has changed at all”, and Viktor Lund replied: “Everything has changed since then.”',
      ['nothing has changed at all => Oksana Koval', 'Everything has changed since then. => Viktor Lund'],
    ],
    [
      'signs the quotation behind a dash',
      '“I will never forget that night.” — Lucy Brown\n“Nor will I, and I was not there.” — Omar Haddad',
      ['I will never forget that night. => Lucy Brown', 'Nor will I, and I was not there. => Omar Haddad'],
    ],
    [
      'is named by the label of a transcript in marks',
      'Here is what they said to each other:\n\n"WEBER: Will there be a second round of talks?\n\n"LINDQVIST: There will be one, and soon."',
      ['Will there be a second round of talks? => WEBER', 'There will be one, and soon. => LINDQVIST'],
    ],
    [
      'is not who passed the words on',
      '“We are ready,” Zhao Li said, according to the news agency. “We have been ready for months.”',
      ['We are ready, => Zhao Li', 'We have been ready for months. => Zhao Li'],
    ],
    [
      'keeps the title that tells two of one surname apart',
      'Mr Brown told the court: “I was not there.” Mrs Brown said: “He was at home with me.”',
      ['I was not there. => Mr Brown', 'He was at home with me. => Mrs Brown'],
    ],
    [
      'is the office that was named, not who spoke last',
      'Senator Paul Reed spoke after Governor Ann West. “We are not done yet,” the governor said. “Far from it,” the senator replied.',
      ['We are not done yet, => Ann West', 'Far from it, => Paul Reed'],
    ],
    [
      'stands behind the description of a body’s man',
      '“There will be no concessions at all,” the ministry’s spokesman, Dmitri Orlov, told the agency.',
      ['There will be no concessions at all, => Dmitri Orlov'],
    ],
    [
      'is the last name behind whom it belongs to',
      '“It grew every year,” said Herald bureau chief Ann Lee, citing people.',
      ['It grew every year, => Ann Lee'],
    ],
    [
      'is the spokesperson, told with whom they speak for',
      'A spokesperson for Peter Cross told reporters the talks were “going well so far”.',
      ['going well so far => A spokesperson for Peter Cross'],
    ],
    [
      'goes on in a participle behind another name',
      'Viktor Lund welcomed the talks with Peter Cross, adding that he would view any change as “fundamentally different”.',
      ['fundamentally different => Viktor Lund'],
    ],
    [
      'has a name with several particles whole',
      '“We need more time,” said Maria von der Heyde.',
      ['We need more time, => Maria von der Heyde'],
    ],
    [
      'is who issued the document',
      'The draft treaty says that “each side shall withdraw within ninety days”.',
      ['each side shall withdraw within ninety days => The draft treaty'],
    ],
    [
      'stays as it is described where nobody has that name',
      '“We have no money left,” said a senior official in the ministry.',
      ['We have no money left, => a senior official'],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

it('is not sure of whom something was told', () => {
  const [told] = findQuotes('Anna Keller was told that “nobody would come to the talks.”');
  expect(told?.confidence ?? 0).toBeLessThan(0.6);
});

describe('known actors', () => {
  const known = [
    { id: 'keller', names: ['Anna Keller', 'Keller'] },
    { id: 'baker-tom', names: ['Tom Baker'] },
    { id: 'baker-sue', names: ['Sue Baker'] },
  ];
  const actors = (text: string) => findQuotes(text, { known }).map(({ actor }) => actor);

  it('are named by id where one of them has the name', () => {
    expect(actors('“We will not sign this,” Anna Keller said.')).toEqual(['keller']);
    expect(actors('“We will not sign this,” Keller said.')).toEqual(['keller']);
  });

  it('are not guessed where two have the surname or nobody has the name', () => {
    expect(actors('“We will not sign this,” Baker said.')).toEqual([null]);
    expect(actors('“We will not sign this,” Peter Keller said.')).toEqual([null]);
  });
});

describe('quotation marks', () => {
  it.each([
    ['curly', '“It is over for us,” Tom Baker said.'],
    ['straight', '"It is over for us," Tom Baker said.'],
    ['doubled single', "''It is over for us,'' Tom Baker said."],
    ['guillemets outwards', '«It is over for us,» Tom Baker said.'],
    ['guillemets inwards', '»It is over for us,« Tom Baker said.'],
    ['German', '„It is over for us,“ Tom Baker said.'],
    ['single, where there are no others', '‘It is over for us,’ Tom Baker said.'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual(['It is over for us, => Tom Baker']);
  });

  it('single, where double ones stand around words alone', () => {
    const text =
      '‘It is over for us,’ Tom Baker said. ‘It isn’t “ours” any more, and it’s late,’ Baker added.\n\nThe “special” plan was not named.';
    expect(found(text).map((one) => one.split(' => ')[0])).toEqual([
      ...['It is over for us,', 'It isn’t “ours” any more, and it’s late,'],
    ]);
    const american =
      '“It is over,” Tom Baker said. “They told me, ‘Go home now,’ and I went,” he said. “I went home.”';
    expect(found(american)).toHaveLength(3);
  });

  it('within a quotation belong to it', () => {
    expect(found('“He told me ‘never again’ and “not here” and left,” Tom Baker said.')).toEqual([
      'He told me ‘never again’ and “not here” and left, => Tom Baker',
    ]);
  });

  it('that are never closed end with the paragraph', () => {
    expect(found('Tom Baker said: “It is over for us.\n\nNobody answered him.')).toEqual([
      'It is over for us. => Tom Baker',
    ]);
  });

  it('around a single word that is talked about make no quotation', () => {
    expect(found('The word “ceasefire” was not in the text.')).toEqual([]);
  });

  it('around the title of a work make no quotation', () => {
    expect(found('The film “The Long Night Before” opens on Friday in all cinemas.')).toEqual([]);
    expect(found('Maria Lopez has read “War and Peace” twice.')).toEqual([]);
  });
});
