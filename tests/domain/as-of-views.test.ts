import { describe, expect, it } from 'vitest';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import { type Briefing, datedRecords, recordId } from '../../src/domain/briefing.ts';
import { aboutOf } from '../../src/domain/lookups/about-index.ts';
import { knownFrom } from '../../src/domain/lookups/known-from.ts';
import { lookupOf } from '../../src/domain/lookups/lookup.ts';
import { NEWS_KINDS, reportedBetween } from '../../src/domain/lookups/news.ts';
import {
  countStatements,
  eachStatement,
  hasOwnWords,
  hasStatement,
  saidBy,
} from '../../src/domain/lookups/said-by.ts';
import { carriesAny, countRestsOn, restsOn, sourcesAbout } from '../../src/domain/lookups/source-index.ts';
import { dayNumber, latestDay } from '../../src/domain/when.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { type Candidate, evidenceOf } from '../../src/search/evidence/evidence-index.ts';
import { findTopics } from '../../src/search/names/find-topic.ts';
import { phraseWords } from '../../src/search/names/topics.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { statementsHolding } from '../../src/search/statements/statements-holding.ts';

const PACKS = [
  'briefings',
  'tests/fixtures/colombia-2016',
  'tests/fixtures/minsk-2015',
  'tests/fixtures/every-kind',
  'tests/fixtures/northern-ireland-1998',
  'tests/fixtures/iran-nuclear-2015',
].map((folder) => {
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
      expect(countRestsOn(id, view)).toBe(restsOn(id, copy).all.length);
      expect(carriesAny(id, view)).toBe(restsOn(id, copy).all.length > 0);
    }
    for (const { id } of [...whole.texts, ...whole.provisions]) {
      if (read.text(id) !== undefined || read.provision(id) !== undefined)
        expect([...sourcesAbout([id], view)].sort()).toEqual([...sourcesAbout([id], copy)].sort());
      for (const kind of ['statements', 'events', 'positions'] as const) {
        expect(aboutOf(view)[kind](id)).toEqual(aboutOf(copy)[kind](id));
      }
    }
    expect([...eachStatement(view)].map(({ id }) => id).sort()).toEqual(
      view.statements.map(({ id }) => id).sort(),
    );
    for (const { id } of whole.statements)
      expect(hasStatement(id, view)).toBe(read.statement(id) !== undefined);
    for (const { id } of whole.actors) {
      expect(hasOwnWords([id], view)).toBe(view.statements.some(({ speaker }) => speaker === id));
      const [one, other] = [saidBy(id, view), saidBy(id, copy)];
      expect(one.newest(1_000)).toEqual(other.newest(1_000));
      expect(one.newest(2, 3)).toEqual(other.newest(2, 3));
      expect(one.size).toBe(other.newest(1_000).length);
      expect(one.size).toBe(other.size);
      for (const statement of whole.statements) expect(one.has(statement.id)).toBe(other.has(statement.id));
    }
    expect(countStatements(view)).toBe(view.statements.length);
  });

  it.each(some)('shows a record from the very day it is known from, as of %s', (day) => {
    const view = briefingAsOf(whole, day);
    const [seen, of] = [lookupOf({ ...view }), lookupOf(whole)];
    const records = [
      ...datedRecords(whole),
      ...[whole.sources, whole.actors, whole.gaps, whole.provisions, whole.occasions, whole.figures].flat(),
      ...whole.deadlines,
    ];
    const isWhole = view.statements === whole.statements;
    for (const record of isWhole ? [] : records)
      expect([record.id, seen.record(recordId(record)) !== undefined]).toEqual([
        record.id,
        knownFrom(record, of) <= dayNumber(day),
      ]);
  });

  it.each(some)('tells as of %s the news that the cut lists have', (day) => {
    const view = briefingAsOf(whole, day);
    const copy: Briefing = { ...view };
    for (const after of some) {
      for (const until of [day, '2999-12-31', after]) {
        const [seen, read] = [reportedBetween(view, after, until), reportedBetween(copy, after, until)];
        for (const kind of NEWS_KINDS) expect(seen.count(kind)).toBe(read.count(kind));
        for (const most of [1, 3, 1_000]) expect(seen.first(most)).toEqual(read.first(most));
      }
    }
  });

  it.each(some)('gives as of %s the evidence and the topics of records cut to that day', (day) => {
    const view = briefingAsOf(whole, day);
    const copy: Briefing = { ...view };
    const [seen, read] = [evidenceOf(view), evidenceOf(copy)];
    // Whom a gap's words name is read with the words of all records, whatever the day.
    const ordered = (candidates: readonly Candidate[]) =>
      candidates
        .filter(({ unit }) => unit.kind !== 'gap')
        .toSorted((a, b) => (a.unit.id < b.unit.id ? -1 : 1));
    const none = { actors: new Set<string>(), texts: new Set<string>(), units: [], days: null };
    for (const title of [...whole.provisions, ...whole.figures, ...whole.deadlines].map((one) => one.title)) {
      const terms = phraseWords(title).map(read.term);
      expect(ordered(seen.candidates(terms, none))).toEqual(ordered(read.candidates(terms, none)));
    }
    const { id: first = '' } = whole.actors[0] ?? {};
    const also = { ...none, actors: new Set([first]), days: { from: day, to: day } };
    expect(ordered(seen.candidates([], also))).toEqual(ordered(read.candidates([], also)));
    const known = new Set(
      [...copy.conflicts, ...copy.events, ...copy.positions].map((record) => recordId(record)),
    );
    for (const { title } of whole.provisions) {
      const topics = findTopics(title, view, 1_000).map(({ record }) => record);
      expect(topics.filter((record) => !known.has(recordId(record)))).toEqual([]);
      for (const record of topics) expect(record).toEqual(lookupOf(copy).record(recordId(record)));
    }
    for (const record of datedRecords(whole)) {
      const id = recordId(record);
      expect(seen.unit(id)).toEqual(read.unit(id));
    }
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
