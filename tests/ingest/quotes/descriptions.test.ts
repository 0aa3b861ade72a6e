import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';

function speakers(text: string): readonly (string | null)[] {
  return findQuotes(text).map(({ speaker }) => speaker);
}

describe('a description of the speaker', () => {
  it.each([
    [
      'names whom the place and a shortened title were said of',
      'Sen. Rosa Lind (R-Fla.) met Governor Paul Cross of Ohio. “We are not done,” the Florida senator said.',
      ['Rosa Lind'],
    ],
    [
      'names whom a like word was said of',
      'Peter Holm, a billionaire investor, bought the paper. “It was cheap,” the tycoon said.',
      ['Peter Holm'],
    ],
    [
      'names whom the apposition told it of, not who was named last',
      'Ben Carver, a retired surgeon, spoke before Anna Keller. “I know what pain is,” the retired surgeon said.',
      ['Ben Carver'],
    ],
    [
      'names nobody where one without a name was called so before',
      'Paul Weaver met a candidate for the council. “I want his seat,” the candidate said.',
      ['the candidate'],
    ],
    [
      'names nobody who holds another office',
      'Senator Paul Reed came late. “The bridge stays closed,” the governor said.',
      ['the governor'],
    ],
    [
      'names nobody of another place',
      'Anna Keller sent a letter to Senator Paul Reed. “It is a disgrace,” the Utah Republican said.',
      ['the Utah Republican'],
    ],
    [
      'names whom a comma parts from what was told of them',
      'The mayor of Portello, Dario Conti, met Paul Weaver. Weaver smiled. “I will not go,” the mayor said.',
      ['Dario Conti'],
    ],
    [
      'names whom the same was told of in Italian',
      'Il sindaco di Portello, Dario Conti, ha respinto le accuse. «Non mi dimetto per questo», ha detto il sindaco ai giornalisti.',
      ['Dario Conti'],
    ],
    [
      'keeps a prime minister and another minister apart',
      'Finance Minister Paul Reed met Prime Minister Anna Keller. “We will see in May,” the prime minister said. “So we will,” the finance minister said.',
      ['Anna Keller', 'Paul Reed'],
    ],
    [
      'names no minister by the prime minister',
      'Finance Minister Paul Reed was late. “We will see in May,” the prime minister said.',
      ['the prime minister'],
    ],
    [
      'names nobody where it may be anybody',
      'Paul Weaver left at noon. “He was angry,” the official said.',
      ['the official'],
    ],
  ])('%s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });
});

describe('a name', () => {
  it.each([
    [
      'is not the one that tells whose it is',
      '“This is the same attack as last week,” Keller press secretary Brian Fall said on Monday.',
      ['Brian Fall'],
    ],
    [
      'stands behind a possessive and a role of several words',
      '“It has never happened before,” said Keller’s top foreign policy aide Jake Sull.',
      ['Jake Sull'],
    ],
    [
      'stands behind a role and a rank',
      '“I do not see how it would change us,” said Ministry spokesman Navy Capt. Jeff Dahl.',
      ['Jeff Dahl'],
    ],
    [
      'has a co-host before it',
      '“Imagine the two of them on one stage,” mused Beacon co-host Stu Berg.',
      ['Stu Berg'],
    ],
    [
      'is the first of two who wrote together',
      '“He is filled with resentment,” Edward Dover and Gabriel Benetti wrote. “It is over.”',
      ['Edward Dover', 'Edward Dover'],
    ],
    [
      'has its bank told behind it before the verb',
      'Holger Schmid of Berenberg, the largest private bank, warned that “logic would suggest it.”',
      ['Holger Schmid'],
    ],
    [
      'of an office begins the sentence',
      'A secretary was there. Secretary of State Jane Kerr said that the elections were an “important step forward.”',
      ['Jane Kerr'],
    ],
    [
      'is no word that only opens the sentence',
      'Anna Keller left. Otherwise, she said, countries “may simply steal growth from one another.”',
      ['Anna Keller'],
    ],
    [
      'is no pronoun drawn together with its verb',
      'Anna Keller left. They’ve won, and she’d said before that it was “close to a miracle.”',
      ['Anna Keller'],
    ],
  ])('%s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });
});
