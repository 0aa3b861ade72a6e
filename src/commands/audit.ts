import type { Answer } from '../answer/answer.ts';
import { strong, text } from '../answer/compose.ts';
import { formatWallTime, zoneCity } from '../domain/subscription.ts';
import { formatDay } from '../domain/when.ts';
import type { Command } from './command.ts';
import { serviceOf } from './digest.ts';

/** Who changed what about the digests of this tenant; refused to those who may not configure. */
export const audit: Command = {
  name: 'audit',
  summary: 'List who changed which digest, and when',
  options: [],
  examples: ['/readout audit'],
  async run(_, context): Promise<Answer> {
    const entries = await serviceOf(context).audit(context.asker);
    const { zone } = context.briefing;
    return {
      ...{ status: 'answered', citations: [], records: [], actions: [], command: 'audit', audience: 'asker' },
      headline: [strong(headlineFor(entries.length))],
      blocks: entries.map((entry) => {
        const at = Temporal.Instant.fromEpochMilliseconds(entry.at);
        const day = formatDay(at.toZonedDateTimeISO(zone).toPlainDate().toString());
        const when = `${formatWallTime(at, zone)} ${zoneCity(zone)}, ${day}`;
        const what = [entry.action, entry.subject, entry.detail].filter((word) => word !== '').join(' ');
        return {
          kind: 'item',
          spans: [strong(what), text(` by ${entry.actor} in channel ${entry.channel}, ${when}`)],
        };
      }),
      asOf: context.asOf,
    };
  },
};

function headlineFor(count: number): string {
  if (count === 0) return 'No change is on record.';
  return count === 1 ? 'The last change' : `The last ${count} changes`;
}
