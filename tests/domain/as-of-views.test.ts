import { describe, expect, it } from 'vitest';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import { type Briefing, datedRecords, recordId } from '../../src/domain/briefing.ts';
import { aboutOf } from '../../src/domain/lookups/about-index.ts';
import { lookupOf } from '../../src/domain/lookups/lookup.ts';
import { countStatements, saidBy } from '../../src/domain/lookups/said-by.ts';
import { restsOn } from '../../src/domain/lookups/source-index.ts';
import { latestDay } from '../../src/domain/when.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { phraseWords } from '../../src/search/names/topics.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { statementsHolding } from '../../src/search/statements/statements-holding.ts';

const PACKS = ['briefings', 'tests/fixtures/colombia-2016', 'tests/fixtures/minsk-2015'].map((folder) => {
  const [pack] = loadPacks(diskFolder(folder)).packs;
  if (pack === undefined) throw new Error(`${folder} has no pack.`);
  return pack.briefing;
});

describe.each(PACKS)('a view of $id', (whole) => {
  const days = [...new Set(whole.sources.map((source) => latestDay(source.published)))].sort();
  const some = ['1900-01-01', ...days.filter((_, at) => at % 4 === 0), '2999-12-31'];

  it.each(some)('looks up as of %s what reading the cut lists through would find', (day) => {
    const view = briefingAsOf(whole, day);
    const copy: Briefing = { ...view };
    const [seen, read] = [lookupOf(view), lookupOf(copy)];
    for (const record of [...datedRecords(whole), ...whole.sources, ...whole.actors, ...whole.gaps]) {
      const id = recordId(record);
      expect(seen.record(id)).toEqual(read.record(id));
      const known = read.record(id);
      if (known !== undefined) expect(seen.conflictsOn(known)).toEqual(read.conflictsOn(known));
    }
    for (const { id } of whole.sources) {
      expect(seen.source(id)).toEqual(read.source(id));
      expect(restsOn(id, view)).toEqual(restsOn(id, copy));
    }
    for (const { id } of [...whole.texts, ...whole.provisions]) {
      for (const kind of ['statements', 'events', 'positions'] as const) {
        expect(aboutOf(view)[kind](id)).toEqual(aboutOf(copy)[kind](id));
      }
    }
    for (const { id } of whole.actors) {
      const [one, other] = [saidBy(id, view), saidBy(id, copy)];
      expect(one.newest(1_000)).toEqual(other.newest(1_000));
      expect(one.newest(2, 3)).toEqual(other.newest(2, 3));
      expect(one.size).toBe(other.newest(1_000).length);
      expect(one.size).toBe(other.size);
      for (const statement of whole.statements) expect(one.has(statement.id)).toBe(other.has(statement.id));
    }
    expect(countStatements(view)).toBe(view.statements.length);
  });

  it('finds by the index, on any day, the statements whose known wordings hold the words', () => {
    const index = indexStatements(whole);
    const admits = () => true;
    const words = [
      ...new Set(whole.statements.flatMap(({ gist, words: said = '' }) => phraseWords(`${gist} ${said}`))),
    ];
    for (const day of some) {
      const view = briefingAsOf(whole, day);
      for (const word of words.filter((_, at) => at % 9 === 0)) {
        const found = statementsHolding([word], { briefing: view, index }, { admits, limit: 1_000 });
        // An index over nothing but what was known then.
        const known = { briefing: { ...view }, index: indexStatements(view) };
        expect(found).toEqual(statementsHolding([word], known, { admits, limit: 1_000 }));
      }
    }
  });
});
