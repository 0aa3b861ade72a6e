import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/answer/answer.ts';
import { createCiter } from '../../src/answer/compose.ts';
import { blockSpans } from '../../src/answer/fit.ts';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { lookupOf } from '../../src/domain/lookups/lookup.ts';
import { saidAt } from '../../src/domain/lookups/occasion-index.ts';
import { OCCASION_UNKNOWN } from '../../src/domain/occasion.ts';
import { isFragment } from '../../src/domain/statement.ts';
import { translationsOf } from '../../src/domain/words/translation.ts';
import { loadPack } from '../../src/pack/read/load.ts';
import { statementBlock, statementLines } from '../../src/views/statement.ts';
import { memoryFolder, SMALL_PACK } from '../pack/small-pack.ts';

/** Days of May 2024 on which sources of a generated pack appear. */
const day = (number: number) => `2024-05-${String(number).padStart(2, '0')}`;
const DAYS = fc.integer({ min: 1, max: 12 });

interface Spoken {
  readonly reported: readonly number[];
  readonly at: 'hall' | 'words';
  readonly language: boolean;
  /** Which of its printings are in the language it was said in, by position. */
  readonly original: readonly boolean[];
  readonly form: 'direct' | 'partial' | 'indirect';
  readonly partOf: boolean;
}

const SPOKEN: fc.Arbitrary<Spoken> = fc.record({
  reported: fc.array(DAYS, { minLength: 1, maxLength: 3 }),
  at: fc.constantFrom('hall' as const, 'words' as const),
  language: fc.boolean(),
  original: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  form: fc.constantFrom('direct' as const, 'partial' as const, 'indirect' as const),
  partOf: fc.boolean(),
});

/** A pack in which the sources of the occasion and of each statement are out on generated days. */
function packOf(hall: readonly number[], spoken: readonly Spoken[]): Briefing {
  const refs = (days: readonly number[]) => [...new Set(days)].map((one) => `s${one}`);
  const sources = Array.from(
    { length: 12 },
    (_, at) =>
      `  - id: s${at + 1}\n    publisher: Paper ${at + 1}\n    published: ${day(at + 1)}\n    quality: original\n`,
  );
  const statements = spoken.map((one, at) => {
    const printings = refs(one.reported).map((source, index) => {
      const original = one.language && one.original[index] === true;
      const words = original ? `as palavras são ${at}` : `words ${at} as told by ${source}`;
      return `      - source: ${source}\n        words: ${words}\n        quoted: ${one.form !== 'indirect'}\n${original ? '        language: pt\n' : ''}`;
    });
    const first =
      one.language && one.original[0] === true
        ? `as palavras são ${at}`
        : `words ${at} as told by ${refs(one.reported)[0]}`;
    const isPart = one.partOf && at > 0 && one.form === 'partial';
    return [
      `  - id: said-${at}\n    speaker: ada-berg\n    form: ${one.form}\n    gist: Gist ${at}.\n`,
      one.form === 'indirect' ? '' : `    words: ${first}\n`,
      one.language ? '    language: pt\n' : '',
      isPart ? '    part_of: said-0\n' : '',
      `    occasion: ${one.at === 'hall' ? 'town-hall' : 'A walk'}\n    date: 2024-05-01\n    provenance: official-statement\n`,
      `    sources:\n${printings.join('')}`,
    ].join('');
  });
  const pack = loadPack(
    memoryFolder({
      ...SMALL_PACK,
      'sources.yaml': `${SMALL_PACK['sources.yaml']}${sources.join('')}`,
      'occasions.yaml': `occasions:\n  - id: town-hall\n    name: Evening in the town hall\n    place: Northport\n    date: 2024-05-01\n    sources: [${refs(hall).join(', ')}]\n`,
      'statements.yaml': `${SMALL_PACK['statements.yaml']}${statements.join('')}`,
    }),
  );
  if (pack.kind === 'broken') throw new Error(JSON.stringify(pack.problems));
  return pack.briefing;
}

const PACK = fc.tuple(
  fc.array(DAYS, { minLength: 1, maxLength: 2 }),
  fc.array(SPOKEN, { minLength: 1, maxLength: 5 }),
  fc.integer({ min: 0, max: 13 }),
);

function published(briefing: Briefing, source: string): string {
  return briefing.sources.find(({ id }) => id === source)?.published.to ?? '9999';
}

const spansOf = (briefing: Briefing): readonly Span[] => {
  const citer = createCiter(briefing);
  return [
    ...statementLines(briefing.statements, briefing, citer).flat(),
    ...briefing.statements.flatMap((one) => blockSpans(statementBlock(one, briefing, citer))),
  ];
};

describe('what was said, on any day', () => {
  it('is shown at its occasion from the day on which somebody had told of that', () => {
    fc.assert(
      fc.property(PACK, ([hall, spoken, on]) => {
        const whole = packOf(hall, spoken);
        const told = day(Math.min(...hall));
        const briefing = briefingAsOf(whole, day(on));
        const knows = told <= day(on);
        expect(briefing.occasions.length).toBe(knows ? 1 : 0);
        expect(lookupOf(briefing).occasion('town-hall') !== undefined).toBe(knows);
        for (const statement of briefing.statements) {
          const [, at] = /^said-(\d)$/.exec(statement.id) ?? [];
          if (at === undefined) continue;
          const inHall = spoken[Number(at)]?.at === 'hall';
          expect(statement.occasion).toBe(
            !inHall ? 'A walk' : knows ? 'Evening in the town hall, Northport' : OCCASION_UNKNOWN,
          );
          expect(saidAt('town-hall', briefing).includes(statement)).toBe(inHall && knows);
        }
        expect(JSON.stringify(spansOf(briefing)).includes('Northport')).toBe(
          knows &&
            briefing.statements.some(
              ({ occasionId, id }) => occasionId !== undefined && id.startsWith('said'),
            ),
        );
      }),
    );
  });

  it('stands in quotation marks only in the language it was said in, and only as a source of that day prints it', () => {
    fc.assert(
      fc.property(PACK, ([hall, spoken, on]) => {
        const whole = packOf(hall, spoken);
        const briefing = briefingAsOf(whole, day(on));
        const quotes = spansOf(briefing).flatMap((span) => (span.kind === 'quote' ? [span.text] : []));
        for (const words of quotes) {
          const own = whole.statements.flatMap((statement) =>
            statement.sources.filter(
              (printing) =>
                printing.words === words &&
                printing.quoted &&
                printing.language === statement.language &&
                published(whole, printing.source) <= day(on),
            ),
          );
          expect(own.length, words).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('shows every translation that day knew side by side, with who printed it', () => {
    fc.assert(
      fc.property(PACK, ([hall, spoken, on]) => {
        const whole = packOf(hall, spoken);
        const briefing = briefingAsOf(whole, day(on));
        for (const statement of briefing.statements) {
          const translations = translationsOf(statement, lookupOf(briefing).source);
          const known = statement.sources.filter(
            ({ quoted, language }) => statement.language !== undefined && quoted && language === undefined,
          );
          expect(translations.flatMap(({ printings }) => printings).length).toBe(known.length);
          for (const { printings } of translations) {
            for (const { source } of printings) expect(published(whole, source) <= day(on)).toBe(true);
          }
        }
      }),
    );
  });

  it('shows a fragment within its sentence once that is known, and never by itself', () => {
    fc.assert(
      fc.property(PACK, ([hall, spoken, on]) => {
        const briefing = briefingAsOf(packOf(hall, spoken), day(on));
        const citer = createCiter(briefing);
        for (const statement of briefing.statements) {
          if (statement.partOf === undefined) continue;
          expect(lookupOf(briefing).statement(statement.partOf)).toBeDefined();
          expect(statementBlock(statement, briefing, citer).kind).not.toBe('quotation');
        }
        const parts = briefing.statements.filter(({ partOf }) => partOf !== undefined);
        const fragments = briefing.statements.filter((one) => isFragment(one) && one.partOf === undefined);
        const lines = statementLines(briefing.statements, briefing, citer).length;
        expect(lines).toBeLessThanOrEqual(briefing.statements.length - parts.length);
        expect(lines).toBeGreaterThanOrEqual(
          briefing.statements.length - parts.length - Math.max(0, fragments.length - 1),
        );
      }),
    );
  });
});
