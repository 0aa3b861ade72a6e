import { describe, expect, test } from 'vitest';
import { isNight } from '../../../src/digest/watch/plan-alerts.ts';

describe('the night', () => {
  test.each([
    ['2025-11-25T19:59:00Z', 'Europe/Kyiv', false],
    ['2025-11-25T20:00:00Z', 'Europe/Kyiv', true],
    ['2025-11-26T04:59:00Z', 'Europe/Kyiv', true],
    ['2025-11-26T05:00:00Z', 'Europe/Kyiv', false],
    ['2025-11-25T20:00:00Z', 'America/New_York', false],
    ['2025-03-30T00:59:00Z', 'Europe/Berlin', true],
  ])('at %s in %s is %s', (at, zone, night) => {
    expect(isNight(Temporal.Instant.from(at).epochMilliseconds, zone)).toBe(night);
  });
});
