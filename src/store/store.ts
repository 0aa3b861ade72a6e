import type { AuditStore } from './ports/audit.ts';
import type { ChannelStoryStore } from './ports/channel-stories.ts';
import type { DeliveryStore } from './ports/deliveries.ts';
import type { FeedStore } from './ports/feeds.ts';
import type { InstallationStore } from './ports/installations.ts';
import type { KeptStore, QueueStore } from './ports/kept.ts';
import type { Lease, LeaseStore, TurnStore } from './ports/leases.ts';
import type { MemoryStore } from './ports/memory.ts';
import type { PackStore } from './ports/packs.ts';
import type { ParkingStore } from './ports/parking.ts';
import type { ProposalStore } from './ports/proposals.ts';
import type { QuestionStore } from './ports/questions.ts';
import type { RevisionStore } from './ports/revisions.ts';
import type { SlotStore } from './ports/slots.ts';
import type { SubscriptionStore } from './ports/subscriptions.ts';
import type { WatchStore } from './ports/watches.ts';

/** Everything Readout keeps across restarts. Every call may reject with a `StoreError` and nothing else. */
export interface Store
  extends SubscriptionStore,
    AuditStore,
    SlotStore,
    DeliveryStore,
    ParkingStore,
    RevisionStore,
    LeaseStore,
    MemoryStore,
    TurnStore,
    PackStore,
    InstallationStore,
    ChannelStoryStore,
    ProposalStore,
    FeedStore,
    WatchStore,
    QuestionStore,
    KeptStore,
    QueueStore {
  /** This store for whoever leads by that lease: once somebody else leads, every write is refused (`overtaken`). */
  readonly leading: (lease: Lease) => Store;
  /** Writes a whole, consistent copy while the store is in use. */
  readonly backup: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}
