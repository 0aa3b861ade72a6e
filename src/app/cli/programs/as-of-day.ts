import { ConfigError } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import { findDate } from '../../../search/dates/find-date.ts';

/** The day that `--as-of` names, where a story's day is now. @throws ConfigError where it is none, or has not come yet */
export function asOfDay(given: string, now: Temporal.Instant, zone: string): string {
  const today = dayIn(now, zone);
  const day = findDate(given, today);
  if (day === null) throw new ConfigError([`--as-of must be a day like 2025-11-24, not "${given}".`]);
  if (day > today) throw new ConfigError([`--as-of must be a past day, and ${day} has not come yet.`]);
  return day;
}
