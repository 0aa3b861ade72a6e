import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeStory } from '../../../src/desk/write/change-story.ts';

const STORY = `# What is followed.
id: lake
latest_text: first
# Last looked at:
reviewed: "2024-05-20"
lead:
  - text: "latest_text: second"
    sources: [a]
`;

describe('a key of a story', () => {
  it('is set on its line, and every other byte stays', () => {
    const changed = changeStory(STORY, { kind: 'story', key: 'latest_text', value: 'second' });
    expect(changed).toEqual({
      kind: 'changed',
      text: STORY.replace('latest_text: first', 'latest_text: second'),
    });
    const crlf = STORY.replaceAll('\n', '\r\n');
    expect(changeStory(crlf, { kind: 'story', key: 'reviewed', value: '2024-06-01' })).toEqual({
      kind: 'changed',
      text: crlf.replace('"2024-05-20"', '2024-06-01'),
    });
  });

  it('is left to a person where it has no line of its own', () => {
    for (const text of [
      '{id: lake, latest_text: first}\n',
      'id: lake\n',
      'latest_text:\n  first\n',
      'a: [',
    ]) {
      const { kind } = changeStory(text, { kind: 'story', key: 'latest_text', value: 'second' });
      expect(kind).toBe('by-hand');
    }
  });

  it('changes nothing but itself, whatever the story is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (tail) => {
        const text = `${STORY}${tail}`;
        const changed = changeStory(text, { kind: 'story', key: 'latest_text', value: 'second' });
        if (changed.kind === 'changed')
          expect(changed.text).toBe(text.replace('latest_text: first', 'latest_text: second'));
      }),
      { numRuns: 50 },
    );
  });
});
