import { describe, expect, it } from 'vitest';
import { oncePerText } from '../../../src/domain/lookups/once-per-text.ts';

describe('what is made once of a text', () => {
  const counting = (limits: { readonly most: number; readonly longest?: number }) => {
    const asked: string[] = [];
    const made = oncePerText((text) => {
      asked.push(text);
      return text === 'nothing' ? undefined : text.length;
    }, limits);
    return { asked, made };
  };

  it('is made once, also where it is nothing', () => {
    const { asked, made } = counting({ most: 5 });
    expect(['one', 'one', 'nothing', 'nothing'].map(made)).toEqual([3, 3, undefined, undefined]);
    expect(asked).toEqual(['one', 'nothing']);
  });

  it('is forgotten where more than so many are kept, and never kept of a longer text', () => {
    const { asked, made } = counting({ most: 2, longest: 3 });
    for (const text of ['a', 'b', 'b', 'long', 'long', 'c', 'a']) made(text);
    expect(asked).toEqual(['a', 'b', 'long', 'long', 'c', 'a']);
  });
});
