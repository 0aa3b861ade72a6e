import { describe, expect, it } from 'vitest';
import { datedRecords } from '../src/domain/briefing.ts';
import { diskFolder } from '../src/pack/read/disk-folder.ts';
import { loadPacks } from '../src/pack/read/load.ts';
import { formatProblem } from '../src/pack/read/problem.ts';

const folder = (path: string) => diskFolder(new URL(path, import.meta.url).pathname);

/** Packs that tell a long treaty in excerpts: not each of its articles has a reading. */
const IN_EXCERPTS: readonly string[] = [
  'uk-eu-withdrawal',
  'every-kind',
  'iran-nuclear-2015',
  'plastics-treaty',
  'eu-us-trade-2025',
];

describe.each([
  ['the bundled packs', '../briefings'],
  ['the packs of the tests', './fixtures'],
])('%s', (_, path) => {
  const { packs, problems } = loadPacks(folder(path));

  it('pass every check', () => {
    expect(problems.map(formatProblem)).toEqual([]);
    expect(packs.length).toBeGreaterThan(0);
  });

  it('have a main text with a reading for each of its points, and a source for every record', () => {
    for (const { briefing } of packs) {
      const main = briefing.texts.find((text) => text.id === briefing.mainText);
      const numbered = briefing.provisions
        .flatMap((provision) => provision.readings)
        .filter((reading) => reading.text === briefing.mainText)
        .flatMap((reading) => reading.points);
      const points = Array.from({ length: main?.points ?? 0 }, (_, at) => at + 1);
      if (!IN_EXCERPTS.includes(briefing.id))
        expect(points.filter((point) => !numbered.includes(point))).toEqual([]);
      for (const record of datedRecords(briefing)) {
        const refs =
          record.kind === 'conflict' ? record.sides.flatMap((side) => side.sources) : record.sources;
        expect(refs.length).toBeGreaterThan(0);
      }
    }
  });
});
