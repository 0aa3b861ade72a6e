import type { Answer, Span } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { blockSpans } from '../../answer/fit.ts';
import { type Briefing, type DatedRecord, recordId } from '../../domain/briefing.ts';
import type { Filter } from '../../domain/schedule/subscription.ts';
import { formatWhen, latestDay } from '../../domain/when.ts';
import { leadLine } from '../../views/lead.ts';
import { speakerOf } from '../../views/statement.ts';
import { passes } from '../filter/filter.ts';
import { dueEntry, dueNext, nextEvents } from './due.ts';
import { blockOf, changeEntry, type Entry, entry, type Voice } from './entries.ts';
import { byOccasion } from './occasion-groups.ts';
import { type Change, claimsOf } from './revisions.ts';

/** What stands under one heading; `most` entries of it before "and 7 more". */
interface Section {
  readonly title: string;
  readonly entries: (voice: Voice, most: number) => readonly Entry[];
}

/** What a detail tells of. */
export interface Detailed {
  readonly briefing: Briefing;
  readonly filter: Filter;
  /** ISO day. */
  readonly today: string;
  /** With the story's state at the beginning of a first digest. */
  readonly withState: boolean;
  /** The changes and nothing else: neither what is due next nor where the story stands. */
  readonly bare?: true;
}

const RECENT_STATEMENTS = 5;
const NEXT_EVENTS = 5;

/** Everything in full, grouped by what it is. `changes` null: a first digest, which tells what stands. */
export function detailEntries(
  changes: readonly Change[] | null,
  detailed: Detailed,
  voice: Voice,
  most: number,
): readonly Entry[] {
  const sections = changes === null ? firstSections(detailed) : changeSections(changes, detailed);
  return sections.flatMap((section) => {
    const entries = section.entries(voice, most);
    return entries.length === 0 ? [] : [entry({ kind: 'heading', text: section.title }), ...entries];
  });
}

/** Under three messages of any platform, addresses counted. */
const THREAD_CHARACTERS = 5_000;
/** What a renderer writes around a block, and around a source. */
const AROUND = { block: 6, source: 40 } as const;

/** True where a detail is at most two messages. */
export function isTwoMessages({
  headline,
  blocks,
  citations,
}: Pick<Answer, 'headline' | 'blocks' | 'citations'>): boolean {
  const spans = [headline, ...blocks.map(blockSpans)];
  const words = spans.reduce(
    (sum, line) => line.reduce((size, span) => size + spanSize(span), sum + AROUND.block),
    0,
  );
  const sources = citations.reduce(
    (sum, { publisher, url = '' }) => sum + publisher.length + url.length + AROUND.source,
    0,
  );
  return words + sources <= THREAD_CHARACTERS;
}

function spanSize(span: Span): number {
  if (span.kind === 'link') return span.text.length + span.url.length + 8;
  return 'text' in span ? span.text.length + 4 : 16;
}

function changeSections(changes: readonly Change[], detailed: Detailed): readonly Section[] {
  const added = (...kinds: readonly DatedRecord['kind'][]) =>
    changes.filter((change) => change.kind === 'added' && kinds.includes(change.record.kind));
  const expected = (change: Change) =>
    change.kind === 'added' && change.record.kind === 'event' && change.record.status === 'expected';
  return [
    changesAs('Changed on the plan', added('text', 'reading')),
    changesAs(
      'Corrected since',
      changes.filter((change) => change.kind !== 'added' && !isConflict(change)),
    ),
    saidAs('Who said what', added('statement')),
    changesAs('Votes', added('vote')),
    changesAs('Figures', added('value')),
    changesAs('Deadlines', added('step')),
    changesAs('Positions', added('position', 'member')),
    changesAs('In conflict', changes.filter(isConflict)),
    changesAs(
      'What happened',
      added('event').filter((change) => !expected(change)),
    ),
    ...(detailed.bare === true
      ? []
      : [dueSection(detailed), nextSection(detailed), standing(detailed.briefing)]),
  ];
}

function firstSections(detailed: Detailed): readonly Section[] {
  const { briefing, filter } = detailed;
  const claims = claimsOf(briefing);
  const wanted = (record: DatedRecord) => {
    const claim = claims.get(recordId(record));
    return claim !== undefined && passes(filter, claim.traits);
  };
  const latest = briefing.texts.filter((candidate) => candidate.id === briefing.latestText);
  const moved = briefing.provisions
    .flatMap((provision) => provision.readings.filter((reading) => reading.text === briefing.latestText))
    .filter((reading) => !['none', 'kept', 'absent', 'unreported'].includes(reading.change));
  const said = [...briefing.statements].sort((a, b) => (latestDay(a.date) < latestDay(b.date) ? 1 : -1));
  return [
    ...(detailed.withState ? [standing(briefing)] : []),
    recordsAs('The newest text', [...latest, ...moved.filter(wanted)]),
    recordsAs('Said last', said.filter(wanted).slice(0, RECENT_STATEMENTS)),
    recordsAs(
      'In conflict',
      briefing.conflicts.filter((conflict) => conflict.type !== 'trap' && wanted(conflict)),
    ),
    dueSection(detailed),
    nextSection(detailed),
  ];
}

function standing(briefing: Briefing): Section {
  return {
    title: 'Where it stands',
    entries: ({ citer }) =>
      briefing.lead.map((line) => entry({ kind: 'item', spans: leadLine(line, citer) })),
  };
}

function nextSection({ briefing, today }: Detailed): Section {
  return recordsAs('Next', nextEvents(briefing, today).slice(0, NEXT_EVENTS));
}

/** The deadlines that are to be met next, as they stand. */
function dueSection({ briefing, today }: Detailed): Section {
  return {
    title: 'Due next',
    entries: (voice, most) =>
      capped(dueNext(briefing, today).slice(0, NEXT_EVENTS), most, (due) => dueEntry(due, voice)),
  };
}

function changesAs(title: string, changes: readonly Change[]): Section {
  return {
    title,
    entries: (voice, most) => capped(changes, most, (change) => changeEntry(change, voice)),
  };
}

/** What was said at one occasion stands together, under who said it and when. */
function saidAs(title: string, changes: readonly Change[]): Section {
  return {
    title,
    entries(voice, most) {
      const shown = byOccasion(changes);
      let left = most;
      const told = shown.flatMap(({ first, others }) => {
        const own = [first, ...others].slice(0, left);
        left -= own.length;
        return own.length < 2
          ? own.map((change) => changeEntry(change, voice))
          : [...momentEntry(first, voice), ...own.map((change) => changeEntry(change, voice, 'moment'))];
      });
      return [...told, ...andMore(changes.length - most)];
    },
  };
}

function momentEntry(change: Change, { briefing, citer }: Voice): readonly Entry[] {
  if (change.kind !== 'added' || change.record.kind !== 'statement') return [];
  const { occasion, date, sources } = change.record;
  const words = `${speakerOf(change.record, briefing)} · ${occasion} · ${formatWhen(date)}`;
  return [entry({ kind: 'paragraph', spans: [strong(words), text(' '), ...citer.cite(sources)] })];
}

function recordsAs(title: string, records: readonly DatedRecord[]): Section {
  return {
    title,
    entries: (voice, most) =>
      capped(records, most, (record) => ({ block: blockOf(record, voice), record: recordId(record) })),
  };
}

function capped<T>(list: readonly T[], most: number, toEntry: (item: T) => Entry): readonly Entry[] {
  return [...list.slice(0, most).map(toEntry), ...andMore(list.length - most)];
}

function andMore(more: number): readonly Entry[] {
  return more > 0 ? [entry({ kind: 'context', spans: [text(`and ${more} more`)] })] : [];
}

function isConflict(change: Change): boolean {
  return change.kind !== 'withdrawn' && change.record.kind === 'conflict';
}
