import type { Block, Span } from '../answer/answer.ts';
import { type Citer, strong, text } from '../answer/compose.ts';
import { inSeries, sentence } from '../answer/phrases.ts';
import { labelWords } from '../answer/words/labels.ts';
import type { Briefing } from '../domain/briefing.ts';
import {
  type Change,
  changeIn,
  isSilence,
  type Provision,
  type Reading,
  readingIn,
} from '../domain/provision.ts';
import { type Text, theText } from '../domain/text.ts';
import { capital } from '../domain/words/capital.ts';
import { partWord } from '../domain/words/labels.ts';
import { knownHow } from './reading.ts';
import { sameTerm, termChangeSpans } from './term-change.ts';
import { sameWording } from './word-diff.ts';
import { changeWord, clearest } from './wording.ts';

/** One subject in two drafts. */
export interface DraftRow {
  readonly provision: Provision;
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
  /** What became of it, as recorded or, without a change record, as far as terms and wordings tell. */
  readonly state: RowState;
}

/** A recorded change; or, between drafts nobody has compared, `same`, `different` or on one side only. */
type RowState = Change | 'same' | 'different' | 'only-after';

/** The two drafts, in the order they are compared. */
export interface Drafts {
  readonly before: Text;
  readonly after: Text;
}

/** In the order they are told: what moved first, silence last. */
const STATES: readonly RowState[] = [
  'amended',
  'different',
  'deferred',
  'split',
  'merged',
  'removed',
  'new',
  'only-after',
  'kept',
  'same',
  'none',
  'absent',
  'unreported',
];

/** True where `change` of the later text's readings speaks of the earlier one. */
export function hasChangeRecord(before: Text, after: Text): boolean {
  return after.parents[0] === before.id;
}

/** Every subject that one of the two drafts speaks of, in the briefing's order. */
export function draftRows(before: Text, after: Text, briefing: Briefing): readonly DraftRow[] {
  const recorded = hasChangeRecord(before, after);
  return briefing.provisions.flatMap((provision): DraftRow[] => {
    const earlier = readingIn(provision, before);
    const later = readingIn(provision, after);
    if (earlier === undefined && later === undefined) return [];
    const change = changeIn(provision, after);
    const state = recorded ? recordedState(earlier, later, change) : comparedState(earlier, later, change);
    // Silence on both sides is no row.
    return earlier === undefined && (state === 'absent' || state === 'unreported')
      ? []
      : [{ provision, before: earlier, after: later, state }];
  });
}

function recordedState(before: Reading | undefined, after: Reading | undefined, change: Change): RowState {
  return after?.change === 'none' && before === undefined ? 'new' : change;
}

function comparedState(before: Reading | undefined, after: Reading | undefined, change: Change): RowState {
  const earlier = spoken(before);
  const later = spoken(after);
  if (earlier === null && later === null) return isSilence(change) ? change : 'unreported';
  if (earlier === null) return 'only-after';
  if (later === null) return change;
  const moved = later.terms.some((term) =>
    earlier.terms.some((other) => other.name === term.name && !sameTerm(other, term)),
  );
  return !moved && sameWording(earlier.wording, later.wording) ? 'same' : 'different';
}

/** The reading where the text says something itself. */
function spoken(reading: Reading | undefined): Reading | null {
  return reading === undefined || isSilence(reading.change) || reading.change === 'removed' ? null : reading;
}

/** "4 amended, 2 left open and 26 not reported". */
export function tallyRows(rows: readonly DraftRow[], drafts: Drafts): string {
  return inSeries(
    STATES.flatMap((state) => {
      const count = rows.filter((row) => row.state === state).length;
      return count === 0 ? [] : [`${count} ${stateWord(state, drafts)}`];
    }),
  );
}

/** The rows by what became of them; what is kept, not in it or not reported is only named. */
export function draftChangeBlocks(
  rows: readonly DraftRow[],
  drafts: Drafts,
  briefing: Briefing,
  citer: Citer,
): readonly Block[] {
  return STATES.flatMap((state): Block[] => {
    const own = rows.filter((row) => row.state === state);
    if (own.length === 0) return [];
    const heading: Block = { kind: 'heading', text: `${capital(stateWord(state, drafts))} (${own.length})` };
    if (state === 'kept' || state === 'same') {
      return [heading, { kind: 'item', spans: own.flatMap((row, at) => namedSpans(row, at, drafts, citer)) }];
    }
    if (state === 'absent' || state === 'unreported') {
      const titles = own.map((row) => titleWithPoint(row, drafts)).join('; ');
      return [
        heading,
        { kind: 'item', spans: [text(`${titles}. `), ...citer.cite(clearest(drafts.after.sources))] },
      ];
    }
    return [
      heading,
      ...own.map((row): Block => ({ kind: 'item', spans: rowSpans(row, drafts, briefing, citer) })),
    ];
  });
}

function namedSpans(row: DraftRow, at: number, drafts: Drafts, citer: Citer): readonly Span[] {
  const cited = row.after ?? row.before;
  return [
    text(`${at === 0 ? '' : '; '}${titleWithPoint(row, drafts)} `),
    ...citer.cite(clearest(cited?.sources ?? [], 2)),
  ];
}

/** One subject: what moved in it, with the words marked where the two wordings can be laid over each other. */
function rowSpans(row: DraftRow, drafts: Drafts, briefing: Briefing, citer: Citer): readonly Span[] {
  const { before, after } = row;
  const told = after ?? before;
  if (told === undefined) return [];
  const lead = [strong(`${titleWithPoint(row, drafts)}:`), text(' ')];
  const says = (reading: Reading): readonly Span[] => [
    text(`${sentence(reading.wording)} (${knownHow(reading, briefing)}) `),
    ...citer.cite(clearest(reading.sources)),
  ];
  if (before === undefined || after === undefined || (row.state !== 'amended' && row.state !== 'different')) {
    return [...lead, ...says(told)];
  }
  const marks = termChangeSpans(before, after);
  if (marks !== null) {
    const sources = [...clearest(before.sources), ...clearest(after.sources)];
    return [...lead, ...marks, text(` (${knownHow(after, briefing)}) `), ...citer.cite(sources)];
  }
  return row.state === 'amended'
    ? [...lead, ...says(after), text(' Before: '), ...says(before)]
    : [
        ...lead,
        text(`${drafts.before.label}: `),
        ...says(before),
        text(` ${drafts.after.label}: `),
        ...says(after),
      ];
}

/** "Fish tariff (point 6)", "Fish tariff (point 6, now 4)". */
function titleWithPoint({ provision, before, after }: DraftRow, drafts: Drafts): string {
  const earlier = before === undefined ? '' : labelWords(before, drafts.before);
  const later = after === undefined ? '' : labelWords(after, drafts.after);
  if (earlier === '' && later === '') return provision.title;
  if (earlier === '') return `${provision.title} (${later})`;
  if (later === '' || later === earlier) return `${provision.title} (${earlier})`;
  const sameWord = partWord(drafts.before) === partWord(drafts.after) && after?.labels === undefined;
  const moved = sameWord ? inSeries((after?.points ?? []).map(String)) : later;
  return hasChangeRecord(drafts.before, drafts.after)
    ? `${provision.title} (${earlier}, now ${moved})`
    : `${provision.title} (${earlier} beside ${moved})`;
}

function stateWord(state: RowState, { after }: Drafts): string {
  switch (state) {
    case 'same':
      return 'read the same';
    case 'different':
      return 'read differently';
    case 'absent':
      return `not in ${theText(after)}`;
    case 'only-after':
      return `only in ${theText(after)}`;
    default:
      return changeWord(state);
  }
}
