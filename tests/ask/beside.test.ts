import { expect, test } from 'vitest';
import { standBeside } from '../../src/ask/ranking/beside.ts';
import type { Signals } from '../../src/ask/ranking/signals.ts';

test('of several records the share of the most is told for each that holds something, and how many have that most', () => {
  const all: Signals[] = [{ cover: 0.5 }, { cover: 0.25 }, { cover: 0.5 }, {}];
  standBeside(all);
  expect(all).toEqual([
    { cover: 0.5, 'most-cover': 1, 'alone-cover': 0.5 },
    { cover: 0.25, 'most-cover': 0.5 },
    { cover: 0.5, 'most-cover': 1, 'alone-cover': 0.5 },
    {},
  ]);
});

test('where no record holds a word of the question, none stands out', () => {
  const all: Signals[] = [{ recent: 0.5 }, {}];
  standBeside(all);
  expect(all).toEqual([{ recent: 0.5 }, {}]);
});
