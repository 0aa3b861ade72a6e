import { reportedDay } from '../../domain/as-of.ts';
import { earliestDay, formatWhen, latestDay } from '../../domain/when.ts';
import type { RecordData } from '../format/lists.ts';
import { nearestOfFew, shown } from '../read/problem.ts';
import { type CheckContext, checkEach, type RecordFinding } from './check.ts';

type Statement = RecordData['statements'];
type Occasion = RecordData['occasions'];

/** An id, not words: "customs-hall". One word alone may well be the occasion itself ("Interview", "debate"). */
const LOOKS_LIKE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

/** Words in the place of an occasion are an occasion too, but an id has to be one. */
export const unknownOccasion = checkEach(
  'statements',
  {
    name: 'unknown-occasion',
    rule: 'an occasion that looks like an id is one, in a pack that has occasions as records',
  },
  ({ occasion }, { occasions, records }): readonly RecordFinding[] => {
    if (occasions.size === 0 || records.ids.occasions.has(occasion)) return [];
    // Before the nearest is looked for: most statements tell theirs in words, and each was laid beside every occasion.
    if (!LOOKS_LIKE_ID.test(occasion)) return [];
    const near = nearestOfFew(records.ids.occasions, occasion, () => records.ids.occasions.keys());
    const hint =
      near === undefined ? 'Write it in words, or add it to occasions.yaml.' : `Did you mean "${near}"?`;
    return [
      {
        path: ['occasion'],
        expected: 'the id of an occasion, or the occasion in words',
        found: shown(occasion),
        hint,
      },
    ];
  },
);

/** Nothing was said by nobody, or never. */
export const speakerAndDate = checkEach(
  'statements',
  {
    name: 'speaker-and-date',
    rule: 'a statement says who said it and when, or leaves it to an occasion that does',
  },
  (statement, context): readonly RecordFinding[] => {
    const occasion = context.occasions.get(statement.occasion);
    // Of an occasion with a mistake in it nothing can be said, nor of a record that a slip in the YAML cut short.
    if (context.records.unread.has('statements')) return [];
    if (occasion === undefined && context.records.ids.occasions.has(statement.occasion)) return [];
    const missing = (key: string, found = 'nothing'): RecordFinding => ({
      path: [key],
      expected: `the key "${key}", or an occasion that gives it`,
      found,
    });
    const speakers = occasion?.speakers.length ?? 0;
    return [
      ...(statement.speaker !== undefined || speakers === 1
        ? []
        : [missing('speaker', speakers > 1 ? `an occasion with ${speakers} speakers` : 'nothing')]),
      ...(statement.date !== undefined || occasion !== undefined ? [] : [missing('date')]),
    ];
  },
);

/** Nobody speaks where he was not. */
export const occasionSpeaker = checkEach(
  'statements',
  {
    name: 'occasion-speaker',
    rule: 'who speaks at an occasion is one of its speakers, where those are given',
  },
  ({ speaker, occasion: id }, { occasions }): readonly RecordFinding[] => {
    const speakers = occasions.get(id)?.speakers ?? [];
    if (speaker === undefined || speakers.length === 0 || speakers.includes(speaker)) return [];
    return [
      {
        path: ['speaker'],
        expected: `a speaker of "${id}": ${speakers.join(', ')}`,
        found: shown(speaker),
        hint: 'Add the speaker to the occasion, or describe another occasion.',
      },
    ];
  },
);

/** A moment is when it is. */
export const occasionDate = checkEach(
  'statements',
  { name: 'occasion-date', rule: "a statement's own date does not contradict that of its occasion" },
  ({ date, occasion: id }, { occasions }): readonly RecordFinding[] => {
    const held = occasions.get(id)?.date;
    if (date === undefined || held === undefined || latestDay(date) === '' || latestDay(held) === '')
      return [];
    // Two ranges that touch may mean the same day.
    if (earliestDay(date) <= latestDay(held) && earliestDay(held) <= latestDay(date)) return [];
    return [
      {
        path: ['date'],
        expected: `a date within that of "${id}", ${formatWhen(held)}`,
        found: formatWhen(date),
        hint: 'Leave it out: the occasion says it.',
      },
    ];
  },
);

/** What a statement takes from its occasion was known when it was. */
export const occasionKnownLater = checkEach(
  'statements',
  {
    name: 'occasion-known-later',
    rule: 'an occasion that lends a statement its speaker or date was reported no later than it',
  },
  (statement, context): readonly RecordFinding[] => {
    const occasion = context.occasions.get(statement.occasion);
    if (occasion === undefined || (statement.speaker !== undefined && statement.date !== undefined))
      return [];
    const [said, held] = [firstReport(statement, context), firstReport(occasion, context)];
    if (said === '' || held === '' || held <= said) return [];
    return [
      {
        path: ['occasion'],
        expected: `an occasion that was reported by ${said}, when the statement was`,
        found: `"${occasion.id}", first reported ${held}`,
        hint: 'Cite for the occasion the source that first tells of it, or give the statement its own speaker and date.',
      },
    ];
  },
);

/** The ISO day of the first report; empty where a source is not there or none is dated, and then nothing is judged. */
function firstReport(record: Statement | Occasion, context: CheckContext): string {
  const sources = record.sources.map(({ source }) => context.sources.get(source));
  if (sources.includes(undefined)) return '';
  return reportedDay(record.sources, context.sources);
}
