import type { Answer, Citation, Span, Spans } from '../../answer/answer.ts';
import { createCiter, text } from '../../answer/compose.ts';
import { blockSpans } from '../../answer/fit.ts';
import { qualityName } from '../../answer/provenance.ts';
import { type Briefing, datedRecords, recordId } from '../../domain/briefing.ts';
import type { Condition, Filter } from '../../domain/schedule/subscription.ts';
import { formatWhen } from '../../domain/when.ts';
import { nextLine } from './due.ts';
import { claimOf, count, type Entry, entry, ranked, type Voice } from './entries.ts';
import { meets, passes } from './filter.ts';
import { changeLine, citingFew, stateLine, subjectTitle } from './lead-lines.ts';
import { RECORD_LINK_CHARACTERS } from './record-pages.ts';
import { type Change, claimsOf } from './revisions.ts';

/** Characters a reader sees of a lead, its sources and its day counted, on the platform that shows most around it. */
export const LEAD_CHARACTERS = 900;
/** What a platform may put around an answer: its status, marks, breaks between blocks. */
const AROUND = 45;
const MOST_ITEMS = 5;
/** Of a first digest, whose four lines of state come first. */
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
 * One screen: the story's state, at most five changes, most important first, and what comes next, a line each. Where that
 * is more than 900 characters, second sources go first, then words of the lines, then the least important lines.
 */
export function leadOf(parts: LeadParts): Lead {
  const items = parts.first ? firstItems(parts) : ranked(parts.changes).slice(0, MOST_ITEMS);
  const counts = Array.from({ length: items.length + 1 }, (_, gone) => items.length - gone);
  const forms = counts.flatMap((shown) =>
    (shown > LEAST_ITEMS ? WIDE_FORMS : shown > 1 ? FORMS : [...FORMS, LAST_FORM]).map((form) => ({
      shown,
      form,
    })),
  );
  let made: Lead | null = null;
  for (const { shown, form } of forms) {
    made = leadWith(parts, items.slice(0, shown), form);
    if (sizeOf(made, parts.linked) <= LEAD_CHARACTERS - AROUND) break;
  }
  return made ?? leadWith(parts, [], LAST_FORM);
}

interface Form {
  readonly cites: number;
  /** Characters of a change's line. */
  readonly room: number;
  /** Characters of a line of the story's state. */
  readonly state: number;
}

/** More lines than these are not worth words that break off in the middle. */
const LEAST_ITEMS = 2;
const WIDE_FORMS: readonly Form[] = [
  { cites: 2, room: 170, state: 140 },
  { cites: 1, room: 170, state: 140 },
  { cites: 1, room: 145, state: 125 },
  { cites: 1, room: 125, state: 110 },
];
const LAST_FORM: Form = { cites: 1, room: 80, state: 80 };
const FORMS: readonly Form[] = [...WIDE_FORMS, { cites: 1, room: 110, state: 100 }];

function leadWith(parts: LeadParts, items: readonly Change[], { cites, room, state }: Form): Lead {
  const { briefing, asOf, first, notes } = parts;
  const numbers = createCiter(briefing);
  const voice: Voice = { briefing, asOf, citer: citingFew(numbers, briefing, cites) };
  const single: Voice = { briefing, asOf, citer: citingFew(numbers, briefing, 1) };
  const standing = briefing.lead.slice(0, first ? STATE_LINES : 1);
  const lines = [
    ...standing.map((line) =>
      entry({ kind: first ? 'item' : 'paragraph', spans: stateLine(line, single, state) }),
    ),
    ...(first && items.length > 0 ? [entry({ kind: 'heading', text: firstTitle(parts) })] : []),
    ...grouped(items, parts).flatMap(({ title, changes }) => [
      ...(title === '' ? [] : [entry({ kind: 'heading', text: title })]),
      ...changes.map((change) => changeLine(change, voice, room)),
    ]),
    // A first digest says what is next where there is room for it.
    ...(first === items.length > 0 ? [] : nextLine(briefing, single, room)),
    ...(notes === '' ? [] : [entry({ kind: 'context', spans: [text(notes)] })]),
  ];
  return { headline: parts.headline(items.length), entries: lines, citations: numbers.citations() };
}

function firstTitle({ changes }: LeadParts): string {
  return changes.length > 0 ? 'Since this channel subscribed' : 'New in the last days';
}

/** What changed since the channel subscribed; where nothing did, what was first reported in the last days. */
function firstItems({ briefing, changes, filter, asOf }: LeadParts): readonly Change[] {
  if (changes.length > 0) return ranked(changes).slice(0, MOST_ITEMS);
  const since = Temporal.PlainDate.from(asOf).subtract({ days: LAST_DAYS }).toString();
  const claims = claimsOf(briefing);
  const recent = datedRecords(briefing).flatMap((record): readonly Change[] => {
    const claim = claims.get(recordId(record));
    const fresh = record.reported > since && record.reported <= asOf && claim?.material === true;
    return fresh && passes(filter, claim.traits) ? [{ kind: 'added', record, claim }] : [];
  });
  return ranked(recent).slice(0, MOST_FIRST_ITEMS);
}

interface Group {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** Under what the channel asked for, where that is several things; each change under the first that it meets. */
function grouped(changes: readonly Change[], { filter, briefing }: LeadParts): readonly Group[] {
  const asked = filter.any.filter((condition) => subjectOf(condition) !== null);
  if (asked.length < 2) return [{ title: '', changes }];
  const groups = Map.groupBy(changes, (change) => asked.find((one) => meets(one, claimOf(change).traits)));
  const others = groups.get(undefined);
  return [
    ...asked.flatMap((condition) => {
      const own = groups.get(condition);
      const title = subjectTitle(subjectOf(condition) ?? '', briefing);
      return own === undefined ? [] : [{ title, changes: own }];
    }),
    ...(others === undefined ? [] : [{ title: 'Also', changes: others }]),
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
  return lines + citations.reduce((sum, citation) => sum + sourceSize(citation), 0);
}

function sourceSize({ publisher, published, quality }: Citation): number {
  return publisher.length + formatWhen(published).length + qualityName(quality).length + AROUND_A_SOURCE;
}

/** Number, marks and separators of a source's line. */
const AROUND_A_SOURCE = 16;

function seen(spans: Spans): number {
  return spans.reduce((sum, span) => sum + spanSize(span), 0);
}

/** With the marks that Discord counts around it. */
function spanSize(span: Span): number {
  switch (span.kind) {
    case 'cite':
      return String(span.index).length + 5;
    case 'date':
      return formatWhen(span.when).length;
    case 'text':
      return span.text.length;
    default:
      return span.text.length + 4;
  }
}

/** A lead as an answer's card: shown as it is, with small sources. */
export const AS_CARD = { more: false } satisfies NonNullable<Answer['short']>;
