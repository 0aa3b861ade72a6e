import type { RecordData } from '../format/lists.ts';
import { shown } from '../read/problem.ts';
import { type CheckContext, checkEach, type RecordFinding } from './check.ts';
import { labelProblem } from './labels.ts';

/** A reading as the schema gives it. */
type Reading = RecordData['provisions']['readings'][number];
type Text = RecordData['texts'];

/** A reading claims numbers that its text has. */
export const readingNumber = checkEach(
  'provisions',
  { name: 'reading-number', rule: "a reading's point numbers are numbers its text has, each once" },
  ({ readings }, context) =>
    eachReading(readings, context, (reading, text) =>
      reading.points.flatMap((point, index): RecordFinding[] => {
        const path = ['points', index];
        // As text, since YAML may have 6 and "6" for the same point.
        if (reading.points.findIndex((one) => String(one) === String(point)) < index) {
          return [{ path, expected: 'each number once', found: `${point} a second time` }];
        }
        const problem = labelProblem(point, text);
        return problem === null ? [] : [{ path, ...problem }];
      }),
    ),
);

/** A text says one thing on a provision. */
export const repeatedReading = checkEach(
  'provisions',
  { name: 'repeated-reading', rule: 'a provision has one reading of each text at most' },
  ({ readings }) =>
    readings.flatMap(({ text }, index): RecordFinding[] => {
      if (readings.findIndex((other) => other.text === text) === index) return [];
      const hint = 'Put both into one reading: it may have several points and terms.';
      return [
        {
          path: ['readings', index, 'text'],
          expected: 'one reading of each text',
          found: `${shown(text)} again`,
          hint,
        },
      ];
    }),
);

/** What is told as a change has something it changed from. */
export const changeWithoutParent = checkEach(
  'provisions',
  { name: 'change-without-parent', rule: 'only a text with a parent keeps, amends or removes anything' },
  ({ readings }, context) =>
    eachReading(readings, context, (reading, text) => {
      if (['none', 'new', 'absent', 'unreported'].includes(reading.change) || text.parents.length > 0)
        return [];
      const expected = `"none", "new", "absent" or "unreported", as "${text.id}" has no parents`;
      return [{ path: ['change'], expected, found: shown(reading.change) }];
    }),
);

/** Nobody is told that unpublished words were published. */
export const unpublishedReading = checkEach(
  'provisions',
  {
    name: 'unpublished-reading',
    rule: 'a reading is from the published text only where that text is public',
  },
  ({ readings }, context) =>
    eachReading(readings, context, (reading, text) => {
      if (reading.provenance !== 'published-text' || text.status === 'full' || text.status === 'partial')
        return [];
      const expected = `who reports it, as "${text.id}" is ${text.status}`;
      return [{ path: ['provenance'], expected, found: shown(reading.provenance) }];
    }),
);

/** Only of a text that people can read can one say that it does not touch a subject. */
export const absentUnread = checkEach(
  'provisions',
  { name: 'absent-unread', rule: 'a subject is absent only from a text that is public' },
  ({ readings }, context) =>
    eachReading(readings, context, (reading, text) => {
      if (reading.change !== 'absent' || text.status === 'full' || text.status === 'partial') return [];
      const expected = `"removed" where a source says so, or "unreported", as "${text.id}" is ${text.status}`;
      return [{ path: ['change'], expected, found: shown(reading.change) }];
    }),
);

/** Looks at each reading beside its text, and puts its place before what is found. */
function eachReading(
  readings: readonly Reading[],
  { texts }: CheckContext,
  find: (reading: Reading, text: Text) => readonly RecordFinding[],
): readonly RecordFinding[] {
  return readings.flatMap((reading, index) => {
    const text = texts.get(reading.text);
    // A text that is not there is a finding of `unknown-reference`.
    if (text === undefined) return [];
    return find(reading, text).map((finding) => ({ ...finding, path: ['readings', index, ...finding.path] }));
  });
}
