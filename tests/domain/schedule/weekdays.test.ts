import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_DAY, type Weekday } from '../../../src/domain/schedule/subscription.ts';
import { daysInWords, readDays } from '../../../src/domain/schedule/weekdays.ts';

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const DASHES = [
  '-',
  '‐',
  '‑',
  '‒',
  '–',
  '—',
  '―',
  '−',
  '﹣',
  '－',
  '~',
  '～',
  '--',
  '->',
  '→',
  '…',
  '..',
  ' to ',
  ' through ',
  ' thru ',
  ' until ',
];
const SEPARATORS = [
  ',',
  ', ',
  ' ',
  '/',
  ' / ',
  ';',
  ' & ',
  '&',
  ' + ',
  ' and ',
  ', and ',
  '|',
  '、',
  '，',
  '·',
];
const days = fc.subarray([...EVERY_DAY], { minLength: 1 });
const ending = (list: readonly Weekday[]) => ({ kind: 'read', value: list }) as const;

/** One day in one of its spellings. */
const spelling = (day: Weekday) => {
  const name = NAMES[day - 1] ?? '';
  const short = name.slice(0, 3);
  return fc.constantFrom(
    name,
    `${name}s`,
    short,
    name.slice(0, 2),
    `${short}.`,
    name.toUpperCase(),
    short.toLowerCase(),
  );
};
const spelt = (list: readonly Weekday[]) =>
  fc
    .tuple(
      fc.tuple(...list.map(spelling)),
      fc.constantFrom(...SEPARATORS),
      fc.constantFrom('', 'every ', 'on ', 'each '),
    )
    .map(([words, separator, before]) => before + words.join(separator));

/** Everything that can be typed for days, and for nothing else. */
const PARTS = [
  ...NAMES,
  'mon',
  'fri',
  'weekdays',
  'daily',
  'every',
  'montag',
  'sunny',
  'fry',
  'the',
  'x',
  '2',
  ...DASHES,
  ...SEPARATORS,
];

describe('days as people write them', () => {
  it('gives the same set for every list of days, whatever stands between them', () => {
    const written = days.chain((list) => fc.tuple(fc.constant(list), spelt(list)));
    fc.assert(
      fc.property(written, ([list, text]) => {
        expect(readDays(text)).toEqual(ending(list));
      }),
    );
  });

  it('gives every day of a stretch, whatever dash or word stands between its ends', () => {
    const ends = fc.tuple(fc.constantFrom(...EVERY_DAY), fc.integer({ min: 1, max: 6 }));
    const written = ends.chain(([from, steps]) => {
      const list = Array.from({ length: steps + 1 }, (_, at) => EVERY_DAY[(from - 1 + at) % 7] ?? 1);
      return fc
        .tuple(
          spelling(from),
          fc.constantFrom('', ' '),
          fc.constantFrom(...DASHES),
          fc.constantFrom('', ' '),
          spelling(list.at(-1) ?? 1),
        )
        .map((parts) => ({ list: list.toSorted(), text: parts.join('') }));
    });
    fc.assert(
      fc.property(written, ({ list, text }) => {
        expect(readDays(text)).toEqual(ending(list));
      }),
    );
  });

  it('reads back what it writes, for every set of days', () => {
    fc.assert(
      fc.property(days, (list) => {
        expect(readDays(daysInWords(list))).toEqual(ending(list));
      }),
    );
  });

  it.each([
    ['weekdays', [1, 2, 3, 4, 5]],
    ['every weekday', [1, 2, 3, 4, 5]],
    ['Working days', [1, 2, 3, 4, 5]],
    ['weekends', [6, 7]],
    ['every day', EVERY_DAY],
    ['everyday', EVERY_DAY],
    ['ＤＡＩＬＹ', EVERY_DAY],
    ['weekdays and Sat', [1, 2, 3, 4, 5, 6]],
    ['from mon to fri', [1, 2, 3, 4, 5]],
    ['mon\u200b-fri', [1, 2, 3, 4, 5]],
    ['sat-mon, thurs', [1, 4, 6, 7]],
  ] as const)('reads %s', (text, list) => {
    expect(readDays(text)).toEqual(ending(list));
  });

  it.each([
    ['mon—fry', 'mon-fry'],
    ['montag', 'montag'],
    ['mon, sunny and tuesdayish', 'sunny, tuesdayish'],
    ['every other day', 'other, day'],
    ['between mon and fri', 'between'],
    ['mon-wed-fri', 'mon-wed-fri'],
    ['mon to', 'mon-'],
    ['mon and', 'and'],
    ['daily except sunday', 'except'],
    ['weekdays-sat', 'weekdays-sat'],
    ['', ''],
  ])('refuses %j, naming %j', (text, found) => {
    expect(readDays(text)).toMatchObject({ kind: 'refused', found });
  });

  it('never reads a part: whatever is put beside days, each word is a day or the whole is refused by its name', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 6 }), (parts) => {
        const foreign = parts.filter((part) => ['montag', 'sunny', 'fry', 'the', 'x', '2'].includes(part));
        const read = readDays(parts.join(' '));
        if (foreign.length === 0) return;
        expect(read.kind).toBe('refused');
        for (const word of foreign) expect(read).toHaveProperty('found', expect.stringContaining(word));
      }),
    );
  });
});
