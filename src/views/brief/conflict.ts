import type { Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { counted, sentence } from '../../answer/phrases.ts';
import { briefWords } from '../../answer/sentences.ts';
import { type Conflict, isOpenConflict } from '../../domain/conflict.ts';
import { oncePerRecord } from '../../domain/lookups/once-per-record.ts';
import { capital } from '../../domain/words/capital.ts';
import { conflictHeading } from '../conflict.ts';
import { type Brief, fitting, LEAST_NOTE, unstopped } from './told.ts';

/** A dispute without what is claimed says nothing: as a row it may be three lines of a terminal. */
const DISPUTE_ROOM = 260;

/** What is in dispute and what each side says, as many sides as have room. */
export function briefConflict(conflict: Conflict, brief: Brief): Spans {
  const { citer } = brief;
  const label = asTitle(conflictHeading(conflict));
  const sides = conflict.sides.map(({ claim }) => unstopped(claim));
  if (brief.choice === true) {
    const title = asTitle(conflict.title);
    const claims = briefWords(
      `${sides.join(' / ')}.`,
      Math.max(LEAST_NOTE, brief.room - title.length - 1),
      9,
      brief.focus,
    );
    return [
      strong(title),
      text(` ${claims} `),
      ...citer.cite(conflict.sides.flatMap((side) => side.sources.slice(0, 1))),
    ];
  }
  const cites = citer.cite(conflict.sides.flatMap((side) => side.sources.slice(0, 1)));
  const line = (claims: readonly string[], rest = ''): Spans => [
    strong(label),
    text(` ${claims.join(' / ')}${rest === '' ? '.' : rest} `),
    ...cites,
  ];
  return fitting(
    [
      line(sides),
      ...sides
        .slice(1, -1)
        .map((_, at) => line(sides.slice(0, at + 2), `; ${counted(sides.length - at - 2, 'more account')}.`))
        .toReversed(),
      line([`${capital(counted(sides.length, 'account'))} on record.`], ' '),
    ],
    brief.as === 'row' ? DISPUTE_ROOM : brief.room,
  );
}

/** A title goes on with a colon, unless it asks. */
function asTitle(title: string): string {
  return /[?!]$/.test(title) ? title : `${unstopped(title)}:`;
}

/** One line that a matter is in dispute: what each side says where that is short, else what is in question. */
export function disputeLine(conflicts: readonly Conflict[], brief: Brief): Spans | undefined {
  const open = conflicts.filter(({ type }) => isOpenConflict(type));
  const [first] = open;
  if (first === undefined) return undefined;
  const { citer } = brief;
  const label = strong(`Disputed: ${asTitle(first.title)}`);
  const { each, all } = leadingSources(first);
  const sides = first.sides.map(({ claim }, at) => [
    text(` ${sentence(claim)} `),
    ...citer.cite(each[at] ?? []),
  ]);
  const told = (shown: readonly Spans[], rest: string): Spans => [
    label,
    ...shown.flatMap((side, at) => (at === 0 ? side : [text(' /'), ...side])),
    ...(rest === '' ? [] : [text(rest)]),
  ];
  const counting: Spans = [
    label,
    text(` ${capital(counted(sides.length, 'account'))} on record. `),
    ...citer.cite(all),
  ];
  return fitting(
    [told(sides, ''), ...(sides.length > 2 ? [told(sides.slice(0, 2), ' / …')] : []), counting],
    // Whom words are credited to is said whole: a name left out would credit the other.
    first.type === 'attribution' ? brief.room * 2 : DISPUTE_LINE,
  );
}

/** The first source of each side; which are chosen of a list is known by the list. */
const leadingSources = oncePerRecord(({ sides }: Conflict) => {
  const each = sides.map(({ sources }) => sources.slice(0, 1));
  return { each, all: each.flat() };
});

/** "One line" of a dispute: two of a terminal. */
const DISPUTE_LINE = 150;
