import { unreachable } from '../errors.ts';
import type { Materiality } from '../provision.ts';
import type { Provenance, SourceRef } from '../source.ts';
import { latestDay, type When } from '../when.ts';

/** What became of a deadline. After it was missed it may be moved all the same. */
export const STEPS = ['set', 'moved', 'met', 'missed', 'dropped'] as const;
export type StepKind = (typeof STEPS)[number];

/** One turn in the life of a deadline. */
export interface DeadlineStep {
  readonly kind: 'step';
  /** `<deadline>/<own id or step>`. */
  readonly id: string;
  readonly deadline: string;
  readonly step: StepKind;
  /** When it was set, moved, met, missed or dropped. */
  readonly date: When;
  /** What it was set or moved to; undated for "until further notice". Absent from every other step. */
  readonly due?: When;
  /** More on it, one sentence in our words. */
  readonly wording?: string;
  /** Actor who set or moved it, or says so. */
  readonly per?: string;
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}

/** Something that is due, with everything that became of it. */
export interface Deadline {
  readonly kind: 'deadline';
  readonly id: string;
  /** What is due, as a noun phrase: "a budget for 2035". */
  readonly title: string;
  readonly aliases: readonly string[];
  /** Stage of the whole it belongs to: "First phase". */
  readonly phase?: string;
  /** Actors who have to; ids. */
  readonly who: readonly string[];
  /** Ids of provisions and texts. */
  readonly about: readonly string[];
  /** In the order they were taken. */
  readonly steps: readonly DeadlineStep[];
}

/**
 * Where a deadline stands. `overdue`: its day is past and nobody reports what became of it. `due` is the last date it had,
 * undated where none is known.
 */
export interface Standing {
  readonly kind: 'open' | 'overdue' | 'met' | 'missed' | 'dropped';
  readonly due: When;
  /** The step it rests on. */
  readonly last: DeadlineStep;
}

const UNDATED: When = { precision: 'undated', from: null, to: null };

/** The last date a deadline had, undated where none is known. */
export function dueOf({ steps }: Pick<Deadline, 'steps'>): When {
  return steps.findLast((step) => step.due !== undefined)?.due ?? UNDATED;
}

/** Where a deadline stands on an ISO day by the steps that the briefing has; null where it has none. */
export function standingOf({ steps }: Deadline, day: string): Standing | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  const due = dueOf({ steps });
  switch (last.step) {
    case 'set':
    case 'moved':
      return { kind: latestDay(due) !== '' && latestDay(due) < day ? 'overdue' : 'open', due, last };
    case 'met':
    case 'missed':
    case 'dropped':
      return { kind: last.step, due, last };
    default:
      return unreachable(last.step);
  }
}

/** Sorts due dates soonest first, by the last day they can mean; those without a date last. */
export function bySoonest(a: When, b: When): number {
  const [one, other] = [latestDay(a) || '9999', latestDay(b) || '9999'];
  return one < other ? -1 : one > other ? 1 : 0;
}
