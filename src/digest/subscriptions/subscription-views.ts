import type { Delivery } from '../../core/delivery.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Place, Subscription } from '../../domain/schedule/subscription.ts';
import type { DeliveryStore, StoredDelivery } from '../../store/ports/deliveries.ts';
import type { KnownSubscription } from '../../store/ports/subscriptions.ts';
import type { Store } from '../../store/store.ts';
import { partOf } from '../compose/stored-content.ts';
import { nextRun } from '../schedule/due.ts';
import type { SubscriptionView } from './service.ts';

/** What showing digests takes; showing changes nothing. */
export interface ViewOptions {
  readonly store: Pick<Store, 'auditOf' | 'correctionsIn' | 'deliveriesIn' | 'parked'>;
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** Whether a story is loaded now. */
  readonly follows: (story: string) => boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const LISTED = 25;
/** Who acts without being anybody: the configuration file and the process itself. */
const NOT_A_PERSON: ReadonlySet<string> = new Set(['config', 'readout']);

/** What chat is shown of digests: each with what comes next and came last, corrections, and who changed what. */
export function createSubscriptionViews(options: ViewOptions) {
  const { store, now } = options;
  const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

  const view = async ({ subscription, lastDay }: KnownSubscription): Promise<SubscriptionView> => {
    const gone = !options.follows(subscription.story);
    return {
      subscription,
      ...(await namesIn(subscription.place, { owner: subscription.owner })),
      next:
        subscription.state === 'active' && !gone
          ? nextAfter(subscription.schedule, lastDay, instant(now()))
          : null,
      last: await lastPost(store, subscription),
      parked: await store.parked(subscription.place),
      ...(gone ? { note: goneWords(subscription) } : {}),
    };
  };

  /** What a place's channel and a person there are called; nobody is asked about who is no member. */
  const namesIn = async (
    { platform, tenant, channel }: Pick<Place, 'platform' | 'tenant' | 'channel'>,
    { owner }: { readonly owner: string },
  ) => {
    const nameOf = options.deliveries.get(platform)?.nameOf;
    if (nameOf === undefined) return {};
    const [channelName, ownerName] = await Promise.all([
      nameOf(tenant, 'channel', channel),
      NOT_A_PERSON.has(owner) ? null : nameOf(tenant, 'person', owner),
    ]);
    return { ...(channelName === null ? {} : { channelName }), ...(ownerName === null ? {} : { ownerName }) };
  };

  return {
    view,
    /** What a channel was told since that is no longer right, newest first. */
    async corrections(place: Place) {
      const posted = await store.correctionsIn(place, LISTED);
      return posted.map((delivery) => ({
        at: instant(delivery.dueAt),
        state: delivery.state,
        answer: partOf(delivery.body, () => undefined).answer,
      }));
    },
    /** What was changed in a tenant, newest first. */
    async audit({ platform, tenant }: Pick<Place, 'platform' | 'tenant'>) {
      const entries = await store.auditOf({ platform, tenant }, LISTED);
      return Promise.all(
        entries.map(async (entry) => {
          const { channelName, ownerName } = await namesIn(entry, { owner: entry.actor });
          // A draft's has two names: whoever decided, and whoever had proposed it.
          const [, at = '', proposer = ''] = /^proposed by ([a-z]+):([^;]+)/.exec(entry.detail) ?? [];
          const { ownerName: proposerName } =
            at === platform ? await namesIn(entry, { owner: proposer }) : { ownerName: proposer };
          return {
            ...entry,
            ...withoutUndefined({ channelName, actorName: ownerName }),
            ...(proposer === '' ? {} : { proposerName: proposerName ?? 'a member' }),
          };
        }),
      );
    },
  };
}

/** A local day has one digest: where today's is done, a later time of today is tomorrow's. */
function nextAfter(
  schedule: Subscription['schedule'],
  lastDay: string,
  now: Temporal.Instant,
): Temporal.Instant {
  const next = nextRun(schedule, now);
  return next.day === lastDay ? nextRun(schedule, next.at).at : next.at;
}

/** Why nothing is posted of a story that was followed once, and what to do. */
export function goneWords({ story }: Subscription): string {
  return `Nothing is posted: its story "${story}" is not loaded. Load it again, or remove the digest and subscribe to another.`;
}

async function lastPost(
  store: Pick<DeliveryStore, 'deliveriesIn'>,
  { id, place }: Subscription,
): Promise<SubscriptionView['last']> {
  const tried = (delivery: StoredDelivery) =>
    delivery.subscription === id && delivery.part === 0 && !delivery.kind.startsWith('correction');
  const newest = (await store.deliveriesIn(place, LISTED * 4)).find(tried);
  if (newest === undefined) return null;
  const at = Temporal.Instant.fromEpochMilliseconds(newest.attemptAt === 0 ? newest.dueAt : newest.attemptAt);
  return { at, state: newest.state, reason: newest.reason };
}
