import type { Span } from '../../answer/answer.ts';
import type { Citer } from '../../answer/compose.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Event } from '../../domain/event.ts';
import { type Deadline, type DeadlineStep, dueOf, standingOf } from '../../domain/tracked/deadline.ts';
import type { Vote } from '../../domain/tracked/vote.ts';
import { earliestDay, latestDay, type When } from '../../domain/when.ts';
import { eventLine, isOverdue } from '../event.ts';
import { dueLine, stepOnDay, stepTitle } from './deadline.ts';
import { resultWords, voteLine } from './vote.ts';

/**
 * What has its day on a timeline: an event, a vote, and what became of a deadline. The deadline itself stands on the day
 * it is due, among what is expected, for as long as nobody says what became of it.
 */
export type Entry = Event | Vote | DeadlineStep | Deadline;

/** Every entry of a briefing, oldest first as `oldestFirst` has it. */
export const entriesOf = oncePerBriefing(({ events, votes, deadlines }): readonly Entry[] =>
  oldestFirst([
    ...events,
    ...votes,
    ...deadlines.flatMap((deadline) => [...deadline.steps, ...(isPending(deadline) ? [deadline] : [])]),
  ]),
);

/** When it happened, or is to. */
export function whenOf(entry: Entry): When {
  return entry.kind === 'deadline' ? dueOf(entry) : entry.date;
}

/** Only expected: nobody reports that it happened. */
export function isExpected(entry: Entry): boolean {
  return entry.kind === 'deadline' || (entry.kind === 'event' && entry.status === 'expected');
}

/** Expected, and the last day it could have meant is over. */
export function isPastDue(entry: Entry, day: string): boolean {
  if (entry.kind === 'event') return isOverdue(entry, day);
  return entry.kind === 'deadline' && standingOf(entry, day)?.kind === 'overdue';
}

/** Ids of actors who take part. */
export function takingPart(entry: Entry, briefing: Briefing): readonly string[] {
  switch (entry.kind) {
    case 'event':
    case 'deadline':
      return entry.who;
    case 'vote':
      return [...(entry.body === undefined ? [] : [entry.body]), ...entry.named.map(({ who }) => who)];
    case 'step':
      return [
        ...(entry.per === undefined ? [] : [entry.per]),
        ...(deadlinesById(briefing).get(entry.deadline)?.who ?? []),
      ];
    default:
      return unreachable(entry);
  }
}

/** Ids of provisions and texts it is about. */
export function subjectsOf(entry: Entry, briefing: Briefing): readonly string[] {
  return entry.kind === 'step' ? (deadlinesById(briefing).get(entry.deadline)?.about ?? []) : entry.about;
}

/** One line: date, what happened or is to, how it is known, sources. */
export function entryLine(entry: Entry, day: string, briefing: Briefing, citer: Citer): readonly Span[] {
  switch (entry.kind) {
    case 'event':
      return eventLine(entry, day, briefing, citer);
    case 'vote':
      return voteLine(entry, briefing, citer);
    case 'step':
      return stepOnDay(entry, briefing, citer);
    case 'deadline':
      return dueLine(entry, day, briefing, citer);
    default:
      return unreachable(entry);
  }
}

/** The same in a few words, without its day. */
export function entryTitle(entry: Entry, briefing: Briefing): string {
  switch (entry.kind) {
    case 'event':
      return entry.what;
    case 'vote':
      return `Vote on ${entry.title}: ${resultWords(entry)}`;
    case 'step':
      return `${stepTitle(entry, briefing)}: ${entry.step}`;
    case 'deadline':
      return `Due: ${entry.title}`;
    default:
      return unreachable(entry);
  }
}

/** The record that tells of it in full: a turn of a deadline is told with the deadline's others. */
export function entryPage(entry: Entry): string {
  return entry.kind === 'step' ? `deadline:${entry.deadline}` : `${entry.kind}:${entry.id}`;
}

/** Oldest first by the first day a date can mean; undated ones come first, in their order. */
export function oldestFirst<T extends Entry>(entries: readonly T[]): readonly T[] {
  return entries
    .map((entry) => ({ entry, first: earliestDay(whenOf(entry)), last: latestDay(whenOf(entry)) }))
    .sort((a, b) => order(a.first, b.first) || order(a.last, b.last))
    .map(({ entry }) => entry);
}

function isPending({ steps }: Deadline): boolean {
  const last = steps.at(-1)?.step;
  return last === 'set' || last === 'moved';
}

const deadlinesById = oncePerBriefing(
  ({ deadlines }): ReadonlyMap<string, Deadline> => new Map(deadlines.map((one) => [one.id, one])),
);

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
