import { backOff, type Waits } from '../../back-off.ts';
import type { PlatformHealth } from '../../platform.ts';

/** How the platform is doing, told by whoever knows. */
export interface HealthNote {
  readonly is: () => PlatformHealth;
  readonly ready: () => void;
  readonly degraded: (reason: string) => void;
  readonly down: (reason: string) => void;
}

/** Keeps what was told last, without a history: whoever knows better later says so. */
export function createHealthNote(): HealthNote {
  let health: PlatformHealth = { state: 'starting', reason: 'Discord is not connected yet.' };
  return {
    is: () => health,
    ready: () => {
      health = { state: 'ready' };
    },
    degraded: (reason) => {
      health = { state: 'degraded', reason };
    },
    down: (reason) => {
      health = { state: 'down', reason };
    },
  };
}

const WAITS: Readonly<Record<'token' | 'other', Waits>> = {
  other: { first: 1000, most: 5 * 60_000 },
  // It will not mend itself, and refusals count towards a ban of the address.
  token: { first: 5 * 60_000, most: 60 * 60_000 },
};

/** How long to wait before trying again, in milliseconds; a refused token is tried rarely. */
export function backOffMs(why: keyof typeof WAITS, failures: number, random: () => number): number {
  return backOff(failures, WAITS[why], random);
}
