import type { Briefing } from '../briefing.ts';
import type { Event } from '../event.ts';
import { standingOf } from '../tracked/deadline.ts';
import { earliestDay, latestDay, type When } from '../when.ts';

/**
 * True for an expected event that the record itself takes back: a later claim superseded it, or it is the day of a deadline
 * that was dropped, or moved to another day. It may be told of, never as what comes next. `day`: ISO day that is spoken for.
 */
export function isCalledOff(event: Event, briefing: Briefing, day: string): boolean {
  if (event.status !== 'expected') return false;
  const id = `event:${event.id}`;
  const superseded = briefing.conflicts.some(
    ({ type, records, reported }) =>
      // What is as new as the dispute itself may be the claim that took the other's place.
      type === 'superseded' && records.includes(id) && event.reported < reported,
  );
  if (superseded) return true;
  return briefing.deadlines.some((deadline) => {
    // That somebody is named in both says nothing: they may well do something else on that day.
    if (!event.about.some((about) => deadline.about.includes(about))) return false;
    const standing = standingOf(deadline, day);
    if (standing === null) return false;
    const wasDue = deadline.steps.some(({ due }) => due !== undefined && isSameTime(due, event.date));
    return wasDue && (standing.kind === 'dropped' || !isSameTime(standing.due, event.date));
  });
}

function isSameTime(one: When, other: When): boolean {
  return (
    earliestDay(one) !== '' && earliestDay(one) === earliestDay(other) && latestDay(one) === latestDay(other)
  );
}
