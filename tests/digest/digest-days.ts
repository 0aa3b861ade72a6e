import { composeDigest, type DigestPost } from '../../src/digest/compose/compose.ts';
import { changesSince, claimsOf } from '../../src/digest/compose/revisions.ts';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import { type Briefing, datedRecords } from '../../src/domain/briefing.ts';
import { EVERYTHING, type Subscription } from '../../src/domain/schedule/subscription.ts';

/** What a channel that is told every morning gets on one day; null where that is nothing. */
export interface DigestDay {
  readonly day: string;
  readonly first: boolean;
  readonly post: DigestPost | null;
}

/** The digests of a story's last `days` days of history, the first of them a first digest unless `first` is false. */
export function digestDays(
  briefing: Briefing,
  days: number,
  settings: Partial<Pick<Subscription, 'threads' | 'quiet' | 'filter'>> & {
    readonly first?: boolean;
    readonly pages?: string;
  } = {},
): readonly DigestDay[] {
  const last = datedRecords(briefing)
    .map(({ reported }) => reported)
    .toSorted()
    .at(-1);
  if (last === undefined) throw new Error(`${briefing.id} has no dated record.`);
  return Array.from({ length: days }, (_, at) => {
    const date = Temporal.PlainDate.from(last).add({ days: at + 2 - days });
    const before = date.subtract({ days: 1 });
    const seen = briefingAsOf(briefing, date.toString());
    const at8 = (day: Temporal.PlainDate) =>
      day.toZonedDateTime({ timeZone: briefing.zone, plainTime: '08:00' }).toInstant();
    const first = at === 0 && settings.first !== false;
    const known = claimsOf(briefingAsOf(briefing, before.toString()));
    const post = composeDigest({
      ...{ briefing: seen, first, changes: first ? [] : changesSince(known, seen), format: 'brief' },
      ...{ filter: EVERYTHING, quiet: 'line', threads: true, zone: briefing.zone, now: at8(date) },
      toldAt: first ? null : at8(before),
      picture: { name: 'board.png', alt: 'The board.', png: async () => new Uint8Array() },
      ...settings,
      first,
    });
    return { day: date.toString(), first, post };
  });
}
