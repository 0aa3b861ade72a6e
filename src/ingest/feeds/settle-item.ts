import type { Log } from '../../domain/log.ts';
import { NO_TENANT } from '../../domain/schedule/tenant.ts';
import type { FeedStore, WaitingItem } from '../../store/ports/feeds.ts';
import type { ProposalStore, ProposedArticle } from '../../store/ports/proposals.ts';
import type { Added } from '../add/added.ts';
import { type Read, readInput } from '../add/read-input.ts';
import type { FetchRules } from '../fetch/fetch-rules.ts';
import { proposeArticle } from '../proposals.ts';
import { pauseAfter } from './poll-feed.ts';
import { shownFeed, type WatchedFeed } from './watched-feed.ts';

/** Drafts what an article says, away from what else the process does. */
export interface Drafting {
  /** `known` are the articles of the story that were proposed and may be what this one copies. Never rejects. */
  readonly draft: (
    read: Extract<Read, { kind: 'article' }>,
    story: string,
    known: readonly ProposedArticle[],
  ) => Promise<Drafted>;
  /** Nothing is to be drafted for a while. */
  readonly rest: () => void;
}

export type Drafted =
  | { readonly kind: 'drafted'; readonly added: Added }
  /** `away`: the story is not there now. */
  | { readonly kind: 'late' | 'broke' | 'away' };

export type Stores = FeedStore & ProposalStore;

/** What a waiting article is settled with. */
export interface Settling {
  readonly rules: FetchRules;
  readonly drafting: Drafting;
  /** Folder of the texts. */
  readonly archive: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log;
  /** True once this process is to write no more. */
  readonly isOver: () => boolean;
  /** One article is drafted and proposed at a time: the next one is compared with it. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** A pause of about so many milliseconds. */
  readonly later: (ms: number) => number;
}

/** Tries of an article that could not be had, the last about an hour and a half after the first. */
const MOST_TRIES = 5;

/**
 * Reads an article that came in a feed, drafts and proposes it, or puts it off, or gives it up. False where the rest of
 * that feed is better left for another turn: its articles keep the thread that drafts too long, or all is over.
 */
export async function settleItem(
  item: WaitingItem,
  { url, story }: WatchedFeed,
  store: Stores,
  { rules, drafting, archive, now, log, isOver, alone, later }: Settling,
): Promise<boolean> {
  const read = await readInput({ kind: 'address', url: item.url }, rules);
  if (isOver()) return false;
  const feed = shownFeed(url);
  if (read.kind === 'unread') {
    const failures = item.failures + 1;
    if (read.lasts === true || failures >= MOST_TRIES) {
      await store.dropItem(item.feed, item.item);
      const facts = { feed, problem: read.sentence };
      log.warn('An article of a watched feed could not be read and is given up.', facts);
    } else await store.putOffItem({ ...item, failures, notBefore: now() + later(pauseAfter(failures)) });
    return true;
  }
  return alone(async () => {
    if (isOver()) return false;
    const drafted = await drafting.draft(read, story, await store.proposedArticles(story));
    if (drafted.kind === 'away' || isOver()) return false;
    if (drafted.kind === 'drafted') {
      const { stored } = await proposeArticle(drafted.added, {
        ...{ store, story, archive, now: now() },
        proposer: { platform: 'config', tenant: NO_TENANT, actor: url },
      });
      log.info('An article of a watched feed was drafted.', { story, feed, drafts: stored });
    } else {
      const facts = { feed, why: drafted.kind };
      log.warn('An article of a watched feed could not be drafted and is given up.', facts);
    }
    await store.dropItem(item.feed, item.item);
    return drafted.kind === 'drafted';
  });
}
