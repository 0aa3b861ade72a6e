/** A feed that is read by itself. */
export interface WatchedFeed {
  readonly url: string;
  /** Id of the story its articles are drafted for. */
  readonly story: string;
  readonly everyMs: number;
}

/** A feed's address as it may be shown: what comes behind a question mark may be somebody's key. */
export function shownFeed(url: string): string {
  const read = URL.parse(url);
  return read === null ? url : `${read.origin}${read.pathname}${read.search === '' ? '' : '?…'}`;
}
