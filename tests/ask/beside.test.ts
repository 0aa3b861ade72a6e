import { expect, test } from 'vitest';
import { standBeside } from '../../src/ask/ranking/beside.ts';
import { noSignals, SIGNALS, type Signal, type Signals } from '../../src/ask/ranking/signals.ts';

type Some = Partial<Record<Signal, number>>;

function signalsWith(some: Some): Signals {
  return Object.assign(noSignals(), some);
}

/** What is not 0. */
function told(signals: Signals): Some {
  return Object.fromEntries(SIGNALS.flatMap((name) => (signals[name] === 0 ? [] : [[name, signals[name]]])));
}

test('of several records the share of the most is told for each that holds something, and how many have that most', () => {
  const all = [{ cover: 0.5 }, { cover: 0.25 }, { cover: 0.5 }, {}].map(signalsWith);
  standBeside(all);
  expect(all.map(told)).toEqual([
    { cover: 0.5, 'most-cover': 1, 'alone-cover': 0.5 },
    { cover: 0.25, 'most-cover': 0.5 },
    { cover: 0.5, 'most-cover': 1, 'alone-cover': 0.5 },
    {},
  ]);
});

test('where no record holds a word of the question, none stands out', () => {
  const all = [{ recent: 0.5 }, {}].map(signalsWith);
  standBeside(all);
  expect(all.map(told)).toEqual([{ recent: 0.5 }, {}]);
});
