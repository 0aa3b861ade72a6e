import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameAdvice } from '../../../src/app/cli/name-advice.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPack, loadPacks } from '../../../src/pack/read/load.ts';
import { formatProblem } from '../../../src/pack/read/problem.ts';
import { memoryFolder, SMALL_PACK } from '../../pack/small-pack.ts';

/** Advice on the small pack with some passages replaced. */
function adviceWith(edits: Readonly<Record<string, readonly [string, string]>>): readonly string[] {
  const files: Record<string, string> = { ...SMALL_PACK };
  for (const [file, [passage, replacement]] of Object.entries(edits)) {
    const before = files[file] ?? '';
    expect(before.split(passage)).toHaveLength(2);
    files[file] = before.replace(passage, () => replacement);
  }
  const pack = loadPack(memoryFolder(files));
  if (pack.kind === 'broken') throw new Error(pack.problems.map(formatProblem).join('\n'));
  return nameAdvice(pack, COMMANDS).map(({ file, line, found }) => `${file}:${line}: ${found}`);
}

const alias = (name: string) => adviceWith({ 'actors.yaml': ['[Berg]', `[Berg, ${JSON.stringify(name)}]`] });

describe('advice on names', () => {
  it('is none on the packs of this repository', () => {
    for (const folder of ['briefings', 'tests/fixtures/minsk-2015']) {
      const { packs } = loadPacks(diskFolder(new URL(`../../${folder}`, import.meta.url).pathname));
      expect(packs.flatMap((pack) => nameAdvice(pack, COMMANDS))).toEqual([]);
    }
    expect(adviceWith({})).toEqual([]);
  });

  it.each([
    ['May', 'which is also a date'],
    ['sunday', 'which is also a date'],
    ['Sept', 'which is also a date'],
    ['yesterday', 'which is also a date'],
    ['24 November', 'which is also a date'],
    ['2025-11-24', 'which is also a date'],
    ['6', 'a number, which questions give to a point'],
    ['28', 'a number, which questions give to a point or a year'],
    ['6.1', 'a number, which questions give to a point or a year'],
    ['№ 6', 'a number, which questions give to a point or a year'],
    ['nineteen', 'a number, which questions give to a point or a year'],
    ['V', 'a single letter'],
    ['the plan', 'which questions call any record of a kind'],
    ['Parties', 'which questions call any record of a kind'],
    ['Accord', 'which questions call any record of a kind'],
    ['compare', 'which is also a word of a command'],
    ['Who said', 'which is also a word of a command'],
    ['us', 'which is a common word'],
    ['Will', 'which is a common word'],
    ['latest', 'which is a common word'],
    ['Future', 'which is an everyday word'],
    ['the order', 'which is an everyday word'],
  ])('is given on %s', (name, trap) => {
    expect(alias(name)).toEqual([`actors.yaml:11: "${name}", ${trap}`]);
  });

  it.each([
    'US',
    'E3',
    'U.N.',
    'Theresa May',
    'President of March',
    '习',
    'Northland plan',
    'Nº',
    'Xi',
    'No 10',
  ])('is not given on %s', (name) => {
    expect(alias(name)).toEqual([]);
  });

  it('is given on texts, provisions and gaps as on actors', () => {
    expect(
      adviceWith({
        'texts.yaml': ['label: second', 'label: draft'],
        'provisions.yaml': ['[level, depth]', '[level, "7", "by Thursday", "600,000"]'],
        'gaps.yaml': [
          'topic: what becomes of the fish',
          'topic: what becomes of the fish\n    aliases: [today]',
        ],
      }),
    ).toEqual([
      'texts.yaml:14: "draft", which questions call any record of a kind',
      'provisions.yaml:4: "7", a number, which questions give to a point',
      'gaps.yaml:4: "today", which is also a date',
    ]);
  });

  it('is given on a name that two subjects have', () => {
    expect(
      adviceWith({
        'provisions.yaml': [
          '      - text: second-draft\n',
          '  - id: depth-of-water\n    title: Depth\n    readings:\n      - text: second-draft\n',
        ],
        'conflicts.yaml': [', "reading:water-level/second-draft"', ''],
      }),
    ).toEqual(['provisions.yaml:18: "Depth", also a name of the provision "water-level"']);
  });

  it('never throws, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        // A letter that is nothing but a blank and a mark in its normal form is no letter to a pack.
        fc.pre(
          /[\p{L}\p{N}]/u.test(name.normalize('NFKC')) &&
            !/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFD]/u.test(name),
        );
        fc.pre(!/berg|north|nord|ministry/i.test(name));
        expect(alias(name.trim()).length).toBeLessThan(2);
      }),
      { numRuns: 200 },
    );
  });
});
