import { channelStoryStore } from './sql-channel-stories.ts';
import { deliveryStore } from './sql-deliveries.ts';
import type { SqlDriver } from './sql-driver.ts';
import { installationStore } from './sql-installations.ts';
import { leaseStore, memoryStore } from './sql-memory.ts';
import { parkingStore } from './sql-parking.ts';
import { revisionStore } from './sql-revisions.ts';
import { slotStore } from './sql-slots.ts';
import { auditStore, subscriptionStore } from './sql-subscriptions.ts';
import type { Store } from './store.ts';

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
    ...installationStore(driver),
    ...channelStoryStore(driver),
    backup: driver.backup,
    close: driver.close,
  };
}
