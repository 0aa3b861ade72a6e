import type { Actor } from '../actor.ts';
import type { Briefing, BriefingRecord, Gap } from '../briefing.ts';
import type { Conflict } from '../conflict.ts';
import { unreachable } from '../errors.ts';
import type { Event } from '../event.ts';
import { withoutUndefined } from '../mapping.ts';
import { OCCASION_UNKNOWN, type Occasion } from '../occasion.ts';
import type { Position } from '../position.ts';
import type { Provision, Reading } from '../provision.ts';
import { printsExactWords, type Source } from '../source.ts';
import { isTranslated, type Statement } from '../statement.ts';
import type { Text } from '../text.ts';
import type { Deadline } from '../tracked/deadline.ts';
import type { Figure } from '../tracked/figure.ts';
import type { Vote } from '../tracked/vote.ts';
import { latestDay } from '../when.ts';
import { carriesWords } from '../words/quote-text.ts';
import { knownTracked } from './known-tracked.ts';

type Cites = readonly { readonly source: string }[];
type Dated = { readonly reported: string; readonly sources: Cites };

/**
 * The records of a whole briefing as they could have been known at the end of a day, one by one: null for what is later,
 * the very record where nothing of it is later, and always the same object for the same record.
 */
export interface KnownBy {
  readonly source: (source: Source) => Source | null;
  readonly actor: (actor: Actor) => Actor;
  readonly text: (text: Text) => Text | null;
  readonly provision: (provision: Provision) => Provision | null;
  readonly reading: (reading: Reading) => Reading | null;
  readonly statement: (statement: Statement) => Statement | null;
  readonly occasion: (occasion: Occasion) => Occasion | null;
  readonly event: (event: Event) => Event | null;
  readonly position: (position: Position) => Position | null;
  readonly vote: (vote: Vote) => Vote | null;
  readonly figure: (figure: Figure) => Figure | null;
  readonly deadline: (deadline: Deadline) => Deadline | null;
  readonly conflict: (conflict: Conflict) => Conflict | null;
  readonly gap: (gap: Gap) => Gap;
  readonly record: (record: BriefingRecord) => BriefingRecord | null;
  /** Without its later sources; null where it was first reported later. */
  readonly dated: <T extends Dated>(record: T) => T | null;
  /** Whether a text was known, by id. */
  readonly hasText: (id: string) => boolean;
}

/** What is found by its id in the whole briefing. */
interface Whole {
  readonly source: (id: string) => Source | undefined;
  readonly text: (id: string) => Text | undefined;
  readonly provision: (id: string) => Provision | undefined;
  readonly statement: (id: string) => Statement | undefined;
  readonly occasion: (id: string) => Occasion | undefined;
  readonly record: (id: string) => BriefingRecord | undefined;
}

/** Works records out as they are asked for. */
export function createKnownBy(whole: Whole, day: string): KnownBy {
  const hasSource = (id: string): boolean => {
    const source = whole.source(id);
    return source !== undefined && latestDay(source.published) <= day;
  };
  const trim = <T extends { readonly sources: Cites }>(record: T): T => {
    if (record.sources.every((ref) => hasSource(ref.source))) return record;
    return { ...record, sources: record.sources.filter((ref) => hasSource(ref.source)) };
  };
  const dated = <T extends Dated>(record: T): T | null => {
    if (record.reported > day) return null;
    const trimmed = trim(record);
    return trimmed.sources.length > 0 ? trimmed : null;
  };
  const hasText = (id: string): boolean => {
    const text = whole.text(id);
    return text !== undefined && dated(text) !== null;
  };
  const hasReading = (reading: Reading): boolean => dated(reading) !== null && hasText(reading.text);
  const hasProvision = (id: string): boolean => whole.provision(id)?.readings.some(hasReading) ?? false;
  const isSubject = remembered((id: string) => hasText(id) || hasProvision(id));
  const about = <T extends { readonly about: readonly string[] }>(record: T | null): T | null => {
    if (record === null || record.about.every(isSubject)) return record;
    return { ...record, about: record.about.filter(isSubject) };
  };
  const hasStatement = (id: string): boolean => {
    const statement = whole.statement(id);
    return statement !== undefined && dated(statement) !== null;
  };
  const hasOccasion = (id: string): boolean => {
    const one = whole.occasion(id);
    return one !== undefined && dated(one) !== null;
  };
  const hasRecord = (id: string): boolean => {
    const found = whole.record(id);
    return found !== undefined && found.kind !== 'conflict' && record(found) !== null;
  };

  const reading = once((one: Reading): Reading | null => (hasText(one.text) ? dated(one) : null));
  const provision = once((one: Provision): Provision | null => {
    const readings = one.readings.flatMap((each) => reading(each) ?? []);
    return readings.length === 0 ? null : { ...one, readings };
  });
  const text = once((one: Text): Text | null => {
    const known = dated(one);
    if (known === null) return null;
    const then = textAsOf(known, day);
    return boundTo(then, hasText);
  });
  const statement = once((one: Statement): Statement | null => {
    const known = dated(one);
    if (known === null) return null;
    return about(withinKnown(statementAsOf(one, known, whole.source), hasOccasion, hasStatement));
  });
  const occasion = once((one: Occasion): Occasion | null => about(dated(one)));
  const event = once((one: Event): Event | null => about(dated(one)));
  const position = once((one: Position): Position | null => about(dated(one)));
  const tracked = knownTracked({ dated, about });
  const [vote, figure, deadline] = [once(tracked.vote), once(tracked.figure), once(tracked.deadline)];
  const conflict = once((one: Conflict): Conflict | null => {
    if (one.reported > day) return null;
    const sides = one.sides.map(trim).filter((side) => side.sources.length > 0);
    return sides.length > 1 ? { ...one, sides, records: one.records.filter(hasRecord) } : null;
  });
  const gap = once((one: Gap): Gap => {
    const known = one.about.filter((id) => isSubject(id) || hasStatement(id));
    return known.length === one.about.length ? one : { ...one, about: known };
  });
  const actor = once((one: Actor): Actor => {
    if (one.kind === 'person') return trim(one);
    return one.members === undefined
      ? one
      : { ...one, members: one.members.flatMap((member) => dated(member) ?? []) };
  });
  const source = (one: Source) => (hasSource(one.id) ? one : null);

  const parts = {
    ...{ source, actor, text, provision, reading, statement, occasion, event, position },
    ...{ vote, figure, deadline, conflict, gap, dated, hasText },
  };
  const record = (one: BriefingRecord): BriefingRecord | null => cutRecord(one, parts);
  return { ...parts, record };
}

function cutRecord(one: BriefingRecord, known: Omit<KnownBy, 'record'>): BriefingRecord | null {
  switch (one.kind) {
    case 'source':
      return known.source(one);
    case 'party':
    case 'person':
      return known.actor(one);
    case 'text':
      return known.text(one);
    case 'provision':
      return known.provision(one);
    case 'reading':
      return known.reading(one);
    case 'statement':
      return known.statement(one);
    case 'occasion':
      return known.occasion(one);
    case 'event':
      return known.event(one);
    case 'position':
      return known.position(one);
    case 'member':
    case 'value':
    case 'step':
      return known.dated(one);
    case 'vote':
      return known.vote(one);
    case 'figure':
      return known.figure(one);
    case 'deadline':
      return known.deadline(one);
    case 'conflict':
      return known.conflict(one);
    case 'gap':
      return known.gap(one);
    default:
      return unreachable(one);
  }
}

/** An as-of view's way to its records. */
export interface View {
  readonly whole: Briefing;
  readonly known: KnownBy;
  /** ISO day. */
  readonly day: string;
  /** Nothing is later: every record and list is the whole's own. */
  readonly isWhole: boolean;
}

const views = new WeakMap<Briefing, View>();

/** Notes of what a briefing is a view: looking something up in it asks the whole one's indexes. */
export function noteView(briefing: Briefing, view: View): void {
  views.set(briefing, view);
}

/** Undefined for a briefing that was loaded or made as it is. */
export function viewOf(briefing: Briefing): View | undefined {
  return views.get(briefing);
}

/** The briefing that a view is of; a briefing that is none is its own. For what is the same on every day. */
export function wholeOf(briefing: Briefing): Briefing {
  return viewOf(briefing)?.whole ?? briefing;
}

/** An actor of the whole briefing as this one has it: none is ever missing. */
export function actorIn(briefing: Briefing): (actor: Actor) => Actor {
  const view = viewOf(briefing);
  return view === undefined || view.isWhole ? (actor) => actor : view.known.actor;
}

/** Kept only where it differs from what it was made of: most records of most views do not. */
function once<T extends object, Made extends T | null>(make: (record: T) => Made): (record: T) => Made {
  const made = new Map<T, Made>();
  return (record) => {
    const kept = made.get(record);
    if (kept !== undefined) return kept;
    const one = make(record);
    if (one !== null && one !== record) made.set(record, one);
    return one;
  };
}

function remembered(find: (id: string) => boolean): (id: string) => boolean {
  const known = new Map<string, boolean>();
  return (id) => {
    const kept = known.get(id) ?? find(id);
    known.set(id, kept);
    return kept;
  };
}

function textAsOf(text: Text, day: string): Text {
  const { published, ...rest } = text;
  if (published === undefined || latestDay(published) <= day) return text;
  return { ...rest, status: text.status === 'not-public' ? 'not-public' : 'reported' };
}

function statementAsOf(
  whole: Statement,
  trimmed: Statement,
  source: (id: string) => Source | undefined,
): Statement {
  const { words, ...rest } = trimmed;
  if (words === undefined || trimmed === whole) return trimmed;
  const printed = trimmed.sources.some(
    (printing) =>
      printing.quoted &&
      !isTranslated(whole, printing) &&
      printsExactWords(source(printing.source)) &&
      carriesWords(printing.words, words),
  );
  return printed ? trimmed : { ...rest, form: 'indirect' };
}

/** A statement without the occasion and the sentence that nobody had told of yet. */
function withinKnown(
  statement: Statement,
  hasOccasion: (id: string) => boolean,
  hasStatement: (id: string) => boolean,
): Statement {
  const { occasionId, partOf, ...rest } = statement;
  const homeless = occasionId !== undefined && !hasOccasion(occasionId);
  const alone = partOf !== undefined && !hasStatement(partOf);
  if (!homeless && !alone) return statement;
  return {
    ...rest,
    ...(homeless ? { occasion: OCCASION_UNKNOWN } : withoutUndefined({ occasionId })),
    ...(alone ? {} : withoutUndefined({ partOf })),
  };
}

/** A text without the texts it came from or is annexed to that nobody knew of. */
function boundTo(text: Text, hasText: (id: string) => boolean): Text {
  const { annexTo, ...rest } = text;
  const loose = annexTo !== undefined && !hasText(annexTo);
  if (text.parents.every(hasText) && !loose) return text;
  return {
    ...rest,
    parents: text.parents.filter(hasText),
    ...(loose ? {} : withoutUndefined({ annexTo })),
  };
}
