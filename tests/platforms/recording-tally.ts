import type { PlatformTally } from '../../src/platforms/tally.ts';

/** Keeps what is told, without how long it took: `reconnected slack`. */
export function recordingTally(told: string[]): PlatformTally {
  return {
    acknowledged: (platform) => void told.push(`acknowledged ${platform}`),
    reconnected: (platform) => void told.push(`reconnected ${platform}`),
    limited: (platform) => void told.push(`limited ${platform}`),
  };
}
