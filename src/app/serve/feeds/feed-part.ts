import { everyMinute } from '../../../digest/schedule/every-minute.ts';
import type { Log } from '../../../domain/log.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import { createFeedWatch } from '../../../ingest/feeds/watch-feeds.ts';
import type { WatchedFeed } from '../../../ingest/feeds/watched-feed.ts';
import type { Store } from '../../../store/store.ts';
import type { WatchedStore } from '../../../store/watch.ts';
import type { Config } from '../../config/config.ts';
import { fetchRules } from '../../process/use-proxy.ts';
import type { Part } from '../app.ts';
import { endBeat, leaveBeat } from '../beat.ts';
import type { Briefings } from '../briefings.ts';
import { createDrafting } from './drafting.ts';

/** Watched feeds as a part of the process. */
export interface FeedPart {
  readonly part: Part;
  /** This process leads now: what is due need not wait for the minute. */
  readonly beat: () => void;
}

/** `leading` gives the store of one that several processes share, while this one leads. */
export function feedPart(options: {
  readonly config: Config;
  readonly feeds: readonly WatchedFeed[];
  readonly watched: WatchedStore;
  readonly leading: (() => Store | null) | undefined;
  readonly briefings: Briefings;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}): FeedPart {
  const { config, feeds, watched, leading, briefings, log, now } = options;
  const alone = config.database.kind === 'sqlite';
  let looked = false;
  const watch = createFeedWatch({
    ...{ feeds, now, log, rules: fetchRules(config), archive: config.archive, random: Math.random },
    store() {
      if (!looked || watched.trouble() !== null) return null;
      return alone ? watched.store : (leading?.() ?? null);
    },
    drafting: createDrafting({
      archive: config.archive,
      briefing: (story) => briefings.stories().find(({ briefing }) => briefing.id === story)?.briefing,
      today: (zone) => dayIn(Temporal.Instant.fromEpochMilliseconds(now()), zone),
    }),
  });
  let stopBeats = () => {};
  return {
    beat: watch.beat,
    part: {
      name: 'feeds',
      async start() {
        if (!alone && leading === undefined) {
          log.warn(
            'Feeds are watched by the process that leads, and on PostgreSQL one without a platform never does.',
          );
        }
        const beat = () => {
          // Where digests are sent they leave word of this process.
          if (leading === undefined) void leaveBeat(watched.store, now()).catch(() => {});
          watch.beat();
        };
        stopBeats = everyMinute(beat);
        // Nothing is written to a store that was not read through yet, and nobody waits for that.
        void watched.look().then(() => {
          looked = true;
          beat();
        });
      },
      async stop() {
        stopBeats();
        await watch.stop();
        if (leading === undefined) await endBeat(watched.store, now()).catch(() => {});
      },
    },
  };
}
