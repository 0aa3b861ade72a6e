import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { TenantId } from '../../domain/schedule/tenant.ts';
import type { AuditEntry } from './audit.ts';

/** A subscription with what became of it so far. */
export interface KnownSubscription {
  readonly subscription: Subscription;
  /** ISO day of the newest slot; empty where there is none. */
  readonly lastDay: string;
  /** The story's revision mark the channel was last told of; before the first digest that of subscribing, 0 where not known. */
  readonly toldMark: number;
  /** When it was told; 0 before the first digest. */
  readonly toldAt: number;
}

/** What a channel was told by: the mark of its story's state, and when in epoch milliseconds; 0 before its first digest. */
export interface Told {
  readonly mark: number;
  readonly at: number;
}

export interface SubscriptionStore {
  /**
   * Writes the subscription and why, or neither. `new`: only where its id is free; `known`: only where it is there, so that what
   * somebody removed meanwhile does not come back. False where nothing was written. `baseline` is the mark of its story's
   * state that a subscription to it begins with: what changes from then on is told. 0 where that is not known.
   */
  readonly saveSubscription: (
    subscription: Subscription,
    why: AuditEntry,
    which?: 'any' | 'new' | 'known',
    baseline?: number,
  ) => Promise<boolean>;
  /**
   * Writes a new one and why, where `mayBe` says so of those its tenant has; of two that are added at once the second is shown
   * the first. `told` is what it begins with: all that changes from then on. `taken`: its id is somebody's.
   */
  readonly addSubscription: (
    subscription: Subscription,
    why: AuditEntry,
    told: Told,
    mayBe: (others: readonly KnownSubscription[]) => boolean,
  ) => Promise<'added' | 'taken' | 'refused'>;
  /** False where there was none. Slots and deliveries stay as a record. */
  readonly removeSubscription: (id: string, why: AuditEntry) => Promise<boolean>;
  readonly subscription: (id: string) => Promise<KnownSubscription | null>;
  /** In order of creation; without `channel` the whole tenant, without `tenant` the whole platform. */
  readonly subscriptionsIn: (where: SubscriptionScope) => Promise<readonly KnownSubscription[]>;
  /** Every subscription that came from a configuration file. */
  readonly declaredSubscriptions: () => Promise<readonly KnownSubscription[]>;
  /** Active ones by id, those after `after`, at most `limit`: the first beat of a process walks them in pages. */
  readonly activeSubscriptions: (after: string, limit: number) => Promise<readonly WaitingSubscription[]>;
  /** Active ones that may be due at `now`, at most `limit`, those that waited longest first; those behind `after` where it is given. */
  readonly dueSubscriptions: (
    now: number,
    limit: number,
    after?: WaitingSubscription,
  ) => Promise<readonly WaitingSubscription[]>;
}

/** A subscription with the moment before which nothing of it is due. */
export interface WaitingSubscription extends KnownSubscription {
  /** Epoch milliseconds; 0 or less where that is not known: it is new or was changed. */
  readonly nextDueAt: number;
}

/** That a subscription was looked at, and the next moment it may be due. */
export interface LookedAt {
  readonly subscription: string;
  /** `nextDueAt` as it was read: where it is another by now, the subscription was changed and is looked at again. */
  readonly was: number;
  readonly nextDueAt: number;
}

export interface SubscriptionScope {
  readonly platform: string;
  readonly tenant?: TenantId;
  readonly channel?: string;
}
