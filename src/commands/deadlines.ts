import type { Answer, Block, Spans } from '../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { inSeries } from '../answer/phrases.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { recordId } from '../domain/briefing.ts';
import type { Event } from '../domain/event.ts';
import { isCalledOff } from '../domain/lookups/called-off.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import {
  bySoonest,
  type Deadline,
  type Standing,
  type StepKind,
  standingOf,
} from '../domain/tracked/deadline.ts';
import { presentDay } from '../search/dates/find-date.ts';
import { trackedIn } from '../search/evidence/find-tracked.ts';
import { findSubject } from '../search/names/find-subject.ts';
import { findTopics } from '../search/names/find-topic.ts';
import { mentionedActors } from '../search/names/mentioned-actors.ts';
import { conflictsOn, conflictTitles } from '../views/conflict.ts';
import { eventLine, inOrder, isOverdue } from '../views/event.ts';
import { deadlineLine, stepRow } from '../views/tracked/deadline.ts';

const NAME = 'deadlines';
/** How well words must fit a deadline or an event for it to be meant, 0 to 1. */
const FITS = 0.4;

/** What is due when, what slipped, and what became of it; expected events too, which nobody has called a deadline. */
export const deadlines: Command = {
  name: NAME,
  summary: 'Show what is due when, what slipped, and what was met',
  options: [
    {
      name: 'about',
      description: 'A point, a person, a phase or words: next, missed, budget',
      suggest: 'point',
      rest: true,
    },
  ],
  examples: ['/deadlines', '/deadlines missed'],
  run(values, given) {
    // "Due" and "past" are told from the story’s own present; the answer still speaks for the day asked for.
    const context = { ...given, asOf: presentDay(given.briefing, given.asOf) };
    const typed = values.about?.trim() ?? '';
    const state = stateIn(typed);
    const found =
      typed === '' || state !== undefined
        ? everything(state ?? { kinds: EVERY, steps: [] }, context)
        : onWords(typed, context);
    return { ...found, asOf: given.asOf };
  },
};

type Kind = Standing['kind'];

/** In the order in which they are listed and counted. */
const EVERY: readonly Kind[] = ['open', 'overdue', 'missed', 'met', 'dropped'];
/** Which deadlines are asked for: by where they stand, and by what ever became of them. */
interface State {
  readonly kinds: readonly Kind[];
  readonly steps: readonly StepKind[];
}

/** Words that ask for deadlines in one state, what else they ask left out. One that was moved after it was missed was missed. */
const STATES: readonly (readonly [RegExp, State])[] = [
  [
    /^(?:next|due(?: next)?|upcoming|coming(?: up)?|ahead|open|expected|to come)$/,
    { kinds: ['open'], steps: [] },
  ],
  [
    /^(?:overdue|late|slipped|moved|passed|past|expired|postponed|delayed|extended)$/,
    { kinds: ['overdue', 'missed'], steps: ['moved', 'missed'] },
  ],
  [/^(?:missed|failed)$/, { kinds: ['missed', 'overdue'], steps: ['missed'] }],
  [/^(?:met|kept|done|fulfilled)$/, { kinds: ['met'], steps: [] }],
  [/^(?:dropped|cancell?ed|gone|scrapped)$/, { kinds: ['dropped'], steps: [] }],
];
/** What questions are made of and says nothing of a state: "which deadlines were missed" asks for "missed". */
const AROUND = /\b(?:what|which|was|were|is|are|has|have|been|all|the|any|deadlines?|still)\b/g;

/** Undefined where any other word is left: then those words say which deadlines are meant. */
function stateIn(typed: string): State | undefined {
  const words = typed
    .toLowerCase()
    .replace(AROUND, ' ')
    .replace(/[?.!,]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return STATES.find(([state]) => state.test(words))?.[1];
}

/** A deadline that is on record by the day asked for, and where it stood then. */
interface Stands {
  readonly deadline: Deadline;
  readonly standing: Standing;
}

/** The soonest first; without those that had no step yet. */
function standingAll(list: readonly Deadline[], asOf: string): readonly Stands[] {
  return list
    .flatMap((deadline): readonly Stands[] => {
      const standing = standingOf(deadline, asOf);
      return standing === null ? [] : [{ deadline, standing }];
    })
    .sort((a, b) => bySoonest(a.standing.due, b.standing.due));
}

/** All deadlines in these states, and what is expected beside them. */
function everything({ kinds, steps }: State, context: CommandContext): Answer {
  const { briefing, asOf } = context;
  const all = standingAll(briefing.deadlines, asOf);
  const events = inOrder(briefing.events.filter((event) => event.status === 'expected'));
  const inState = all.filter(({ standing }) => kinds.includes(standing.kind));
  // What was missed or moved and has since been met or set anew slipped all the same: it follows those that stand so
  // today.
  const once = all.filter(
    (one) => !inState.includes(one) && one.deadline.steps.some(({ step }) => steps.includes(step)),
  );
  const shown = [...inState, ...once];
  const expected = events.filter((event) => kinds.includes(isOverdue(event, asOf) ? 'overdue' : 'open'));
  if (shown.length + expected.length === 0) {
    const others = all.length + events.length;
    const headline =
      others === 0
        ? 'No deadline and nothing that is expected is on record.'
        : `No deadline is on record as ${inSeries(kinds.map(kindWord), 'or')}.`;
    return answer(
      {
        command: NAME,
        status: 'not-found',
        headline: [text(headline)],
        actions: others === 0 ? [ask('Timeline', 'timeline')] : [ask('All deadlines', NAME)],
      },
      createCiter(briefing),
      context,
    );
  }
  const isAhead = kinds.includes('open');
  return listed(shown, expected, isAhead, context);
}

/**
 * Leads with what is due next where that is among what was asked for, else with the first; what leads is not told again
 * below. Expected events lead only where no deadline does.
 */
function listed(
  shown: readonly Stands[],
  expected: readonly Event[],
  isAhead: boolean,
  context: CommandContext,
): Answer {
  const { briefing, asOf } = context;
  const citer = createCiter(briefing);
  const open = expected.filter((event) => !isOverdue(event, asOf));
  const [first] = shown;
  const next = isAhead ? shown.find(({ standing }) => standing.kind === 'open') : undefined;
  const lead = next ?? first;
  // What was called off is listed, and is not what comes next.
  const [event] = [...open.filter((one) => !isCalledOff(one, briefing, asOf)), ...open, ...expected];
  const rest = shown.filter((one) => one !== lead);
  const isRest = (one: Event) => lead !== undefined || one !== event;
  const headline: Spans =
    lead !== undefined
      ? [
          text(next === undefined ? '' : 'Next: '),
          ...deadlineLine(lead.deadline, asOf, briefing, citer),
          text(` ${countsOf(shown)}`),
        ]
      : event === undefined
        ? []
        : [
            strong(open.length > 0 ? 'Expected next: ' : 'Expected, and no report that it happened: '),
            ...eventLine(event, asOf, briefing, citer),
          ];
  const conflicts = conflictsOn(
    [...shown.flatMap(({ deadline }) => [deadline, ...deadline.steps]), ...expected],
    briefing,
  );
  return answer(
    {
      command: NAME,
      status: 'answered',
      headline,
      blocks: [
        ...EVERY.flatMap((kind) => kindBlocks(kind, rest, context, citer)),
        ...eventBlocks('Expected', open.filter(isRest), context, citer),
        ...eventBlocks(
          'Expected, the day is past, no report',
          expected.filter((one) => isOverdue(one, asOf) && isRest(one)),
          context,
          citer,
        ),
        ...conflictTitles(conflicts, citer),
      ],
      records: [
        ...(lead === undefined ? [] : [recordId(lead.deadline)]),
        ...shown.map(({ deadline }) => recordId(deadline)),
        ...open.map(recordId),
        ...expected.map(recordId),
        ...conflicts.map(recordId),
      ],
      actions: [ask('Timeline', 'timeline'), ask('Where it stands', 'briefing')],
    },
    citer,
    context,
  );
}

/** A day that passed without a report is not called missed: that takes a report. */
const HEADINGS: Readonly<Record<Kind, string>> = {
  open: 'Due',
  overdue: 'The day is past, no report',
  missed: 'Missed',
  met: 'Met',
  dropped: 'Dropped',
};

/** Those in one state, by phase where the story has phases. */
function kindBlocks(
  kind: Kind,
  shown: readonly Stands[],
  { asOf, briefing }: CommandContext,
  citer: Citer,
): readonly Block[] {
  const own = shown.filter(({ standing }) => standing.kind === kind);
  if (own.length === 0) return [];
  const phased = [...Map.groupBy(own, ({ deadline }) => deadline.phase ?? '')];
  return phased.flatMap(([phase, list]): readonly Block[] => [
    { kind: 'heading', text: phase === '' ? HEADINGS[kind] : `${HEADINGS[kind]} · ${phase}` },
    ...list.map(
      ({ deadline }): Block => ({ kind: 'item', spans: deadlineLine(deadline, asOf, briefing, citer) }),
    ),
  ]);
}

/** Empty where there are none, so that no heading stands alone. */
function eventBlocks(
  heading: string,
  events: readonly Event[],
  { asOf, briefing }: CommandContext,
  citer: Citer,
): readonly Block[] {
  if (events.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    ...events.map((event): Block => ({ kind: 'item', spans: eventLine(event, asOf, briefing, citer) })),
  ];
}

/** "2 due, 1 missed and 3 met". Empty for a single one: the line before has told it. */
function countsOf(shown: readonly Stands[]): string {
  if (shown.length < 2) return '';
  const counts = EVERY.flatMap((kind) => {
    const count = shown.filter(({ standing }) => standing.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kindWord(kind)}`];
  });
  return `${shown.length} deadlines: ${inSeries(counts)}.`;
}

/** A state as it is counted: "2 due". */
function kindWord(kind: Kind): string {
  return kind === 'open' ? 'due' : kind === 'overdue' ? 'past without a report' : kind;
}

/**
 * The deadlines that words mean: by their own words, by whose they are, by what they are about. Whose and about what
 * are tried only where no words of a deadline fit, expected events only where no deadline is meant.
 */
function onWords(typed: string, context: CommandContext): Answer {
  const { briefing, asOf } = context;
  const actors = mentionedActors(typed, briefing).map(({ actor }) => actor.id);
  const lookup = lookupOf(briefing);
  const voices = new Set(actors.flatMap((id) => [...lookup.voicesOf(id), ...lookup.speaksFor(id)]));
  const matches = trackedIn(briefing).deadlines(typed);
  const best = matches[0]?.score ?? 0;
  // Those that fit nearly as well as the best are meant with it.
  const byWords = matches.filter(({ score }) => score >= Math.max(FITS, 0.7 * best)).map(({ key }) => key);
  const subject = byWords.length > 0 ? null : findSubject(typed, briefing);
  const byOther = briefing.deadlines.filter(
    ({ who, about }) => who.some((id) => voices.has(id)) || about.some((id) => subject?.about.has(id)),
  );
  const meant = byWords.length > 0 ? byWords : byOther;
  const events =
    meant.length > 0
      ? []
      : findTopics(typed, briefing, 20).flatMap(({ record, score }) =>
          record.kind === 'event' && record.status === 'expected' && score >= FITS ? [record] : [],
        );
  const shown = standingAll(meant, asOf);
  const [only] = shown;
  if (only !== undefined && shown.length === 1) return single(only, context);
  if (shown.length + events.length > 0) return listed(shown, events, true, context);
  return answer(
    {
      command: NAME,
      status: 'not-found',
      headline: [text(`No deadline in this briefing matches “${shortened(typed)}”.`)],
      actions: [ask('All deadlines', NAME), ask('Timeline', 'timeline', { about: typed })],
    },
    createCiter(briefing),
    context,
  );
}

/** One deadline: where it stands, and every step on the way there. */
function single({ deadline }: Stands, context: CommandContext): Answer {
  const { briefing, asOf } = context;
  const citer = createCiter(briefing);
  const headline = deadlineLine(deadline, asOf, briefing, citer);
  const conflicts = conflictsOn([deadline, ...deadline.steps], briefing);
  const phase = deadline.phase === undefined ? '' : ` · ${deadline.phase}`;
  return answer(
    {
      command: NAME,
      status: 'answered',
      headline,
      blocks: [
        { kind: 'heading', text: `What became of it${phase}` },
        ...deadline.steps.map((step): Block => ({ kind: 'item', spans: stepRow(step, briefing, citer) })),
        ...conflictTitles(conflicts, citer),
      ],
      records: [deadline, ...deadline.steps.toReversed(), ...conflicts].map(recordId),
      actions: [ask('All deadlines', NAME), ask('Timeline', 'timeline', { about: deadline.title })],
    },
    citer,
    context,
  );
}

/** What was typed, at most 80 code points of it and a sign that some are missing. */
function shortened(typed: string): string {
  const characters = [...typed];
  return characters.length <= 80 ? typed : `${characters.slice(0, 80).join('')}…`;
}
