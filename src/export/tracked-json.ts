import { type Briefing, recordId } from '../domain/briefing.ts';
import { unreachable } from '../domain/errors.ts';
import { type Deadline, type DeadlineStep, standingOf } from '../domain/tracked/deadline.ts';
import type { Figure, FigureValue } from '../domain/tracked/figure.ts';
import type { Membership } from '../domain/tracked/membership.ts';
import type { Vote } from '../domain/tracked/vote.ts';
import { type Claim, dateJson, knowledgeJson, named } from './json-parts.ts';
import { actorId, subjectId } from './records.ts';

type Tracked = Membership | Vote | Figure | FigureValue | Deadline | DeadlineStep;

/** What is counted and kept up to date, as `recordJson` gives it. */
export function trackedJson(record: Tracked, day: string, briefing: Briefing): object {
  const actor = (id: string) => actorId(id, briefing);
  const subject = (id: string) => subjectId(id, briefing);
  const some = (id: string | undefined) => (id === undefined ? undefined : actor(id));
  const known = (claim: Claim) => knowledgeJson(claim, briefing);
  switch (record.kind) {
    case 'member':
      return { ...record, ...named(record), group: actor(record.group), who: actor(record.who) };
    case 'vote': {
      const { provenance, ...rest } = record;
      return {
        ...{ ...rest, ...named(record), knowledge: known(record), date: dateJson(record.date) },
        body: some(record.body),
        about: record.about.map(subject),
        named: record.named.map((ballot) => ({ ...ballot, who: actor(ballot.who) })),
      };
    }
    case 'figure':
      return {
        ...{ ...record, id: recordId(record) },
        about: record.about.map(subject),
        values: record.values.map(recordId),
      };
    case 'value': {
      const { provenance, ...rest } = record;
      return {
        ...{ ...rest, ...named(record), knowledge: known(record), date: dateJson(record.date) },
        figure: `figure:${record.figure}`,
        per: some(record.per),
      };
    }
    case 'deadline': {
      const standing = standingOf(record, day);
      return {
        ...{ ...record, id: recordId(record) },
        who: record.who.map(actor),
        about: record.about.map(subject),
        standing: standing === null ? undefined : { is: standing.kind, due: dateJson(standing.due) },
        steps: record.steps.map(recordId),
      };
    }
    case 'step': {
      const { provenance, ...rest } = record;
      return {
        ...{ ...rest, ...named(record), knowledge: known(record), date: dateJson(record.date) },
        deadline: `deadline:${record.deadline}`,
        due: record.due === undefined ? undefined : dateJson(record.due),
        per: some(record.per),
      };
    }
    default:
      return unreachable(record);
  }
}
