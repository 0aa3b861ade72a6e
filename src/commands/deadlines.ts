import type { Answer, Block } from '../answer/answer.ts';
import { ask, createCiter, text } from '../answer/compose.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { recordId } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { presentDay } from '../search/dates/find-date.ts';
import { trackedIn } from '../search/evidence/find-tracked.ts';
import { findSubject } from '../search/names/find-subject.ts';
import { findTopics } from '../search/names/find-topic.ts';
import { mentionedActors } from '../search/names/mentioned-actors.ts';
import { conflictsOn, conflictTitles } from '../views/conflict.ts';
import { deadlineLine, stepRow } from '../views/tracked/deadline.ts';
import { everything, listed, type Stands, standingAll } from './deadlines/listed.ts';
import { EVERY, stateIn } from './deadlines/state-asked.ts';

/** How well words must fit a deadline or an event for it to be meant, 0 to 1. */
const FITS = 0.4;

/** What is due when, what slipped, and what became of it; expected events too, which nobody has called a deadline. */
export const deadlines: Command = {
  name: 'deadlines',
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
      command: 'deadlines',
      status: 'not-found',
      headline: [text(`No deadline in this briefing matches “${shortened(typed)}”.`)],
      actions: [ask('All deadlines', 'deadlines'), ask('Timeline', 'timeline', { about: typed })],
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
      command: 'deadlines',
      status: 'answered',
      headline,
      blocks: [
        { kind: 'heading', text: `What became of it${phase}` },
        ...deadline.steps.map((step): Block => ({ kind: 'item', spans: stepRow(step, briefing, citer) })),
        ...conflictTitles(conflicts, citer),
      ],
      records: [deadline, ...deadline.steps.toReversed(), ...conflicts].map(recordId),
      actions: [ask('All deadlines', 'deadlines'), ask('Timeline', 'timeline', { about: deadline.title })],
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
