import type { Answer } from '../../answer/answer.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';

/** What "Watch this" beside an answer means, as `/watch` takes it: the point, speaker or party it leads with; null for none. */
export function watchable({ records: [first = ''] }: Answer, briefing: Briefing | undefined): string | null {
  const record = briefing === undefined ? undefined : lookupOf(briefing).record(first);
  switch (record?.kind) {
    case 'reading':
      return `point:${record.provision}`;
    case 'provision':
      return `point:${record.id}`;
    case 'statement':
      return `speaker:${record.speaker}`;
    case 'position':
      return `party:${record.party}`;
    default:
      return null;
  }
}
