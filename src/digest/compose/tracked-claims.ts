import type { Briefing } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Provenance } from '../../domain/source.ts';
import type { DeadlineStep } from '../../domain/tracked/deadline.ts';
import type { FigureValue } from '../../domain/tracked/figure.ts';
import type { Membership } from '../../domain/tracked/membership.ts';
import { CHOICES, type Vote } from '../../domain/tracked/vote.ts';
import { formatWhen } from '../../domain/when.ts';
import { stepSays } from '../../views/tracked/deadline.ts';
import { figureTitle, valueWords } from '../../views/tracked/figure.ts';
import { memberSentence } from '../../views/tracked/member.ts';
import { resultWords } from '../../views/tracked/vote.ts';

type Tracked = Membership | Vote | FigureValue | DeadlineStep;

/** What such a record claims and nothing else. */
export function trackedSubstance(record: Tracked): readonly unknown[] {
  switch (record.kind) {
    case 'member':
      return [record.group, record.who, record.change, record.day ?? ''];
    case 'vote':
      return [
        ...[
          record.title,
          formatWhen(record.date),
          record.body ?? '',
          record.outcome ?? '',
          record.provenance,
        ],
        CHOICES.map((choice) => record.counts[choice] ?? ''),
        record.named.map(({ who, choice, votes }) => `${who} ${choice} ${votes ?? ''}`).sort(),
      ];
    case 'value':
      return [
        ...[record.figure, formatWhen(record.date), String(record.value), record.unit ?? ''],
        ...[record.qualifier ?? '', record.provenance],
      ];
    case 'step':
      return [
        ...[record.deadline, record.step, formatWhen(record.date), record.wording ?? '', record.provenance],
        record.due === undefined ? '' : formatWhen(record.due),
      ];
    default:
      return unreachable(record);
  }
}

/** The same in one sentence, for "was … now …". */
export function trackedSays(record: Tracked, briefing: Briefing): string {
  switch (record.kind) {
    case 'member':
      return memberSentence(record, briefing);
    case 'vote':
      return `${record.title}: ${resultWords(record)} (${formatWhen(record.date)})`;
    case 'value':
      return `${figureTitle(record.figure, briefing)}: ${valueWords(record)} (${formatWhen(record.date)})`;
    case 'step':
      return stepSays(record, briefing);
    default:
      return unreachable(record);
  }
}

/** What it can be filtered by: what it is about, whom it concerns, how it is known. */
export function trackedTraits(
  record: Tracked,
  briefing: Briefing,
): {
  readonly about: readonly string[];
  readonly actors: readonly string[];
  readonly provenance: Provenance | null;
} {
  switch (record.kind) {
    case 'member':
      return { about: [], actors: [record.group, record.who], provenance: null };
    case 'vote': {
      const body = record.body === undefined ? [] : [record.body];
      return {
        about: record.about,
        actors: [...body, ...record.named.map(({ who }) => who)],
        provenance: record.provenance,
      };
    }
    case 'value':
    case 'step': {
      const whole = lookupOf(briefing).record(
        record.kind === 'value' ? `figure:${record.figure}` : `deadline:${record.deadline}`,
      );
      const about = whole?.kind === 'figure' || whole?.kind === 'deadline' ? whole.about : [];
      const who = whole?.kind === 'deadline' ? whole.who : [];
      return {
        about,
        actors: [...who, ...(record.per === undefined ? [] : [record.per])],
        provenance: record.provenance,
      };
    }
    default:
      return unreachable(record);
  }
}
