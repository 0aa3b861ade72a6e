import type { Actor } from './actor.ts';
import type { Conflict } from './conflict.ts';
import type { Event } from './event.ts';
import type { Occasion } from './occasion.ts';
import type { Position } from './position.ts';
import type { Provision, Reading } from './provision.ts';
import type { Source, SourceRef } from './source.ts';
import type { Statement } from './statement.ts';
import type { Text } from './text.ts';
import type { Deadline, DeadlineStep } from './tracked/deadline.ts';
import type { Figure, FigureValue } from './tracked/figure.ts';
import type { Membership } from './tracked/membership.ts';
import type { Vote } from './tracked/vote.ts';

/** A line of the story's current state. */
export interface LeadLine {
  readonly text: string;
  readonly sources: readonly SourceRef[];
  /** ISO day by which all its sources were known: a line sums them up. */
  readonly reported: string;
}

/** A question readers ask that no source in the briefing answers. */
export interface Gap {
  readonly kind: 'gap';
  readonly id: string;
  /** What is not known, as a noun phrase: "which nine points were dropped". */
  readonly topic: string;
  /** Words people use when they ask for it. */
  readonly aliases: readonly string[];
  /** What may truthfully be said, in our words. */
  readonly note: string;
  /** Ids of the nearest provisions, texts or statements. */
  readonly about: readonly string[];
}

/** A published record that the desk has taken back, and why: it answers nothing any more. */
export interface Withdrawn {
  /** `statement:x`; of a provision all its readings, `reading:provision/text` of one. */
  readonly record: string;
  /** ISO day. */
  readonly on: string;
  readonly reason: string;
}

/** One followed negotiation with everything that is on record about it. Lists are in the pack's order. */
export interface Briefing {
  readonly id: string;
  readonly title: string;
  /** Text whose numbers are meant when somebody says "point 6"; an as-of view may not have it among `texts` yet. */
  readonly mainText: string;
  /** Newest text in play, against which "what changed" is told. */
  readonly latestText: string;
  /** IANA zone of the desk. */
  readonly zone: string;
  /** ISO day of the last editorial review. */
  readonly reviewed: string;
  /** ISO day up to which records are included; null for everything. */
  readonly asOf: string | null;
  /** At most four lines. */
  readonly lead: readonly LeadLine[];
  readonly sources: readonly Source[];
  readonly actors: readonly Actor[];
  readonly texts: readonly Text[];
  readonly provisions: readonly Provision[];
  readonly occasions: readonly Occasion[];
  readonly statements: readonly Statement[];
  readonly events: readonly Event[];
  readonly positions: readonly Position[];
  readonly votes: readonly Vote[];
  readonly figures: readonly Figure[];
  readonly deadlines: readonly Deadline[];
  readonly conflicts: readonly Conflict[];
  readonly gaps: readonly Gap[];
  /** What was taken back, whatever the day is; absent where nothing was. */
  readonly withdrawn?: readonly Withdrawn[];
  /** Why published records were changed last; absent where none was. */
  readonly amended?: readonly Withdrawn[];
}

/** A record with a date of its own in `reported`: what digests, corrections and as-of views are made of. */
export type DatedRecord =
  | Text
  | Reading
  | Statement
  | Event
  | Position
  | Membership
  | Vote
  | FigureValue
  | DeadlineStep
  | Conflict;
export type BriefingRecord = DatedRecord | Source | Actor | Provision | Occasion | Figure | Deadline | Gap;

/**
 * What is derived from a briefing: made by the first question that needs it, and kept as long as the briefing is. An
 * edited pack and an as-of view are briefings of their own.
 */
export function oncePerBriefing<Made>(make: (briefing: Briefing) => Made): (briefing: Briefing) => Made {
  const made = new WeakMap<Briefing, { readonly value: Made }>();
  return (briefing) => {
    const kept = made.get(briefing) ?? { value: make(briefing) };
    made.set(briefing, kept);
    return kept.value;
  };
}

/** As `oncePerBriefing`, for what takes long in a large one: `prepare` makes it in steps, so that a process can answer in between. */
export interface Stepwise<Made> {
  (briefing: Briefing): Made;
  readonly prepare: (briefing: Briefing) => Generator<void, void>;
}

export function stepwiseOncePerBriefing<Made>(
  make: (briefing: Briefing) => Generator<void, Made>,
): Stepwise<Made> {
  const made = new WeakMap<Briefing, { readonly value: Made }>();
  function* prepare(briefing: Briefing): Generator<void, void> {
    const value = yield* make(briefing);
    made.set(briefing, { value });
  }
  const get = (briefing: Briefing): Made => {
    const kept = made.get(briefing);
    if (kept !== undefined) return kept.value;
    const steps = make(briefing);
    for (;;) {
      const step = steps.next();
      if (step.done !== true) continue;
      made.set(briefing, { value: step.value });
      return step.value;
    }
  };
  return Object.assign(get, { prepare });
}

/** `statement:ballot`, `reading:army-size/us-28`: one name for a record everywhere, in JSON, the store and logs. */
export function recordId(record: BriefingRecord): string {
  return `${record.kind}:${record.id}`;
}

/** Every record that changes over time, flattened out of its provision, group, figure or deadline, in the pack's order. */
export function datedRecords(briefing: Briefing): readonly DatedRecord[] {
  return [
    ...briefing.texts,
    ...briefing.provisions.flatMap((provision) => provision.readings),
    ...briefing.statements,
    ...briefing.events,
    ...briefing.positions,
    ...briefing.actors.flatMap((actor) => (actor.kind === 'party' ? (actor.members ?? []) : [])),
    ...briefing.votes,
    ...briefing.figures.flatMap((figure) => figure.values),
    ...briefing.deadlines.flatMap((deadline) => deadline.steps),
    ...briefing.conflicts,
  ];
}
