import type { Span } from '../answer/answer.ts';
import { type Citer, date, strong, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import type { Briefing } from '../domain/briefing.ts';
import type { Event } from '../domain/event.ts';
import { earliestDay, latestDay } from '../domain/when.ts';
import { knownHow } from './reading.ts';

/**
 * One line: date, what happened, how it is known, sources. An expected event whose date is past says so. `among`: with
 * expected ones only, under a heading that says so, or among others, where each has to say it itself.
 */
export function eventLine(
  event: Event,
  asOf: string,
  briefing: Briefing,
  citer: Citer,
  among: 'its own' | 'others' = 'its own',
): readonly Span[] {
  // Editors often say so themselves, and with more detail.
  const said = /not reported/i.test(event.note ?? '');
  const overdue = isOverdue(event, asOf) && !said ? ' Not reported as having happened.' : '';
  const note = event.note === undefined ? '' : ` ${sentence(event.note)}`;
  return [
    date(event.date),
    text(': '),
    ...(event.status === 'claimed' ? [strong('Claimed:'), text(' ')] : []),
    ...(event.status === 'expected' && among === 'others' ? [strong('Expected:'), text(' ')] : []),
    text(`${sentence(event.what)}${overdue}${note} (${knownHow(event, briefing)}) `),
    ...citer.cite(event.sources),
  ];
}

/** Expected, and the last day it could have meant is over. */
export function isOverdue(event: Event, asOf: string): boolean {
  return event.status === 'expected' && event.date.to !== null && event.date.to < asOf;
}

/** Oldest first by the first day a date can mean; undated ones come first, in the briefing's order. */
export function inOrder(events: readonly Event[]): readonly Event[] {
  return events.toSorted(
    (a, b) => order(earliestDay(a.date), earliestDay(b.date)) || order(latestDay(a.date), latestDay(b.date)),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
