import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn } from '../../../src/domain/schedule/day-in.ts';

const ZONES = ['UTC', 'Europe/Kyiv', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu', 'Africa/Cairo'];

describe('the day of a question', () => {
  it('is that of the calendar in the zone, whatever was asked before, also where midnight or a whole day is missing', () => {
    const moment = fc.oneof(
      fc.integer({ min: 0, max: 2_000_000_000 }),
      // Samoa went without 30 December 2011; Brazil began its summer at midnight.
      fc.integer({ min: 1_325_000_000, max: 1_325_500_000 }),
      fc.integer({ min: 1_541_200_000, max: 1_541_400_000 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(moment, { minLength: 1, maxLength: 8 }),
        (zone, times) => {
          for (const seconds of times) {
            for (const near of [0, 1, 40_000, 86_399, 86_400]) {
              const now = Temporal.Instant.fromEpochMilliseconds((seconds + near) * 1_000);
              expect(dayIn(now, zone)).toBe(now.toZonedDateTimeISO(zone).toPlainDate().toString());
            }
          }
        },
      ),
    );
  });
});
