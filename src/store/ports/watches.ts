import type { TenantId } from '../../domain/schedule/tenant.ts';
import type { Watch } from '../../domain/schedule/watch.ts';
import type { Content, NewDelivery } from './deliveries.ts';

/** What one look at changes decided for some watches of one story. */
export interface WatchesTold {
  readonly contents: readonly Content[];
  readonly deliveries: readonly NewDelivery[];
  /** Watches that an alert is planned for, with the day it counts on. */
  readonly alerted: readonly { readonly id: string; readonly day: string; readonly count: number }[];
  /** Watches that nothing of it concerns. */
  readonly passed: readonly string[];
  /** What all of them were told up to from then on. */
  readonly mark: number;
}

export interface WatchStore {
  /** False where the id is taken: then nothing is written. */
  readonly addWatch: (watch: Watch) => Promise<boolean>;
  /** Of one tenant, everybody's. */
  readonly countWatches: (platform: string, tenant: TenantId) => Promise<number>;
  /** False where there was none. */
  readonly removeWatch: (id: string) => Promise<boolean>;
  readonly watch: (id: string) => Promise<Watch | null>;
  /** Those that tell a channel, and those somebody keeps for themselves from one tenant; in order of creation. */
  readonly watchesFor: (who: {
    readonly platform: string;
    readonly tenant: TenantId;
    readonly channel: string;
    readonly user: string;
  }) => Promise<readonly Watch[]>;
  /** Watches of a story that were told less than `mark`, by id, those after `after`. */
  readonly watchesBehind: (
    story: string,
    mark: number,
    after: string,
    limit: number,
  ) => Promise<readonly Watch[]>;
  /** Plans alerts and notes what was told, together or not at all. Alerts that exist are left as they are. */
  readonly tellWatches: (told: WatchesTold, now: number) => Promise<void>;
}
