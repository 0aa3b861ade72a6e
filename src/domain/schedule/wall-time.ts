import { dayName } from './weekdays.ts';
import { zoneCity } from './zones.ts';

/** `Mon 08:00`: an instant as the clock on the wall of a zone shows it. */
export function formatWallTime(instant: Temporal.Instant, zone: string): string {
  const local = instant.toZonedDateTimeISO(zone);
  return `${dayName(local.dayOfWeek)} ${minutes(local)}`;
}

/** `08:00 Kyiv time`, `08:00 UTC`. */
export function clockWords(time: string, zone: string): string {
  const city = zoneCity(zone);
  return `${time} ${city === 'UTC' ? city : `${city} time`}`;
}

/** `Mon 30 Nov 08:00 (06:00 UTC)`: an instant on a zone's clock and, where it differs, on that of UTC. */
export function momentWords(instant: Temporal.Instant, zone: string): string {
  const [local, utc] = [zone, 'UTC'].map((each) => instant.toZonedDateTimeISO(each));
  if (local === undefined || utc === undefined) return '';
  const [here, there] = [dayAndTime(local), dayAndTime(utc)];
  if (here === there) return `${here}${zoneCity(zone) === 'UTC' ? ' UTC' : ''}`;
  return `${here} (${local.toPlainDate().equals(utc.toPlainDate()) ? minutes(utc) : there} UTC)`;
}

function dayAndTime(local: Temporal.ZonedDateTime): string {
  return `${dayName(local.dayOfWeek)} ${local.day} ${MONTHS[local.month - 1]} ${minutes(local)}`;
}

function minutes(local: Temporal.ZonedDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
