/** Whether a caller may send now. */
type Turn = { readonly kind: 'now' } | { readonly kind: 'later'; readonly afterMs: number };

/** One lane per channel: turns in a lane are spaced, lanes do not wait for one another. */
export interface Lanes {
  /** Resolves when it is the caller's turn, or at once with how long it would take where that is too long. */
  readonly turn: (lane: string) => Promise<Turn>;
  /** Nothing more in this lane for so long: Slack said so. */
  readonly block: (lane: string, forMs: number) => void;
}

const MOST_LANES = 10_000;

export function createLanes(options: {
  readonly clock: () => number;
  readonly spacingMs: number;
  readonly longestWaitMs: number;
}): Lanes {
  /** In epoch milliseconds. */
  const lanes = new Map<string, { readonly freeAt: number; readonly blockedUntil: number }>();
  const set = (lane: string, freeAt: number, blockedUntil: number) => {
    lanes.delete(lane);
    lanes.set(lane, { freeAt, blockedUntil });
    const oldest = lanes.keys().next();
    if (lanes.size > MOST_LANES && !oldest.done) lanes.delete(oldest.value);
  };
  return {
    async turn(lane) {
      const now = options.clock();
      const { freeAt, blockedUntil } = lanes.get(lane) ?? { freeAt: 0, blockedUntil: 0 };
      const at = Math.max(now, freeAt, blockedUntil);
      if (at - now > options.longestWaitMs) return { kind: 'later', afterMs: at - now };
      set(lane, at + options.spacingMs, blockedUntil);
      if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
      // Slack may have closed the lane while this turn was waited for.
      const closedFor = (lanes.get(lane)?.blockedUntil ?? 0) - options.clock();
      return closedFor > 0 ? { kind: 'later', afterMs: closedFor } : { kind: 'now' };
    },
    block(lane, forMs) {
      const until = options.clock() + forMs;
      set(lane, until, until);
    },
  };
}
