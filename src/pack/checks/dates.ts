import { earliestDay, formatWhen, latestDay, type When } from '../../domain/when.ts';
import type { RecordData } from '../format/lists.ts';
import { type CheckContext, checkEach, type RecordFinding } from './check.ts';

/** As-of views need to know by when a source was out. */
export const undatedSource = checkEach(
  'sources',
  { name: 'undated-source', rule: 'every source says when it was published, or by when at the latest' },
  ({ published }) => {
    if (published.precision !== 'undated') return [];
    const hint = 'Where only the day it was found is known, "../2025-11-30" says that it was out by then.';
    return [{ path: ['published'], expected: 'a date', found: 'undated', hint }];
  },
);

/** Nothing ends before it begins. */
export const roleOrder = checkEach(
  'persons',
  { name: 'date-order', rule: 'a role ends after it begins' },
  ({ roles }) =>
    roles.flatMap(({ from, to }, index): RecordFinding[] => {
      if (from === undefined || to === undefined || from <= to) return [];
      return [{ path: ['roles', index, 'to'], expected: `a day from ${from} on`, found: to }];
    }),
);

/** Whether a text is public and since when go together. */
export const textPublication = checkEach(
  'texts',
  {
    name: 'text-publication',
    rule: 'a text that is public in full or in part says since when, and no other does',
  },
  ({ status, published, known }): readonly RecordFinding[] => {
    const isPublic = status === 'full' || status === 'partial';
    if (isPublic && published === undefined) {
      return [{ path: ['status'], expected: `"published" beside the status ${status}`, found: 'none' }];
    }
    if (!isPublic && published !== undefined) {
      return [
        { path: ['published'], expected: `none beside the status ${status}`, found: formatWhen(published) },
      ];
    }
    if (published === undefined || !isAfter(known, published, 0)) return [];
    return [
      {
        path: ['known'],
        expected: `a date no later than its publication on ${formatWhen(published)}`,
        found: formatWhen(known),
      },
    ];
  },
);

/** Nobody reports today what is said tomorrow. */
export const saidAfterReport = checkEach(
  'statements',
  { name: 'said-after-report', rule: 'a statement is no later than the last source that prints it' },
  ({ date, occasion, sources }, context) => {
    const said = date ?? context.occasions.get(occasion)?.date;
    return said === undefined ? [] : laterThanReports(said, sources, context);
  },
);

/** Nobody reports today what happened tomorrow. */
export const happenedAfterReport = checkEach(
  'events',
  {
    name: 'happened-after-report',
    rule: 'an event that happened is no later than the last source that tells of it',
  },
  (event, context) =>
    event.status === 'happened' ? laterThanReports(event.date, event.sources, context) : [],
);

/** Nobody reports today what is held tomorrow: what is to come is an event. */
export const heldAfterReport = checkEach(
  'occasions',
  { name: 'held-after-report', rule: 'an occasion is no later than the last source that tells of it' },
  ({ date, sources }, context) => laterThanReports(date, sources, context),
);

/** Nobody reports today what is voted tomorrow. */
export const takenAfterReport = checkEach(
  'votes',
  { name: 'taken-after-report', rule: 'a vote is no later than the last source that tells of it' },
  ({ date, sources }, context) => laterThanReports(date, sources, context),
);

/** The same moment may be a day apart in the zones of a speaker and a publisher. */
const ZONE_DAYS = 1;

/** Certainly later than every one of the sources, at the widest reading of all dates. */
function laterThanReports(
  date: When,
  refs: readonly { readonly source: string }[],
  context: CheckContext,
): readonly RecordFinding[] {
  const reports = refs.map((ref) => context.sources.get(ref.source)).filter((source) => source !== undefined);
  // One source without a date might be the last: nothing can be said then.
  const dated =
    reports.length === refs.length && reports.every((source) => latestDay(source.published) !== '');
  if (!dated || !reports.every((source) => isAfter(date, source.published, ZONE_DAYS))) return [];
  const last = reports.reduce(laterSource);
  return [
    {
      path: ['date'],
      expected: `a date no later than its sources, the last of ${formatWhen(last.published)}`,
      found: formatWhen(date),
    },
  ];
}

/** By the latest day each can mean. */
function laterSource(one: RecordData['sources'], other: RecordData['sources']): RecordData['sources'] {
  return latestDay(one.published) >= latestDay(other.published) ? one : other;
}

/** True where the first date is certainly more than `slack` days after the second. */
function isAfter(first: When, second: When, slack: number): boolean {
  const [from, to] = [earliestDay(first), latestDay(second)];
  if (from === '' || to === '' || from <= to) return false;
  return (Date.parse(from) - Date.parse(to)) / 86_400_000 > slack;
}
