import { allReportedDay, reportedDay } from '../../domain/as-of.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Source } from '../../domain/source.ts';
import type { Deadline } from '../../domain/tracked/deadline.ts';
import { type Figure, inTurn } from '../../domain/tracked/figure.ts';
import type { Membership } from '../../domain/tracked/membership.ts';
import { type Ballot, CHOICES, type Vote } from '../../domain/tracked/vote.ts';
import { whenNotation } from '../../domain/when.ts';
import type { RecordData } from '../format/lists.ts';
import { exact } from './exact.ts';

/** The sources of the pack by id, from which the day a record became known is taken. */
export type Sources = ReadonlyMap<string, Source>;

/** A membership as the one or two records it is: that somebody joined, and that they left. */
export function membersOf(
  group: string,
  members: RecordData['parties']['members'],
  sources: Sources,
): readonly Membership[] {
  return members.flatMap(({ id, who, from, to, left, ...member }): readonly Membership[] => {
    const joined: Membership = {
      kind: 'member',
      id: `${group}/${id ?? who}`,
      group,
      who,
      change: 'joined',
      ...withoutUndefined({ day: from }),
      ...exact(member),
      reported: reportedDay(member.sources, sources),
    };
    // An end without a day is one all the same, where sources tell of it.
    if (to === undefined && left === undefined) return [joined];
    const refs = exact(left ?? member.sources);
    // Where no source is named for the end, whichever of them tells of it: the last one does at the latest.
    const reported = (left === undefined ? allReportedDay : reportedDay)(refs, sources);
    // Note and first day stay with the joining alone.
    const { note: _, day: _from, ...same } = joined;
    return [
      joined,
      {
        ...same,
        id: `${joined.id}/left`,
        change: 'left',
        ...withoutUndefined({ day: to }),
        sources: refs,
        reported,
      },
    ];
  });
}

/** A vote with its named voters in one list, each with the way it went. */
export function voteOf({ named, ...vote }: RecordData['votes'], sources: Sources): Vote {
  return {
    kind: 'vote',
    ...exact(vote),
    named: CHOICES.flatMap((choice) => named[choice].map((one): Ballot => ({ ...exact(one), choice }))),
    reported: reportedDay(vote.sources, sources),
  };
}

/** A figure with its values oldest first. Each value carries the unit, as it is a record of its own. */
export function figureOf({ unit, values, ...figure }: RecordData['figures'], sources: Sources): Figure {
  return {
    kind: 'figure',
    ...exact(figure),
    values: inTurn(
      values.map(({ id, ...value }) => ({
        kind: 'value' as const,
        id: `${figure.id}/${valueKey({ id, date: value.date })}`,
        figure: figure.id,
        ...withoutUndefined({ unit }),
        ...exact(value),
        reported: reportedDay(value.sources, sources),
      })),
    ),
  };
}

/** What a value is known by within its figure. */
export function valueKey({ id, date }: Pick<RecordData['figures']['values'][number], 'id' | 'date'>): string {
  // Ids have no dots or slashes: "../2025-11-30" is "by-2025-11-30", a range has "-to-".
  return id ?? whenNotation(date).replace('../', 'by-').replace('/', '-to-');
}

/** A deadline with its steps in the order of the pack, which a check has held to that of their days. */
export function deadlineOf(
  { steps, phase, ...deadline }: RecordData['deadlines'],
  sources: Sources,
): Deadline {
  return {
    kind: 'deadline',
    ...exact(deadline),
    ...withoutUndefined({ phase }),
    steps: steps.map(({ id, ...step }) => ({
      kind: 'step' as const,
      id: `${deadline.id}/${id ?? step.step}`,
      deadline: deadline.id,
      ...exact(step),
      reported: reportedDay(step.sources, sources),
    })),
  };
}
