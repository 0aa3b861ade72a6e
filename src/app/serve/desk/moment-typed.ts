import { Refusal } from '../../../domain/errors.ts';

/**
 * The moment that "18:00" (the next one), "2025-12-01 18:00" or an instant means, in epoch milliseconds. Throws a `Refusal`
 * for what is none, or is over.
 */
export function momentTyped(typed: string, zone: string, now: number): number {
  const at = instantIn(typed.trim(), zone, now);
  if (at === null)
    throw new Refusal(
      'bad-value',
      `until takes a time like 18:00 or 2025-12-01 18:00, not “${typed.trim()}”.`,
    );
  if (at <= now) throw new Refusal('bad-value', `until takes a time to come, and ${typed.trim()} is over.`);
  return at;
}

function instantIn(typed: string, zone: string, now: number): number | null {
  try {
    if (/^\d{1,2}:\d{2}$/.test(typed)) {
      const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
      const time = Temporal.PlainTime.from(typed.padStart(5, '0'));
      const at = today.withPlainTime(time);
      return (at.epochMilliseconds > now ? at : at.add({ days: 1 })).epochMilliseconds;
    }
    if (/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$/.test(typed))
      return Temporal.PlainDateTime.from(typed.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds;
    return Temporal.Instant.from(typed).epochMilliseconds;
  } catch {
    return null;
  }
}
