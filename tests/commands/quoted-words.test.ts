import { describe, expect, it } from 'vitest';
import { quotedWords, startsAsQuestion } from '../../src/commands/quoted-words.ts';

describe('quotedWords', () => {
  it.each([
    ['who said a long row ahead?', 'a long row ahead'],
    ['Who said that "forty boats" thing?', 'forty boats'],
    ['who was it that said “a long row”', 'a long row'],
    ['did anyone say that it is over', 'it is over'],
    ['whose words are: a long row ahead', 'a long row ahead'],
    ['a long row ahead', 'a long row ahead'],
    ['“a long row ahead”', 'a long row ahead'],
    ['who sed a long row', 'a long row'],
    ['', ''],
  ])('reads %j as %j', (asked, words) => {
    expect(quotedWords(asked)).toBe(words);
  });

  it('keeps quotation marks inside a fragment that asks nothing', () => {
    expect(quotedWords('the “happy” people')).toBe('the “happy” people');
  });
});

describe('startsAsQuestion', () => {
  it('knows a who-said question from a fragment', () => {
    expect(startsAsQuestion('who called it a capitulation')).toBe(true);
    expect(startsAsQuestion('whole boats were sunk')).toBe(false);
  });
});
