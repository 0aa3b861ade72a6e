import type { Action, Answer, Block, Span } from '../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { counted, sentence } from '../answer/phrases.ts';
import { briefSpans, briefWords } from '../answer/sentences.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { asking } from '../domain/ask.ts';
import { recordId } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { Refusal } from '../domain/errors.ts';
import { isCalledOff } from '../domain/lookups/called-off.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { type News, reportedBetween } from '../domain/lookups/news.ts';
import { changeIn, isSilence, readingIn } from '../domain/provision.ts';
import { type Text, theText } from '../domain/text.ts';
import { formatDay, latestDay } from '../domain/when.ts';
import { findWhen, storyDay } from '../search/dates/find-date.ts';
import { recordRows, row, tellerOf } from '../views/brief/rows.ts';
import { ROW_ROOM } from '../views/brief/told.ts';
import { changesBlocks, newsTally } from '../views/changes.ts';
import { eventLine, inOrder, isOverdue } from '../views/event.ts';
import { leadLine } from '../views/lead.ts';
import { knownHow } from '../views/reading.ts';
import { textLine } from '../views/text.ts';
import { clearest, isUnpublished, TheText } from '../views/wording.ts';

const NAME = 'briefing';
/** Lines of the editor’s lead at most. The first is the headline. */
const LEAD_LINES = 4;
/** Disputes listed; the heading says of how many. */
const DISPUTES_SHOWN = 6;
/** What is new is counted whole and told of so many records. */
const CHANGES_SHOWN = 3;

/** The state of the story: where it stands, what is open, disputed and next, and what is new since a day. */
export const briefing: Command = {
  name: NAME,
  reads: 'lead',
  summary: 'Sum up where things stand: open, disputed, next',
  options: [
    {
      name: 'since',
      description: 'Also what was first reported since that day: yesterday, 24 May',
      suggest: 'date',
      rest: true,
    },
  ],
  examples: ['/briefing', '/briefing since:yesterday'],
  run(values, context) {
    const since = readSince(values.since?.trim() ?? '', context);
    return summary(since, context);
  },
};

/**
 * ISO day, or undefined where none was named. Of a span, its first day. A year that is left out is the story’s, which
 * may be told ahead of the calendar. Throws a `Refusal` for words that name no day.
 */
function readSince(typed: string, context: CommandContext): string | undefined {
  const words = typed.replace(/^(?:since|after|from)\s+/i, '');
  if (words === '') return undefined;
  const when = findWhen(words, context.asOf, storyDay(context.briefing, context.asOf));
  if (when === null) {
    throw new Refusal('bad-value', `since takes a day such as 2025-11-24 or yesterday, not “${typed}”.`, [
      asking(NAME),
    ]);
  }
  return when.from ?? latestDay(when);
}

/**
 * In this order: the lead, what is new, what is open, disputed and next. Where nothing was on record by the day asked
 * for, the status is `not-reported`.
 */
function summary(since: string | undefined, context: CommandContext): Answer {
  const { briefing: story, asOf } = context;
  const citer = createCiter(story);
  // As of an early day the latest text was not known: the last one known then stands for it, background aside.
  const latest = lookupOf(story).text(story.latestText) ?? story.texts.findLast((one) => !one.context);
  const [first, ...more] = leadLines(latest, context, citer);
  const news = since === undefined ? undefined : reportedBetween(story, since, asOf);
  const short = shortRows(more, since, news, context, citer);
  const blocks: Block[] = more.map((spans) => ({ kind: 'paragraph', spans }));
  blocks.push(...newsBlocks(since, news, context, citer));
  blocks.push(...openBlocks(latest, context, citer));
  const disputes = story.conflicts.filter(
    (conflict) => conflict.materiality === 'material' && isOpenConflict(conflict.type),
  );
  blocks.push(...disputeBlocks(disputes, citer));
  const expected = inOrder(story.events.filter((event) => event.status === 'expected'));
  blocks.push(...nextBlocks(expected, context, citer));
  return answer(
    {
      command: NAME,
      status: first === undefined ? 'not-reported' : 'answered',
      headline: first ?? [text(`Nothing was on record by ${formatDay(asOf)}.`)],
      ...(first === undefined ? {} : { card: { lead: first, rows: short } }),
      blocks,
      records: [
        ...(news?.first(CHANGES_SHOWN) ?? []),
        // Where things stand is told by the latest text before anything that is in dispute.
        ...(latest === undefined ? [] : [latest]),
        ...disputes,
        ...expected,
      ].map(recordId),
      actions: actionsOf(latest, disputes.length, context),
    },
    citer,
    context,
  );
}

/** What is new where that was asked, else the editor's further lines; then what is to come and what is in dispute. */
function shortRows(
  lines: readonly (readonly Span[])[],
  since: string | undefined,
  news: News | undefined,
  context: CommandContext,
  citer: Citer,
): readonly Block[] {
  const { briefing: story, asOf } = context;
  const teller = tellerOf(context, citer);
  const next = inOrder(
    story.events.filter(
      (event) => event.status === 'expected' && !isOverdue(event, asOf) && !isCalledOff(event, story, asOf),
    ),
  );
  const disputes = story.conflicts.filter(
    (conflict) => conflict.materiality === 'material' && isOpenConflict(conflict.type),
  );
  const [first] = disputes;
  const disputed: readonly Block[] =
    first === undefined
      ? []
      : [
          row([
            strong(`In dispute (${disputes.length}):`),
            text(` ${briefWords(disputes.map(({ title }) => title).join('; '), ROW_ROOM, 9)} `),
            ...citer.cite(first.sides.flatMap((side) => clearest(side.sources, 1))),
          ]),
        ];
  const told = lines.map((spans) => row(briefSpans(spans, ROW_ROOM, 1)));
  const fresh =
    news === undefined
      ? []
      : [...newsBlocks(since, news, context, citer).slice(0, 1), ...recordRows(news.first(2), teller)];
  return [
    ...fresh,
    ...told.slice(0, 2),
    ...recordRows(next.slice(0, 2), teller),
    ...disputed,
    ...told.slice(2),
  ];
}

/** The editor's lead; before there was one, the drafts known then. */
function leadLines(
  latest: Text | undefined,
  { briefing: story }: CommandContext,
  citer: Citer,
): readonly (readonly Span[])[] {
  if (story.lead.length > 0) {
    return story.lead.slice(0, LEAD_LINES).map((line) => leadLine(line, citer));
  }
  return latest === undefined ? [] : [textLine(latest, citer)];
}

/** Empty where no day was named; that nothing is new is said, as it was asked for. */
function newsBlocks(
  since: string | undefined,
  news: News | undefined,
  { briefing: story, asOf }: CommandContext,
  citer: Citer,
): readonly Block[] {
  if (since === undefined || news === undefined) return [];
  const tallied = newsTally(news);
  if (tallied === '') {
    return [{ kind: 'context', spans: [text(`Nothing was first reported after ${formatDay(since)}.`)] }];
  }
  return [
    { kind: 'context', spans: [text(`First reported after ${formatDay(since)}: ${tallied}.`)] },
    ...changesBlocks(news, asOf, story, citer, CHANGES_SHOWN),
  ];
}

/**
 * What the newest draft leaves open, and how much of it is not known. What an unpublished or partial draft has on a
 * subject may only be unknown, so it is "not reported"; only of a public one can it be said that it has nothing.
 */
function openBlocks(
  latest: Text | undefined,
  { briefing: story }: CommandContext,
  citer: Citer,
): readonly Block[] {
  if (latest === undefined) return [];
  const readings = story.provisions.map((provision) => ({
    provision,
    reading: readingIn(provision, latest),
  }));
  const open = readings.filter(({ reading }) => reading?.change === 'deferred');
  const silent = story.provisions.filter((provision) => isSilence(changeIn(provision, latest)));
  const blocks: Block[] = open.map(
    ({ provision, reading }): Block => ({
      kind: 'item',
      spans:
        reading === undefined
          ? []
          : [
              strong(`${provision.title}:`),
              text(` ${sentence(reading.wording)} (${knownHow(reading, story)}) `),
              ...citer.cite(clearest(reading.sources)),
            ],
    }),
  );
  if (silent.length > 0) {
    const others = counted(silent.length, 'other subject');
    const silence =
      isUnpublished(latest) || latest.status === 'partial'
        ? `What ${theText(latest)} does with ${others} is not reported.`
        : `${TheText(latest)} has nothing on ${others}.`;
    blocks.push({ kind: 'item', spans: [text(`${silence} `), ...citer.cite(clearest(latest.sources))] });
  }
  return blocks.length === 0 ? [] : [{ kind: 'heading', text: 'Open' }, ...blocks];
}

/** Each dispute by its title, with the clearest source of every side. */
function disputeBlocks(
  disputes: readonly {
    readonly title: string;
    readonly sides: readonly { readonly sources: readonly { readonly source: string }[] }[];
  }[],
  citer: Citer,
): readonly Block[] {
  if (disputes.length === 0) return [];
  const more = disputes.length > DISPUTES_SHOWN ? `, ${DISPUTES_SHOWN} of ${disputes.length}` : '';
  return [
    { kind: 'heading', text: `Disputed${more}` },
    ...disputes.slice(0, DISPUTES_SHOWN).map(
      (conflict): Block => ({
        kind: 'item',
        spans: [
          text(`${conflict.title} `),
          ...citer.cite(conflict.sides.flatMap((side) => clearest(side.sources, 1))),
        ],
      }),
    ),
  ];
}

/** What is past its day stands apart: that no report came does not say that it did not happen. */
function nextBlocks(
  expected: ReturnType<typeof inOrder>,
  { briefing: story, asOf }: CommandContext,
  citer: Citer,
): readonly Block[] {
  const next = expected.filter((event) => !isOverdue(event, asOf));
  const overdue = expected.filter((event) => isOverdue(event, asOf));
  const items = (events: typeof expected): readonly Block[] =>
    events.map((event) => ({ kind: 'item', spans: eventLine(event, asOf, story, citer) }));
  return [
    ...(next.length === 0 ? [] : [{ kind: 'heading', text: 'Next' } as const]),
    ...items(next),
    ...(overdue.length === 0
      ? []
      : [{ kind: 'heading', text: 'Expected, the day is past, no report' } as const]),
    ...items(overdue),
  ];
}

/** What to ask next. A draft is not compared with itself, and disputes are offered only where there are some. */
function actionsOf(
  latest: Text | undefined,
  disputes: number,
  { briefing: story }: CommandContext,
): readonly Action[] {
  return [
    ...(latest === undefined || latest.id === story.mainText
      ? []
      : [ask('What changed', 'compare', { from: story.mainText, to: latest.id })]),
    ask('All points', 'plan-point'),
    ...(disputes === 0 ? [] : [ask('Disputes', 'disputed')]),
    ask('Who stands where', 'position'),
  ];
}
