import { describe, expect, it } from 'vitest';
import { questionSets } from '../../bench/question-sets.ts';
import { judgeAll } from '../../bench/questions.ts';

/** A fixed part of every set: `npm run bench questions` judges the whole, each story with a model that has not seen it. */
const EVERY = 6;

describe('plain questions over six stories', () => {
  it('are answered at first look, by the right record, and rarely wrong with confidence', async () => {
    const judged = await judgeAll(questionSets().filter((_, at) => at % EVERY === 0));
    const answerable = judged.filter((one) => one.answerable);
    const others = judged.filter((one) => !one.answerable);
    const share = (part: readonly unknown[], of: readonly unknown[]) => part.length / of.length;
    expect(judged.length).toBeGreaterThan(200);
    expect(
      share(
        answerable.filter((one) => one.firstLook),
        answerable,
      ),
    ).toBeGreaterThan(0.68);
    expect(
      share(
        answerable.filter((one) => one.inThree),
        answerable,
      ),
    ).toBeGreaterThan(0.8);
    expect(
      share(
        judged.filter((one) => one.confidentlyWrong),
        judged,
      ),
    ).toBeLessThan(0.14);
    expect(
      share(
        others.filter((one) => one.statusRight),
        others,
      ),
    ).toBeGreaterThan(0.62);
  });
});
