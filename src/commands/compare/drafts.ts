import type { Answer, Block, Span, Spans } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Reading, readingIn } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { readPoint } from '../../search/names/read-point.ts';
import { briefReading } from '../../views/brief/record.ts';
import { cardWith, row, type Teller, tellerOf } from '../../views/brief/rows.ts';
import { conflictBlocks, conflictsOn } from '../../views/conflict.ts';
import {
  type DraftRow,
  type Drafts,
  draftChangeBlocks,
  draftRows,
  hasChangeRecord,
  tallyRows,
} from '../../views/draft-changes.ts';
import { provisionRecords } from '../../views/provision.ts';
import { readingField } from '../../views/reading.ts';
import { termChangeSpans } from '../../views/term-change.ts';
import { clearest, isUnpublished, TheText } from '../../views/wording.ts';

const NAME = 'compare';
/** Half the rows of a card of two drafts. */
const SHOWN_OF_A_KIND = 6;

/** Points go by the number that the earlier draft has for them, or else the main one. */
export function compareTexts(from: Text, to: Text, point: string, context: CommandContext): Answer {
  const { briefing } = context;
  const asked = point === '' ? null : readPoint(point, briefing);
  const all = draftRows(from, to, briefing);
  if (asked === null || asked.kind === 'every') return wholeTexts(from, to, all, context);
  const rows = all.filter(({ provision, before, after }) => {
    if (asked.kind === 'topic') return provision.id === asked.provision.id;
    if (asked.kind !== 'numbers') return false;
    const main = readingIn(provision, lookupOf(briefing).text(briefing.mainText));
    const points = before?.points.length ? before.points : (main?.points ?? after?.points ?? []);
    return points.some((number) => asked.numbers.includes(number));
  });
  return rows.length === 0 ? nothingOn(from, to, point, context) : onePoint(from, to, rows, context);
}

/**
 * How much moved and what. Of an unpublished draft the headline says first how little of it is reported, as a count of
 * changes would seem to cover all of it. Drafts that no source compares are said to be set side by side here.
 */
function wholeTexts(from: Text, to: Text, rows: readonly DraftRow[], context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const drafts = { before: from, after: to };
  const recorded = hasChangeRecord(from, to);
  const known = rows.filter((row) => row.state !== 'unreported');
  const sources = [...clearest(from.sources, 2), ...clearest(to.sources, 2)];
  const teller = tellerOf(context, citer);
  const moved = MOVED.flatMap((state) => rows.filter((one) => one.state === state));
  const headline: Span[] = [];
  if (recorded && isUnpublished(to)) {
    headline.push(
      strong(`${TheText(to)} is unpublished:`),
      text(` what it does is reported for ${known.length} of ${rows.length} subjects. `),
      ...citer.cite(clearest(to.sources)),
      text(` Against ${theText(from)}: ${tallyRows(known, drafts)}. `),
    );
  } else {
    const named = (draft: Text, words: string) => (isUnpublished(draft) ? `${words} (unpublished)` : words);
    const lead = recorded
      ? `From ${named(from, theText(from))} to ${theText(to)}:`
      : `${named(from, TheText(from))} beside ${named(to, theText(to))}:`;
    headline.push(strong(lead), text(` ${tallyRows(rows, drafts)}. `));
  }
  headline.push(...citer.cite(sources));
  const shortRows = moved
    .slice(0, SHOWN_OF_A_KIND + SHOWN_OF_A_KIND)
    .map((one) => row(briefRow(one, drafts, teller)));
  const apart: readonly Block[] = recorded
    ? []
    : [{ kind: 'context', spans: [text('No source compares these two; they are set side by side here.')] }];
  const others = briefing.texts.filter((one) => !one.context && one.id !== to.id && one.id !== from.id);
  return answer(
    {
      command: NAME,
      status: 'answered',
      card: { lead: headline, rows: shortRows },
      whole: () => ({
        headline,
        blocks: [...apart, ...draftChangeBlocks(rows, drafts, briefing, citer)],
      }),
      records: [
        from,
        to,
        ...moved.flatMap(({ after }) => after ?? []),
        ...known.flatMap(({ after }) => after ?? []),
      ].map(recordId),
      actions: [
        ...others
          .slice(0, 2)
          .map((one) => ask(`Compare with ${theText(one)}`, NAME, { from: from.id, to: one.id })),
        ask('All points', 'plan-point'),
      ],
    },
    citer,
    context,
  );
}

/** What is told of two drafts first: what moved. */
const MOVED: readonly DraftRow['state'][] = [
  'amended',
  'different',
  'removed',
  'deferred',
  'split',
  'merged',
  'new',
  'only-after',
  'kept',
  'same',
];

/** One subject in two drafts: what the later one has, and what became of it. */
function briefRow(
  { provision, before, after, state }: DraftRow,
  { before: from, after: to }: Drafts,
  { row: brief }: Teller,
): Spans {
  const reading = after ?? before;
  if (reading === undefined) return [strong(`${provision.title}:`), text(' not on record. ')];
  if (after === undefined)
    return [
      strong(`${provision.title}:`),
      text(` in ${theText(from)}; ${to.status === 'full' ? 'not in' : 'not reported from'} ${theText(to)}. `),
      ...brief.citer.cite(reading.sources),
    ];
  const added = state === 'only-after' || state === 'new' ? ' (new)' : '';
  return briefReading(after, brief, [`${provision.title}${after.change === 'new' ? '' : added}`]);
}

/** What both drafts have on it, with the words that moved and any dispute over either. */
function onePoint(from: Text, to: Text, rows: readonly DraftRow[], context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const drafts = { before: from, after: to };
  const provisions = rows.map((one) => one.provision);
  const teller = tellerOf(context, citer);
  const both = rows.flatMap((one) => [one.before, one.after].flatMap((reading) => reading ?? []));
  const [only, ...others] = rows;
  const headline = [
    strong(`${provisions.map((provision) => provision.title).join('; ')}:`),
    text(
      ` ${tallyWord(rows, drafts)} in ${theText(to)}${isUnpublished(to) ? ', which is unpublished' : ''}. `,
    ),
    ...citer.cite(rows.flatMap((row) => clearest(row.after?.sources ?? to.sources))),
  ];
  const shortRows = [
    ...(only === undefined || others.length > 0 ? [] : movedBlocks(only, citer).slice(1)),
    ...both.map((reading) =>
      row(
        others.length === 0
          ? briefReading(reading, teller.row)
          : briefReading(reading, teller.row, [readingName(reading, briefing)]),
      ),
    ),
  ];
  const blocks = rows.flatMap((row): Block[] => {
    const fields = [
      readingField(from, row.before, briefing, citer),
      readingField(to, row.after, briefing, citer),
    ];
    const marks = movedBlocks(row, citer);
    return [
      ...(rows.length > 1 ? [{ kind: 'heading', text: row.provision.title } as const] : []),
      ...fields,
      ...marks,
      ...conflictBlocks(
        conflictsOn(
          [row.before, row.after].flatMap((reading) => reading ?? []),
          briefing,
        ),
        citer,
      ),
    ];
  });
  return answer(
    {
      command: NAME,
      status: rows.every((row) => row.state === 'unreported') ? 'not-reported' : 'answered',
      headline,
      card: cardWith(headline, conflictsOn(both, briefing), shortRows, teller),
      blocks,
      records: provisionRecords(provisions, briefing),
      actions: provisions
        .slice(0, 3)
        .map((provision) => ask(`${provision.title} in every draft`, 'plan-point', { point: provision.id })),
    },
    citer,
    context,
  );
}

/** Which subject, in which draft. */
function readingName(reading: Reading, briefing: Briefing): string {
  const { provision, text: textOf } = lookupOf(briefing);
  return `${provision(reading.provision)?.title ?? ''}, ${textOf(reading.text)?.label ?? ''}`;
}

/** Of a single row, without the 1 before it. */
function tallyWord(rows: readonly DraftRow[], drafts: Drafts): string {
  const words = tallyRows(rows, drafts);
  return rows.length === 1 ? words.replace(/^1 /, '') : words;
}

/** What moved, with the words marked; nothing where the two fields already say it all. */
function movedBlocks({ before, after, state }: DraftRow, citer: Citer): readonly Block[] {
  if (before === undefined || after === undefined || (state !== 'amended' && state !== 'different'))
    return [];
  const marks = termChangeSpans(before, after);
  if (marks === null) return [];
  const sources = [...clearest(before.sources), ...clearest(after.sources)];
  return [
    { kind: 'heading', text: 'What changed' },
    { kind: 'item', spans: [...marks, text(' '), ...citer.cite(sources)] },
  ];
}

/** Neither draft has it; that is said of both, as it may be in a third. */
function nothingOn(from: Text, to: Text, point: string, context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  return answer(
    {
      command: NAME,
      status: 'not-found',
      headline: [text(`Neither ${theText(from)} nor ${theText(to)} has anything on record on “${point}”.`)],
      actions: [
        ask(`Look up ${point}`, 'plan-point', { point }),
        ask('Compare the drafts', NAME, { from: from.id, to: to.id }),
      ],
    },
    citer,
    context,
  );
}
