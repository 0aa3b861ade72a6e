import type { Span, Spans } from '../../answer/answer.ts';
import { type Citer, date, strong, text } from '../../answer/compose.ts';
import { inSeries, sentence } from '../../answer/phrases.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import {
  type Deadline,
  type DeadlineStep,
  type Standing,
  standingOf,
} from '../../domain/tracked/deadline.ts';
import { formatWhen, latestDay, type When } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { knownHow } from '../reading.ts';
import { isNamedIn } from './named-in.ts';

/** One line of what became of a deadline: "A budget for 2035: moved to 15 December 2034 (1 December 2034, per …) [1]". */
export function stepLine(step: DeadlineStep, briefing: Briefing, citer: Citer): Spans {
  return [
    strong(`${stepTitle(step, briefing)}: ${stepWords(step, briefing)}`),
    ...stepTail(step, briefing, citer),
  ];
}

/** The same under a heading that names the deadline. */
export function stepRow(step: DeadlineStep, briefing: Briefing, citer: Citer): Spans {
  return [strong(capital(stepWords(step, briefing))), ...stepTail(step, briefing, citer)];
}

/** The same among what else happened: its day comes first, as that of an event does. */
export function stepOnDay(step: DeadlineStep, briefing: Briefing, citer: Citer): Spans {
  return [
    date(step.date),
    text(': '),
    strong(`${stepTitle(step, briefing)}: ${stepWords(step, briefing)}`),
    ...stepTail(step, briefing, citer, 'said'),
  ];
}

/** A deadline that nobody met, missed or dropped yet, on the day it is due: "15 December 2034: A budget for 2035 is due …". */
export function dueLine(deadline: Deadline, day: string, briefing: Briefing, citer: Citer): Spans {
  const standing = standingOf(deadline, day);
  if (standing === null) return [text(deadline.title)];
  const moved = movedFrom(deadline);
  const from = moved === null ? '' : `, moved from ${formatWhen(moved)}`;
  const overdue = standing.kind === 'overdue' ? ', and no report says that it was met' : '';
  return [
    date(standing.due),
    text(': '),
    strong(`Due: ${deadline.title}${byWhom(deadline, briefing)}${from}${overdue}`),
    ...stepTail(standing.last, briefing, citer),
  ];
}

/** `day`: whether the day of the step was said before. */
function stepTail(
  step: DeadlineStep,
  briefing: Briefing,
  citer: Citer,
  day: 'said' | 'to say' = 'to say',
): readonly Span[] {
  const wording = step.wording === undefined ? '' : ` ${sentence(step.wording)}`;
  const note = step.note === undefined ? '' : ` ${sentence(step.note)}`;
  const when = day === 'said' ? '' : `${formatWhen(step.date)}, `;
  return [
    text(`.${wording}${note} (${when}${perWords(step, briefing)}${knownHow(step, briefing)}) `),
    ...citer.cite(step.sources),
  ];
}

/** ", by Northland"; empty where nobody has to, and where the title names them all: "approval by the senate" is due by the senate. */
export function byWhom({ title, who }: Deadline, briefing: Briefing): string {
  const { actor } = lookupOf(briefing);
  const isTold = (id: string) => {
    const one = actor(id);
    return one !== undefined && isNamedIn(title, one, briefing);
  };
  if (who.every(isTold)) return '';
  return `, by ${inSeries(who.map((id) => actor(id)?.name ?? id))}`;
}

function perWords({ per }: DeadlineStep, briefing: Briefing): string {
  return per === undefined ? '' : `per ${lookupOf(briefing).actor(per)?.name ?? per}, `;
}

/**
 * Where a deadline stands on a day, as one line: what is due, when, by whom, and what became of it, with the source of
 * that. "Due 15 December 2034, moved from 30 November 2034".
 */
export function deadlineLine(deadline: Deadline, day: string, briefing: Briefing, citer: Citer): Spans {
  const standing = standingOf(deadline, day);
  if (standing === null) return [text(deadline.title)];
  return [
    strong(`${capital(deadline.title)}${byWhom(deadline, briefing)}: ${standingWords(deadline, standing)}`),
    ...stepTail(standing.last, briefing, citer),
  ];
}

/** "due 15 December 2034, moved from 30 November 2034", "missed; it was due 30 November 2034". */
export function standingWords(deadline: Deadline, { kind, due, last }: Standing): string {
  const moved = movedFrom(deadline);
  const from = moved === null ? '' : `, moved from ${formatWhen(moved)}`;
  const was = due.precision === 'undated' ? '' : `; it was due ${dueWords(due)}`;
  switch (kind) {
    case 'open':
      return due.precision === 'undated' ? `no date${from}` : `due ${dueWords(due)}${from}`;
    case 'overdue':
      return `was due ${dueWords(due)}${from}, and no report says that it was met`;
    case 'met':
      return `met ${onDay(last.date)}${was}`;
    case 'missed':
      return `missed${was}`;
    case 'dropped':
      return `dropped ${onDay(last.date)}${was}`;
    default:
      return unreachable(kind);
  }
}

function onDay(when: When): string {
  return when.precision === 'day' ? `on ${formatWhen(when)}` : formatWhen(when);
}

function dueWords(due: When): string {
  return formatWhen(due);
}

/** What it was due before it was moved last; null where it never was. */
function movedFrom({ steps }: Deadline): When | null {
  const at = steps.findLastIndex(({ step }) => step === 'moved');
  return at < 0 ? null : (steps.slice(0, at).findLast(({ due }) => due !== undefined)?.due ?? null);
}

function stepWords(step: DeadlineStep, briefing: Briefing): string {
  const due =
    step.due === undefined ? null : step.due.precision === 'undated' ? 'no date' : formatWhen(step.due);
  switch (step.step) {
    case 'set':
      return due === null || due === 'no date' ? 'set without a date' : `set for ${due}`;
    case 'moved': {
      const own = deadlinesOf(briefing).get(step.deadline)?.steps ?? [];
      const before = own
        .slice(
          0,
          Math.max(
            0,
            own.findIndex(({ id }) => id === step.id),
          ),
        )
        .findLast(({ due: had }) => had !== undefined)?.due;
      const from = before === undefined || latestDay(before) === '' ? '' : ` from ${formatWhen(before)}`;
      return due === null || due === 'no date'
        ? `moved${from}, without a new date`
        : `moved${from} to ${due}`;
    }
    case 'met':
    case 'missed':
    case 'dropped':
      return step.step;
    default:
      return unreachable(step.step);
  }
}

/** What is due, as the beginning of a line. */
export function stepTitle(step: DeadlineStep, briefing: Briefing): string {
  return capital(deadlinesOf(briefing).get(step.deadline)?.title ?? step.deadline);
}

/** What a step says, for "was … now …". */
export function stepSays(step: DeadlineStep, briefing: Briefing): string {
  return `${stepWords(step, briefing)} (${formatWhen(step.date)})`;
}

const deadlinesOf = oncePerBriefing(
  ({ deadlines }): ReadonlyMap<string, Deadline> => new Map(deadlines.map((one) => [one.id, one])),
);
