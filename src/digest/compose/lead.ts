import type { Answer, Citation, Span, Spans } from '../../answer/answer.ts';
import { createCiter, text } from '../../answer/compose.ts';
import { blockSpans } from '../../answer/fit.ts';
import { besideName } from '../../answer/provenance.ts';
import { type Briefing, datedRecords, recordId } from '../../domain/briefing.ts';
import type { Condition, Filter } from '../../domain/schedule/subscription.ts';
import { formatWhen } from '../../domain/when.ts';
import { meets, passes } from '../filter/filter.ts';
import { nextLine } from './due.ts';
import { claimOf, count, type Entry, entry, ranked, type Voice, weightOf } from './entries.ts';
import { changeLine, citingFew, isCutLine, stateLine, subjectTitle } from './lead-lines.ts';
import { byOccasion, type Together } from './occasion-groups.ts';
import { RECORD_LINK_CHARACTERS } from './record-pages.ts';
import { type Change, claimsOf } from './revisions.ts';

/** Characters a reader sees of a lead, its sources and its day counted, on the platform that shows most around it. */
export const LEAD_CHARACTERS = 900;
/** What a platform may put around an answer: its status, marks, breaks between blocks. */
const AROUND = 34;
const MOST_ITEMS = 5;
/** With fewer, what comes next gives its place to a change. */
const LEAST_ITEMS = 3;
/** Changes that are tried for a place, most important first. */
const MOST_TRIED = 12;
/** Of a first digest, whose four lines of state come first where the story has as many. */
const MOST_FIRST_ITEMS = 3;
const STATE_LINES = 4;
/** What the first digest of a channel calls the last days. */
const LAST_DAYS = 3;

/** What a lead says. */
export interface LeadParts {
  readonly briefing: Briefing;
  readonly first: boolean;
  /** Those the channel's filter wants, in any order. */
  readonly changes: readonly Change[];
  readonly filter: Filter;
  /** ISO day the post speaks for. */
  readonly asOf: string;
  readonly headline: (shown: number) => Spans;
  /** Small print: that it is late, that nobody has reviewed the pack. */
  readonly notes: string;
  /** True where each line is sent with a link to the page of its record. */
  readonly linked: boolean;
}

/** The lines of a lead and the sources they cite. */
export interface Lead {
  readonly headline: Spans;
  readonly entries: readonly Entry[];
  readonly citations: readonly Citation[];
}

/**
 * One screen: the story's state, at most five changes, most important first, and what comes next, a line each, none of which
 * breaks off where it can be said whole. What does not fit into 900 characters leaves its place to the next that does; then
 * what room is left goes to the state, to longer lines and to second sources.
 */
export function leadOf(parts: LeadParts): Lead {
  const ranking = byOccasion(parts.first ? firstItems(parts) : ranked(parts.changes)).slice(0, MOST_TRIED);
  const most =
    parts.first && parts.changes.length === 0 && parts.briefing.lead.length >= MOST_FIRST_ITEMS
      ? MOST_FIRST_ITEMS
      : MOST_ITEMS;
  const fits = (lead: Lead) => sizeOf(lead, parts.linked) <= LEAD_CHARACTERS - AROUND;
  const standing = parts.first ? STATE_LINES : 1;
  let shape: Shape = { items: [], cites: 1, standing, state: leastState(parts), next: true };
  const tries = (next: Shape) => {
    const fit = fits(leadWith(parts, next));
    if (fit) shape = next;
    return fit;
  };
  const inTurn = (items: Shape['items']) =>
    items.toSorted((one, other) => ranking.indexOf(one.told) - ranking.indexOf(other.told));
  const ready = shortFirst(ranking, parts);
  for (const item of ready) {
    if (shape.items.length === most) break;
    tries({ ...shape, items: inTurn([...shape.items, item]) });
  }
  for (const item of ready) {
    if (shape.items.length >= LEAST_ITEMS) break;
    if (!shape.items.includes(item)) tries({ ...shape, next: false, items: inTurn([...shape.items, item]) });
  }
  // The most important one is told in any case: lines of the state give way to it.
  const [first] = ranking;
  if (shape.items.length === 0 && first !== undefined)
    fewer(standing).some((lines) =>
      ROOMS.toReversed().some((room) => tries({ ...shape, standing: lines, items: [{ told: first, room }] })),
    );
  STATE_ROOMS.some((state) => state > shape.state && tries({ ...shape, state }));
  // A step at a time, so that the first does not take what all have room for.
  for (const room of ROOMS)
    for (const [at, own] of shape.items.entries())
      if (room > own.room && !breaksOff(own.told, room, parts))
        tries({ ...shape, items: shape.items.with(at, { ...own, room }) });
  tries({ ...shape, cites: 2 });
  return leadWith(parts, shape);
}

/** Which changes a lead tells, and how long its lines may be. */
interface Shape {
  readonly items: readonly { readonly told: Together; readonly room: number }[];
  /** Sources a line. */
  readonly cites: number;
  /** Lines of the story's state, and the characters of each. */
  readonly standing: number;
  readonly state: number;
  /** Whether it says what comes next. */
  readonly next: boolean;
}

/** From so many down to one. */
function fewer(most: number): readonly number[] {
  return Array.from({ length: most }, (_, at) => most - at);
}

/** Characters a change's line is tried with. */
const ROOMS = [80, 95, 110, 125, 145, 170, 200, 230] as const;
/** Of a line that cannot be said whole with any of them. */
const ROOM_OF_A_PART = 125;
/** The same for a line of the story's state, longest first. */
const STATE_ROOMS = [140, 125, 110, 100, 80] as const;

/** The least room in which a change is told without breaking off. */
function leastWhole(told: Together, parts: LeadParts): number {
  return ROOMS.find((room) => !breaksOff(told, room, parts)) ?? ROOM_OF_A_PART;
}

function breaksOff(told: Together, room: number, { briefing, asOf }: LeadParts): boolean {
  const { block } = changeLine(told, { briefing, asOf, citer: createCiter(briefing) }, room);
  return isCutLine(blockSpans(block));
}

/**
 * Of what matters alike, what is said in few words comes first: more of it is told. What can only be said in part comes last,
 * whatever it is.
 */
function shortFirst(ranking: readonly Together[], parts: LeadParts): Shape['items'] {
  return ranking
    .map((told) => ({ told, room: leastWhole(told, parts) }))
    .map((item) => ({ ...item, part: breaksOff(item.told, item.room, parts) }))
    .toSorted(
      (one, other) =>
        Number(one.part) - Number(other.part) ||
        weightOf(one.told.first) - weightOf(other.told.first) ||
        Number(one.room > SHARE) - Number(other.room > SHARE),
    )
    .map(({ told, room }) => ({ told, room }));
}

/** Characters of a line where five of them fill a lead. */
const SHARE = 110;

/** The least room in which no line of the state breaks off; the least of all where each does. */
function leastState({ briefing, first, asOf }: LeadParts): number {
  const lines = briefing.lead.slice(0, first ? STATE_LINES : 1);
  const voice = { briefing, asOf, citer: createCiter(briefing) };
  const whole = (room: number) => !lines.some((line) => isCutLine(stateLine(line, voice, room)));
  return (
    STATE_ROOMS.toReversed().find(whole) ??
    (first ? STATE_ROOMS[STATE_ROOMS.length - 1] : STATE_ROOMS[2]) ??
    80
  );
}

function leadWith(parts: LeadParts, { items, cites, standing, state, next }: Shape): Lead {
  const { briefing, asOf, first, notes } = parts;
  const numbers = createCiter(briefing);
  const voice: Voice = { briefing, asOf, citer: citingFew(numbers, briefing, cites) };
  const single: Voice = { briefing, asOf, citer: citingFew(numbers, briefing, 1) };
  const roomOf = new Map(items.map(({ told, room }) => [told, room]));
  const told = items.map((item) => item.told);
  const records = new Set(
    told.flatMap((one) => [one.first, ...one.others]).map((one) => claimOf(one).record),
  );
  const lines = [
    ...briefing.lead
      .slice(0, standing)
      .map((line) => entry({ kind: first ? 'item' : 'paragraph', spans: stateLine(line, single, state) })),
    ...(first && items.length > 0 ? [entry({ kind: 'heading', text: firstTitle(parts) })] : []),
    ...grouped(told, parts).flatMap(({ title, told }) => [
      ...(title === '' ? [] : [entry({ kind: 'heading', text: title })]),
      ...told.map((one) => changeLine(one, voice, roomOf.get(one) ?? ROOM_OF_A_PART)),
    ]),
    // A first digest says what is next where there is room for it.
    ...(!next || first === items.length > 0 ? [] : nextLine(briefing, single, NEXT_ROOM, records)),
    ...(notes === '' ? [] : [entry({ kind: 'context', spans: [text(notes)] })]),
  ];
  return { headline: parts.headline(items.length), entries: lines, citations: numbers.citations() };
}

/** Characters of the line of what comes next. */
const NEXT_ROOM = 125;

function firstTitle({ changes }: LeadParts): string {
  return changes.length > 0 ? 'Since this channel subscribed' : 'New in the last days';
}

/** What changed since the channel subscribed; where nothing did, what was first reported in the last days. */
function firstItems({ briefing, changes, filter, asOf }: LeadParts): readonly Change[] {
  if (changes.length > 0) return ranked(changes);
  const since = Temporal.PlainDate.from(asOf).subtract({ days: LAST_DAYS }).toString();
  const claims = claimsOf(briefing);
  const recent = datedRecords(briefing).flatMap((record): readonly Change[] => {
    const claim = claims.get(recordId(record));
    const fresh = record.reported > since && record.reported <= asOf && claim?.material === true;
    return fresh && passes(filter, claim.traits) ? [{ kind: 'added', record, claim }] : [];
  });
  return ranked(recent);
}

interface Group {
  readonly title: string;
  readonly told: readonly Together[];
}

/** Under what the channel asked for, where that is several things; each change under the first that it meets. */
function grouped(all: readonly Together[], { filter, briefing }: LeadParts): readonly Group[] {
  const asked = filter.any.filter((condition) => subjectOf(condition) !== null);
  if (asked.length < 2) return [{ title: '', told: all }];
  const groups = Map.groupBy(all, ({ first }) => asked.find((one) => meets(one, claimOf(first).traits)));
  const others = groups.get(undefined);
  return [
    ...asked.flatMap((condition) => {
      const own = groups.get(condition);
      const title = subjectTitle(subjectOf(condition) ?? '', briefing);
      return own === undefined ? [] : [{ title, told: own }];
    }),
    ...(others === undefined ? [] : [{ title: 'Also', told: others }]),
  ];
}

function subjectOf(condition: Condition): string | null {
  if (condition.kind === 'point') return condition.provision;
  return condition.kind === 'party' || condition.kind === 'speaker' ? condition.actor : null;
}

/** How many of the changes a lead leaves to its button. */
export function moreWords(changes: number, shown: number): string {
  if (changes === 0) return '';
  return changes > shown && shown > 0
    ? `${count(changes, 'change')}, the ${shown === 1 ? 'first' : `first ${shown}`} here`
    : count(changes, 'change');
}

/** Characters a reader sees of it. */
export function sizeOf({ headline, entries, citations }: Lead, linked = false): number {
  const link = (record: string) => (linked && record !== '' ? RECORD_LINK_CHARACTERS : 0);
  const lines = entries.reduce(
    (sum, { block, record }) => sum + seen(blockSpans(block)) + link(record) + 4,
    seen(headline),
  );
  return lines + citations.reduce((sum, citation) => sum + sourceSize(citation, citations), 0);
}

function sourceSize(citation: Citation, all: readonly Citation[]): number {
  return citation.publisher.length + besideName(citation, all).length + AROUND_A_SOURCE;
}

/** Number, marks and separators of a source. */
const AROUND_A_SOURCE = 7;

function seen(spans: Spans): number {
  return spans.reduce((sum, span) => sum + spanSize(span), 0);
}

/** A reference stands in brackets behind a space, exact words in marks; emphasis is seen and is no character. */
function spanSize(span: Span): number {
  switch (span.kind) {
    case 'cite':
      return String(span.index).length + 3;
    case 'date':
      return formatWhen(span.when).length;
    case 'quote':
      return span.text.length + 2;
    default:
      return span.text.length;
  }
}

/** What is shown as it is, with small sources. */
export const AS_CARD = { more: false } satisfies NonNullable<Answer['short']>;

/** A lead, the same with its sources on one line. */
export const AS_LEAD = { more: false, sources: 'names' } satisfies NonNullable<Answer['short']>;
