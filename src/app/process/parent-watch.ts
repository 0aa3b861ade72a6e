const LOOK_EVERY_MS = 1_000;

/** The scripts by which npm runs Readout itself: under another one somebody may mean it to outlive the script. */
const OUR_SCRIPTS = new Set(['start', 'readout', 'npx']);

/**
 * Calls `lost` once when the process that started Readout and passes signals on to it (our launcher, or npm) is gone:
 * killed with SIGKILL, or by a signal that it does not pass on. Without this, Readout would be left running with its
 * port and its store, and the next start would find them taken. One started by a shell or a supervisor is not watched:
 * it may be meant to outlive that. Gives what ends the watch.
 */
export function watchParent(options: {
  readonly env: NodeJS.ProcessEnv;
  /** The process id of the present parent. */
  readonly parent: () => number;
  /** Whether a process is there; needed on Windows, where a process keeps the id of a parent that has gone. */
  readonly alive: (pid: number) => boolean;
  /** Calls back at intervals of so many milliseconds until what it gives is called. */
  readonly every: (ms: number, look: () => void) => () => void;
  readonly lost: () => void;
}): () => void {
  const { env, parent, alive, every, lost } = options;
  const launcher = Number(env.READOUT_LAUNCHER);
  const watched = launcher > 0 ? launcher : OUR_SCRIPTS.has(env.npm_lifecycle_event ?? '') ? parent() : null;
  if (watched === null) return () => {};
  const stop = every(LOOK_EVERY_MS, () => {
    if (parent() === watched && alive(watched)) return;
    stop();
    lost();
  });
  return stop;
}
