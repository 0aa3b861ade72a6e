import { CHOICES, type Choice } from '../../domain/tracked/vote.ts';
import { earliestDay, formatWhen, latestDay, type When } from '../../domain/when.ts';
import { findingIn, type Located } from '../format/records.ts';
import { type Finding, shown } from '../read/problem.ts';
import { valueKey } from '../read/tracked.ts';
import { type Check, checkEach, type RecordFinding } from './check.ts';

/** Nobody casts two ways at once; a group may, with how many of its votes went each way. */
export const votedTwice = checkEach(
  'votes',
  {
    name: 'voted-twice',
    rule: 'nobody is named twice in one vote, but a group with the number of its votes',
  },
  ({ named }) => {
    const seen = new Map<string, Choice>();
    return CHOICES.flatMap((choice) =>
      named[choice].flatMap((ballot, index): RecordFinding[] => {
        const before = seen.get(ballot.who);
        // A group named twice for one way is a slip even with its votes: they belong into one entry.
        seen.set(ballot.who, choice);
        if (before === undefined || (before !== choice && 'votes' in ballot)) return [];
        return [
          {
            path: ['named', choice, index],
            expected: 'a voter not named before, or a group with its "votes"',
            found: shown(ballot.who),
          },
        ];
      }),
    );
  },
);

/** Those named are among those counted. */
export const votesCounted = checkEach(
  'votes',
  { name: 'votes-counted', rule: 'no more are named as having voted one way than were counted so' },
  ({ named, counts }) =>
    CHOICES.flatMap((choice): RecordFinding[] => {
      // Fewer named than counted is no mistake: sources seldom name everybody.
      const counted = counts[choice];
      // A group without a number is one at least; more would be a guess.
      const sum = named[choice].reduce((total, ballot) => total + ('votes' in ballot ? ballot.votes : 1), 0);
      if (counted === undefined || sum <= counted) return [];
      return [
        { path: ['counts', choice], expected: `at least the ${sum} who are named`, found: String(counted) },
      ];
    }),
);

/** A membership ends after it begins, and no two of one group go by the same name. */
export const memberOrder = checkEach(
  'parties',
  { name: 'member-order', rule: 'a membership ends after it begins, and nobody is a member of itself' },
  ({ id, members }) =>
    members.flatMap(({ who, from, to }, index): RecordFinding[] => [
      // ISO days, whose order is that of their letters.
      ...(from === undefined || to === undefined || from <= to
        ? []
        : [{ path: ['members', index, 'to'], expected: `a day from ${from} on`, found: to }]),
      ...(who === id
        ? [
            {
              path: ['members', index, 'who'],
              expected: 'another party or person',
              found: `${shown(who)} itself`,
            },
          ]
        : []),
    ]),
);

/** What stands inside a record is known by its own name there: corrections find it by that. */
export const repeatedPart: Check = {
  name: 'repeated-part',
  rule: 'members, values and steps of one record go by different names',
  *check({ records: { lists } }) {
    for (const group of lists.parties) {
      const expected = 'an "id" of its own for a second membership';
      yield* repeated(group, 'members', group.data.members, ({ id, who }) => id ?? who, expected);
    }
    for (const figure of lists.figures) {
      const expected = 'an "id" of its own for a second value of a day';
      yield* repeated(figure, 'values', figure.data.values, valueKey, expected);
    }
    for (const deadline of lists.deadlines) {
      // Two moves of one deadline would both be "moved".
      const expected = 'an "id" of its own for a second step of a kind';
      yield* repeated(deadline, 'steps', deadline.data.steps, ({ id, step }) => id ?? step, expected);
    }
  },
};

/** Told at the second of two: the first keeps the name by which pointers and corrections know it. */
function* repeated<Part>(
  record: Located<unknown>,
  key: string,
  parts: readonly Part[],
  nameOf: (part: Part) => string,
  expected: string,
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    const name = nameOf(part);
    if (seen.has(name))
      yield findingIn(record, [key, index], {
        rule: repeatedPart.name,
        expected,
        found: `${shown(name)} again`,
      });
    seen.add(name);
  }
}

/** A deadline is set before anything can become of it, and only setting and moving give it a date. */
export const deadlineSteps = checkEach(
  'deadlines',
  {
    name: 'deadline-steps',
    rule: 'a deadline begins with being set, its steps are in the order of their days, and setting and moving say what it is due',
  },
  ({ steps }) =>
    steps.flatMap(({ step, due, date }, index): RecordFinding[] => {
      const path = ['steps', index];
      const before = steps[index - 1];
      // A missed deadline is due when it was; a date beside "missed" would be a second one.
      const dates = step === 'set' || step === 'moved';
      return [
        ...((index === 0) === (step === 'set')
          ? []
          : [
              {
                path: [...path, 'step'],
                expected: index === 0 ? 'set first' : 'set only first',
                found: shown(step),
              },
            ]),
        ...(dates && due === undefined
          ? [{ path, expected: `"due" beside ${shown(step)}`, found: 'none' }]
          : []),
        ...(!dates && due !== undefined
          ? [{ path: [...path, 'due'], expected: `none beside ${shown(step)}`, found: formatWhen(due) }]
          : []),
        ...(before !== undefined && isBefore(date, before.date)
          ? [
              {
                path: [...path, 'date'],
                expected: `a date not before ${formatWhen(before.date)}`,
                found: formatWhen(date),
              },
            ]
          : []),
      ];
    }),
);

/** Certainly earlier. */
function isBefore(date: When, other: When): boolean {
  // Empty for what has no such end: an undated step is never out of order.
  const [last, first] = [latestDay(date), earliestDay(other)];
  return last !== '' && first !== '' && last < first;
}
