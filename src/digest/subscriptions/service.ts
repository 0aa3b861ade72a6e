import type { Answer } from '../../answer/answer.ts';
import type { Asker } from '../../core/command.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Subscription, SubscriptionSettings } from '../../domain/schedule/subscription.ts';
import type { TenantId } from '../../domain/schedule/tenant.ts';
import type { AuditEntry } from '../../store/ports/audit.ts';
import type { DeliveryState } from '../../store/ports/deliveries.ts';
import type { ParkedPlace } from '../../store/ports/parking.ts';

/** Who asks, as far as digests care; re-derived by the platform on every request. */
export interface Person extends Asker {
  /** What is named by its id may be in another channel of the tenant: pressed in a list of all of them. */
  readonly everywhere?: boolean;
}

/** What somebody is told whose server or workspace has as many as whoever runs Readout lets it have. */
export function quotaWords(most: number, things: 'digests' | 'watches'): string {
  return `At most ${most} ${things} are set up for one server or workspace here: remove one first, or ask whoever runs Readout for more.`;
}

/** What a new subscription is to be. */
export interface Wish extends SubscriptionSettings {
  /** True: post in the thread the wish came from. */
  readonly here: boolean;
}

/** What an edit may change: the rest stays as it is. */
export type Changes = Partial<Omit<SubscriptionSettings, 'story' | 'schedule'>> & {
  readonly schedule?: Partial<SubscriptionSettings['schedule']>;
};

/** A subscription with what an owner wants to know of it. */
export interface SubscriptionView {
  readonly subscription: Subscription;
  /** Null while it is paused and while its story is not loaded. */
  readonly next: Temporal.Instant | null;
  /** The newest post or try; null before the first. */
  readonly last: {
    readonly at: Temporal.Instant;
    readonly state: DeliveryState;
    readonly reason: string;
  } | null;
  /** Why nothing can be posted; null where it can. */
  readonly parked: ParkedPlace | null;
  /** What the channel and the owner are called; absent where the platform does not say. */
  readonly channelName?: string;
  readonly ownerName?: string;
  /** Why nothing is posted though it could be, or what will look other than it could, as proving to post showed. */
  readonly note?: string;
}

/** Something that was done, with what its channel and whoever did it are called, as far as the platform says. */
export interface NamedAuditEntry extends AuditEntry {
  readonly channelName?: string;
  readonly actorName?: string;
  /** Who had proposed what was decided on; absent where it is no draft. */
  readonly proposerName?: string;
}

/** A correction that was posted, or is about to be. */
export interface PostedCorrection {
  readonly at: Temporal.Instant;
  readonly state: DeliveryState;
  /** What the reply in the post's thread says. */
  readonly answer: Answer;
}

/**
 * What chat commands ask of digests. Everything but `count` sees and touches only the person's own channel, or their
 * tenant where the name says so; changes reject with a `Refusal` for somebody who may not configure.
 */
export interface DigestService {
  /** Number of subscriptions of one tenant, paused ones included. */
  readonly count: (tenant: TenantId) => Promise<number>;
  /** Proves that posting works, then saves. */
  readonly subscribe: (person: Person, wish: Wish, briefing: Briefing) => Promise<SubscriptionView>;
  readonly list: (person: Person) => Promise<readonly SubscriptionView[]>;
  /** Every channel of the tenant; for those who may configure. */
  readonly listAll: (person: Person) => Promise<readonly SubscriptionView[]>;
  /** `id` may be empty where the channel has one subscription. */
  readonly pause: (person: Person, id: string) => Promise<SubscriptionView>;
  /** Also tries a parked channel again. */
  readonly resume: (person: Person, id: string) => Promise<SubscriptionView>;
  /** Changes what is given and keeps the rest, with what the channel was told. */
  readonly edit: (
    person: Person,
    id: string,
    changes: Changes,
    briefing: Briefing,
  ) => Promise<SubscriptionView>;
  readonly remove: (person: Person, id: string) => Promise<SubscriptionView>;
  /** Brings back one that was removed in this channel within the last day; the newest where `id` is empty. */
  readonly restore: (person: Person, id: string) => Promise<SubscriptionView>;
  /** Posts today's digest in the channel, marked as a test. */
  readonly test: (person: Person, id: string) => Promise<SubscriptionView>;
  /** Newest first. */
  readonly corrections: (person: Person) => Promise<readonly PostedCorrection[]>;
  /** Newest first, of the whole tenant; for those who may configure. */
  readonly audit: (person: Person) => Promise<readonly NamedAuditEntry[]>;
}
