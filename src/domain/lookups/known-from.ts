import type { BriefingRecord } from '../briefing.ts';
import { unreachable } from '../errors.ts';
import { dayNumber, latestDay } from '../when.ts';
import type { Lookup } from './lookup.ts';

/** Of what no view of a day shows, because it rests on no source. */
export const NEVER_KNOWN = 99_999_999;

/**
 * The day, as a number (`dayNumber`), from which on a view of a whole briefing shows a record: `KnownBy.record` gives null
 * for every day before it. 0 where every day shows it. `lookup` is the whole briefing's.
 */
export function knownFrom(record: BriefingRecord, lookup: Pick<Lookup, 'text'>): number {
  switch (record.kind) {
    case 'source':
      return dayNumber(latestDay(record.published));
    case 'party':
    case 'person':
    case 'gap':
      return 0;
    case 'reading': {
      const text = lookup.text(record.text);
      return text === undefined ? NEVER_KNOWN : Math.max(reported(record), reported(text));
    }
    case 'provision':
      return earliest(record.readings.map((reading) => knownFrom(reading, lookup)));
    case 'figure':
      return earliest(record.values.map(reported));
    case 'deadline':
      return earliest(record.steps.map(reported));
    case 'conflict':
      return dayNumber(record.reported);
    case 'text':
    case 'statement':
    case 'occasion':
    case 'event':
    case 'position':
    case 'member':
    case 'vote':
    case 'value':
    case 'step':
      return reported(record);
    default:
      return unreachable(record);
  }
}

function reported(record: { readonly reported: string; readonly sources: readonly unknown[] }): number {
  return record.sources.length === 0 ? NEVER_KNOWN : dayNumber(record.reported);
}

function earliest(days: readonly number[]): number {
  return days.reduce((first, day) => Math.min(first, day), NEVER_KNOWN);
}
