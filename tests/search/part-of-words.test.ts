import { describe, expect, it } from 'vitest';
import { storyPacks } from '../../bench/questions/question-sets.ts';
import type { Statement } from '../../src/domain/statement.ts';
import { isPartOf, withoutParts } from '../../src/search/statements/part-of-words.ts';

const [some] = [...storyPacks().values()].flatMap(({ statements }) => statements);

function saying(id: string, words: string, from = '2025-11-24', speaker = 'somebody'): Statement {
  if (some === undefined) throw new Error('There is no statement.');
  return { ...some, id, speaker, words, date: { ...some.date, from, to: from } as Statement['date'] };
}

const whole = saying('whole', 'We will not give up a metre of our land, whatever it costs.');

describe('a quotation in part', () => {
  it.each([
    'not give up a metre of our land',
    'we will NOT give up',
    'We will not give up … whatever it costs',
    'give up [a metre] of our land',
  ])('is one where all its words stand in the whole, in their order: %s', (words) => {
    expect(isPartOf(saying('part', words), whole)).toBe(true);
  });

  it.each([
    ['whatever it costs … we will not give up', '2025-11-24', 'somebody'],
    ['we will never give up', '2025-11-24', 'somebody'],
    ['give up a metre', '2025-11-25', 'somebody'],
    ['give up a metre', '2025-11-24', 'another'],
    [whole.words ?? '', '2025-11-24', 'somebody'],
  ])(
    'is none in another order, in other words, of another day, by somebody else, or where it is all: %s',
    (words, day, speaker) => {
      expect(isPartOf(saying('part', words, day, speaker), whole)).toBe(false);
    },
  );

  it('leaves its place to the whole, wherever that stood', () => {
    const part = saying('part', 'give up a metre of our land');
    const other = saying('other', 'Something else altogether.');
    const idsOf = (all: readonly Statement[]) => withoutParts(all, (one) => one).map(({ id }) => id);
    expect(idsOf([part, other, whole])).toEqual(['whole', 'other']);
    expect(idsOf([whole, part, other])).toEqual(['whole', 'other']);
    expect(idsOf([part, other])).toEqual(['part', 'other']);
  });
});
