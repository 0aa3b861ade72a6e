import { readSpan } from '../../domain/schedule/span.ts';
import type { WatchedFeed } from '../../ingest/feeds/watched-feed.ts';
import type { Behaviour } from './behaviour.ts';

/** The feeds of the configuration, those that name no story for the default one; none twice. */
export function watchedFeeds(
  { feeds }: Pick<Behaviour, 'feeds'>,
  defaultStory: string,
): readonly WatchedFeed[] {
  const all = feeds.map(({ url, story = defaultStory, every }): WatchedFeed => {
    const span = readSpan(every);
    // What cannot be read was refused with the configuration.
    return { url, story, everyMs: span.kind === 'read' ? span.value : 0 };
  });
  const same = (one: WatchedFeed, other: WatchedFeed) => one.url === other.url && one.story === other.story;
  return all.filter((feed, at) => all.findIndex((other) => same(feed, other)) === at);
}

/** A sentence for each feed whose story is not loaded. */
export function feedsOfUnknownStories(
  feeds: readonly WatchedFeed[],
  loaded: readonly string[],
): readonly string[] {
  return feeds.flatMap(({ url, story }) =>
    loaded.includes(story)
      ? []
      : [`feeds: the story "${story}" of ${url} is not one of ${loaded.join(', ')}.`],
  );
}
