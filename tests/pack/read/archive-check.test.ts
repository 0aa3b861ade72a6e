import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkArchive } from '../../../src/pack/read/archive-check.ts';
import { loadPack } from '../../../src/pack/read/load.ts';
import { formatProblem } from '../../../src/pack/read/problem.ts';
import { memoryFolder, SMALL_PACK } from '../small-pack.ts';

const COPY =
  'Quick ReadsNorthland is “said to be\u00a0open\nto talks” — more later. The le\u00advel may fall.';

/** The small pack with the Courier's copy archived, and with one passage of it as given. */
function packCiting(words: string, hash = sha256(COPY)) {
  const pack = loadPack(
    memoryFolder({
      ...SMALL_PACK,
      'sources.yaml': SMALL_PACK['sources.yaml'].replace(/sha256: \w+/, `sha256: ${hash}`),
      'statements.yaml': SMALL_PACK['statements.yaml'].replace(
        'said to be open to talks',
        JSON.stringify(words),
      ),
      'provisions.yaml': SMALL_PACK['provisions.yaml'].replace(
        'sources: [courier]',
        'sources:\n          - source: courier\n            words: the level may fall',
      ),
    }),
  );
  if (pack.kind === 'broken') throw new Error(pack.problems.map(formatProblem).join('\n'));
  return pack;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const archive = memoryFolder({ 'courier.txt': COPY.replace('The', 'the') });
const HASH = sha256(COPY.replace('The', 'the'));

describe('the check against archived copies', () => {
  it('finds words whatever the quote marks, dashes and white space', () => {
    const report = checkArchive([packCiting('"said to be open to talks" - more later', HASH)], archive);
    expect(report.problems).toEqual([]);
    expect(report.spans).toEqual({ checked: 2, found: 2 });
    expect(report.sources).toEqual({ archived: 1, notArchived: 2 });
    expect(report.unchecked).toBe(3);
  });

  it('finds words that a page has glued to a button', () => {
    expect(checkArchive([packCiting('Northland is', HASH)], archive).problems).toEqual([]);
  });

  it.each([
    ['differ by a word', 'said to be closed to talks'],
    ['leave something out', 'said to be open more later'],
    ['begin inside a word', 'aid to be open to talks'],
    ['differ in capitals', 'Said to be open to talks'],
  ])('reports words that %s, at their line', (_, words) => {
    const report = checkArchive([packCiting(words, HASH)], archive);
    expect(report.problems).toMatchObject([
      {
        file: 'statements.yaml',
        line: 28,
        rule: 'archive-words',
        expected: 'words of courier.txt',
        found: `"${words}"`,
      },
    ]);
    expect(report.spans).toEqual({ checked: 2, found: 1 });
  });

  it('reports a copy that is not the one that was archived, and looks into it all the same', () => {
    const report = checkArchive([packCiting('said to be open to talks', sha256('another'))], archive);
    expect(report.problems.map(formatProblem)).toEqual([
      `sources.yaml:15: archive-changed: expected courier.txt with the SHA-256 ${sha256('another').slice(0, 12)}…, found ${HASH.slice(0, 12)}…`,
    ]);
    expect(report.spans.found).toBe(2);
  });

  it('reports a copy that is not there', () => {
    const report = checkArchive(
      [packCiting('said to be open to talks', HASH)],
      memoryFolder({ 'other.txt': '' }),
    );
    expect(report.problems).toMatchObject([{ file: 'sources.yaml', line: 14, rule: 'archive-missing' }]);
    expect(report.spans.checked).toBe(0);
  });
});
