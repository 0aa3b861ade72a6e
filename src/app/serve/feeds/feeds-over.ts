import { type FeedLook, looksAtFeeds } from '../../../ingest/feeds/feed-look.ts';
import { feedsOfUnknownStories, watchedFeeds } from '../../config/watched-feeds.ts';
import type { FeedPart, feedPart } from './feed-part.ts';

/** Watched feeds as the rest of the process sees them. */
interface Feeds extends FeedPart {
  readonly looks: () => Promise<readonly FeedLook[]>;
}

/** The feeds of the configuration; undefined where there are none. What reads and drafts is loaded only where there are some. */
export async function feedsOver(
  options: Omit<Parameters<typeof feedPart>[0], 'feeds'>,
): Promise<Feeds | undefined> {
  const { config, briefings, watched, log } = options;
  const loaded = briefings.stories().map(({ briefing }) => briefing.id);
  const feeds = watchedFeeds(config.behaviour, loaded[0] ?? '');
  if (feeds.length === 0) return undefined;
  for (const sentence of feedsOfUnknownStories(feeds, loaded)) log.warn(sentence);
  const { part, beat } = (await import('./feed-part.ts')).feedPart({ ...options, feeds });
  return { part, beat, looks: () => looksAtFeeds(feeds, watched.store) };
}
