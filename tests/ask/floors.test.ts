import { describe, expect, it } from 'vitest';
import { questionSets } from '../../bench/questions/question-sets.ts';
import { judgeAll } from '../../bench/questions/questions.ts';

/** A fixed part of every set: `npm run bench questions` judges the whole, each story with a model that has not seen it. */
const EVERY = 6;
/** The writers whose questions are the fixed part; those of later ones are the bench's alone. */
const WRITERS: readonly string[] = ['hand-a', 'hand-b', 'tracked'];

const judging = judgeAll(
  questionSets()
    .filter(({ set }) => WRITERS.includes(set))
    .filter((_, at) => at % EVERY === 0),
);

describe('plain questions over six stories', () => {
  it('are answered at first look, by the right record, and rarely wrong with confidence', async () => {
    const judged = await judging;
    const answerable = judged.filter((one) => one.answerable);
    const others = judged.filter((one) => !one.answerable);
    const share = (part: readonly unknown[], of: readonly unknown[]) => part.length / of.length;
    expect(judged.length).toBeGreaterThan(200);
    expect(
      share(
        answerable.filter((one) => one.firstLook),
        answerable,
      ),
    ).toBeGreaterThan(0.73);
    expect(
      share(
        answerable.filter((one) => one.offered),
        answerable,
      ),
    ).toBeGreaterThan(0.83);
    expect(
      share(
        answerable.filter((one) => one.inThree),
        answerable,
      ),
    ).toBeGreaterThan(0.85);
    expect(
      share(
        judged.filter((one) => one.confidentlyWrong),
        judged,
      ),
    ).toBeLessThan(0.05);
    expect(
      share(
        others.filter((one) => one.statusRight),
        others,
      ),
    ).toBeGreaterThan(0.88);
  });

  it('are seen in one look with all that is offered, where nothing is claimed', async () => {
    const offering = (await judging).filter(
      ({ answer }) =>
        answer.command === 'ask' &&
        ['asks-back', 'not-found'].includes(answer.status) &&
        answer.blocks.filter(({ kind }) => kind === 'item').length > 0,
    );
    expect(offering.length).toBeGreaterThan(20);
    for (const { answer, question, look } of offering) {
      const rows = answer.blocks.filter(({ kind }) => kind === 'item').length;
      // The last may begin within the look and end a few words behind it, where names are long.
      expect(look.split(/[•] /).length - 1, `${question.ask}: ${look}`).toBe(rows);
      expect(answer.records.length, question.ask).toBeGreaterThanOrEqual(rows);
    }
  });
});
