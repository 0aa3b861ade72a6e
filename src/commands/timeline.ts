import type { Action, Answer, Block, Span } from '../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { counted, inSeries } from '../answer/phrases.ts';
import { lengthOf } from '../answer/sentences.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext, OptionValues } from '../core/command.ts';
import type { Actor } from '../domain/actor.ts';
import { asking } from '../domain/ask.ts';
import { type Briefing, recordId } from '../domain/briefing.ts';
import { Refusal } from '../domain/errors.ts';
import type { Event } from '../domain/event.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { withoutUndefined } from '../domain/mapping.ts';
import { formatDay } from '../domain/when.ts';
import { findPeriod, findWhen, storyDay } from '../search/dates/find-date.ts';
import { whoIsMeant } from '../search/names/find-actor.ts';
import { findGaps, SURE_ENOUGH } from '../search/names/find-provision.ts';
import { findSubject } from '../search/names/find-subject.ts';
import { findTopics } from '../search/names/find-topic.ts';
import { mentionedActors } from '../search/names/mentioned-actors.ts';
import { briefRecord } from '../views/brief/record.ts';
import { cardWith, recordRows, tellerOf } from '../views/brief/rows.ts';
import { conflictLines, conflictsOn, conflictTitles } from '../views/conflict.ts';
import { eventLine, inOrder, isOverdue } from '../views/event.ts';
import { clearest } from '../views/wording.ts';

const NAME = 'timeline';
/** How well words must fit an event for it to be taken as meant. */
const LEAST_SCORE = 0.28;
/** From here on the words name events themselves, not only what events are about. */
const GOOD_SCORE = 0.5;
/** Of what happened, so much stands before what is to come. */
const LATEST_SHOWN = 2;
/** Events of one state told in a list; of more, the latest. */
const MOST_LISTED = 100;
/** Events that fit nearly as well as the best are meant too. */
const NEARLY = 0.7;

/** What happened when, with what was only expected or claimed kept apart. */
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
  run(values, context) {
    const asked = readAsked(values, context);
    const inPeriod = context.briefing.events.filter((event) => overlaps(event, asked));
    if (ASKS_NEXT.test(asked.words)) return expectedOnly(inPeriod, context);
    if (asked.words === '') return everything(inPeriod, asked, context);
    return onWords(inPeriod, asked, context);
  },
};

/** What asks only for what is to come, however it is put. */
const ASKS_NEXT =
  /^(?:what(?:['’]?s| is| comes| happens)?\s+)?(?:next|upcoming|expected|planned|scheduled|coming(?: up)?)(?: events?| steps?)?[?.! ]*$/i;

/** What of the timeline is asked for. `words` is empty where all of it is. */
interface Asked {
  /** ISO days, inclusive; absent where open. */
  readonly from?: string;
  readonly to?: string;
  readonly words: string;
}

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

/** Whether an event may have been within the days asked for. One without a day is only in a timeline of all days. */
function overlaps(event: Event, { from, to }: Asked): boolean {
  if (from === undefined && to === undefined) return true;
  const last = event.date.to;
  if (last === null) return false;
  // "By 30 November" has no first day: it counts on the day it ends.
  const first = event.date.from ?? last;
  return (from === undefined || last >= from) && (to === undefined || first <= to);
}

/** Every event, in order. */
function everything(events: readonly Event[], asked: Asked, context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  if (events.length === 0) {
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
  const happened = events.filter((event) => event.status !== 'expected');
  const expected = events.filter((event) => event.status === 'expected');
  const period = periodWords(asked);
  const headline: Span[] = [
    strong(`${counted(happened.length, 'event')} on record${period === '' ? '' : ` ${period}`}`),
    text(expected.length === 0 ? '. ' : `, ${expected.length} more only expected. `),
    ...citer.cite(
      clearest(happened.length > 0 ? happened : expected).flatMap((event) => clearest(event.sources, 1)),
    ),
  ];
  return answer(
    {
      command: NAME,
      status: 'answered',
      headline,
      card: {
        lead: headline,
        rows: recordRows(
          period === '' ? newsFirst(events, context) : inOrder(events),
          tellerOf(context, citer),
        ),
      },
      blocks: [
        ...eventBlocks(events, context, citer),
        ...conflictTitles(conflictsOn(events, context.briefing), citer),
      ],
      records: (period === '' ? newsFirst(events, context) : inOrder(events)).map(recordId),
      actions: [ask('What is open', 'briefing')],
    },
    citer,
    context,
  );
}

/** What happened last, then what is still to come, then the rest backwards: what a timeline is looked at for. */
function newsFirst(events: readonly Event[], { asOf }: CommandContext): readonly Event[] {
  const ordered = inOrder(events);
  const happened = ordered.filter((event) => event.status !== 'expected').toReversed();
  const coming = ordered.filter((event) => event.status === 'expected' && !isOverdue(event, asOf));
  const weighty = happened.filter((event) => event.materiality === 'material');
  return distinct([...weighty.slice(0, LATEST_SHOWN), ...coming, ...happened, ...ordered]);
}

/** What is still to come, and what should have come and is not reported. */
function expectedOnly(events: readonly Event[], context: CommandContext): Answer {
  const { briefing, asOf } = context;
  const citer = createCiter(briefing);
  const expected = inOrder(events.filter((event) => event.status === 'expected'));
  const open = expected.filter((event) => !isOverdue(event, asOf));
  const overdue = expected.length - open.length;
  const past = overdue === 0 ? '' : ` Past its day without a report: ${overdue}.`;
  return answer(
    {
      command: NAME,
      status: open.length > 0 ? 'answered' : 'not-reported',
      headline: [
        strong(open.length === 0 ? 'Nothing on record is still to come.' : `Still to come: ${open.length}.`),
        text(`${past} `),
        ...citer.cite(clearest(expected).flatMap((event) => clearest(event.sources, 1))),
      ],
      blocks: eventBlocks(expected, context, citer),
      records: distinct([...open, ...expected]).map(recordId),
      actions: [ask('Whole timeline', NAME)],
    },
    citer,
    context,
  );
}

/** The events a question means, the likeliest first and as the answer. */
function onWords(events: readonly Event[], asked: Asked, context: CommandContext): Answer {
  const { briefing } = context;
  const actors = distinct(mentionedActors(asked.words, briefing).map((mention) => mention.actor));
  const scores = new Map(
    findTopics(asked.words, briefing, 60).flatMap(({ record, score }) =>
      record.kind === 'event' ? [[record, score] as const] : [],
    ),
  );
  // "When is A going" is answered by what is expected; "has A gone" is not.
  const asksAhead = /^(?:when (?:is|are|will|does|do)|will|is|are)\b/i.test(asked.words.trim());
  const fitting = eventsMeant(events, asked.words, actors, scores, context);
  const ahead = fitting.filter((event) => event.status === 'expected');
  const meant = asksAhead && ahead.length > 0 ? ahead : fitting;
  if (meant.length === 0) return nothingReported(events, asked, actors, context);
  const citer = createCiter(briefing);
  const best = likeliest(meant, scores);
  const happened = meant.some((event) => event.status !== 'expected');
  const teller = tellerOf(context, citer);
  const headline: Span[] = [];
  if (!happened && asksAhead) headline.push(strong('Expected, not reported as having happened:'), text(' '));
  if (!happened && !asksAhead) {
    const who = actors.length > 1 ? ` between ${inSeries(actors.map((actor) => actor.name))}` : '';
    headline.push(strong(`Nothing${who} is reported as having happened, only expected:`), text(' '));
  }
  const before = lengthOf(headline);
  const sentences = before === 0 ? 2 : 1;
  const lead = [
    ...headline,
    ...briefRecord(best, { ...teller.lead, room: teller.lead.room - before, sentences }),
  ];
  const others = meant.filter((event) => event !== best);
  const conflicts = conflictsOn(meant, briefing);
  const card = cardWith(lead, conflictsOn([best], briefing), recordRows(inOrder(others), teller), teller);
  headline.push(...eventLine(best, context.asOf, briefing, citer));
  return answer(
    {
      command: NAME,
      status: happened || asksAhead ? 'answered' : 'not-reported',
      headline,
      card,
      blocks: [...eventBlocks(others, context, citer, happened), ...conflictLines(conflicts, citer)],
      records: [best, ...inOrder(others), ...conflicts].map(recordId),
      actions: [
        ...actors.slice(0, 2).map((actor): Action => ask(`All on ${actor.name}`, NAME, { about: actor.id })),
        ask('Whole timeline', NAME),
      ],
    },
    citer,
    context,
  );
}

function eventsMeant(
  events: readonly Event[],
  words: string,
  actors: readonly Actor[],
  scores: ReadonlyMap<Event, number>,
  { briefing }: CommandContext,
): readonly Event[] {
  const lookup = lookupOf(briefing);
  const takesPart = (event: Event, actor: Actor) => {
    const voices = lookup.voicesOf(actor.id);
    return event.who.some((who) => voices.has(who));
  };
  const closest = (candidates: readonly Event[]) => {
    const top = Math.max(0, ...candidates.map((event) => scores.get(event) ?? 0));
    return candidates.filter((event) => (scores.get(event) ?? 0) >= Math.max(LEAST_SCORE, NEARLY * top));
  };
  if (actors.length > 1) {
    const together = events.filter((event) => actors.every((actor) => takesPart(event, actor)));
    if (together.length > 0) {
      const near = closest(together);
      return near.length > 0 ? near : together;
    }
    // Of three names or more, one may be a place or an onlooker: two of them will do.
    const pairs = events.filter((event) => actors.filter((actor) => takesPart(event, actor)).length > 1);
    return actors.length > 2 ? closest(pairs) : [];
  }
  const [actor] = actors;
  if (actor !== undefined) {
    const own = events.filter((event) => takesPart(event, actor));
    const near = closest(own);
    return near.length > 0 && !isOnlyName(words, actor, briefing) ? near : own;
  }
  const subject = findSubject(words, briefing);
  const about = events.filter((event) => event.about.some((id) => subject?.about.has(id)));
  const isPoint =
    subject?.gap === undefined && [...(subject?.about ?? [])].some((id) => lookup.provision(id));
  if (isPoint && about.length > 0) return about;
  const near = closest(events);
  return near.some((event) => (scores.get(event) ?? 0) >= GOOD_SCORE) ? near : distinct([...near, ...about]);
}

function isOnlyName(words: string, actor: Actor, briefing: Briefing): boolean {
  const meant = whoIsMeant(words, briefing);
  return meant.kind === 'one' && meant.actor === actor && (meant.fit === 'name' || meant.fit === 'part');
}

/** The event that fits the words best; between equals one that happened, then the latest. */
function likeliest(events: readonly Event[], scores: ReadonlyMap<Event, number>): Event {
  // Between equals the more widely reported one is the one people mean.
  const rank = (event: Event) =>
    (scores.get(event) ?? 0) +
    (event.status === 'expected' ? 0 : 0.15) +
    Math.min(0.1, 0.02 * event.sources.length);
  const [first, ...rest] = inOrder(events).toReversed();
  if (first === undefined) throw new Error('An answer about events needs one.');
  return rest.reduce((best, event) => (rank(event) > rank(best) ? event : best), first);
}

/** What happened, what is expected, and what was expected and never reported, each in order and apart. */
function eventBlocks(
  events: readonly Event[],
  context: CommandContext,
  citer: Citer,
  headed = true,
): readonly Block[] {
  const { briefing, asOf } = context;
  const ordered = inOrder(events);
  const groups: readonly (readonly [string, readonly Event[]])[] = [
    ['Happened', ordered.filter((event) => event.status !== 'expected')],
    ['Expected', ordered.filter((event) => event.status === 'expected' && !isOverdue(event, asOf))],
    ['Expected, the day is past, no report', ordered.filter((event) => isOverdue(event, asOf))],
  ];
  return groups.flatMap(([heading, own]): Block[] => {
    if (own.length === 0) return [];
    const shown = own.slice(-MOST_LISTED);
    const more = shown.length < own.length ? `, latest ${shown.length} of ${own.length}` : '';
    return [
      ...(headed || more !== '' ? [{ kind: 'heading', text: `${heading}${more}` } as const] : []),
      ...shown.map((event): Block => ({ kind: 'item', spans: eventLine(event, asOf, briefing, citer) })),
    ];
  });
}

function nothingReported(
  events: readonly Event[],
  asked: Asked,
  actors: readonly Actor[],
  context: CommandContext,
): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const [gap] = findGaps(asked.words, briefing);
  const known = gap !== undefined && gap.score >= SURE_ENOUGH ? gap.gap : undefined;
  const lookup = lookupOf(briefing);
  const near = events.filter((event) =>
    actors.some((actor) => event.who.some((who) => lookup.voicesOf(actor.id).has(who))),
  );
  const latest = inOrder(near).slice(-4);
  const what =
    actors.length > 1
      ? `No event with ${inSeries(actors.map((actor) => actor.name))} is on record.`
      : `No event about “${asked.words}” is on record.`;
  return answer(
    {
      command: NAME,
      status: actors.length > 0 || known !== undefined ? 'not-reported' : 'not-found',
      headline: [text(what)],
      blocks: [
        ...(known === undefined ? [] : [{ kind: 'context', spans: [text(known.note)] } as const]),
        ...(latest.length === 0 ? [] : [{ kind: 'heading', text: 'Nearest on record' } as const]),
        ...latest.map(
          (event): Block => ({ kind: 'item', spans: eventLine(event, context.asOf, briefing, citer) }),
        ),
      ],
      records: [...(known === undefined ? [] : [recordId(known)]), ...latest.map(recordId)],
      actions: [ask('Whole timeline', NAME)],
    },
    citer,
    context,
  );
}

/** "from 20 November 2025 to 25 November 2025", "on 25 November 2025"; empty where no day was named. */
function periodWords({ from, to }: Asked): string {
  if (from !== undefined && from === to) return `on ${formatDay(from)}`;
  return [
    from === undefined ? '' : `from ${formatDay(from)}`,
    to === undefined ? '' : `up to ${formatDay(to)}`,
  ]
    .filter((words) => words !== '')
    .join(' ');
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
