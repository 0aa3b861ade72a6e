import type { Answer, Block, Span, Spans } from '../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext, OptionValues } from '../core/command.ts';
import { anySubject } from '../core/examples.ts';
import { asking, typing } from '../domain/ask.ts';
import { type Briefing, recordId } from '../domain/briefing.ts';
import { Refusal } from '../domain/errors.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { reportedBetween } from '../domain/lookups/news.ts';
import { type Reading, readingIn } from '../domain/provision.ts';
import { type Text, theText } from '../domain/text.ts';
import { formatDay, latestDay } from '../domain/when.ts';
import { findPeriod, findWhen, storyDay } from '../search/dates/find-date.ts';
import { findTexts, textMentions } from '../search/names/find-text.ts';
import { readPoint } from '../search/names/read-point.ts';
import { phraseWords } from '../search/names/topics.ts';
import { briefReading } from '../views/brief/record.ts';
import { cardWith, recordRows, row, type Teller, tellerOf } from '../views/brief/rows.ts';
import { changesBlocks, newsTally } from '../views/changes.ts';
import { conflictBlocks, conflictsOn } from '../views/conflict.ts';
import {
  type DraftRow,
  type Drafts,
  draftChangeBlocks,
  draftRows,
  hasChangeRecord,
  tallyRows,
} from '../views/draft-changes.ts';
import { provisionRecords } from '../views/provision.ts';
import { readingField } from '../views/reading.ts';
import { termChangeSpans } from '../views/term-change.ts';
import { clearest, isUnpublished, TheText } from '../views/wording.ts';

const NAME = 'compare';
/** Changes told of two days; a card of two drafts has twice as many rows. */
const SHOWN_OF_A_KIND = 6;

/** What changed between two drafts, or what became known between two days. */
export const compare: Command = {
  name: NAME,
  summary: 'Compare two drafts, or what was known on two days',
  options: [
    { name: 'from', description: 'A draft or a day; the first plan if left out', suggest: 'text-or-date' },
    { name: 'to', description: 'A draft or a day; the newest draft if left out', suggest: 'text-or-date' },
    { name: 'point', description: 'Only this point: a number or a topic', suggest: 'point' },
  ],
  examples: ['/compare', '/compare yesterday to:today'],
  storyExamples: (briefing) => {
    const subject = anySubject(briefing);
    const first = firstCompared(briefing);
    if (first === undefined) return [];
    return [
      asking(NAME, { from: first.id, to: briefing.latestText }),
      ...(subject === undefined ? [] : [asking(NAME, { point: subject })]),
    ];
  },
  run(values, context) {
    const asked = readSides(values, context);
    return asked.kind === 'days'
      ? compareDays(asked.from, asked.to, context)
      : compareTexts(asked.from, asked.to, asked.point, context);
  },
};

/** What is set side by side. `point` is empty where all of the drafts is meant. */
type Sides =
  | { readonly kind: 'texts'; readonly from: Text; readonly to: Text; readonly point: string }
  /** ISO days. */
  | { readonly kind: 'days'; readonly from: string; readonly to: string };

/**
 * Which drafts or days are meant, wherever among the options their words fell. A single draft is told against its
 * parent. Throws a `Refusal` for a draft with a day, for words that mean neither nor a point, for twice the same draft,
 * and where two were not on record by the day asked for.
 */
function readSides(values: OptionValues, context: CommandContext): Sides {
  const { briefing } = context;
  const first = values.from?.trim() ?? '';
  const second = values.to?.trim() ?? '';
  const point = values.point?.trim() ?? '';
  const period = findPeriod([first, second, point].join(' '), context.asOf, storyDay(briefing, context.asOf));
  // "24 november 26 november" falls apart at the spaces before it gets here.
  if (
    period?.rest === '' &&
    period.from !== undefined &&
    period.to !== undefined &&
    period.from !== period.to
  ) {
    return { kind: 'days', from: period.from, to: period.to };
  }
  const from = first === '' ? null : readSide(first, context);
  const to = second === '' ? null : readSide(second, context);
  if (typeof from === 'string' || typeof to === 'string') {
    if ((from !== null && typeof from !== 'string') || (to !== null && typeof to !== 'string')) {
      throw new Refusal(
        'bad-value',
        'Compare two drafts or two days, not a draft with a day.',
        compare.examples.map(typing),
      );
    }
    const end = to ?? context.asOf;
    const start = from ?? storyStart(context);
    return { kind: 'days', ...inOrder(start, end) };
  }
  if ((first !== '' && from === null) || (second !== '' && to === null)) {
    // Words that fell into the wrong options, or a whole phrase in one: "the northern plan against the first on tariffs".
    const words = phraseWords([first, second, point].join(' '));
    const mentions = textMentions(words, briefing);
    const [one, other] = mentions;
    const rest = words.filter((_, at) => !mentions.some((mention) => mention.from <= at && at < mention.to));
    if (one !== undefined && other !== undefined) return textSides(one.text, other.text, topicIn(rest));
    if (one !== undefined) return readSides({ to: one.text.id, point: topicIn(rest) }, context);
  }
  const latest = lookupOf(briefing).text(briefing.latestText);
  const main = firstCompared(briefing);
  // What fits no draft and no day is a topic: "/compare army".
  const topic =
    point || (first !== '' && from === null ? first : '') || (second !== '' && to === null ? second : '');
  if (topic !== '' && topic !== point && readPoint(topic, briefing).kind === 'nothing') {
    throw new Refusal(
      'bad-value',
      `“${topic}” is neither a draft nor a day nor a point of this briefing.`,
      briefing.texts.slice(0, 3).map((one) => asking(NAME, { to: one.id })),
    );
  }
  const only = from ?? to;
  const [start, end] =
    from !== null && to !== null
      ? [from, to]
      : only === null || only.id === main?.id
        ? [main, latest]
        : [lookupOf(briefing).text(only.parents[0] ?? '') ?? main, only];
  if (start === undefined || end === undefined) {
    throw new Refusal('not-available', `No two drafts were on record by ${formatDay(context.asOf)}.`);
  }
  if (start.id === end.id) {
    throw new Refusal(
      'bad-value',
      `Both sides are ${theText(start)}; name another draft.`,
      briefing.texts
        .filter((one) => one.id !== start.id)
        .map((one) => asking(NAME, { from: start.id, to: one.id })),
    );
  }
  return textSides(start, end, topic);
}

/** What the newest draft is told against: the draft whose numbers are meant, or, where that is the newest, its parent. */
function firstCompared(briefing: Briefing): Text | undefined {
  const { text } = lookupOf(briefing);
  const latest = text(briefing.latestText);
  return briefing.mainText === briefing.latestText ? text(latest?.parents[0] ?? '') : text(briefing.mainText);
}

/** The earlier ISO day first. */
function inOrder(one: string, other: string): { readonly from: string; readonly to: string } {
  return one < other ? { from: one, to: other } : { from: other, to: one };
}

/** Earlier draft first, whichever way round they were named. */
function textSides(one: Text, other: Text, point: string): Sides {
  const reversed = one.parents.includes(other.id);
  return { kind: 'texts', from: reversed ? other : one, to: reversed ? one : other, point };
}

/** What is left of a phrase without the words that join two drafts. */
function topicIn(words: readonly string[]): string {
  return words
    .filter(
      (word) =>
        !/^(?:and|to|with|against|vs|versus|from|between|the|on|about|in|compare|compared)$/.test(word),
    )
    .join(' ');
}

/** A text, an ISO day, or null for something else. A day goes before a draft that only resembles the words. */
function readSide(typed: string, { briefing, asOf }: CommandContext): Text | string | null {
  const [match] = findTexts(typed, briefing);
  const when = findWhen(typed, asOf, storyDay(briefing, asOf));
  if (match !== undefined && (when === null || match.score === 1) && match.score >= 0.6) return match.text;
  return when === null ? null : latestDay(when);
}

/** The day before the first report: "what is known since the beginning". */
function storyStart({ briefing }: CommandContext): string {
  return briefing.texts.map((one) => one.reported).sort()[0] ?? '';
}

/** Points go by the number that the earlier draft has for them, or else the main one. */
function compareTexts(from: Text, to: Text, point: string, context: CommandContext): Answer {
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
  const blocks: Block[] = recorded
    ? []
    : [{ kind: 'context', spans: [text('No source compares these two; they are set side by side here.')] }];
  blocks.push(...draftChangeBlocks(rows, drafts, briefing, citer));
  const others = briefing.texts.filter((one) => !one.context && one.id !== to.id && one.id !== from.id);
  return answer(
    {
      command: NAME,
      status: 'answered',
      headline,
      card: { lead: headline, rows: shortRows },
      blocks,
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

function compareDays(from: string, to: string, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const until = to > context.asOf ? context.asOf : to;
  const news = reportedBetween(briefing, from, until);
  const shown = news.first(SHOWN_OF_A_KIND);
  const rowsOfNews = recordRows(shown, tellerOf(context, citer));
  const blocks = changesBlocks(news, context.asOf, briefing, citer, SHOWN_OF_A_KIND);
  const period = `after ${formatDay(from)}, up to ${formatDay(until)}`;
  const lead: readonly Span[] =
    shown.length === 0
      ? [text(`Nothing in this briefing was first reported ${period}.`)]
      : [
          strong(`First reported ${period}:`),
          text(` ${newsTally(news)}. `),
          ...citer
            .citations()
            .slice(0, 3)
            .map((citation) => ({ kind: 'cite' as const, index: citation.index })),
        ];
  return answer(
    {
      command: NAME,
      status: shown.length === 0 ? 'not-found' : 'answered',
      headline: lead,
      card: { lead, rows: rowsOfNews },
      blocks,
      records: shown.map(recordId),
      actions: [ask('Timeline', 'timeline', { from, to: until })],
    },
    citer,
    context,
  );
}
