import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';

function speakers(text: string): readonly (string | null)[] {
  return findQuotes(text).map(({ speaker }) => speaker);
}

describe('a description read to its head', () => {
  it.each([
    [
      'over an adjective behind a party',
      'Anna Keller was in Ostrava. “We are ahead in every poll we have,” the Republican presidential candidate said.',
      'the Republican presidential candidate',
    ],
    [
      'over a house and what is led',
      'A vote is due. “There is no deal on the table tonight,” the Senate minority leader said.',
      'the Senate minority leader',
    ],
    [
      'over an age',
      'It rained. “I walked home all the way from there,” said the 46-year-old.',
      'the 46-year-old',
    ],
    [
      'over a mark and an age',
      'It rained. “I made the climate my first task,” the bespectacled, 71-year-old diplomat said in Oslo.',
      'the bespectacled, 71-year-old diplomat',
    ],
  ])('%s', (_, text, words) => {
    expect(findQuotes(text)[0]?.mention?.text).toBe(words);
  });
});

describe('a description of whom nothing was said', () => {
  it.each([
    [
      'means whoever was heard last',
      'Paul Reed came to Oslo on Monday. “The bridge is safe,” Reed said. “It will open again in May,” the governor said.',
      ['Paul Reed', 'Paul Reed'],
    ],
    [
      'means nobody where people of the kind go without a name',
      'Paul Reed came to Oslo on Monday. “The bridge is safe,” Reed said. “It will open again in May,” the official said.',
      ['Paul Reed', 'the official'],
    ],
  ])('%s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });
});

describe('the subject of a verb of speaking', () => {
  it.each([
    [
      'is who put it between commas, not what the sentence began with',
      'The former minister will play her card, Anna Keller said, adding that it “is time to look at her record.”',
      ['Anna Keller'],
    ],
    [
      'is who comes from a town, not the state behind it',
      'Stacy Baker of Columbia, South Carolina says she thinks he can win if he keeps “doing what he is doing.”',
      ['Stacy Baker'],
    ],
    [
      'is no town behind "in"',
      'At an event in Ames, Iowa, on Sunday, Ann Keller tried again, saying that we should “be rallying our partners.”',
      ['Ann Keller'],
    ],
    [
      'is the name behind a description behind the verb',
      'The office looked into Omar Lind and did not find “ties of any consequence,” said the bureau’s director, James Holt, on Monday.',
      ['James Holt'],
    ],
    [
      'is the first of two that one person is called',
      'Rosa Lind spoke first. “It will only get worse from here,” the Florida senator and Republican candidate said.',
      ['Rosa Lind'],
    ],
  ])('%s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });
});

describe('"it" and "they"', () => {
  it.each([
    [
      'mean the paper that spoke in the paragraph before',
      '“The rules are so light that nobody is afraid of them,” the report says.\n\nIt also points out that “the fines are a cost like any other.”',
      ['the report', 'the report'],
    ],
    [
      'mean two people who were named together',
      'Anna Keller and Paul Reed asked for a new vote. “The old one was a farce from the start,” they wrote.',
      ['Anna Keller and Paul Reed'],
    ],
    [
      'mean several who sent something',
      'Critics of the plan sent a letter to Oslo. “It is full of holes and must not go on,” they wrote.',
      ['Critics'],
    ],
  ])('%s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });
});

it('takes no agency under a paragraph for the speaker of its last words', () => {
  const text =
    'Paul Reed pointed to a man in the crowd and called him “my friend from the north.”\n\n- Reuters.';
  expect(speakers(text)).toEqual(['Paul Reed']);
});

it('takes no word that tells an origin for a name', () => {
  const text = 'The Slovenia-born model defended her husband. “He is a leader,” Ann Keller said.';
  expect(speakers(text)).toEqual(['Ann Keller']);
  expect(findQuotes(text)[0]?.mention?.text).toBe('Ann Keller');
});
