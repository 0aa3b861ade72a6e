import type { OptionValues } from '../../core/command.ts';
import { Refusal } from '../../domain/errors.ts';
import { type Read, refusedWords } from '../../domain/schedule/reading.ts';
import { EVERY_DAY, type Schedule } from '../../domain/schedule/subscription.ts';
import { readTime } from '../../domain/schedule/time-of-day.ts';
import { readDays } from '../../domain/schedule/weekdays.ts';
import { readZone, zoneCity, zoneNames } from '../../domain/schedule/zones.ts';
import { editDistance } from '../../search/text/edit-distance.ts';

/**
 * The schedule that `time`, `days` and `zone` stand for. Throws a `Refusal` that names what it does not understand.
 * Every day and the zone of the desk where none are named.
 */
export function scheduleFrom(values: OptionValues, deskZone: string): Schedule {
  const given = (value: string | undefined) => (value === undefined || value.trim() === '' ? null : value);
  const [days, zone] = [given(values.days), given(values.zone)];
  return {
    time: understood('time', readTime(values.time ?? '')),
    days: days === null ? EVERY_DAY : understood('days', readDays(days)),
    zone: zone === null ? deskZone : understood('zone', withNearest(readZone(zone))),
  };
}

/**
 * What of a schedule these change; undefined where nothing. Throws a `Refusal` likewise; an empty value changes
 * nothing.
 */
export function scheduleChanges(values: OptionValues): Partial<Schedule> | undefined {
  const given = (name: string) => ((values[name]?.trim() ?? '') === '' ? null : (values[name] ?? ''));
  const [time, days, zone] = [given('time'), given('days'), given('zone')];
  if (time === null && days === null && zone === null) return undefined;
  return {
    ...(time === null ? {} : { time: understood('time', readTime(time)) }),
    ...(days === null ? {} : { days: understood('days', readDays(days)) }),
    ...(zone === null ? {} : { zone: understood('zone', withNearest(readZone(zone))) }),
  };
}

/** A misspelt city is offered by its zone; nothing is taken for it, as the digest would come at another hour. */
function withNearest(read: Read<string>): Read<string> {
  if (read.kind === 'read' || read.hint !== undefined) return read;
  const typed = read.found
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
  const most = typed.length < 6 ? 1 : 2;
  const counted = zoneNames().map((zone) => ({
    zone,
    slips: Math.min(
      ...[zone, zoneCity(zone)].map((name) =>
        editDistance(typed, name.toLowerCase().replaceAll('_', ' '), most),
      ),
    ),
  }));
  const least = Math.min(...counted.map(({ slips }) => slips));
  const near = counted.filter(({ slips }) => slips === least).slice(0, 3);
  if (least > most || typed.length < 3) return read;
  return { ...read, hint: `Did you mean ${near.map(({ zone }) => zone).join(' or ')}?` };
}

/** What was read, or a refusal that names the option. */
function understood<T>(option: string, read: Read<T>): T {
  if (read.kind === 'read') return read.value;
  throw new Refusal('bad-value', sentence(`${option} takes ${refusedWords(read)}`));
}

/** Hints end in a question mark already. */
function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
