import type { Answer, Block, Card } from '../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext, OptionValues } from '../core/command.ts';
import { asking } from '../domain/ask.ts';
import { type Conflict, isOpenConflict } from '../domain/conflict.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isTaken, whoIsMeant } from '../search/names/find-actor.ts';
import { findProvisions } from '../search/names/find-provision.ts';
import { findTopics } from '../search/names/find-topic.ts';
import { briefRecord } from '../views/brief/record.ts';
import { recordRows, row, tellerOf } from '../views/brief/rows.ts';
import { conflictBlocks } from '../views/conflict.ts';

const NAME = 'disputed';
/** How well the asked words must fit a conflict for it to be taken as the one meant. 0 to 1. */
const LEAST_SCORE = 0.42;
/** Conflicts shown whole; the others by title. */
const MOST_WHOLE = 3;

/** Where sources contradict each other, both sides with their sources. */
export const disputed: Command = {
  name: NAME,
  summary: 'Show where sources contradict each other, side by side',
  options: [
    {
      name: 'about',
      description: 'A point, a person or words',
      rest: true,
      suggest: 'point',
    },
  ],
  examples: ['/disputed'],
  storyExamples: ({ conflicts }) => conflicts.slice(0, 1).map(({ title }) => asking(NAME, { about: title })),
  run,
};

/**
 * Without a topic all are told by title, the open ones before those that are settled; with one the nearest few are told
 * whole.
 */
function run(values: OptionValues, context: CommandContext): Answer {
  const { briefing } = context;
  const about = values.about?.trim() ?? '';
  const conflicts = about === '' ? briefing.conflicts : conflictsAbout(about, context);
  const citer = createCiter(briefing);
  if (conflicts.length === 0) {
    const nothing =
      about === ''
        ? 'No contradiction is on record in this briefing.'
        : `No contradiction about “${about}” is on record in this briefing.`;
    return answer(
      {
        command: NAME,
        status: 'not-found',
        headline: [strong(nothing)],
        actions: about === '' ? [] : [ask('All contradictions', NAME)],
      },
      citer,
      context,
    );
  }
  const teller = tellerOf(context, citer);
  const [leading, ...further] = conflicts;
  const short: Card =
    about === '' || leading === undefined
      ? {
          lead: [strong(`${conflicts.length} contradictions are on record.`)],
          rows: recordRows(conflicts, teller),
        }
      : {
          lead: briefRecord(leading, teller.lead),
          rows: [...readingRows(leading, citer), ...recordRows(further, teller)],
        };
  const whole = about === '' ? [] : conflicts.slice(0, MOST_WHOLE);
  const titles = conflicts.filter((conflict) => !whole.includes(conflict));
  const open = titles.filter((conflict) => isOpenConflict(conflict.type));
  const settled = titles.filter((conflict) => !isOpenConflict(conflict.type));
  const list = (label: string, items: readonly Conflict[]): readonly Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', text: label },
          ...items.map(
            (conflict): Block => ({
              kind: 'item',
              spans: [
                text(`${conflict.title} `),
                ...citer.cite(conflict.sides.flatMap((side) => side.sources)),
              ],
            }),
          ),
        ];
  const blocks = [
    ...conflictBlocks(whole, citer),
    ...list(whole.length > 0 ? 'Also in dispute' : 'In dispute', open),
    ...list('Settled, superseded or easily confused', settled),
  ];
  const [first] = conflicts;
  return answer(
    {
      command: NAME,
      status: 'conflict',
      card: short,
      headline: [
        strong(
          about === '' || first === undefined
            ? `${conflicts.length} contradictions are on record.`
            : `Sources do not agree: ${first.title}`,
        ),
      ],
      blocks,
      records: conflicts.map((conflict) => `conflict:${conflict.id}`),
      actions: titles.slice(0, 4).map((conflict) => ask(conflict.title, NAME, { about: conflict.title })),
    },
    citer,
    context,
  );
}

/** Each side with its sources, and how to read it. The editor’s reading comes first. */
function readingRows(conflict: Conflict, citer: Citer): readonly Block[] {
  return [
    row([
      strong('How to read it:'),
      text(` ${sentence(conflict.assessment)} `),
      ...citer.cite(conflict.sides.flatMap((side) => side.sources)),
    ]),
    ...conflict.sides.map((side) => row([text(`${sentence(side.claim)} `), ...citer.cite(side.sources)])),
  ];
}

/**
 * Those whose words fit, then those on the point, then those that a record of the actor is in; each once. An actor that
 * a misspelt name was only taken for has none.
 */
function conflictsAbout(about: string, { briefing }: CommandContext): readonly Conflict[] {
  const topics = findTopics(about, briefing, 12).flatMap(({ record, score }) =>
    record.kind === 'conflict' && score >= LEAST_SCORE ? [record] : [],
  );
  const lookup = lookupOf(briefing);
  const [provision] = findProvisions(about, briefing);
  const onProvision =
    provision === undefined
      ? []
      : [provision.provision, ...provision.provision.readings].flatMap((record) =>
          lookup.conflictsOn(record),
        );
  const meant = whoIsMeant(about, briefing);
  const voices =
    meant.kind === 'one' && !isTaken(meant.fit) ? lookup.voicesOf(meant.actor.id) : new Set<string>();
  // Nobody is meant by most topics, and then no contradiction is somebody's.
  const own = voices.size === 0 ? [] : briefing.conflicts;
  const byActor = own.filter((conflict) =>
    conflict.records.some((id) => {
      const record = lookup.record(id);
      if (record?.kind === 'statement') return voices.has(record.speaker);
      if (record?.kind === 'position') return voices.has(record.party);
      return record?.kind === 'event' && record.who.some((who) => voices.has(who));
    }),
  );
  return [...new Set([...topics, ...onProvision, ...byActor])];
}
