import { randomBytes } from 'node:crypto';
import type { ChannelStories } from '../commands/channel-stories.ts';
import { everyMinute } from '../digest/beat.ts';
import { planBoard } from '../digest/board.ts';
import { createDigests } from '../digest/digests.ts';
import type { DigestService } from '../digest/service.ts';
import type { Log } from '../domain/log.ts';
import type { Store } from '../store/store.ts';
import type { Part, ServedPlatform } from './app.ts';
import type { Briefings } from './briefings.ts';
import type { Config } from './config.ts';

/** Scheduled digests as a part of the process. */
export interface DigestPart {
  readonly part: Part;
  readonly service: DigestService;
  /** Milliseconds since the last beat; null before the first. */
  readonly tickAgeMs: () => number | null;
}

/** Sets digests up over the store and every platform that can post unasked. */
export function digestPart(options: {
  readonly config: Config;
  readonly store: Store;
  readonly platforms: readonly ServedPlatform[];
  readonly briefings: Briefings;
  readonly channels: ChannelStories;
  readonly log: Log;
}): DigestPart {
  const { config, store, platforms, briefings, channels, log } = options;
  const { zone, digest } = config.behaviour;
  let lastBeat: number | null = null;
  const digests = createDigests({
    store,
    deliveries: new Map(
      platforms.flatMap(({ name, delivery }) => (delivery === undefined ? [] : [[name, delivery] as const])),
    ),
    briefings: () => new Map(briefings.stories().map(({ briefing }) => [briefing.id, briefing])),
    declared: digest.subscriptions.map((wish) => ({
      ...wish,
      zone: wish.zone ?? zone,
      story: wish.story ?? channels.settingOf(wish).story ?? undefined,
    })),
    beats: (ring) =>
      everyMinute(() => {
        lastBeat = performance.now();
        ring();
      }),
    token: () => randomBytes(12).toString('base64url'),
    alone: config.database.kind === 'sqlite',
    log,
    picture: planBoard,
    windowMs: digest.window_hours * 3_600_000,
  });
  briefings.onChange(digests.packsChanged);
  return {
    service: digests.service,
    tickAgeMs: () => (lastBeat === null ? null : Math.round(performance.now() - lastBeat)),
    part: {
      name: 'digests',
      async start() {
        for (const problem of await digests.start()) log.error(problem);
      },
      stop: digests.stop,
    },
  };
}
