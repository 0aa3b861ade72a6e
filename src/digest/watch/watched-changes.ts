import type { Answer } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { briefingAsOf } from '../../domain/as-of.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { EVERYTHING } from '../../domain/schedule/subscription.ts';
import type { Watch } from '../../domain/schedule/watch.ts';
import type { QuestionStore } from '../../store/ports/questions.ts';
import { detailEntries } from '../compose/detail.ts';
import { ranked } from '../compose/entries.ts';
import { changesSince, claimsOf } from '../compose/revisions.ts';
import type { SeenStory, Stories } from '../schedule/story-revisions.ts';
import { matchesOf } from './matching.ts';

/** From when on changes are shown: a mark of the story's revisions, as alerts carry it, or a time. */
export type From =
  | { readonly kind: 'mark'; readonly mark: number }
  | { readonly kind: 'time'; readonly at: Temporal.Instant };

/** Everything that changed about what these watch, in full, for the one who asks. The watches are of one story. */
export async function watchedChanges(
  watches: readonly Watch[],
  story: SeenStory,
  from: From,
  parts: { readonly stories: Stories; readonly store: Pick<QuestionStore, 'markAt'>; readonly now: number },
): Promise<Answer> {
  const { briefing, claims } = story;
  const before = await claimsFrom(story, from, parts);
  const matches = matchesOf(watches, changesSince(before, briefing, claims));
  const changes = [...new Set([...matches.values()].flat())];
  const asOf = dayIn(Temporal.Instant.fromEpochMilliseconds(parts.now), briefing.zone);
  const citer = createCiter(briefing);
  const entries = detailEntries(
    ranked(changes),
    { briefing, filter: EVERYTHING, today: asOf, withState: false, bare: true },
    { briefing, citer, asOf },
    Number.POSITIVE_INFINITY,
  );
  const titles = inSeries([...new Set(watches.map(({ title }) => title))]);
  return {
    ...{ status: 'answered', command: 'watch', audience: 'asker', asOf, story: { id: briefing.id } },
    headline: [
      strong(`${titles}:`),
      text(changes.length === 0 ? ' nothing changed.' : ` ${counted(changes.length, 'change')}.`),
    ],
    blocks: entries.map(({ block }) => block),
    citations: citer.citations(),
    records: [...new Set(entries.map(({ record }) => record).filter((record) => record !== ''))],
    actions: [ask('My watches', 'watch list')],
  };
}

async function claimsFrom(
  { briefing }: SeenStory,
  from: From,
  { stories, store }: Parameters<typeof watchedChanges>[3],
): ReturnType<Stories['claimsAt']> {
  if (from.kind === 'mark') return stories.claimsAt(briefing.id, from.mark);
  const mark = await store.markAt(briefing.id, from.at.epochMilliseconds);
  // Where the story was not seen by then, the days on which its records were reported decide.
  return mark === 0
    ? claimsOf(briefingAsOf(briefing, dayIn(from.at, briefing.zone)))
    : stories.claimsAt(briefing.id, mark);
}
