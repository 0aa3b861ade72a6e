import { expect, it } from 'vitest';
import { readSpan } from '../../../src/domain/schedule/span.ts';

const MINUTE = 60_000;

it.each([
  ['30 minutes', 30],
  ['15m', 15],
  ['15 MIN', 15],
  ['1.5 hours', 90],
  ['an hour', 60],
  ['every 2 h', 120],
  ['hourly', 60],
  ['every hour', 60],
  ['1 day', 1440],
  ['7d', 10_080],
])('reads %j as %d minutes', (text, minutes) => {
  expect(readSpan(text)).toEqual({ kind: 'read', value: minutes * MINUTE });
});

it.each(['', '30', '30 s', '0 minutes', '8 days', 'often', '-5 min', '1e9 h', '99999 hours'])(
  'refuses %j',
  (text) => {
    expect(readSpan(text)).toMatchObject({ kind: 'refused', found: text });
  },
);
