import type { Answer, Span } from '../answer/answer.ts';
import { ask, createCiter, strong, text } from '../answer/compose.ts';
import { counted, inSeries } from '../answer/phrases.ts';
import { periodWords } from '../answer/words/period-words.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext, OptionValues } from '../core/command.ts';
import { asking } from '../domain/ask.ts';
import { recordId } from '../domain/briefing.ts';
import { Refusal } from '../domain/errors.ts';
import { withoutUndefined } from '../domain/mapping.ts';
import { findPeriod, findWhen, presentDay, storyDay } from '../search/dates/find-date.ts';
import { recordRows, tellerOf } from '../views/brief/rows.ts';
import { conflictsOn, conflictTitles } from '../views/conflict.ts';
import { type Entry, entriesOf, isExpected, isPastDue, whenOf } from '../views/tracked/entry.ts';
import { clearest } from '../views/wording.ts';
import { type Asked, distinct, entryBlocks, NAME, sourced } from './timeline/entries.ts';
import { onWords } from './timeline/on-words.ts';

/** Of what happened, so much stands before what is to come. */
const LATEST_SHOWN = 2;

/** What happened when, votes and what became of deadlines with it; what was only expected or claimed is kept apart. */
export const timeline: Command = {
  name: NAME,
  summary: 'Show what happened when, and what is only expected',
  options: [
    { name: 'from', description: 'First day: 2025-11-20, 20 November, yesterday', suggest: 'date' },
    { name: 'to', description: 'Last day', suggest: 'date' },
    {
      name: 'about',
      description: 'A point, a person or words: when did they meet',
      suggest: 'point',
      rest: true,
    },
  ],
  examples: ['/timeline', '/timeline next', '/timeline from:yesterday'],
  run(values, given) {
    const asked = readAsked(values, given);
    // "Past its day" is told from the story’s own present; the answer still speaks for the day asked for.
    const context = { ...given, asOf: presentDay(given.briefing, given.asOf) };
    const inPeriod = withinFirst(
      entriesOf(given.briefing).filter((entry) => overlaps(entry, asked)),
      asked,
    );
    const found = ASKS_NEXT.test(asked.words)
      ? expectedOnly(inPeriod, context)
      : asked.words === ''
        ? everything(inPeriod, asked, context)
        : onWords(inPeriod, asked, context);
    return { ...found, asOf: given.asOf };
  },
};

/** What asks only for what is to come, however it is put. */
const ASKS_NEXT =
  /^(?:what(?:['’]?s| is| comes| happens)?\s+)?(?:next|upcoming|expected|planned|scheduled|coming(?: up)?)(?: events?| steps?)?[?.! ]*$/i;

/**
 * Days may stand in their own options or among the words; an option goes first. Throws a `Refusal` for an option that
 * is no day.
 */
function readAsked(values: OptionValues, { briefing, asOf }: CommandContext): Asked {
  const near = storyDay(briefing, asOf);
  const about = values.about?.trim() ?? '';
  const period = findPeriod(about, asOf, near);
  const day = (name: 'from' | 'to'): string | undefined => {
    const typed = values[name]?.trim() ?? '';
    if (typed === '') return period?.[name];
    const when = findWhen(typed, asOf, near);
    if (when === null) {
      throw new Refusal(
        'bad-value',
        `${name} takes a day such as 2025-11-24 or 24 November, not “${typed}”.`,
        [asking(NAME)],
      );
    }
    return (name === 'from' ? when.from : when.to) ?? undefined;
  };
  const from = day('from');
  const to = day('to');
  const words =
    period === null
      ? about
      : /^(?:what|happened|events?|timeline|news|\s)*$/.test(period.rest)
        ? ''
        : period.rest;
  return withoutUndefined({ from, to, words });
}

/** Whether an entry may have been within the days asked for. One without a day is only in a timeline of all days. */
function overlaps(entry: Entry, { from, to }: Asked): boolean {
  if (from === undefined && to === undefined) return true;
  const when = whenOf(entry);
  const last = when.to;
  if (last === null) return false;
  // "By 30 November" has no first day: it counts on the day it ends.
  const first = when.from ?? last;
  return (from === undefined || last >= from) && (to === undefined || first <= to);
}

/** What began before the days asked for, as a whole year did, comes behind what happened on them. */
function withinFirst(entries: readonly Entry[], { from }: Asked): readonly Entry[] {
  if (from === undefined) return entries;
  const began = (entry: Entry) => (whenOf(entry).from ?? from) < from;
  return [...entries.filter((entry) => !began(entry)), ...entries.filter(began)];
}

/** Every entry, in order. */
function everything(entries: readonly Entry[], asked: Asked, context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  if (entries.length === 0) {
    return answer(
      {
        command: NAME,
        status: 'not-found',
        headline: [text(`No event ${periodWords(asked)} is on record.`)],
        actions: [ask('Whole timeline', NAME)],
      },
      citer,
      context,
    );
  }
  const happened = entries.filter((entry) => !isExpected(entry));
  const expected = entries.filter(isExpected);
  const period = periodWords(asked);
  const listed = period === '' ? newsFirst(entries, context) : entries;
  const headline: Span[] = [
    strong(`${countsOf(happened)} on record${period === '' ? '' : ` ${period}`}`),
    text(expected.length === 0 ? '. ' : `, ${expected.length} more only expected. `),
    ...citer.cite(
      clearest((happened.length > 0 ? happened : expected).flatMap(sourced)).flatMap((entry) =>
        clearest(entry.sources, 1),
      ),
    ),
  ];
  return answer(
    {
      command: NAME,
      status: 'answered',
      card: {
        lead: headline,
        rows: recordRows(listed, tellerOf(context, citer)),
      },
      whole: () => ({
        headline,
        blocks: [
          ...entryBlocks(entries, context, citer),
          ...conflictTitles(conflictsOn(entries, context.briefing), citer),
        ],
      }),
      records: listed.map(recordId),
      actions: [ask('What is open', 'briefing')],
    },
    citer,
    context,
  );
}

/** "3 events, 2 votes and 5 turns of deadlines". */
function countsOf(happened: readonly Entry[]): string {
  const of = (kind: Entry['kind']) => happened.filter((entry) => entry.kind === kind).length;
  const [votes, steps] = [of('vote'), of('step')];
  return inSeries([
    ...(of('event') > 0 || votes + steps === 0 ? [counted(of('event'), 'event')] : []),
    ...(votes === 0 ? [] : [counted(votes, 'vote')]),
    ...(steps === 0 ? [] : [`${counted(steps, 'turn')} of deadlines`]),
  ]);
}

/** What happened last, then what is still to come, then the rest backwards: what a timeline is looked at for. */
function newsFirst(entries: readonly Entry[], { asOf }: CommandContext): readonly Entry[] {
  const happened = entries.filter((entry) => !isExpected(entry)).toReversed();
  const coming = entries.filter((entry) => isExpected(entry) && !isPastDue(entry, asOf));
  const weighty = happened.filter((entry) => entry.kind !== 'deadline' && entry.materiality === 'material');
  return distinct([...weighty.slice(0, LATEST_SHOWN), ...coming, ...happened, ...entries]);
}

/** What is still to come, and what should have come and is not reported. */
function expectedOnly(entries: readonly Entry[], context: CommandContext): Answer {
  const { briefing, asOf } = context;
  const citer = createCiter(briefing);
  const expected = entries.filter(isExpected);
  const open = expected.filter((entry) => !isPastDue(entry, asOf));
  const overdue = expected.length - open.length;
  const past = overdue === 0 ? '' : ` Past its day without a report: ${overdue}.`;
  return answer(
    {
      command: NAME,
      status: open.length > 0 ? 'answered' : 'not-reported',
      headline: [
        strong(open.length === 0 ? 'Nothing on record is still to come.' : `Still to come: ${open.length}.`),
        text(`${past} `),
        ...citer.cite(clearest(expected.flatMap(sourced)).flatMap((entry) => clearest(entry.sources, 1))),
      ],
      blocks: entryBlocks(expected, context, citer),
      records: distinct([...open, ...expected]).map(recordId),
      actions: [ask('Whole timeline', NAME)],
    },
    citer,
    context,
  );
}
