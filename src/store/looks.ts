/** Looks made again and again, never two at a time. */
export interface Looks {
  /** Looks now, or joins the look under way. */
  readonly look: () => Promise<void>;
  /** The next look comes after `nextMs`, and each later one likewise; called anew, it is counted from then. */
  readonly again: () => void;
  readonly stopped: () => boolean;
  /** No look begins any more; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
}

/** `after` runs something once after so many milliseconds, unless the function it returns is called before. */
export function createLooks(options: {
  readonly once: () => Promise<void>;
  readonly nextMs: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
}): Looks {
  let stopped = false;
  let cancel = () => {};
  let looking: Promise<void> | null = null;
  const look = () => {
    looking ??= options.once().finally(() => {
      looking = null;
    });
    return looking;
  };
  const again = () => {
    cancel();
    if (stopped) return;
    cancel = options.after(options.nextMs(), () => void look().then(again));
  };
  return {
    look,
    again,
    stopped: () => stopped,
    async stop() {
      stopped = true;
      cancel();
      await looking;
    },
  };
}
