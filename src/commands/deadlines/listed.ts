import type { Answer, Block, Spans } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { recordId } from '../../domain/briefing.ts';
import type { Event } from '../../domain/event.ts';
import { isCalledOff } from '../../domain/lookups/called-off.ts';
import { bySoonest, type Deadline, type Standing, standingOf } from '../../domain/tracked/deadline.ts';
import { conflictsOn, conflictTitles } from '../../views/conflict.ts';
import { eventLine, inOrder, isOverdue } from '../../views/event.ts';
import { deadlineLine } from '../../views/tracked/deadline.ts';
import { EVERY, type Kind, type State } from './state-asked.ts';

/** A deadline that is on record by the day asked for, and where it stood then. */
export interface Stands {
  readonly deadline: Deadline;
  readonly standing: Standing;
}

/** The soonest first; without those that had no step yet. */
export function standingAll(list: readonly Deadline[], asOf: string): readonly Stands[] {
  return list
    .flatMap((deadline): readonly Stands[] => {
      const standing = standingOf(deadline, asOf);
      return standing === null ? [] : [{ deadline, standing }];
    })
    .sort((a, b) => bySoonest(a.standing.due, b.standing.due));
}

/** All deadlines in these states, and what is expected beside them. */
export function everything({ kinds, steps }: State, context: CommandContext): Answer {
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
        command: 'deadlines',
        status: 'not-found',
        headline: [text(headline)],
        actions: others === 0 ? [ask('Timeline', 'timeline')] : [ask('All deadlines', 'deadlines')],
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
export function listed(
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
      command: 'deadlines',
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
