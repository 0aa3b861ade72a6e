import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { labelFit, leadingNumber, romanValue } from '../../../src/domain/words/labels.ts';
import { withOwnPartWords } from '../../../src/search/names/read-label.ts';
import { ASKER, coreOver, said } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

function roman(number: number): string {
  const steps: readonly (readonly [number, string])[] = [
    ...([
      [100, 'C'],
      [90, 'XC'],
      [50, 'L'],
      [40, 'XL'],
      [10, 'X'],
      [9, 'IX'],
      [5, 'V'],
      [4, 'IV'],
      [1, 'I'],
    ] as const),
  ];
  const [worth, letters] = steps.find(([value]) => value <= number) ?? [0, ''];
  return worth === 0 ? '' : letters + roman(number - worth);
}

const NUMBER = fc.integer({ min: 1, max: 40 });
const LABEL = fc.oneof(
  fc.tuple(NUMBER, NUMBER).map(([one, other]) => `${one}.${other}`),
  fc.tuple(NUMBER, fc.constantFrom('b', 'c', 'd')).map(([one, letter]) => `${one}(${letter})`),
  NUMBER.filter((number) => number > 1).map(roman),
  fc.constantFrom('b', 'c', 'd').map((letter) => `(${letter})`),
);

/** The small briefing with these labels in its eight-point draft, one for each of its subjects. */
function labelledBriefing(labels: readonly string[]): Briefing {
  const small = smallBriefing();
  return smallBriefing({
    texts: small.texts.map((text) =>
      text.id === 'league-8'
        ? { ...text, called: 'article', numberings: [{ word: 'chapter', count: 3 }] }
        : text,
    ),
    provisions: small.provisions.map((provision, at) => ({
      ...provision,
      readings: provision.readings.map((reading) =>
        reading.text === 'league-8' && labels[at] !== undefined
          ? { ...reading, points: [], labels: [labels[at]] }
          : { ...reading, points: [] },
      ),
    })),
  });
}

const ask = (line: string, briefing: Briefing) =>
  coreOver(briefing, COMMANDS).respond({ kind: 'line', line, asker: ASKER });

describe('a label', () => {
  it('that is a numeral counts what it is written for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 399 }), (number) => {
        expect(romanValue(roman(number))).toBe(number);
        expect(leadingNumber({ own: roman(number) })).toBe(number);
      }),
    );
    expect(romanValue('IIII')).toBeNull();
    expect(romanValue('IC')).toBeNull();
  });

  it('fits itself however its brackets, points and case are typed, and what stands above it', () => {
    fc.assert(
      fc.property(LABEL, (label) => {
        expect(labelFit(label, label)).toBe('same');
        expect(labelFit(label.toLowerCase().replaceAll(/[()]/g, ' '), label)).toBe('same');
        if (/\./.test(label)) expect(labelFit(label.split('.')[0] ?? '', label)).toBe('under');
      }),
    );
  });

  it('leads to the subject it stands at and no other, by command and in plain words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(LABEL, { minLength: 2, maxLength: 3 }), async (labels) => {
        const briefing = labelledBriefing(labels);
        for (const [at, label] of labels.entries()) {
          const provision = `provision:${briefing.provisions[at]?.id}`;
          const lines = [
            `/plan-point ${label}`,
            `/plan-point article ${label}`,
            `what does article ${label} say?`,
          ];
          for (const line of lines) expect((await ask(line, briefing)).records[0], line).toBe(provision);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is asked for by the story’s own word for its points as by "point"', async () => {
    const small = smallBriefing();
    const numbers = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('rule', 'pledge', 'by-law', 'стаття'),
        numbers,
        async (own, number) => {
          const briefing = smallBriefing({ texts: small.texts.map((text) => ({ ...text, called: own })) });
          const lines = [
            'point 0',
            'what does point 0 say',

            '/plan-point point 0',
            'who is against point 0',
          ];
          for (const line of lines.map((one) => one.replace('0', String(number)))) {
            const expected = (await ask(line, briefing)).records;
            const asked = line.replace(/point(?! point)(?=[^-]*$)/, own);
            expect((await ask(asked, briefing)).records, asked).toEqual(expected);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('in the story’s own word may be in words or numerals, and a name that counts so stays a name', () => {
    const small = smallBriefing();
    const briefing = smallBriefing({
      texts: small.texts.map((text, at) => ({
        ...{ ...text, called: 'rule' },
        aliases: at === 0 ? [...text.aliases, 'Rule 4 compromise'] : text.aliases,
      })),
    });
    const read = (typed: string) => withOwnPartWords(typed, briefing);
    expect(read('RULE SEVEN, rules 2 and 3, the fifth rule')).toBe(
      'point SEVEN, points 2 and 3, the fifth point',
    );
    expect(read('rule no. 7 or Rule IV or ｒｕｌｅ 4(b)')).toBe('point no. 7 or point IV or point 4(b)');
    expect(read('the rule of law in a 13-rule draft rules out 5')).toBe(
      'the rule of law in a 13-rule draft rules out 5',
    );
    expect(read('who wrote the rule 4 compromise')).toBe('who wrote the rule 4 compromise');
  });

  it('that no part has is denied with the labels there are, and beyond the last with how many there are', async () => {
    const briefing = labelledBriefing(['2.1', '2.2']);
    expect(said(await ask('/plan-point 2.7', briefing))).toContain('On record: article 2.1 and article 2.2.');
    expect(said(await ask('/plan-point 9.1', briefing))).toContain(
      'has 8 articles; there is no article 9.1.',
    );
    expect(said(await ask('/plan-point chapter IV', briefing))).toContain(
      'has 3 chapters; there is no chapter IV.',
    );
    for (const beyond of ['4', 'D', 'iv', 'z'])
      expect(said(await ask(`/plan-point chapter ${beyond}`, briefing))).toContain(
        `has 3 chapters; there is no chapter ${beyond}.`,
      );
    // Nobody has written how they are counted: the third may be any of these.
    for (const third of ['3', 'C', 'iii', 'III'])
      expect(said(await ask(`/plan-point chapter ${third}`, briefing))).toContain('has nothing on chapter');
  });

  it('in Roman numerals is a number where a story has numbers only', async () => {
    const briefing = smallBriefing();
    const [number, numeral] = [await ask('/plan-point 3', briefing), await ask('/plan-point III', briefing)];
    expect(numeral.records).toEqual(number.records);
    expect((await ask('/plan-point point iv', briefing)).records).toEqual(
      (await ask('/plan-point 4', briefing)).records,
    );
  });
});
