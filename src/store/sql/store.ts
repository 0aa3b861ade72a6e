import type { Store } from '../store.ts';
import { channelStoryStore } from './channel-stories.ts';
import { deliveryStore } from './deliveries.ts';
import { questionStore } from './desk/questions.ts';
import { watchStore } from './desk/watches.ts';
import type { SqlDriver } from './driver.ts';
import { feedStore } from './feeds.ts';
import { fenced } from './fence.ts';
import { installationStore } from './installations.ts';
import { keptStore } from './kept/kept.ts';
import { queueStore } from './kept/queue.ts';
import { leaseStore, memoryStore } from './memory.ts';
import { parkingStore } from './parking.ts';
import { proposalStore } from './proposals.ts';
import { revisionStore } from './revisions.ts';
import { packStore, turnStore } from './shared.ts';
import { slotStore } from './slots.ts';
import { auditStore, subscriptionStore } from './subscriptions.ts';

/** The store's questions as SQL, over any driver. */
export function createSqlStore(driver: SqlDriver): Store {
  return {
    ...subscriptionStore(driver),
    ...auditStore(driver),
    ...slotStore(driver),
    ...deliveryStore(driver),
    ...parkingStore(driver),
    ...revisionStore(driver),
    ...leaseStore(driver),
    ...memoryStore(driver),
    ...turnStore(driver),
    ...packStore(driver),
    ...installationStore(driver),
    ...channelStoryStore(driver),
    ...proposalStore(driver),
    ...feedStore(driver),
    ...watchStore(driver),
    ...questionStore(driver),
    ...keptStore(driver),
    ...queueStore(driver),
    leading: (lease) => createSqlStore(fenced(driver, lease)),
    backup: driver.backup,
    close: driver.close,
  };
}
