import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES, signalsOf, signalsOfAll } from '../../src/ask/ranking/features.ts';
import { pairsHeld } from '../../src/ask/ranking/pairs.ts';
import { rank, rowsOf, scoreOf } from '../../src/ask/ranking/rank.ts';
import { SIGNALS } from '../../src/ask/ranking/signals.ts';
import { readQuestion } from '../../src/ask/reading/read-question.ts';
import { evidencePartsOf } from '../../src/search/evidence/evidence-parts.ts';
import { PLACE } from '../../src/search/evidence/unit.ts';
import { phraseWords } from '../../src/search/names/topics.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { stem } from '../../src/search/text/stem.ts';
import { lakeBriefing } from '../fixtures/briefing.ts';

const briefing = lakeBriefing();
const index = indexStatements(briefing);
const WORDS = [
  ...new Set(
    evidencePartsOf(briefing).units.flatMap(({ prose }) => prose.flatMap(({ text }) => text.split(' '))),
  ),
  ...'who what when said the how many did not on 2025-11-20 stand nobody elephants 600'.split(' '),
].filter((word) => word !== '');

const questions = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 })
  .map((words) => words.join(' '));

function read(question: string) {
  return readQuestion(question, { briefing, index: () => index, today: briefing.reviewed, thread: null });
}

describe('records beside a question', () => {
  it('have the signals they have by themselves, whatever was asked before', () => {
    const beside = /^(?:most|alone)-/;
    fc.assert(
      fc.property(questions, (question) => {
        const { asked, candidates } = read(question);
        const all = signalsOfAll(candidates, asked);
        for (const [at, candidate] of candidates.entries()) {
          const alone = signalsOf(candidate, asked);
          for (const name of SIGNALS)
            if (!beside.test(name)) expect(all[at]?.[name], `${candidate.unit.id} ${name}`).toBe(alone[name]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('score what their features weigh', () => {
    const weights = Float64Array.from(FEATURES, (_, at) => ((at * 7919) % 101) / 50 - 1);
    fc.assert(
      fc.property(questions, (question) => {
        const { asked, candidates } = read(question);
        const rows = rowsOf(candidates, asked);
        const sums = new Map(candidates.map(({ unit }, at) => [unit.id, scoreOf(rows[at] ?? [], weights)]));
        const ranked = rank(candidates, asked, weights);
        expect(ranked).toHaveLength(candidates.length);
        for (const [at, { candidate, score }] of ranked.entries()) {
          expect(score).toBeCloseTo(sums.get(candidate.unit.id) ?? Number.NaN, 9);
          expect(score).toBeLessThanOrEqual(ranked[at - 1]?.score ?? score);
        }
        if (ranked.length > 0) expect(ranked.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('hold the neighbouring words that stand within three words of each other in one piece of their prose', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { asked, candidates } = read(question);
        const telling = asked.terms.filter(({ part }) => part !== 'asking' && part !== 'date');
        const likely = telling.map(({ stems }) =>
          stems.flatMap((one) => (one.factor < 0.5 ? [] : [one.stem])),
        );
        for (const candidate of candidates) {
          const pieces = candidate.unit.prose
            .filter(({ place }) => (place & PLACE.note) === 0)
            .map(({ text }) => phraseWords(text).map(stem));
          const isClose = (pair: number) =>
            pieces.some((words) =>
              words.some(
                (one, at) =>
                  likely[pair - 1]?.includes(one) === true &&
                  words.some(
                    (two, other) =>
                      other !== at && Math.abs(other - at) <= 3 && likely[pair]?.includes(two) === true,
                  ),
              ),
            );
          const pairs = telling.slice(1).map((_, at) => isClose(at + 1));
          const share = pairs.length === 0 ? 0 : pairs.filter(Boolean).length / pairs.length;
          expect(pairsHeld(candidate, asked)).toBe(share);
        }
      }),
      { numRuns: 60 },
    );
  });
});
