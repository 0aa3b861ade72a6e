import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allReportedDay, briefingAsOf, conflictDay, reportedDay } from '../../src/domain/as-of.ts';
import { type Briefing, datedRecords, recordId } from '../../src/domain/briefing.ts';
import type { Source } from '../../src/domain/source.ts';
import type { Statement } from '../../src/domain/statement.ts';
import { parseWhen } from '../../src/domain/when.ts';
import { loadPack } from '../../src/pack/read/load.ts';
import { memoryFolder, SMALL_PACK } from '../pack/small-pack.ts';

function smallBriefing(files: Readonly<Record<string, string>> = SMALL_PACK): Briefing {
  const pack = loadPack(memoryFolder(files));
  if (pack.kind === 'broken') throw new Error(JSON.stringify(pack.problems));
  return pack.briefing;
}

function sourcesOn(days: Readonly<Record<string, string>>): ReadonlyMap<string, Source> {
  return new Map(
    Object.entries(days).map(([id, published]) => {
      const when = parseWhen(published) ?? { precision: 'undated' as const, from: null, to: null };
      return [id, { kind: 'source', id, publisher: id, published: when, quality: 'original', origin: id }];
    }),
  );
}

describe('the day a record became known', () => {
  const sources = sourcesOn({
    early: '2025-11-20',
    late: '2025-11-26',
    month: '2025-11',
    by: '../2025-11-23',
  });

  it('is that of the earliest source', () => {
    expect(reportedDay([{ source: 'late' }, { source: 'early' }], sources)).toBe('2025-11-20');
  });

  it('is the last day a source can mean, so that nothing shows too early', () => {
    expect(reportedDay([{ source: 'month' }], sources)).toBe('2025-11-30');
    expect(reportedDay([{ source: 'by' }], sources)).toBe('2025-11-23');
  });

  it('is that of the last source for a line that sums them up', () => {
    expect(allReportedDay([{ source: 'late' }, { source: 'early' }], sources)).toBe('2025-11-26');
  });

  it('is that of the second side for a conflict', () => {
    const sides = [
      { sources: [{ source: 'late' }] },
      { sources: [{ source: 'early' }] },
      { sources: [{ source: 'by' }] },
    ];
    expect(conflictDay(sides, sources)).toBe('2025-11-23');
  });

  it('is empty where no source is known', () => {
    expect(reportedDay([{ source: 'nobody' }], sources)).toBe('');
  });
});

describe('a briefing as of a day', () => {
  const briefing = smallBriefing();

  it('keeps the very lists where nothing is later', () => {
    const cut = briefingAsOf(briefing, '2024-05-12');
    expect(cut.statements).toBe(briefing.statements);
    expect(cut.asOf).toBe('2024-05-12');
  });

  it('leaves out what was reported later, and every pointer to it', () => {
    const cut = briefingAsOf(briefing, '2024-05-02');
    expect(cut.sources.map(({ id }) => id)).toEqual(['gazette']);
    expect(cut.texts.map(({ id }) => id)).toEqual(['first-draft']);
    expect(cut.latestText).toBe('first-draft');
    expect(cut.provisions[0]?.readings.map(({ id }) => id)).toEqual(['water-level/first-draft']);
    expect(cut.statements.map(({ id }) => id)).toEqual(['not-one-drop']);
    expect(cut.conflicts).toEqual([]);
    expect(cut.lead).toEqual([]);
    expect(cut.gaps[0]?.about).toEqual(['water-level']);
  });

  it('leaves out later sources of a record that stays', () => {
    const cut = briefingAsOf(briefing, '2024-05-11');
    expect(cut.statements[0]?.sources.map(({ source }) => source)).toEqual(['gazette']);
    expect(cut.conflicts[0]?.records).toEqual([
      'statement:open-to-talks',
      'reading:water-level/second-draft',
    ]);
  });

  it('has nothing but actors and gaps before the first source', () => {
    const cut = briefingAsOf(briefing, '2024-01-01');
    expect(datedRecords(cut)).toEqual([]);
    expect(cut.actors.map(({ id }) => id)).toEqual(briefing.actors.map(({ id }) => id));
    expect(cut.actors.flatMap((actor) => (actor.kind === 'person' ? actor.sources : []))).toEqual([]);
    expect(cut.gaps[0]?.about).toEqual([]);
  });

  it('keeps exact words only once a copy that prints them was known', () => {
    const printedLater = smallBriefing({
      ...SMALL_PACK,
      'statements.yaml': SMALL_PACK['statements.yaml']
        .replace(
          'source: gazette\n        words: We will not give up one drop.',
          'source: courier\n        words: We will not give up one drop.\n        quoted: true\n      - source: gazette\n        words: refused to give up a drop',
        )
        .replace('a drop\n        quoted: true', 'a drop'),
    });
    const early = briefingAsOf(printedLater, '2024-05-05').statements[0];
    expect(early?.words).toBeUndefined();
    expect(early?.form).toBe('indirect');
    expect(briefingAsOf(printedLater, '2024-05-10').statements[0]?.words).toBe(
      'We will not give up one drop.',
    );
  });

  it('does not call a text published before it was', () => {
    const leaked = smallBriefing({
      ...SMALL_PACK,
      'texts.yaml': SMALL_PACK['texts.yaml'].replace('published: 2024-05-02', 'published: 2024-05-06'),
    });
    const early = briefingAsOf(leaked, '2024-05-03').texts[0];
    expect([early?.status, early?.published]).toEqual(['reported', undefined]);
    expect(briefingAsOf(leaked, '2024-05-06').texts[0]?.status).toBe('full');
  });
});

/** Briefings whose sources came out on random days and whose records cite them at random. */
const randomBriefings = fc
  .record({
    days: fc.array(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 6 }),
    citing: fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }), { minLength: 6, maxLength: 12 }),
  })
  .map(({ days, citing }): Briefing => {
    const base = smallBriefing();
    const sources: Source[] = days.map((day, index) => {
      const on = `2025-11-${String(day).padStart(2, '0')}`;
      const quality = index % 3 === 2 ? 'machine-reworded' : 'original';
      return {
        kind: 'source',
        id: `s${index}`,
        publisher: 'x',
        published: { precision: 'day', from: on, to: on },
        quality,
        origin: 's0',
      };
    });
    const byId = new Map(sources.map((source) => [source.id, source]));
    const cited = (index: number) =>
      [...new Set((citing[index % citing.length] ?? [0]).map((at) => `s${at % sources.length}`))].map(
        (source) => ({ source }),
      );
    const dated = <T extends object>(record: T, index: number) => {
      const refs = cited(index);
      return { ...record, sources: refs, reported: reportedDay(refs, byId) };
    };
    const statement = (index: number): Statement => {
      const record = dated({}, index);
      const printings = record.sources.map(({ source }) => ({
        source,
        words: 'some words',
        quoted: index % 2 === 0,
      }));
      const printed = printings.some(
        ({ source, quoted }) => quoted && byId.get(source)?.quality === 'original',
      );
      return {
        kind: 'statement',
        id: `st${index}`,
        speaker: 'ada-berg',
        form: printed ? 'partial' : 'indirect',
        ...(printed ? { words: 'some words' } : {}),
        gist: 'x',
        occasion: 'x',
        date: { precision: 'undated', from: null, to: null },
        provenance: 'named-source',
        about: ['water-level', 'second-draft'],
        sources: printings,
        materiality: 'material',
        reported: record.reported,
      };
    };
    const sides = citing.slice(0, 3).map((_, index) => ({ claim: `claim ${index}`, sources: cited(index) }));
    return {
      ...base,
      sources,
      lead: [{ text: 'x', sources: cited(1), reported: allReportedDay(cited(1), byId) }],
      texts: base.texts.map((text, index) => {
        const { published: _, ...rest } = text;
        return { ...dated(rest, index), status: 'reported' };
      }),
      provisions: base.provisions.map((provision) => ({
        ...provision,
        readings: provision.readings.map((reading, index) => dated(reading, index + 2)),
      })),
      statements: citing.map((_, index) => statement(index)),
      events: base.events.map((event, index) => dated(event, index + 1)),
      positions: base.positions.map((position, index) => dated(position, index + 3)),
      conflicts: base.conflicts.map((conflict) => ({
        ...conflict,
        sides,
        records: ['statement:st1', 'reading:water-level/second-draft'],
        reported: conflictDay(sides, byId),
      })),
      gaps: base.gaps.map((gap) => ({ ...gap, about: ['water-level', 'st0'] })),
    };
  });

const days = fc.integer({ min: 1, max: 30 }).map((day) => `2025-11-${String(day).padStart(2, '0')}`);

describe('every briefing as of every day', () => {
  it('has a source that was known for every record that remains', () => {
    fc.assert(
      fc.property(randomBriefings, days, (briefing, day) => {
        const cut = briefingAsOf(briefing, day);
        const known = new Set(cut.sources.map(({ id }) => id));
        const cites = [
          ...cut.lead.map(({ sources }) => sources),
          ...datedRecords(cut).flatMap((record) =>
            record.kind === 'conflict' ? record.sides.map(({ sources }) => sources) : [record.sources],
          ),
        ];
        for (const refs of cites) {
          expect(refs.length).toBeGreaterThan(0);
          expect(refs.every(({ source }) => known.has(source))).toBe(true);
        }
        for (const { published } of cut.sources)
          expect(published.to !== null && published.to <= day).toBe(true);
      }),
    );
  });

  it('knows no less on a later day', () => {
    fc.assert(
      fc.property(randomBriefings, days, days, (briefing, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        const idsOn = (day: string) => new Set(datedRecords(briefingAsOf(briefing, day)).map(recordId));
        expect(idsOn(early).isSubsetOf(idsOn(late))).toBe(true);
      }),
    );
  });

  it('is the same whether it is cut at once or in two steps', () => {
    fc.assert(
      fc.property(randomBriefings, days, days, (briefing, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(briefingAsOf(briefingAsOf(briefing, late), early)).toEqual(briefingAsOf(briefing, early));
      }),
    );
  });

  it('has no pointer to what was not known yet', () => {
    fc.assert(
      fc.property(randomBriefings, days, (briefing, day) => {
        const cut = briefingAsOf(briefing, day);
        const texts = new Set(cut.texts.map(({ id }) => id));
        const subjects = new Set([...texts, ...cut.provisions.map(({ id }) => id)]);
        const ids = new Set([...cut.provisions, ...datedRecords(cut)].map(recordId));
        for (const text of cut.texts) expect(text.parents.every((id) => texts.has(id))).toBe(true);
        for (const { readings } of cut.provisions)
          expect(readings.every(({ text }) => texts.has(text))).toBe(true);
        for (const { about } of [...cut.statements, ...cut.events, ...cut.positions]) {
          expect(about.every((id) => subjects.has(id))).toBe(true);
        }
        for (const { about } of cut.gaps) {
          expect(about.every((id) => subjects.has(id) || ids.has(`statement:${id}`))).toBe(true);
        }
        for (const { records } of cut.conflicts) expect(records.every((id) => ids.has(id))).toBe(true);
      }),
    );
  });

  it('shows exact words only where a known copy prints them in quotation marks', () => {
    fc.assert(
      fc.property(randomBriefings, days, (briefing, day) => {
        const cut = briefingAsOf(briefing, day);
        const clean = new Set(
          cut.sources.filter(({ quality }) => quality === 'original').map(({ id }) => id),
        );
        for (const { words, form, sources } of cut.statements) {
          const printed = sources.some(({ source, quoted }) => quoted && clean.has(source));
          expect(words !== undefined).toBe(printed);
          expect(form !== 'indirect').toBe(printed);
        }
      }),
    );
  });
});
