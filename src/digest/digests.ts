import type { Answer, Picture } from '../answer/answer.ts';
import { type Clock, SYSTEM_CLOCK } from '../core/clock.ts';
import type { Delivery } from '../core/delivery.ts';
import type { SharedAnswer } from '../core/request.ts';
import type { Briefing } from '../domain/briefing.ts';
import { codeOf } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import { withoutUndefined } from '../domain/mapping.ts';
import type { Place } from '../domain/schedule/subscription.ts';
import type { StoredDelivery } from '../store/ports/deliveries.ts';
import type { KeptSince } from '../store/ports/kept.ts';
import type { Store } from '../store/store.ts';
import { createMissed, type Missed } from './compose/missed.ts';
import { withRecordPages, withStoryPage } from './compose/record-pages.ts';
import { partOf } from './compose/stored-content.ts';
import { createOutbox, OUTBOX_TIMING } from './deliver/outbox.ts';
import { firstLookMs, type OutboxTiming } from './deliver/outbox-job.ts';
import { probeParked, tellOwners } from './deliver/parked.ts';
import { openLine } from './questions/open-line.ts';
import { type Declared, reconcileDeclared } from './schedule/configured.ts';
import { planCorrections } from './schedule/corrections.ts';
import { dropOld } from './schedule/drop-old.ts';
import { LATE_WINDOW_MS } from './schedule/due.ts';
import { createPlanner, type PlannerOptions } from './schedule/planner.ts';
import { createScheduler, type Duties, EVERY_DUTY } from './schedule/scheduler.ts';
import { mayDelete } from './schedule/steady-clock.ts';
import { createStories } from './schedule/story-revisions.ts';
import { noteShared } from './shared/note-shared.ts';
import { createDigestService } from './subscriptions/digest-service.ts';
import type { DigestService } from './subscriptions/service.ts';
import { createAlertPlanner } from './watch/plan-alerts.ts';
import { createWatchService, type WatchService } from './watch/watch-service.ts';

export interface DigestsOptions {
  readonly store: Store;
  /** By platform name. */
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** The packs as they are loaded now, by story id, the default first; a new object is a new state. */
  readonly briefings: () => ReadonlyMap<string, Briefing>;
  /** Subscriptions of the configuration file. */
  readonly declared: readonly Declared[];
  readonly beats: (ring: () => void) => () => void;
  /** Unpredictable and different each time: names claims, tests and subscriptions. */
  readonly token: () => string;
  /** True for the embedded store, which one process holds. */
  readonly alone: boolean;
  /** What this process does of what several share; by default all, and it sends while it leads. */
  readonly duties?: Duties;
  readonly onLead?: (leads: boolean) => void;
  /** Told of each minute whose work failed. */
  readonly onFailed?: () => void;
  readonly log: Log;
  readonly picture?: (briefing: Briefing) => Picture;
  /** True for a channel of editors, whose digests tell of what nobody could answer; absent: none is. */
  readonly isDesk?: (place: Place) => boolean;
  /** Where people reach the pages: each line that is sent leads to its record's. Without a slash at the end. */
  readonly pages?: string | undefined;
  readonly windowMs?: number;
  /** How many of each one tenant may have; absent: any number. */
  readonly quotas?: { readonly subscriptions?: number | undefined; readonly watches?: number | undefined };
  /** What is older at a moment (epoch milliseconds) is deleted; without it nothing is. */
  readonly keptSince?: (now: number) => KeptSince;
  /** What else is to be done each minute, and whenever something changed, by the one who leads. */
  readonly chores?: (now: number, store: Store) => Promise<void>;
  readonly clock?: Clock;
  /** As the planner's. */
  readonly elapsed?: PlannerOptions['elapsed'];
  readonly timing?: OutboxTiming;
}

/** Digests as the process runs them. */
export interface Digests {
  readonly service: DigestService;
  readonly watches: WatchService;
  readonly missed: Missed;
  /** Keeps what somebody put before a channel, to be corrected there. */
  readonly shared: (shared: SharedAnswer) => Promise<void>;
  /** Resolves with a sentence for each declared subscription that cannot be used. */
  readonly start: () => Promise<readonly string[]>;
  /** A pack was loaded anew: posts that are no longer right are corrected. */
  readonly packsChanged: () => void;
  /** Something that another process planned, or that waited for the store, can be sent. */
  readonly wake: () => void;
  /** Whoever led may have given it up: this process may lead now. */
  readonly agree: () => void;
  readonly leads: () => boolean;
  /** When, by `elapsed`, the work that is under way began; null where none is. */
  readonly busySince: () => number | null;
  /** The store as only the one who leads may write it; null while this process does not. */
  readonly leading: () => Store | null;
  /** Finishes or gives back what is under way, within 10 s. */
  readonly stop: () => Promise<void>;
}

const STOP_WITHIN_MS = 8_000;
/** Where nobody says how long questions are kept. */
const QUESTIONS_MS = 30 * 86_400_000;

export function createDigests(options: DigestsOptions): Digests {
  const { store, deliveries, briefings, token, log } = options;
  const clock = options.clock ?? SYSTEM_CLOCK;
  const timing = options.timing ?? OUTBOX_TIMING;
  const windowMs = options.windowMs ?? LATE_WINDOW_MS;
  const { isDesk, picture, pages, elapsed } = options;
  /** The state of each story that corrections were planned for; a post that arrived late is looked at again. */
  const corrected = new Map<string, number>();
  /** What plans over a store: ours for what somebody asks for, and for the minute's work as only the leader may write it. */
  const plansOver = (over: Store) => {
    const stories = createStories(over, briefings, clock.now);
    return {
      store: over,
      alerts: createAlertPlanner({ store: over, stories, followed: () => [...briefings().keys()] }),
      stories,
      planner: createPlanner({
        store: over,
        stories,
        ...deskLineOver(over, isDesk, options.keptSince),
        windowMs,
        log,
        ...withoutUndefined({ picture, pages, elapsed }),
      }),
      async correct(now: number) {
        // What arrived late elsewhere is only seen by looking.
        if (!options.alone) corrected.clear();
        for (const id of briefings().keys()) {
          const story = await stories.story(id);
          if (story === null || corrected.get(id) === story.mark) continue;
          await planCorrections(over, story, now);
          corrected.set(id, story.mark);
        }
      },
    };
  };
  const own = plansOver(store);
  let term = own;
  const markOf = async (story: string) => (await own.stories.story(story))?.mark ?? 0;
  const answerOf = (delivery: StoredDelivery): Answer => {
    const briefing = briefings().get(delivery.story);
    const part = partOf(delivery.body, () => (briefing === undefined ? undefined : picture?.(briefing)));
    if (briefing === undefined || pages === undefined) return part.answer;
    const answer = withRecordPages(part, briefing, pages);
    // What stands in a thread is below what leads to the story already.
    return delivery.parent === '' ? withStoryPage(answer, briefing, pages) : answer;
  };
  const scheduler = createScheduler({
    store,
    clock,
    log,
    alone: options.alone,
    beats: options.beats,
    holder: token(),
    doubtMs: Math.min(...[...deliveries.values()].map((each) => firstLookMs(timing, each)), timing.doubtMs),
    duties: options.duties ?? EVERY_DUTY,
    ...withoutUndefined({ onLead: options.onLead, onFailed: options.onFailed, elapsed }),
    async work(now, led) {
      if (term.store !== led) term = led === store ? own : plansOver(led);
      const { failed, beside } = goingOn();
      await beside(probeParked({ ...options, store: led }, now));
      await beside(options.chores?.(now, led));
      await beside(term.correct(now));
      const { more, failed: uncomposed } = await term.planner.beat(now);
      failed.push(...uncomposed);
      // Digests first: what is old has waited for weeks.
      const hasOld =
        !more && (await mayDelete(led, now)) && (await dropOld(led, options.keptSince?.(now), elapsed));
      await term.alerts.beat(now);
      if (failed.length > 0) throw failed[0];
      return more || hasOld;
    },
    outbox: () =>
      createOutbox({
        store,
        deliveries,
        answerOf,
        clock,
        token,
        log,
        timing,
        onParked: (place, reason, detail) => tellOwners(options, clock.now(), place, reason, detail),
        onArrived({ story, mark }) {
          if (mark < (corrected.get(story) ?? 0)) corrected.delete(story);
        },
      }),
  });
  const missed = createMissed({ store, stories: own.stories, clock });
  const newId = () => shortId(token());
  return {
    shared: (shared) => noteShared(shared, { store, stories: own.stories, now: clock.now() }),
    watches: createWatchService({
      ...{ store, deliveries, stories: own.stories, newId, now: clock.now },
      ...withoutUndefined({ most: options.quotas?.watches }),
    }),
    service: createDigestService({
      store,
      deliveries,
      now: clock.now,
      follows: (story) => briefings().has(story),
      markOf,
      newId,
      test: (subscription) => own.planner.test(subscription, token(), clock.now()),
      changed: () => void scheduler.beat(),
      ...withoutUndefined({ most: options.quotas?.subscriptions }),
    }),
    async start() {
      const problems =
        options.duties?.lead === false
          ? []
          : await reconcileDeclared(store, options.declared, briefings(), clock.now(), markOf);
      scheduler.start();
      return problems;
    },
    packsChanged: () => void scheduler.beat(),
    ...{ missed, wake: scheduler.wake, agree: scheduler.agree },
    ...{ leads: scheduler.leads, leading: scheduler.leading, busySince: scheduler.busySince },
    stop: () => Promise.all([scheduler.stop(STOP_WITHIN_MS), missed.flush()]).then(() => {}),
  };
}

/** Tasks none of which may keep a digest from its time: why they failed is told at the end. Who does not lead any more does nothing more. */
function goingOn() {
  const failed: unknown[] = [];
  const beside = async (task: Promise<unknown> | undefined) =>
    task?.catch((error: unknown) => {
      if (codeOf(error) === 'overtaken') throw error;
      failed.push(error);
    });
  return { failed, beside };
}

/** Easy to type. */
function shortId(token: string): string {
  return token
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(-5);
}

/** What digests of editors' channels tell besides; nothing where no channel is theirs. */
function deskLineOver(
  store: Store,
  isDesk: DigestsOptions['isDesk'],
  keptSince: DigestsOptions['keptSince'],
): Pick<PlannerOptions, 'deskLine'> {
  if (isDesk === undefined) return {};
  return {
    deskLine: async (place, story, now) =>
      isDesk(place) ? openLine(store, place, story, keptSince?.(now).questions ?? now - QUESTIONS_MS) : '',
  };
}
