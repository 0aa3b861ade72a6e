import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { Store } from '../../store/store.ts';
import type { ViewOptions } from './subscription-views.ts';

export interface ServiceOptions extends ViewOptions {
  readonly store: Store;
  /** A new short id, easy to type. */
  readonly newId: () => string;
  /** The mark of a story's state now, which a new subscription begins with. */
  readonly markOf: (story: string) => Promise<number>;
  /** Plans a test post. */
  readonly test: (subscription: Subscription) => Promise<void>;
  /** Most subscriptions of one tenant, those of the configuration file included; absent: any number. */
  readonly most?: number;
  /** Something changed that the scheduler should look at now. */
  readonly changed: () => void;
}
