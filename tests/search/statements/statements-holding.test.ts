import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../src/domain/statement.ts';
import { phraseWords } from '../../../src/search/names/topics.ts';
import { indexStatements } from '../../../src/search/statements/statement-index.ts';
import { statementsHolding } from '../../../src/search/statements/statements-holding.ts';
import { stem } from '../../../src/search/text/stem.ts';
import { statement } from '../../fixtures/briefing.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const everybody = () => true;

function holding(
  words: readonly string[],
  statements: readonly Statement[],
  admits: (id: string) => boolean = everybody,
) {
  const briefing = smallBriefing({ statements });
  const { statements: found, total } = statementsHolding(
    words,
    { briefing, index: indexStatements(briefing) },
    { admits, limit: 100 },
  );
  expect(total).toBe(found.length);
  return found.map(({ id }) => id);
}

describe('statementsHolding', () => {
  const printed = { source: 'herald', quoted: false };
  const exact = statement('exact', { words: 'The ferry sails', gist: 'It goes', sources: [] });
  const sense = statement('sense', { form: 'indirect', gist: 'That ferries sailed', sources: [] });
  const copy = statement('copy', {
    form: 'indirect',
    gist: 'It went',
    sources: [
      { ...printed, words: 'a ferry' },
      { ...printed, words: 'ferry, sailing' },
    ],
  });
  const divided = statement('divided', {
    form: 'indirect',
    gist: 'A ferry',
    sources: [{ ...printed, words: 'it sails' }],
  });

  it('gives those with the words in them first, then the sense, then a printing, whatever the endings', () => {
    expect(holding(['ferry', 'sail'], [copy, sense, divided, exact])).toEqual(['exact', 'sense', 'copy']);
  });

  it('leaves out what is not admitted, and finds nothing for no words or unknown ones', () => {
    const statements = [exact, sense];
    expect(holding(['ferry'], statements, (id) => id === 'sense')).toEqual(['sense']);
    expect(holding([], statements)).toEqual([]);
    expect(holding(['ferry', 'harbour'], statements)).toEqual([]);
  });

  it('finds in any statements exactly those of which one wording has every word', () => {
    const word = fc.constantFrom(
      'ferry',
      'lake',
      'toll',
      'dues',
      '6',
      'six',
      'twenty',
      '21',
      'one',
      'hundred',
    );
    const wording = fc.array(word, { minLength: 1, maxLength: 3 });
    const wordings = fc.array(wording, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(wordings, { maxLength: 6 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        (all, asked) => {
          const statements = all.map(([gist = [], ...prints], at) =>
            statement(`s${at}`, {
              form: 'indirect',
              gist: gist.join(' '),
              sources: prints.map((words) => ({ ...printed, words: words.join(' ') })),
            }),
          );
          const read = (words: readonly string[]) => phraseWords(words.join(' ')).map(stem);
          const expected = statements.filter((_, at) =>
            all[at]?.some((words) => read(asked).every((one) => read(words).includes(one))),
          );
          expect(holding(phraseWords(asked.join(' ')), statements).toSorted()).toEqual(
            expected.map(({ id }) => id).toSorted(),
          );
        },
      ),
    );
  });
});
