import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { printsExactWords } from '../../src/domain/source.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';

/** A record that rests on articles, by the three digits their file names begin with. */
const resting = z.object({ id: z.string(), articles: z.array(z.string().length(3)) });
/**
 * What the five articles hold, whatever the pack's records come to look like: short spans as each article prints them.
 * `reworded` marks the machine-reworded copy, whose words are never anybody's exact words.
 */
const coverage = z.object({
  quotations: z.array(
    z.object({
      article: z.string(),
      reworded: z.boolean().default(false),
      /** Who is credited, and how the article prints it. */
      said: z.array(z.tuple([z.string(), z.string()])),
    }),
  ),
  conflicts: z.array(resting.extend({ sides: z.number() })),
  positions: z.array(resting.extend({ party: z.string() })),
  events: z.array(resting),
  figures: z.array(z.object({ reading: z.string(), term: z.string(), value: z.number() })),
});

const file = new URL('./five-articles.json', import.meta.url);
const expected = coverage.parse(JSON.parse(readFileSync(file, 'utf8')));
const { packs } = loadPacks(diskFolder(new URL('../../briefings', import.meta.url).pathname));
const briefing = packs.map((pack) => pack.briefing).find(({ id }) => id === 'us-ukraine-peace-plan');
if (briefing === undefined) throw new Error('The bundled pack is there.');

const sources = new Map(briefing.sources.map((source) => [source.id, source]));
const archiveOf = (source: string) => sources.get(source)?.archive?.file ?? '';
const articlesOf = (refs: readonly { readonly source: string }[]) =>
  new Set(refs.map(({ source }) => archiveOf(source).slice(0, 3)));
const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

describe('the bundled pack', () => {
  const quotations = expected.quotations.flatMap(({ article, reworded, said }) =>
    said.map(([speaker, span]) => ({ article, reworded, speaker, span })),
  );

  it('is held to all ninety-four quotations of the five articles', () => {
    expect(quotations).toHaveLength(94);
    expect(new Set(quotations.map((one) => one.article)).size).toBe(5);
  });

  it.each(quotations)(
    'has “$span” from $article, credited to $speaker',
    ({ article, reworded, speaker, span }) => {
      const printings = briefing.statements.flatMap((statement) =>
        statement.sources
          .filter(
            (printing) =>
              archiveOf(printing.source) === article && words(printing.words).includes(words(span)),
          )
          .map((printing) => ({ statement, printing })),
      );
      const own = printings.filter(
        ({ statement, printing }) =>
          (printing.credits ?? statement.speaker) === speaker || statement.speaker === speaker,
      );
      expect(own.map(({ statement }) => statement.id)).not.toEqual([]);
      expect(printsExactWords(sources.get(own[0]?.printing.source ?? ''))).toBe(!reworded);
    },
  );

  it('gives nobody words that only a machine-reworded copy prints', () => {
    const spun = briefing.statements.filter(
      (statement) =>
        statement.words !== undefined &&
        !statement.sources.some((printing) => printsExactWords(sources.get(printing.source))),
    );
    expect(spun.map(({ id }) => id)).toEqual([]);
  });

  it('shows each contradiction with as many sides, from the same articles', () => {
    for (const { id, sides, articles } of expected.conflicts) {
      const conflict = briefing.conflicts.find((one) => one.id === id);
      expect([id, conflict?.sides.length]).toEqual([id, sides]);
      const from = articlesOf(conflict?.sides.flatMap((side) => side.sources) ?? []);
      expect([id, articles.filter((one) => !from.has(one))]).toEqual([id, []]);
    }
  });

  it('knows where each party stands, from the same articles', () => {
    for (const { id, party, articles } of expected.positions) {
      const position = briefing.positions.find((one) => one.id === id);
      expect([id, position?.party]).toEqual([id, party]);
      const from = articlesOf(position?.sources ?? []);
      expect([id, articles.filter((one) => !from.has(one))]).toEqual([id, []]);
    }
  });

  it('has each event, from the same articles', () => {
    for (const { id, articles } of expected.events) {
      const from = articlesOf(briefing.events.find((one) => one.id === id)?.sources ?? []);
      expect([id, articles.filter((one) => !from.has(one))]).toEqual([id, []]);
    }
  });

  it('has a reading of the first plan for each of its twenty-eight numbers, and each figure', () => {
    const readings = briefing.provisions.flatMap((provision) => provision.readings);
    const numbers = readings
      .filter((reading) => reading.text === 'us-28')
      .flatMap((reading) => reading.points);
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 28 }, (_, at) => at + 1),
    );
    for (const { reading, term, value } of expected.figures) {
      const terms = readings.find((one) => one.id === reading)?.terms ?? [];
      expect([reading, terms.find((one) => one.name === term)?.value]).toEqual([reading, value]);
    }
  });
});
