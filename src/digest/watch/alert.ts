import type { Action, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import type { Watch } from '../../domain/schedule/watch.ts';
import type { Deadline, DeadlineStep } from '../../domain/tracked/deadline.ts';
import { briefRecordLine } from '../../views/record.ts';
import { deadlineLine } from '../../views/tracked/deadline.ts';
import { correctedBlock, type Voice } from '../compose/entries.ts';
import type { Part } from '../compose/part.ts';
import type { Change } from '../compose/revisions.ts';

/** Changes an alert tells; the others are counted, and a button gives all of them. */
const MOST_TOLD = 5;
const MOST_STOPS = 3;
const LONGEST_LABEL = 40;

/** What one alert is made from: the watches of one place that something concerns, and what does. */
export interface AlertInput {
  readonly briefing: Briefing;
  readonly now: number;
  readonly watches: readonly Watch[];
  /** Each change once, whichever of the watches it concerns. */
  readonly changes: readonly Change[];
  /** True where it stands for several alerts that were held: the day had enough, or it was night. */
  readonly held: boolean;
  /** The revision mark up to which they were told: what came after it can be asked for whole. */
  readonly from: number;
}

/** One message to one place, however many of its watches the changes concern. */
export function alertPart(input: AlertInput): Part {
  const { briefing, watches, changes, held } = input;
  const voice = voiceFor(briefing, input.now);
  const told = changes.slice(0, MOST_TOLD);
  const entries = told.map((change) => entryOf(change, voice));
  const more = changes.length - told.length;
  return partOf(input, voice, {
    headline: [
      strong(`${inSeries([...new Set(watches.map(({ title }) => title))])}:`),
      text(` ${counted(changes.length, 'change')}${held ? ' since the last alert' : ''}.`),
    ],
    entries,
    ...(more > 0
      ? {
          after: [{ kind: 'context', spans: [text(`and ${more} more`)] }],
          further: [allChanges(input)],
        }
      : { after: [], further: [] }),
  });
}

/** The whole of what the alert is about, what it has no room for included. */
function allChanges({ watches, from, changes }: AlertInput): Action {
  const ids = watches.length <= MOST_STOPS ? { id: watches.map(({ id }) => id).join(',') } : {};
  return {
    ...ask(`All ${changes.length} changes`, 'watch changes', { ...ids, 'since-mark': String(from) }),
    whole: true,
  };
}

/** What is due today, for those who watch it. */
export function duePart(input: {
  readonly briefing: Briefing;
  readonly now: number;
  readonly watches: readonly Watch[];
  readonly due: readonly { readonly deadline: Deadline; readonly last: DeadlineStep }[];
}): Part {
  const { briefing, due } = input;
  const voice = voiceFor(briefing, input.now);
  return partOf(input, voice, {
    headline: [strong('Due today:'), text(` ${inSeries(due.map(({ deadline }) => deadline.title))}.`)],
    entries: due.map(({ deadline, last }) => ({
      block: { kind: 'item', spans: deadlineLine(deadline, voice.asOf, briefing, voice.citer) },
      record: recordId(last),
    })),
    ...{ after: [], further: [] },
  });
}

interface Entry {
  readonly block: Block;
  readonly record: string;
}

function entryOf(change: Change, voice: Voice): Entry {
  if (change.kind !== 'added') {
    const { record } = change.kind === 'withdrawn' ? change.was : change.claim;
    return { block: correctedBlock(change, voice), record };
  }
  const { asOf, briefing, citer } = voice;
  return {
    block: { kind: 'item', spans: briefRecordLine(change.record, asOf, briefing, citer) },
    record: change.claim.record,
  };
}

function voiceFor(briefing: Briefing, now: number): Voice {
  const asOf = dayIn(Temporal.Instant.fromEpochMilliseconds(now), briefing.zone);
  return { briefing, citer: createCiter(briefing), asOf };
}

function partOf(
  { briefing, watches }: { readonly briefing: Briefing; readonly watches: readonly Watch[] },
  voice: Voice,
  said: {
    readonly headline: Part['answer']['headline'];
    readonly entries: readonly Entry[];
    readonly after: readonly Block[];
    /** Offered first. */
    readonly further: readonly Action[];
  },
): Part {
  const { headline, entries, after, further } = said;
  const stops = watches.length <= MOST_STOPS ? watches : [];
  const actions: readonly Action[] = [
    ...further,
    ...stops.map(({ id, title }) =>
      ask(watches.length === 1 ? 'Stop watching' : cut(`Stop ${title}`), 'watch stop', { id }),
    ),
    ask('My watches', 'watch list'),
  ];
  return {
    answer: {
      ...{ status: 'answered', command: 'watch', audience: 'channel' },
      headline,
      blocks: [...entries.map(({ block }) => block), ...after],
      citations: voice.citer.citations(),
      records: [...new Set(entries.map(({ record }) => record))],
      actions,
      asOf: voice.asOf,
      story: { id: briefing.id },
    },
    speaksFor: [...entries.map(({ record }) => record), ...after.map(() => '')],
  };
}

function cut(label: string): string {
  const characters = [...label];
  return characters.length <= LONGEST_LABEL ? label : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`;
}
