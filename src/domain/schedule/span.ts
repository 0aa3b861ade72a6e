import { plainWords, type Read } from './reading.ts';

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minute|minutes)$/, 60_000],
  [/^(?:h|hr|hrs|hour|hours)$/, 3_600_000],
  [/^(?:d|day|days)$/, 86_400_000],
];

const [LEAST_MS, MOST_MS] = [60_000, 7 * 86_400_000];

/** Reads a length of time, from a minute to seven days: `30 minutes`, `15m`, `an hour`, `2 h`, `1 day`, `hourly`. Milliseconds. */
export function readSpan(text: string): Read<number> {
  const words = plainWords(text)
    .replace(/^every /, '')
    .replace(/^(?:an?|one) /, '1 ')
    .replace(/^(?:hour|minute|day)$/, '1 $&')
    .replace(/^hourly$/, '1 h')
    .replace(/^daily$/, '1 d');
  const [, number = '', unit = ''] = /^(\d{1,5}(?:\.\d{1,3})?) ?([a-z]+)$/.exec(words) ?? [];
  const ms = Math.round(Number(number) * (UNITS.find(([names]) => names.test(unit))?.[1] ?? 0));
  if (ms >= LEAST_MS && ms <= MOST_MS) return { kind: 'read', value: ms };
  return {
    kind: 'refused',
    expected: 'a length of time from 1 minute to 7 days such as 30 minutes',
    found: text,
  };
}
