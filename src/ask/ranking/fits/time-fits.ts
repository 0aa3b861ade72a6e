import { type Briefing, oncePerBriefing, stepwiseOncePerBriefing } from '../../../domain/briefing.ts';
import { viewOf } from '../../../domain/lookups/known-by.ts';
import { knownFrom } from '../../../domain/lookups/known-from.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { countUpTo, dayNumber } from '../../../domain/when.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../asked.ts';
import type { Signals } from '../signals.ts';

export function timeFits(unit: Unit, { mentions, wanted, briefing }: Asked, signals: Signals): void {
  const { period } = mentions;
  const { when } = unit;
  if (period !== null) {
    const from = period.from ?? '0000';
    const to = period.to ?? '9999';
    if (when === null || when.to === null) signals['date-not'] = 0.5;
    else if ((when.from ?? when.to) <= to && when.to >= from)
      signals.date = when.precision === 'day' || from !== to ? 1 : 0.6;
    else if (near(when.to, from) || near(when.from ?? when.to, to)) signals['date-near'] = 1;
    else signals['date-not'] = 1;
  }
  if (wanted.time > 0) {
    if (when !== null && when.precision === 'day') signals['dated-time'] = 1;
    else signals['undated-time'] = 1;
  }
  if (when !== null) {
    const age = recency(unit.day, briefing);
    signals.recent = age;
    if (wanted.now > 0) signals['recent-now'] = age;
    if (wanted.last > 0) signals['recent-last'] = age;
    if (wanted.old > 0) signals['recent-old'] = age;
  }
}

function near(day: string, other: string): boolean {
  const apart = Math.abs(Date.parse(day) - Date.parse(other));
  return apart <= 86_400_000 * 2;
}

/** The days of what was said or happened on a certain day, ascending, as numbers. */
const daysOf = oncePerBriefing((briefing): Uint32Array => {
  const view = viewOf(briefing);
  const { days, known } = datedIn(view?.whole ?? briefing);
  if (view === undefined || view.isWhole) return days;
  const asked = dayNumber(view.day);
  return days.filter((_, at) => (known[at] ?? 0) <= asked);
});

/** Those of a whole briefing, with the day from which on each was known. */
export const datedIn = stepwiseOncePerBriefing(function* (whole): Generator<
  void,
  { readonly days: Uint32Array; readonly known: Uint32Array }
> {
  const lookup = lookupOf(whole);
  const keys: number[] = [];
  for (const records of [whole.statements, whole.events]) {
    for (const [at, record] of records.entries()) {
      if (at % RECORDS_A_STEP === 0) yield;
      if (record.date.precision === 'day')
        keys.push(dayNumber(record.date.to ?? '') * DAYS + knownFrom(record, lookup));
    }
  }
  yield;
  // One number holds both: numbers sort ten times faster than records.
  const sorted = Float64Array.from(keys).sort();
  return {
    days: Uint32Array.from(sorted, (key) => Math.floor(key / DAYS)),
    known: Uint32Array.from(sorted, (key) => key % DAYS),
  };
});

const DAYS = 1e8;
const RECORDS_A_STEP = 8_000;

/** By day as a number, as it was reckoned before: records share their days. */
const reckoned = oncePerBriefing(() => new Map<number, number>());

/** Share of the dated records that are older, 0 to 1. */
function recency(day: number, briefing: Briefing): number {
  const known = reckoned(briefing);
  const kept = known.get(day);
  if (kept !== undefined) return kept;
  const sorted = daysOf(briefing);
  const share = sorted.length === 0 ? 0 : countUpTo(sorted, day - 1) / sorted.length;
  known.set(day, share);
  return share;
}
