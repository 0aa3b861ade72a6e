import { describe, expect, test } from 'vitest';
import { draftArticle } from '../../../src/ingest/drafts/draft-article.ts';
import { saidBefore } from '../../../src/ingest/drafts/known-words.ts';
import { briefing } from '../../fixtures/briefing.ts';

function statementsOf(text: string) {
  const facts = {
    text,
    blocks: [],
    source: 's',
    publisher: 'P',
    quality: 'original',
    published: '2034-12-02',
  } as const;
  const { drafts } = draftArticle(facts, briefing());
  return drafts.filter(({ kind }) => kind === 'statement');
}

describe('words that one speaker says twice in an article', () => {
  test.each([
    [
      'the same',
      '“We will never pay for this bridge,” Mira Holm said on Monday.\n\nTomás Vey smiled. “We will never pay for this bridge,” Holm said again.',
    ],
    [
      'a part of them',
      '“We will never pay for this bridge, whatever they write to us,” Mira Holm said.\n\nHolm had told the mayor that she would “never pay for this bridge”.',
    ],
    [
      'more than them',
      'Mira Holm said she would “never pay for this bridge”.\n\n“I told them that we will never pay for this bridge,” Holm said on Tuesday.',
    ],
  ])('are drafted as said before: %s', (_, text) => {
    const [first, second, ...others] = statementsOf(text);
    expect(others).toEqual([]);
    expect(first?.known).toBeUndefined();
    expect(second?.known).toBe(first?.record['id']);
    expect(second?.record['speaker']).toBe('mira');
  });

  test('are two statements where two people say them, or other words', () => {
    const two = statementsOf(
      '“We will never pay for this bridge,” Mira Holm said.\n\n“We will never pay for this bridge,” Tomás Vey said.\n\n“The water is far too high today,” Holm said.',
    );
    expect(two.map(({ record, known }) => [record['speaker'], known])).toEqual([
      ['mira', undefined],
      ['tomas', undefined],
      ['mira', undefined],
    ]);
  });
});

test('a few words are no words said again, and each is compared with the latest ones only', () => {
  const again = saidBefore();
  expect(again('never again', 'mira', 'a')).toBeNull();
  expect(again('never again', 'mira', 'b')).toBeNull();
  expect(again('we will never pay for this', 'mira', 'c')).toBeNull();
  expect(again('We will never pay for this.', 'mira', 'd')).toBe('c');
  for (let i = 0; i < 60; i++) again(`the water stood ${i} times as high`, 'mira', `w${i}`);
  expect(again('we will never pay for this', 'mira', 'e')).toBeNull();
});
