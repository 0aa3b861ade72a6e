import type { PlatformHealth } from '../platform.ts';

/** How the platform is doing, told by whoever knows. */
export interface HealthNote {
  readonly is: () => PlatformHealth;
  readonly ready: () => void;
  readonly degraded: (reason: string) => void;
  readonly down: (reason: string) => void;
}

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

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const FIRST_TOKEN_PAUSE_MS = 5 * 60_000;
const LONGEST_TOKEN_PAUSE_MS = 60 * 60_000;

/**
 * How long to wait before trying again: doubling, with a quarter of chance either way so that many do not come at once.
 * A refused token is tried rarely: it will not mend itself, and refusals count towards a ban of the address.
 */
export function backOffMs(why: 'token' | 'other', failures: number, random: () => number): number {
  const [first, longest] =
    why === 'token' ? [FIRST_TOKEN_PAUSE_MS, LONGEST_TOKEN_PAUSE_MS] : [FIRST_PAUSE_MS, LONGEST_PAUSE_MS];
  const pause = Math.min(longest, first * 2 ** Math.min(failures, 20));
  return Math.round(pause * (0.75 + random() / 2));
}
