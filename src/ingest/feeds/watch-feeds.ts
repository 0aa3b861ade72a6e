import { errorFacts, type Log } from '../../domain/log.ts';
import type { StoredFeed } from '../../store/ports/feeds.ts';
import type { FetchRules } from '../fetch/fetch-rules.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { feedName, pauseAfter, pollFeed } from './poll-feed.ts';
import { type Drafting, type Settling, type Stores, settleItem } from './settle-item.ts';
import { shownFeed, type WatchedFeed } from './watched-feed.ts';

export interface FeedWatch {
  /** Begins to read each feed that is due, and to draft what waits. Comes back at once. */
  readonly beat: () => void;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
  /** Begins nothing more, and waits for what is being written. */
  readonly stop: () => Promise<void>;
}

/** Up to a tenth sooner, or after a failure later, so that not all of them are read in the same second. */
const JITTER = 0.1;

/**
 * Reads feeds by themselves and leaves what is new as proposals. Each feed has a turn of its own, so that none waits for
 * another one's server; only writing, and drafting with its own time limit, are one after the other. What was found waits
 * in the store: a process that is killed in between goes on with it, and proposing twice changes nothing.
 */
export function createFeedWatch(options: {
  readonly feeds: readonly WatchedFeed[];
  /** The store as this process may write it; null while another one leads or the store is away. */
  readonly store: () => Stores | null;
  readonly rules: FetchRules;
  readonly drafting: Drafting;
  /** Folder of the texts. */
  readonly archive: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}): FeedWatch {
  const { feeds, rules, drafting, now, random, log } = options;
  const turns = new Map<string, Promise<void>>();
  const [telling, proposing] = [oneAtATime(), oneAtATime()];
  let stopping = false;
  const storeNow = () => (stopping ? null : options.store());
  const sooner = (ms: number) => Math.round(ms * (1 - JITTER * random()));
  const later = (ms: number) => Math.round(ms * (1 + JITTER * random()));
  const settling: Settling = { ...options, alone: proposing, isOver: () => storeNow() === null, later };

  /** What comes in after the stop is left for the next process. */
  const untilStopped = (store: Stores): Stores => ({
    ...store,
    saveFeed: async (...values) => {
      if (!stopping) await store.saveFeed(...values);
    },
  });

  const turn = async (feed: WatchedFeed, label: string): Promise<void> => {
    const { url, story, everyMs } = feed;
    const name = feedName(url, story);
    const store = storeNow();
    if (store === null) return;
    const state = await store.feed(name);
    if (state === null || isDue(state, everyMs, now())) {
      const poll = await pollFeed(url, {
        ...{ store: untilStopped(store), rules, now: now(), alone: telling },
        watched: {
          story,
          pause: (failures) =>
            failures === 0 ? sooner(everyMs) : later(Math.max(pauseAfter(failures), everyMs)),
        },
      });
      const facts = { feed: label, story, status: poll.status, new: poll.new.length };
      const [problem] = poll.problems;
      if (problem === undefined) log.debug('A watched feed was read.', facts);
      else log.warn('A watched feed has trouble.', { ...facts, problem: problem.replaceAll(url, label) });
    }
    for (const item of await store.waitingItems(name)) {
      if (item.notBefore > now() && item.foundAt <= now()) continue;
      if (storeNow() === null) return;
      if (!(await settleItem(item, feed, store, settling))) return;
    }
  };

  const begin = (feed: WatchedFeed) => {
    const name = feedName(feed.url, feed.story);
    if (turns.has(name)) return;
    const label = shownFeed(feed.url);
    const running = turn(feed, label)
      .catch((error: unknown) =>
        log.warn('A watched feed could not be looked at, and is at the next beat.', {
          ...{ feed: label, ...errorFacts(error) },
        }),
      )
      .then(() => {
        turns.delete(name);
        if (turns.size === 0) drafting.rest();
      });
    turns.set(name, running);
  };
  const settled = async () => {
    while (turns.size > 0) await Promise.all(turns.values());
  };
  return {
    beat() {
      if (storeNow() !== null) feeds.forEach(begin);
    },
    settled,
    async stop() {
      stopping = true;
      drafting.rest();
      await Promise.all([telling(async () => {}), proposing(async () => {})]);
    },
  };
}

/** A feed that is well is read after its time, also where it was made shorter since; one that is not, when its pause is over. */
function isDue(
  {
    readAt,
    checkedAt,
    notBefore,
    failures,
  }: Pick<StoredFeed, 'readAt' | 'checkedAt' | 'notBefore' | 'failures'>,
  everyMs: number,
  now: number,
): boolean {
  // What was noted under a later time would keep it waiting.
  if (now < checkedAt) return true;
  if (failures > 0) return now >= notBefore;
  return now >= Math.min(notBefore, readAt + everyMs) || now < readAt;
}
