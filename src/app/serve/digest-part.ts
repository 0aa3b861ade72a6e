import { randomBytes } from 'node:crypto';
import type { Answer } from '../../answer/answer.ts';
import type { DeskService } from '../../commands/desk/service.ts';
import type { ChannelStories } from '../../core/channel-stories.ts';
import { planBoard } from '../../digest/board/board.ts';
import type { Missed } from '../../digest/compose/missed.ts';
import { createDigests, type Digests } from '../../digest/digests.ts';
import { createQuestionList, type Mark, type QuestionList } from '../../digest/questions/question-list.ts';
import { tellAnswered } from '../../digest/questions/tell-answered.ts';
import { SHARED_FOR_MS } from '../../digest/schedule/corrections.ts';
import { everyMinute } from '../../digest/schedule/every-minute.ts';
import { type Duties, EVERY_DUTY } from '../../digest/schedule/scheduler.ts';
import type { DigestService } from '../../digest/subscriptions/service.ts';
import type { WatchService } from '../../digest/watch/watch-service.ts';
import type { Log } from '../../domain/log.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Place } from '../../domain/schedule/subscription.ts';
import type { ServedPlatform } from '../../platforms/module.ts';
import type { Role } from '../../platforms/role.ts';
import type { KeptSince } from '../../store/ports/kept.ts';
import type { StoredQuestion } from '../../store/ports/questions.ts';
import type { Store } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import type { WatchedStore } from '../../store/watch.ts';
import type { Config } from '../config/config.ts';
import type { Part } from './app.ts';
import { endBeat, leaveBeat } from './beat.ts';
import type { Briefings } from './briefings.ts';
import { deskWhenAsked } from './desk/when-asked.ts';

/** Scheduled digests as a part of the process. */
export interface DigestPart {
  readonly part: Part;
  readonly service: DigestService;
  readonly leads: () => boolean;
  /** The store as only the one who leads may write it; null while this process does not. */
  readonly leading: () => Store | null;
  readonly watches: WatchService;
  readonly questions: QuestionList;
  readonly missed: Missed;
  readonly shared: Digests['shared'];
  readonly desk: DeskService;
  /** Asks what nobody could answer again whenever a pack changes; `ask` is the core's. */
  readonly answerLater: (ask: (question: StoredQuestion) => Promise<Answer>) => void;
  /** Milliseconds since the last beat, or since work that is still under way began; null before the first. */
  readonly tickAgeMs: () => number | null;
}

const DAY_MS = 86_400_000;

const DUTIES: Readonly<Record<Role, Duties>> = {
  all: EVERY_DUTY,
  lead: { lead: true, send: 'never' },
  deliver: { lead: false, send: 'always' },
  ingress: { lead: false, send: 'never' },
};

/** True for the channels of editors. */
function editorsOf({ behaviour }: Config): (place: Place) => boolean {
  return (place) =>
    behaviour.desk.channels.some(
      ({ platform, tenant, channel }) =>
        platform === place.platform && tenant === place.tenant && channel === place.channel,
    );
}

/** Longer than edited titles are looked for. */
const FEED_KEYS_FOR_MS = 60 * DAY_MS;

/** What is older than this at a moment is deleted. */
function keptSince(moment: number, keep: Config['behaviour']['keep']): KeptSince {
  return {
    deliveries: moment - keep.deliveries * DAY_MS,
    shared: moment - SHARED_FOR_MS,
    audit: moment - keep.audit * DAY_MS,
    questions: moment - keep.questions * DAY_MS,
    articles: moment - keep.articles * DAY_MS,
    feedKeys: moment - FEED_KEYS_FOR_MS,
  };
}

function questionsOf({
  config,
  watched,
  marked,
}: Pick<Parameters<typeof digestPart>[0], 'config' | 'watched' | 'marked'>): QuestionList {
  return createQuestionList({
    ...{ store: watched.store, keeps: config.behaviour.questions === 'on', now: Date.now },
    days: config.behaviour.keep.questions,
    token: () => randomBytes(12).toString('base64url'),
    ...(marked === undefined ? {} : { marked }),
  });
}

/** Milliseconds by the monotonic clock: beats go on where the work of an earlier one never comes back. */
function tickAge(lastBeat: number | null, busySince: number | null): number | null {
  return lastBeat === null ? null : Math.round(performance.now() - Math.min(lastBeat, busySince ?? lastBeat));
}

/** Sets digests up over the store and every platform that can post unasked. */
export function digestPart(options: {
  readonly config: Config;
  readonly watched: WatchedStore;
  readonly platforms: readonly ServedPlatform[];
  readonly briefings: Briefings;
  readonly channels: ChannelStories;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told whenever this process begins or ceases to lead those on the store. */
  readonly onLead: (leads: boolean) => void;
  /** Told what readers say of answers. */
  readonly marked?: (mark: Mark, platform: string) => void;
  /** Told of each minute whose work failed. */
  readonly onFailed?: () => void;
}): DigestPart {
  const { config, watched, platforms, briefings, channels, log, onLead, now } = options;
  const { zone, digest, keep, quotas } = config.behaviour;
  let lastBeat: number | null = null;
  const loaded = () => new Map(briefings.stories().map(({ briefing }) => [briefing.id, briefing] as const));
  // A store that is away tells that itself.
  const beaten = () => void leaveBeat(watched.store, now()).catch(() => {});
  const deliveries = new Map(
    platforms.flatMap(({ name, delivery }) => (delivery === undefined ? [] : [[name, delivery] as const])),
  );
  const desk = deskWhenAsked({
    ...{ config, store: watched.store, stories: briefings.stories, deliveries, now, log },
    changed: () => digests.packsChanged(),
  });
  const digests = createDigests({
    store: watched.store,
    deliveries,
    chores: desk.work,
    briefings: loaded,
    declared: digest.subscriptions.map((wish) => ({
      ...wish,
      zone: wish.zone ?? zone,
      story: wish.story ?? channels.settingOf(wish).story ?? undefined,
    })),
    beats: (ring) =>
      everyMinute(() => {
        lastBeat = performance.now();
        beaten();
        ring();
      }),
    token: () => randomBytes(12).toString('base64url'),
    ...{ alone: config.database.kind === 'sqlite', duties: DUTIES[config.role], onLead, log, quotas },
    ...withoutUndefined({ onFailed: options.onFailed }),
    picture: planBoard,
    isDesk: editorsOf(config),
    pages: config.platforms.find(({ pages }) => pages !== undefined)?.pages,
    windowMs: digest.window_hours * 3_600_000,
    keptSince: (moment) => keptSince(moment, keep),
  });
  briefings.onChange(digests.packsChanged);
  const askAgain = async (ask: (question: StoredQuestion) => Promise<Answer>) => {
    if (stopping) return;
    const { store } = watched;
    const now = Date.now();
    const since = keptSince(now, keep).questions;
    if ((await tellAnswered({ store, briefings: loaded(), ask, now, since })) > 0) digests.wake();
  };
  let begun: Promise<void> | null = null;
  let stopping = false;
  /** Where the store is away questions are answered all the same, and this is tried again as soon as it is there. */
  const begin = async () => {
    if (stopping) return;
    try {
      for (const problem of await digests.start()) log.error(problem);
    } catch (error) {
      begun = null;
      if (!(error instanceof StoreError)) throw error;
      log.warn('Digests wait for the store.');
    }
  };
  return {
    service: digests.service,
    leads: digests.leads,
    leading: digests.leading,
    watches: digests.watches,
    questions: questionsOf(options),
    missed: digests.missed,
    shared: digests.shared,
    desk: desk.service,
    answerLater(ask) {
      briefings.onChange(() => {
        void askAgain(ask).catch((error: unknown) =>
          log.warn('What nobody could answer was not asked again.', { error: String(error) }),
        );
      });
    },
    tickAgeMs: () => tickAge(lastBeat, digests.busySince()),
    part: {
      name: 'digests',
      async start() {
        // Nothing is posted from a store that was not read through yet.
        await watched.look();
        beaten();
        watched.onWell(() => {
          begun ??= begin();
          // What came due while the store was away.
          digests.wake();
        });
        watched.onWake((what) => {
          if (what === 'lead') digests.agree();
          else if (what === 'plan') digests.packsChanged();
          else digests.wake();
        });
        begun ??= begin();
        await begun;
      },
      async stop() {
        stopping = true;
        await digests.stop();
        await endBeat(watched.store, now()).catch(() => {});
      },
    },
  };
}
