import type { Answer, Picture } from '../../answer/answer.ts';
import { renumbered } from '../../answer/citations.ts';
import { briefingAsOf } from '../../domain/as-of.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Filter, Format } from '../../domain/schedule/subscription.ts';
import { composeDigest } from './compose.ts';
import type { Part } from './part.ts';
import { withRecordPages, withStoryPage } from './record-pages.ts';
import { changesSince, claimsOf } from './revisions.ts';

/** What a preview is of. */
export interface PreviewWish {
  /** Already cut to the day it is asked as of. */
  readonly briefing: Briefing;
  /** ISO day after which reported records count as new. */
  readonly since: string;
  /** True: a first digest, which is a briefing. */
  readonly first?: boolean;
  readonly filter: Filter;
  readonly format: Format;
  /** With what would be in the thread below the lead. */
  readonly threads?: boolean;
  readonly zone: string;
  readonly now: Temporal.Instant;
  readonly picture?: Picture;
  /** Where people reach the pages; absent where they are not served to others. */
  readonly pages?: string | undefined;
}

/** What would be posted, as one answer: the lead and below it what would be in the thread. No store is needed. */
export function previewDigest(wish: PreviewWish): Answer {
  const { briefing, since, filter, format, zone, now, picture, pages } = wish;
  const before = claimsOf(briefingAsOf(briefing, since));
  const toldAt = Temporal.PlainDate.from(since).toZonedDateTime(zone).toInstant();
  const post = composeDigest({
    briefing,
    filter,
    format,
    zone,
    now,
    quiet: 'line',
    threads: wish.threads ?? false,
    mark: 'preview',
    changes: wish.first === true ? null : changesSince(before, briefing),
    toldAt,
    ...withoutUndefined({ picture, pages }),
  });
  // `quiet: line` always has something to say.
  if (post === null) throw new Error('A preview was composed of nothing.');
  const sent = (part: Part) => (pages === undefined ? part.answer : withRecordPages(part, briefing, pages));
  const { lead, detail } = post;
  const above = pages === undefined ? lead.answer : withStoryPage(sent(lead), briefing, pages);
  if (detail === null) return { ...above, audience: 'asker' };
  const below = renumbered(lead.answer.citations, sent(detail));
  return {
    ...above,
    blocks: [...above.blocks, { kind: 'heading', text: 'In the thread' }, ...below.blocks],
    citations: below.citations,
    records: [...new Set([...lead.answer.records, ...detail.answer.records])],
    audience: 'asker',
  };
}
