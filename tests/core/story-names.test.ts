import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storiesNamed, takeStory } from '../../src/core/story-names.ts';

const stories = [
  { briefing: { id: 'lake', title: 'The lake accord' } },
  { briefing: { id: 'river-2031', title: 'The river treaty' } },
  { briefing: { id: 'river-old', title: 'An older accord' } },
];
const ids = (typed: string) => storiesNamed(typed, stories).map(({ briefing }) => briefing.id);

describe('a story is named', () => {
  it.each([
    ['lake', ['lake']],
    ['LAKE', ['lake']],
    ['river-2031', ['river-2031']],
    ['river 2031', ['river-2031']],
    ['2031', ['river-2031']],
    ['treaty', ['river-2031']],
    ['the river treaty', ['river-2031']],
    ['old', ['river-old']],
    ['olde', ['river-old']],
    ['river', ['river-2031', 'river-old']],
    ['accord', ['lake', 'river-old']],
    ['zz', []],
    ['e', []],
    ['', []],
    ['?!', []],
  ])('by its id, its title or a part of them: %s', (typed, expected) => {
    expect(ids(typed)).toEqual(expected);
  });

  it('by its id whatever the others are called', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}(?:-[a-z0-9]{1,3})?$/), { minLength: 1 }),
        (all) => {
          const loaded = all.map((id) => ({ briefing: { id, title: `About ${all.join(' ')}` } }));
          for (const id of all)
            expect(storiesNamed(id, loaded).map(({ briefing }) => briefing.id)).toEqual([id]);
        },
      ),
    );
  });
});

describe('takeStory', () => {
  it.each([
    ['who said long row story:lake', 'who said long row', 'lake'],
    ['story:lake who said long row', 'who said long row', 'lake'],
    ['who said story:the lake accord long row', 'who said long row', 'the lake accord'],
    ['who said long row (story:lake)', 'who said long row ( )', 'lake'],
    ['what is point 6 story:lake?', 'what is point 6 ?', 'lake'],
    ['what is point 6 story：lake', 'what is point 6', 'lake'],
    ['what is point 6 STORY: lake', 'what is point 6', 'lake'],
    ['/plan-point 6 story:river treaty show:all', '/plan-point 6 show:all', 'river treaty'],
    ['/who-said x story:"the lake accord" speaker:y', '/who-said x speaker:y', 'the lake accord'],
    ['what story:zz is it', 'what is it', 'zz'],
    ['story:lake or story:river-2031', 'or', 'river-2031'],
  ])('takes the name out of %s', (line, rest, named) => {
    expect(takeStory(line, stories)).toEqual({ rest, named });
  });

  it.each(['this is the story: he left', 'he said "story:lake" twice', 'history:lake', 'the story', ''])(
    'leaves as it is: %s',
    (line) => {
      expect(takeStory(line, stories)).toEqual({ rest: line, named: null });
    },
  );

  it('finds a story wherever it stands and keeps every other word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 8 });
    fc.assert(
      fc.property(words, words, fc.constantFrom('lake', 'river-2031', 'river-old'), (before, after, id) => {
        const line = [...before, `story:"${id}"`, ...after].join(' ');
        expect(takeStory(line, stories)).toEqual({ rest: [...before, ...after].join(' '), named: id });
      }),
    );
  });

  it('ends for any text and never makes it longer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('story:', 'story:lake', '"', ' ', 'a:', 'x', '“', '：')),
        (parts) => {
          const line = parts.join('');
          expect(takeStory(line, stories).rest.length).toBeLessThanOrEqual(line.length);
        },
      ),
    );
  });
});
