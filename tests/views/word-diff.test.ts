import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeness, sameWording, wordDiff } from '../../src/views/word-diff.ts';

/** `[-gone-]` and `{+new+}` around the parts, for reading. */
function marked(before: string, after: string): string {
  return wordDiff(before, after)
    .map((part) =>
      part.kind === 'removed' ? `[-${part.text}-]` : part.kind === 'added' ? `{+${part.text}+}` : part.text,
    )
    .join('');
}

describe('wordDiff', () => {
  test.each([
    [
      'a number changes whole',
      'No more than 600,000 people.',
      'No more than 800,000 people.',
      'No more than [-600,000-] {+800,000+} people.',
    ],
    [
      'a condition is added at the end',
      'At most 40 boats.',
      'At most 40 boats in winter.',
      'At most 40 boats {+in winter+}.',
    ],
    [
      'words are removed in the middle',
      'The old red line stays.',
      'The line stays.',
      'The [-old red-] line stays.',
    ],
    [
      'words are removed at the beginning',
      'From May the line stays.',
      'The line stays.',
      '[-From May-] The line stays.',
    ],
    [
      'words are removed at the end',
      'The line stays for ten years.',
      'The line stays.',
      'The line stays [-for ten years-].',
    ],
    [
      'a lone small word stands between changes',
      'Ten years of peace',
      'Two months of war',
      '[-Ten years of peace-] {+Two months of war+}',
    ],
    ['a currency changes', 'It pays $100.', 'It pays €100.', 'It pays [-$-] {+€+}100.'],
    [
      'a decimal changes',
      'It grows by 3.5 percent.',
      'It grows by 3.7 percent.',
      'It grows by [-3.5-] {+3.7+} percent.',
    ],
  ])('where %s', (_, before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  test.each([
    ['grouping of figures', 'up to 600,000 people', 'up to 600 000 people'],
    ['figures without grouping', 'up to 600000 people', 'up to 600,000 people'],
    ['quote marks and dashes', 'a “non-aggression” pact – signed', 'a "non aggression" pact - signed'],
    ['case, spacing and full stop', 'The  line stays', 'the line stays.'],
  ])('finds no difference in %s', (_, before, after) => {
    expect(wordDiff(before, after)).toEqual([{ kind: 'same', text: after }]);
    expect(sameWording(before, after)).toBe(true);
  });

  test('what is not removed always reads as the later wording, give or take spaces', () => {
    const wording = fc
      .array(fc.constantFrom('the', 'line', 'stays', '600,000', 'boats.', '—', '5%', 'Óne', 'of'))
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(wording, wording, (before, after) => {
        const kept = wordDiff(before, after)
          .filter((part) => part.kind !== 'removed')
          .map((part) => part.text)
          .join('');
        expect(kept.replace(/\s+/g, '')).toBe(after.replace(/\s+/g, ''));
        expect(likeness(before, after)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
