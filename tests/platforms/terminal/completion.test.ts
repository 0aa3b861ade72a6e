import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import type { Command, CommandGroup } from '../../../src/core/command.ts';
import type { SuggestOptions } from '../../../src/core/request.ts';
import { complete } from '../../../src/platforms/terminal/completion.ts';
import { CODE_POINT } from '../../fixtures/code-point.ts';

const run = (): Answer => {
  throw new Error('Completion never runs a command.');
};
const commands: readonly (Command | CommandGroup)[] = [
  {
    name: 'position',
    summary: 'Where somebody stands',
    options: [
      { name: 'party', description: 'Who', suggest: 'party' },
      { name: 'about', description: 'On what', suggest: 'point' },
    ],
    examples: [],
    run,
  },
  {
    name: 'digest',
    summary: 'Scheduled digests',
    subcommands: [
      { name: 'list', summary: 'List them', options: [], examples: [], run },
      {
        name: 'add',
        summary: 'Add one',
        options: [{ name: 'zone', description: 'Zone', suggest: 'zone' }],
        examples: [],
        run,
      },
    ],
  },
];
const suggest: SuggestOptions = ({ path, option, typed }) =>
  option === 'as-of' ? [] : [{ label: `${path.join(' ')} ${option} ${typed}`, value: `${option}-value` }];

function offered(line: string) {
  const { typed, candidates } = complete(line, commands, suggest);
  return [typed, candidates.map((candidate) => candidate.value)];
}

describe('complete', () => {
  it.each([
    ['', '', ['/position ', '/digest ']],
    ['/po', '/po', ['/position ']],
    ['po', 'po', ['/position ']],
    ['/xyz', '/xyz', []],
    ['/position ', '', ['party-value']],
    ['/position the Le', 'the Le', ['party-value']],
    ['/position League about:ar', 'ar', ['about-value']],
    ['/position League about: the ar', 'the ar', ['about-value']],
    ['/digest ', '', ['list ', 'add ']],
    ['/digest a', 'a', ['add ']],
    ['/digest add Zur', 'Zur', ['zone-value']],
    ['/digest xyz ', '', []],
    ['/unknown ', '', []],
    ['/position as-of:2025 st', 'st', ['story:']],
  ])('offers for %j, in place of %j, %j', (line, typed, values) => {
    expect(offered(line)).toEqual([typed, values]);
  });

  it('offers the names of options where the core suggests no value', () => {
    expect(complete('/digest list ', commands, () => []).candidates.map(({ value }) => value)).toEqual([
      'as-of:',
      'story:',
    ]);
  });

  it('never throws, and always names an end of the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: CODE_POINT }), (line) => {
        for (const start of ['', '/position ', '/digest ']) {
          expect((start + line).endsWith(complete(start + line, commands, suggest).typed)).toBe(true);
        }
      }),
    );
  });
});
