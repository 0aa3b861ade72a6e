import type { Delivery } from '../core/delivery.ts';
import type { Core } from '../core/request.ts';

/** How a platform is doing, for `/readyz`, `doctor` and the log. */
export interface PlatformHealth {
  readonly state: 'starting' | 'ready' | 'degraded' | 'down';
  /** One sentence where it is not ready. */
  readonly reason?: string;
}

/** One chat platform. `start` resolves once it serves or has begun to retry; it rejects only on wrong configuration. */
export interface Platform {
  readonly name: string;
  readonly start: (core: Core) => Promise<void>;
  readonly delivery?: Delivery;
  readonly health: () => PlatformHealth;
  /** Stops taking questions, finishes those under way, and closes. At most 5 s. */
  readonly stop: () => Promise<void>;
}
