import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack } from '../../src/pack/read/load.ts';
import { brokenPack, memoryFolder, type SmallPackFile } from './small-pack.ts';

/** Where a name stands in the small pack: what is there, and the file's line of it. */
const NAMES: readonly (readonly [file: SmallPackFile, before: string, name: string])[] = [
  ['story.yaml', 'title: ', 'Treaty on the lake'],
  ['sources.yaml', 'publisher: ', 'The Gazette'],
  ['sources.yaml', 'title: ', 'Draft treaty published'],
  ['actors.yaml', 'aliases: [', 'the North'],
  ['actors.yaml', 'name: ', 'Ada Berg'],
  ['actors.yaml', 'title: ', 'Minister of Water'],
  ['texts.yaml', 'name: ', 'First draft'],
  ['texts.yaml', 'label: ', 'second'],
  ['provisions.yaml', 'title: ', 'Water level'],
  ['provisions.yaml', 'aliases: [level, ', 'depth'],
  ['positions.yaml', 'topic: ', 'the water level'],
  ['conflicts.yaml', 'title: ', 'Who asked for talks'],
  ['gaps.yaml', 'topic: ', 'what becomes of the fish'],
];

const UNSEEN = Array.from({ length: 0xe1000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => /\p{Default_Ignorable_Code_Point}/u.test(character));

function rulesWith([file, before, name]: (typeof NAMES)[number], written: string): readonly string[] {
  const pack = loadPack(
    memoryFolder(brokenPack(file, `${before}${name}`, `${before}${JSON.stringify(written)}`)),
  );
  return pack.kind === 'pack' ? [] : pack.problems.map(({ rule }) => rule);
}

describe('a name', () => {
  it('with any character that cannot be seen, anywhere in it, is a problem', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.constantFrom(...UNSEEN),
        fc.nat(30),
        (place, character, at) => {
          const [, , name] = place;
          // Behind the first letter: what stands before and behind a value is taken away with the white space there.
          const index = 1 + (at % (name.length - 1));
          const written = `${name.slice(0, index)}${character}${name.slice(index)}`;
          const rules = rulesWith(place, written);
          // Some of them turn the direction of text, which is a problem in every text.
          expect(['visible-name', 'odd-character']).toContain(rules[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    'محمد‌جواد',
    'क्‍ष',
    '❤️ Kyiv',
    '👩‍👩‍👧 Families',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 England',
    'Côte d’Ivoire',
    '习近平',
    'Nordland ™',
  ])('as people write it is none: %s', (written) => {
    expect(rulesWith(['sources.yaml', 'publisher: ', 'The Gazette'], written)).toEqual([]);
  });
});
