import type { Action, Answer, Block, Picture, Spans } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, strike, strong, text } from '../../answer/compose.ts';
import { type Briefing, type DatedRecord, recordId } from '../../domain/briefing.ts';
import type { Event } from '../../domain/event.ts';
import type { Filter, Format, QuietDays } from '../../domain/schedule/subscription.ts';
import { formatWallTime } from '../../domain/schedule/wall-time.ts';
import { zoneCity } from '../../domain/schedule/zones.ts';
import { bySoonest, type Deadline, type DeadlineStep, standingOf } from '../../domain/tracked/deadline.ts';
import { formatDay, latestDay } from '../../domain/when.ts';
import { leadLine } from '../../views/lead.ts';
import { briefRecordLine, recordBlock } from '../../views/record.ts';
import { deadlineLine } from '../../views/tracked/deadline.ts';
import { passes } from './filter.ts';
import { type Change, claimsOf } from './revisions.ts';

/** Everything a digest is made from. */
export interface DigestInput {
  readonly briefing: Briefing;
  /** What changed since the channel was last told; null for a first digest, which is a briefing instead. */
  readonly changes: readonly Change[] | null;
  readonly filter: Filter;
  readonly format: Format;
  readonly quiet: QuietDays;
  readonly threads: boolean;
  readonly zone: string;
  readonly now: Temporal.Instant;
  /** When the channel was last told; null before the first digest. */
  readonly toldAt: Temporal.Instant | null;
  /** Absent for a preview or a test. */
  readonly slot?: { readonly dueAt: Temporal.Instant; readonly late: boolean; readonly skipped: number };
  readonly mark?: 'preview' | 'test';
  readonly picture?: Picture;
}

/** One message of a digest. `speaksFor` names, block by block, the record a block was made from; empty where none. */
export interface Part {
  readonly answer: Answer;
  readonly speaksFor: readonly string[];
}

/** A digest as it is posted: the lead in the channel, the detail in its thread. */
export interface DigestPost {
  readonly lead: Part;
  readonly detail: Part | null;
}

/** The story, its sources and the day: what saying its records takes. */
export interface Voice {
  readonly briefing: Briefing;
  readonly citer: Citer;
  /** ISO day the post speaks for. */
  readonly asOf: string;
}

/** A block with the record it speaks for. */
interface Entry {
  readonly block: Block;
  readonly record: string;
}

interface Section {
  readonly title: string;
  readonly entries: (voice: Voice, most: number) => readonly Entry[];
}

const LEAD_LINES = 3;
/** Items of one section before "and 7 more": a swapped pack must not flood a channel. */
const SECTION_ITEMS = { brief: 12, standard: 6, full: Number.POSITIVE_INFINITY } as const;
const RECENT_STATEMENTS = 5;
const NEXT_EVENTS = 5;

/** The digest for these changes; null where there is nothing to say and the channel wants silence then. */
export function composeDigest(input: DigestInput): DigestPost | null {
  const first = input.changes === null;
  const changes = (input.changes ?? []).filter((change) => passes(input.filter, claimOf(change).traits));
  const silent = input.quiet === 'skip' && input.mark === undefined;
  if (!first && changes.length === 0) return silent ? null : quietLine(input);
  const { briefing, format } = input;
  const pictured = first || changes.some(onThePlan);
  const ranked = rank(changes);
  const sections = first ? firstSections(input) : changeSections(ranked, input);
  const leadEntries = (voice: Voice): readonly Entry[] =>
    first
      ? leadEntriesOf(briefing.lead.slice(0, LEAD_LINES), voice)
      : ranked.slice(0, LEAD_LINES).map((change) => changeEntry(change, voice, true));
  const withDue = (voice: Voice): readonly Entry[] => [
    ...leadEntries(voice),
    ...dueNext(briefing, voice.asOf)
      .slice(0, 1)
      .map((due) => dueEntry(due, voice, 'Due next: ')),
  ];
  const headline = first
    ? [strong(`${briefing.title}: where it stands`)]
    : [strong(`${briefing.title}: ${count(changes.length, 'change')}${sinceWords(input)}`)];
  const detail = (most: number) => (voice: Voice) =>
    sections.flatMap((section) => {
      const entries = section.entries(voice, most);
      return entries.length === 0 ? [] : [entry({ kind: 'heading', text: section.title }), ...entries];
    });
  if (format === 'brief') {
    const lead = part(input, headline, withDue, { pictured });
    if (!input.threads) return { lead, detail: null };
    const title = [strong(`${briefing.title}, in detail`)];
    return { lead, detail: part(input, title, detail(SECTION_ITEMS.brief), null) };
  }
  return { lead: part(input, headline, detail(SECTION_ITEMS[format]), { pictured }), detail: null };
}

/** What is posted in place of a digest that nothing ran for. */
export function composeMissed(input: DigestInput & { readonly next: Temporal.Instant }): Part {
  const { briefing, zone, slot } = input;
  const due = slot === undefined ? '' : ` of ${formatWallTime(slot.dueAt, zone)}`;
  const others =
    slot !== undefined && slot.skipped > 0 ? ` ${count(slot.skipped, 'earlier digest')} went by too.` : '';
  return part(
    input,
    [strong(`${briefing.title}: the digest${due} was missed`)],
    () => [
      entry({
        kind: 'paragraph',
        spans: [
          text(
            `Readout could not post it in time.${others} Next: ${formatWallTime(input.next, zone)} ${zoneCity(zone)}, with everything since.`,
          ),
        ],
      }),
    ],
    { pictured: false },
  );
}

/** Expected events that have not passed, soonest first. */
function nextEvents(briefing: Briefing, today: string): readonly Event[] {
  return briefing.events
    .filter((event) => event.status === 'expected' && latestDay(event.date) >= today)
    .sort((a, b) => (latestDay(a.date) < latestDay(b.date) ? -1 : 1));
}

/** The local day of an instant in a zone. */
export function dayIn(now: Temporal.Instant, zone: string): string {
  return now.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A changed record as a block that shows what was said and what is right now. */
export function correctedBlock(change: Exclude<Change, { kind: 'added' }>, voice: Voice): Block {
  if (change.kind === 'withdrawn')
    return { kind: 'item', spans: [text('Withdrawn: '), strike(change.was.says)] };
  // A conflict that gains or loses a side was not wrong before: it is told anew.
  if (change.record.kind === 'conflict') {
    const block = blockOf(change.record, voice);
    return block.kind === 'item' ? { ...block, spans: [text('Updated: '), ...block.spans] } : block;
  }
  return {
    kind: 'item',
    spans: [text('Was: '), strike(change.was.says), text(' Now: '), ...lineOf(change.record, voice)],
  };
}

function lineOf(record: DatedRecord, { asOf, briefing, citer }: Voice): Spans {
  return briefRecordLine(record, asOf, briefing, citer);
}

function blockOf(record: DatedRecord, { asOf, briefing, citer }: Voice): Block {
  return recordBlock(record, asOf, briefing, citer);
}

function part(
  input: DigestInput,
  headline: Spans,
  entriesWith: (voice: Voice) => readonly Entry[],
  lead: { readonly pictured: boolean } | null,
): Part {
  const citer = createCiter(input.briefing);
  const entries = [...entriesWith({ briefing: input.briefing, citer, asOf: dayIn(input.now, input.zone) })];
  if (lead !== null) entries.push(entry({ kind: 'context', spans: [text(smallPrint(input))] }));
  const records = [...new Set(entries.map(({ record }) => record).filter((record) => record !== ''))];
  const answer: Answer = {
    status: 'answered',
    headline: marked(input, headline),
    blocks: entries.map(({ block }) => block),
    citations: citer.citations(),
    records,
    actions: lead !== null ? actionsFor(input, records) : [],
    ...(lead?.pictured === true && input.picture !== undefined ? { picture: input.picture } : {}),
    asOf: dayIn(input.now, input.zone),
    command: 'digest',
    audience: 'channel',
  };
  return { answer, speaksFor: entries.map(({ record }) => record) };
}

function marked({ mark }: DigestInput, headline: Spans): Spans {
  if (mark === undefined) return headline;
  return [text(mark === 'test' ? 'Test post. ' : 'Preview. '), ...headline];
}

function smallPrint({ briefing, slot, zone, now }: DigestInput): string {
  const late =
    slot?.late === true
      ? ` Late: due ${formatWallTime(slot.dueAt, zone)}, posted ${formatWallTime(now, zone)}.`
      : '';
  const skipped =
    slot !== undefined && slot.skipped > 0 ? ` ${count(slot.skipped, 'earlier digest')} missed.` : '';
  return `As of ${formatDay(dayIn(now, zone))}; last reviewed ${formatDay(briefing.reviewed)}.${late}${skipped}`;
}

function quietLine(input: DigestInput): DigestPost {
  const headline = [strong(`${input.briefing.title}: no change${sinceWords(input)}`)];
  return { lead: part(input, headline, () => [], { pictured: false }), detail: null };
}

function sinceWords({ toldAt, zone, now, mark }: DigestInput): string {
  if (toldAt === null) return '';
  const days = now.since(toldAt).total('hours') / 24;
  // A preview is told from a whole day on, not from a time.
  const when = days < 7 && mark !== 'preview' ? formatWallTime(toldAt, zone) : formatDay(dayIn(toldAt, zone));
  return ` since ${when}`;
}

function actionsFor({ briefing }: DigestInput, records: readonly string[]): readonly Action[] {
  const main = briefing.provisions.flatMap((provision) => provision.readings);
  const changed = records.find((record) => record.startsWith('reading:'));
  const provision = changed?.slice('reading:'.length).split('/')[0];
  const point = main.find((reading) => reading.provision === provision && reading.text === briefing.mainText)
    ?.points[0];
  return [
    ask('Briefing', 'briefing'),
    ...(point === undefined ? [] : [ask(`Point ${point}`, 'plan-point', { point: `${point}` })]),
  ];
}

function changeSections(changes: readonly Change[], input: DigestInput): readonly Section[] {
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
    changesAs('Who said what', added('statement')),
    changesAs('Votes', added('vote')),
    changesAs('Figures', added('value')),
    changesAs('Deadlines', added('step')),
    changesAs('Positions', added('position', 'member')),
    changesAs('In conflict', changes.filter(isConflict)),
    changesAs(
      'What happened',
      added('event').filter((change) => !expected(change)),
    ),
    dueSection(input),
    nextSection(input),
    standing(input.briefing),
  ];
}

function firstSections(input: DigestInput): readonly Section[] {
  const { briefing, filter } = input;
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
    ...(input.format === 'brief' ? [] : [standing(briefing)]),
    recordsAs('The newest text', [...latest, ...moved.filter(wanted)]),
    recordsAs('Said last', said.filter(wanted).slice(0, RECENT_STATEMENTS)),
    recordsAs(
      'In conflict',
      briefing.conflicts.filter((conflict) => conflict.type !== 'trap' && wanted(conflict)),
    ),
    dueSection(input),
    nextSection(input),
  ];
}

function standing(briefing: Briefing): Section {
  return {
    title: 'Where it stands',
    entries: (voice) => leadEntriesOf(briefing.lead, voice),
  };
}

function leadEntriesOf(lines: Briefing['lead'], { citer }: Voice): readonly Entry[] {
  return lines.map((line) => entry({ kind: 'item', spans: leadLine(line, citer) }));
}

function nextSection({ briefing, now, zone }: DigestInput): Section {
  return recordsAs('Next', nextEvents(briefing, dayIn(now, zone)).slice(0, NEXT_EVENTS));
}

/** The deadlines that are to be met next, as they stand. */
function dueSection({ briefing, now, zone }: DigestInput): Section {
  return {
    title: 'Due next',
    entries: (voice, most) =>
      capped(dueNext(briefing, dayIn(now, zone)).slice(0, NEXT_EVENTS), most, (due) => dueEntry(due, voice)),
  };
}

function dueEntry({ deadline, last }: Due, { asOf, briefing, citer }: Voice, lead = ''): Entry {
  const line = deadlineLine(deadline, asOf, briefing, citer);
  return {
    block: { kind: 'item', spans: lead === '' ? line : [text(lead), ...line] },
    record: recordId(last),
  };
}

interface Due {
  readonly deadline: Deadline;
  readonly last: DeadlineStep;
}

/** Open deadlines, soonest first. */
function dueNext({ deadlines }: Briefing, today: string): readonly Due[] {
  return deadlines
    .flatMap((deadline) => {
      const standing = standingOf(deadline, today);
      return standing?.kind === 'open' ? [{ deadline, ...standing }] : [];
    })
    .sort((a, b) => bySoonest(a.due, b.due));
}

function changesAs(title: string, changes: readonly Change[]): Section {
  return {
    title,
    entries: (voice, most) => capped(changes, most, (change) => changeEntry(change, voice, false)),
  };
}

function recordsAs(title: string, records: readonly DatedRecord[]): Section {
  return {
    title,
    entries: (voice, most) =>
      capped(records, most, (record) => ({ block: blockOf(record, voice), record: recordId(record) })),
  };
}

function capped<T>(list: readonly T[], most: number, toEntry: (item: T) => Entry): readonly Entry[] {
  const more = list.length - most;
  return [
    ...list.slice(0, most).map(toEntry),
    ...(more > 0 ? [entry({ kind: 'context', spans: [text(`and ${more} more`)] })] : []),
  ];
}

function changeEntry(change: Change, voice: Voice, short: boolean): Entry {
  if (change.kind !== 'added')
    return { block: correctedBlock(change, voice), record: claimOf(change).record };
  const block: Block = short
    ? { kind: 'item', spans: lineOf(change.record, voice) }
    : blockOf(change.record, voice);
  return { block, record: change.claim.record };
}

/** Material first, then what the plan does before what people say about it; the pack's order within. */
function rank(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change, at) => ({ change, weight: weightOf(change), at }))
    .sort((a, b) => a.weight - b.weight || a.at - b.at)
    .map(({ change }) => change);
}

function weightOf(change: Change): number {
  const minor = claimOf(change).traits.material ? 0 : 100;
  if (change.kind !== 'added') return minor + 2;
  const { record } = change;
  switch (record.kind) {
    case 'text':
      return record.context ? 8 : 0;
    case 'reading':
      return minor + (['none', 'kept', 'absent', 'unreported'].includes(record.change) ? 30 : 1);
    case 'conflict':
      return minor + 4;
    case 'position':
      return minor + 5;
    case 'statement':
      return minor + 6;
    case 'vote':
      return minor + 3;
    case 'step':
    case 'value':
      return minor + 4;
    case 'member':
      return minor + 5;
    case 'event':
      return minor + 7;
  }
}

function isConflict(change: Change): boolean {
  return change.kind !== 'withdrawn' && change.record.kind === 'conflict';
}

function onThePlan(change: Change): boolean {
  return /^(?:reading|text):/.test(claimOf(change).record);
}

function claimOf(change: Change) {
  return change.kind === 'withdrawn' ? change.was : change.claim;
}

function entry(block: Block): Entry {
  return { block, record: '' };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
