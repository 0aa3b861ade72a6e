import type { Action, Answer, Block, Picture, Spans } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { EVERYTHING, type Filter, type Format, type QuietDays } from '../../domain/schedule/subscription.ts';
import { formatWallTime } from '../../domain/schedule/wall-time.ts';
import { zoneCity } from '../../domain/schedule/zones.ts';
import { formatDay } from '../../domain/when.ts';
import { passes } from '../filter/filter.ts';
import { detailEntries, isTwoMessages } from './detail.ts';
import { claimOf, count, type Entry, entry, ranked, type Voice } from './entries.ts';
import { AS_CARD, AS_LEAD, leadOf, moreWords } from './lead.ts';
import type { Part } from './part.ts';
import { withRecordPages } from './record-pages.ts';
import type { Change } from './revisions.ts';

/** Everything a digest is made from. */
export interface DigestInput {
  readonly briefing: Briefing;
  /** What changed since the channel was last told, or subscribed; null where nothing is known of what it was told. */
  readonly changes: readonly Change[] | null;
  /** The first digest of a channel, which says where the story stands as well; always where `changes` is null. */
  readonly first?: boolean;
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
  /** What editors are told besides, in small print; absent in every other channel. */
  readonly desk?: string;
  readonly picture?: Picture;
  /** Where pages are served to others: room is left for the links that lines get when they are sent. */
  readonly pages?: string | undefined;
}

/** A digest as it is posted: the lead in the channel, the detail in its thread. */
export interface DigestPost {
  readonly lead: Part;
  readonly detail: Part | null;
}

/** Items of one section before "and 7 more": a swapped pack must not flood a channel. */
const SECTION_ITEMS = { standard: 6, full: Number.POSITIVE_INFINITY } as const;
/** Those of a thread, the most that two messages hold. */
const THREAD_ITEMS = [12, 8, 6, 4, 3, 2, 1] as const;
/** Without a review for so long, a pack may be forgotten. */
const UNREVIEWED_DAYS = 14;

/** The digest for these changes; null where there is nothing to say and the channel wants silence then. */
export function composeDigest(input: DigestInput): DigestPost | null {
  const { format } = input;
  const first = isFirst(input);
  const wanted = (input.changes ?? []).filter((change) => passes(input.filter, claimOf(change).traits));
  // A lead tells what matters; who asked for something is told all of it.
  const everything = format !== 'brief' || !isEverything(input.filter);
  const changes = everything ? wanted : wanted.filter((change) => claimOf(change).traits.material);
  if (!first && changes.length === 0) return quietDigest(input, wanted.length);
  const pictured = first || changes.some(onThePlan);
  const headline = [
    strong(`${input.briefing.title}: ${first ? 'where it stands' : changedWords(input, changes.length)}`),
  ];
  if (format !== 'brief') {
    const detail = (voice: Voice) => detailOf(input, changes, voice, SECTION_ITEMS[format]);
    return { lead: part(input, headline, detail, leading(input, changes, pictured)), detail: null };
  }
  const lead = screen(input, changes, pictured, wanted.length - changes.length);
  if (!input.threads) return { lead, detail: null };
  const title = [strong(`${input.briefing.title}, in detail`)];
  const details = THREAD_ITEMS.map(
    (most) => () => part(input, title, (voice) => detailOf(input, changes, voice, most), null),
  );
  return { lead, detail: firstFitting(details, input) };
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
    leading(input, [], false),
  );
}

function isFirst({ changes, first }: DigestInput): boolean {
  return changes === null || first === true;
}

function isEverything(filter: Filter): boolean {
  return JSON.stringify(filter) === JSON.stringify(EVERYTHING);
}

/** One screen of the channel. `minor` changes are not worth a line of it. */
function screen(input: DigestInput, changes: readonly Change[], pictured: boolean, minor: number): Part {
  const { briefing, filter } = input;
  const first = isFirst(input);
  const lead = leadOf({
    ...{ briefing, first, changes, filter },
    asOf: dayIn(input.now, input.zone),
    notes: notesOf(input, !first),
    linked: input.pages !== undefined,
    headline(shown) {
      const more = first && changes.length > 0 ? `, ${moreWords(changes.length, shown)}` : '';
      const what = first ? `where it stands${more}` : shownWords(input, changes.length, shown, minor);
      return marked(input, [strong(`${briefing.title}: ${what}`)]);
    },
  });
  return partOf(input, lead, { ...leading(input, changes, pictured), short: AS_LEAD });
}

function changedWords(input: DigestInput, changes: number): string {
  return `${count(changes, 'change')}${sinceWords(input)}`;
}

/** `5 of 12 material changes since Tue 08:00; 96 minor`: what is shown of what there is, the rest being behind a button. */
function shownWords(input: DigestInput, changes: number, shown: number, minor: number): string {
  const of = shown < changes ? `${shown} of ` : '';
  const which = minor > 0 ? 'material change' : 'change';
  return `${of}${count(changes, which)}${sinceWords(input)}${minor === 0 ? '' : `; ${minor} minor`}`;
}

function detailOf(
  input: DigestInput,
  changes: readonly Change[],
  voice: Voice,
  most: number,
): readonly Entry[] {
  const { briefing, filter, format, now, zone } = input;
  const detailed = { briefing, filter, today: dayIn(now, zone), withState: format !== 'brief' };
  return detailEntries(isFirst(input) ? null : ranked(changes), detailed, voice, most);
}

/** The longest of these that is two messages at most, else the shortest. */
function firstFitting(
  parts: readonly (() => Part)[],
  { briefing, pages }: Pick<DigestInput, 'briefing' | 'pages'>,
): Part | null {
  let made: Part | null = null;
  for (const make of parts) {
    made = make();
    if (isTwoMessages(pages === undefined ? made.answer : withRecordPages(made, briefing, pages))) break;
  }
  return made;
}

/** What a message in the channel has beyond one in its thread. */
interface Leading {
  readonly actions: readonly Action[];
  readonly picture?: Picture;
  readonly notes: readonly Entry[];
}

function leading(input: DigestInput, changes: readonly Change[], pictured: boolean): Leading {
  const notes = notesOf(input, !isFirst(input));
  return {
    actions: actionsFor(input, changes),
    notes: notes === '' ? [] : [entry({ kind: 'context', spans: [text(notes)] })],
    ...(pictured && input.picture !== undefined ? { picture: input.picture } : {}),
  };
}

function part(
  input: DigestInput,
  headline: Spans,
  entriesWith: (voice: Voice) => readonly Entry[],
  lead: Leading | null,
): Part {
  const citer = createCiter(input.briefing);
  const made = entriesWith({ briefing: input.briefing, citer, asOf: dayIn(input.now, input.zone) });
  const entries = [...made, ...(lead?.notes ?? [])];
  const { actions = [], picture } = lead ?? {};
  const shown = { headline: marked(input, headline), entries, citations: citer.citations() };
  return partOf(input, shown, {
    actions,
    ...(picture === undefined ? {} : { picture }),
    // A detail is small print to its lead.
    ...(lead === null ? { short: AS_CARD } : {}),
  });
}

function partOf(
  input: DigestInput,
  {
    headline,
    entries,
    citations,
  }: Pick<Answer, 'headline' | 'citations'> & { readonly entries: readonly Entry[] },
  { actions, picture, short }: Pick<Answer, 'actions' | 'picture' | 'short'>,
): Part {
  const answer: Answer = {
    status: 'answered',
    headline,
    blocks: entries.map(({ block }): Block => block),
    citations,
    records: [...new Set(entries.map(({ record }) => record).filter((record) => record !== ''))],
    actions,
    ...(short === undefined ? {} : { short }),
    ...(picture === undefined ? {} : { picture }),
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

/** What a reader has to know of the post itself: that it is late, that others are missing, that the pack is old. */
function notesOf(input: DigestInput, again: boolean): string {
  const { briefing, slot, zone, now } = input;
  const old = unreviewedDays(input);
  return [
    ...(old === null
      ? []
      : [
          `Nobody has reviewed this briefing since ${formatDay(briefing.reviewed)}${again ? '' : `, ${old} days`}.`,
        ]),
    ...(slot?.late === true
      ? [`Late: due ${formatWallTime(slot.dueAt, zone)}, posted ${formatWallTime(now, zone)}.`]
      : []),
    ...(slot !== undefined && slot.skipped > 0 ? [`${count(slot.skipped, 'earlier digest')} missed.`] : []),
    ...(input.desk === undefined ? [] : [input.desk]),
  ].join(' ');
}

/** For how many days nobody has reviewed the pack; null where that is not long. */
function unreviewedDays({
  briefing,
  now,
  zone,
}: Pick<DigestInput, 'briefing' | 'now' | 'zone'>): number | null {
  const days = Temporal.PlainDate.from(briefing.reviewed).until(dayIn(now, zone), {
    largestUnit: 'days',
  }).days;
  return days >= UNREVIEWED_DAYS ? days : null;
}

/**
 * One line, or silence where the channel wants that. That nobody reviews the pack any more is said once, to either; then
 * nothing is, until something changes. `minor` counts changes that are not worth a line.
 */
function quietDigest(input: DigestInput, minor: number): DigestPost | null {
  const { briefing, toldAt, zone, mark, quiet } = input;
  const old = unreviewedDays(input);
  const saidOld = toldAt !== null && unreviewedDays({ briefing, zone, now: toldAt }) !== null;
  const wanted = old === null ? quiet === 'line' : !saidOld;
  if (!wanted && mark === undefined) return null;
  const nothing = minor > 0 ? 'nothing material changed' : 'no change';
  const headline = [strong(`${briefing.title}: ${nothing}${sinceWords(input)}`)];
  const silence = old === null ? [] : [entry({ kind: 'paragraph', spans: [text(oldWords(briefing, old))] })];
  return {
    lead: part(input, headline, () => silence, {
      actions: actionsFor(input, []),
      notes: input.desk === undefined ? [] : [entry({ kind: 'context', spans: [text(input.desk)] })],
    }),
    detail: null,
  };
}

function oldWords({ reviewed }: Briefing, days: number): string {
  return `Nobody has reviewed this briefing for ${days} days (last ${formatDay(reviewed)}). Nothing more is posted until it changes.`;
}

function sinceWords({ toldAt, zone, now, mark }: DigestInput): string {
  if (toldAt === null) return '';
  const days = now.since(toldAt).total('hours') / 24;
  // A preview is told from a whole day on, not from a time.
  const when = days < 7 && mark !== 'preview' ? formatWallTime(toldAt, zone) : formatDay(dayIn(toldAt, zone));
  return ` since ${when}`;
}

/** Everything else, each a press away. */
function actionsFor({ zone, now, toldAt, desk }: DigestInput, changes: readonly Change[]): readonly Action[] {
  const told = dayIn(toldAt ?? now, zone);
  const reported = changes.flatMap((change) => (change.kind === 'added' ? [change.record.reported] : []));
  // What was reported on the day itself is reported after the day before.
  const since = [told, ...reported].toSorted()[0] ?? told;
  const before = Temporal.PlainDate.from(since).subtract({ days: 1 }).toString();
  return [
    changes.length === 0
      ? ask('Briefing', 'briefing')
      : { ...ask('All changes', 'briefing', { since: before }), whole: true },
    ask('Sources', 'sources'),
    ask('Timeline', 'timeline'),
    ...(desk === undefined ? [] : [ask('Open questions', 'readout questions')]),
  ];
}

function onThePlan(change: Change): boolean {
  return /^(?:reading|text):/.test(claimOf(change).record);
}
