import type { Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { sentence } from '../../answer/phrases.ts';
import { briefWords } from '../../answer/sentences.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import type { Event } from '../../domain/event.ts';
import { isCalledOff } from '../../domain/lookups/called-off.ts';
import { bySoonest, type Deadline, type Standing, standingOf } from '../../domain/tracked/deadline.ts';
import { formatWhen, latestDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { clausesOf, firstSentence } from '../../views/brief/told.ts';
import { byWhom, deadlineLine, standingWords } from '../../views/tracked/deadline.ts';
import type { Entry, Voice } from './entries.ts';

/** An open deadline as it stands. */
export interface Due {
  readonly deadline: Deadline;
  readonly standing: Standing;
}

/** Open deadlines, soonest first. */
export function dueNext({ deadlines }: Briefing, today: string): readonly Due[] {
  return deadlines
    .flatMap((deadline) => {
      const standing = standingOf(deadline, today);
      return standing?.kind === 'open' ? [{ deadline, standing }] : [];
    })
    .sort((a, b) => bySoonest(a.standing.due, b.standing.due));
}

/** Expected events that have not passed and were not called off, soonest first. */
export function nextEvents(briefing: Briefing, today: string): readonly Event[] {
  return briefing.events
    .filter(
      (event) =>
        event.status === 'expected' && latestDay(event.date) >= today && !isCalledOff(event, briefing, today),
    )
    .sort((a, b) => (latestDay(a.date) < latestDay(b.date) ? -1 : 1));
}

/** A deadline with what became of it and how that is known. */
export function dueEntry({ deadline, standing }: Due, { asOf, briefing, citer }: Voice): Entry {
  return {
    block: { kind: 'item', spans: deadlineLine(deadline, asOf, briefing, citer) },
    record: recordId(standing.last),
  };
}

/**
 * One line of what comes next: the soonest deadline or expected event that the records `told` do not say already; nothing where
 * neither is on record.
 */
export function nextLine(
  briefing: Briefing,
  { citer, asOf }: Voice,
  room: number,
  told: ReadonlySet<string> = new Set(),
): readonly Entry[] {
  const due = dueNext(briefing, asOf).find(
    ({ standing: { last } }) => last.step !== 'set' || !told.has(recordId(last)),
  );
  const event = nextEvents(briefing, asOf).find((one) => !told.has(recordId(one)));
  const said = (
    label: string,
    /** The same in fewer words, the longest first. */
    [words, ...shorter]: readonly [string, ...string[]],
    sources: Parameters<Voice['citer']['cite']>[0],
    record: string,
  ): readonly Entry[] => {
    const most = room - label.length;
    const whole = [firstSentence(words), ...clausesOf([words]), ...shorter].find((one) => one.length <= most);
    const spans: Spans = [strong(label), text(` ${whole ?? briefWords(words, most, 1)} `)];
    return [{ block: { kind: 'item', spans: [...spans, ...citer.cite(sources)] }, record }];
  };
  if (due !== undefined && (event === undefined || bySoonest(due.standing.due, event.date) <= 0)) {
    const { deadline, standing } = due;
    const by = byWhom(deadline, briefing);
    const title = capital(deadline.title);
    const stands = standingWords(deadline, standing);
    // The day matters more than whom it binds.
    const words = [`${title}${by}: ${stands}.`, `${title}: ${stands}.`] as const;
    return said('Due next:', words, standing.last.sources, recordId(standing.last));
  }
  if (event === undefined) return [];
  const label = `Next, expected ${formatWhen(event.date)}:`;
  return said(label, [sentence(event.what)], event.sources, recordId(event));
}
