import { counted } from '../../answer/phrases.ts';
import type { WatchedFeed } from '../../ingest/feeds/watched-feed.ts';
import { readWebAddress } from '../../ingest/fetch/web-address.ts';
import type { Finding } from '../../platforms/finding.ts';
import { feedsOfUnknownStories } from '../config/watched-feeds.ts';

/** The watched feeds: whether their stories are loaded and their addresses may be fetched. Nothing is fetched. */
export function examineFeeds(
  feeds: readonly WatchedFeed[],
  stories: readonly string[],
  allow: readonly string[],
): readonly Finding[] {
  if (feeds.length === 0) return [];
  const part = 'feeds';
  const findings: Finding[] = feedsOfUnknownStories(feeds, stories).map((says) => ({
    ...{ part, state: 'wrong', says },
    mend: 'Name a story that is loaded, or remove the feed, in config/readout.yaml.',
  }));
  for (const { url } of feeds) {
    try {
      readWebAddress(url, allow);
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error);
      findings.push({ part, state: 'wrong', says, mend: 'Change its url in config/readout.yaml.' });
    }
  }
  if (findings.length > 0) return findings;
  const status = '"readout status" says when each was last read';
  return [{ part, state: 'ok', says: `${counted(feeds.length, 'feed')} watched; ${status}` }];
}
