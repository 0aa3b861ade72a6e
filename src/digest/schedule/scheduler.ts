import type { Clock } from '../../core/clock.ts';
import { codeOf } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Store } from '../../store/store.ts';
import type { Outbox } from '../deliver/outbox.ts';

export interface SchedulerOptions {
  readonly store: Store;
  /**
   * What is to be done each minute by the one who leads, over the store as only that one may write it. Resolves with true
   * where it left something that should not wait for the next minute.
   */
  readonly work: (now: number, store: Store) => Promise<boolean>;
  /** A fresh outbox for each time this process begins to send. */
  readonly outbox: () => Outbox;
  readonly duties: Duties;
  /** Rings every minute until the function it returns is called. */
  readonly beats: (ring: () => void) => () => void;
  /** This process; unique among those on one store. */
  readonly holder: string;
  /** True where no other process can have the store open: then there is nothing to agree on or to wait for. */
  readonly alone: boolean;
  readonly doubtMs: number;
  /** Told whenever this process begins or ceases to lead. Where the store is away it is told nothing: nobody else can lead then. */
  readonly onLead?: (leads: boolean) => void;
  /** Told of each minute whose work failed. */
  readonly onFailed?: () => void;
  /** Milliseconds that have gone by since some moment in the past; by default this machine's. */
  readonly elapsed?: (() => number) | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** What this process does for a store that several share. One that is alone does everything. */
export interface Duties {
  /** Whether it may lead, which one process does at a time. */
  readonly lead: boolean;
  /** Whether it sends: only while it leads, whoever leads, or never. */
  readonly send: 'leading' | 'always' | 'never';
}

export const EVERY_DUTY: Duties = { lead: true, send: 'leading' };

export interface Scheduler {
  readonly start: () => void;
  /** Something is due, new or corrected outside the minute's beat. */
  readonly beat: () => Promise<void>;
  /** Something can be sent. */
  readonly wake: () => void;
  /** Whoever led may have given it up. */
  readonly agree: () => void;
  readonly leads: () => boolean;
  /** When, by `elapsed`, the work that is under way began; null where none is. */
  readonly busySince: () => number | null;
  /** The store as only the one who leads may write it; null while this process does not. */
  readonly leading: () => Store | null;
  /** Finishes or gives back what is under way within `withinMs`. */
  readonly stop: (withinMs: number) => Promise<void>;
}

const LEASE = 'digest';
/** One that is killed is replaced within these two together. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

/** One process on a store plans and sends; the others take over when its lease runs out. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, work, clock, log, holder, alone, duties } = options;
  const stopping = new AbortController();
  /** The store as this process may write it while it leads; null while it does not. */
  let led: Store | null = null;
  let fence = 0;
  let outbox: Outbox | null = null;
  let leaseUntil = 0;
  let renewing: Promise<void> = Promise.resolve();
  let stopBeats = () => {};
  let nudge = new AbortController();
  const tell = options.onLead ?? (() => {});

  const workOnce = async () => {
    let more = false;
    try {
      const now = clock.now();
      await store.recover({ now, doubtMs: options.doubtMs, everything: false });
      if (led !== null) {
        more = await work(now, led);
        await store.forget(now);
      }
    } catch (error) {
      if (codeOf(error) === 'overtaken') await follow();
      // The next beat finds what this one left: nothing is planned or sent that is not in the store.
      else {
        options.onFailed?.();
        log.error('The minute’s work failed and is tried again with the next beat.', {
          error: String(error),
        });
      }
    }
    outbox?.wake();
    return more;
  };

  const beats = oneAtATime(workOnce, stopping.signal, options.elapsed);
  const beat = async (): Promise<void> => {
    if (outbox !== null || led !== null) await beats.run();
  };

  const send = async () => {
    if (outbox !== null) return;
    await store.recover({ now: clock.now(), doubtMs: options.doubtMs, everything: alone });
    outbox = options.outbox();
    outbox.start();
  };

  const lead = async (given: number) => {
    if (led !== null && given === fence) return;
    if (duties.send === 'leading') await send();
    fence = given;
    led = alone ? store : store.leading({ name: LEASE, fence });
    log.info(`This process plans ${outbox === null ? '' : 'and sends '}digests.`, { holder });
    tell(true);
    void beat();
  };

  const follow = async (isAway = false) => {
    if (!isAway) tell(false);
    if (led === null) return;
    led = null;
    log.warn('Another process plans digests now.', { holder });
    if (duties.send !== 'leading') return;
    const left = outbox;
    outbox = null;
    await left?.stop(0);
  };

  const renew = async () => {
    const now = clock.now();
    try {
      if (duties.send === 'always') await send();
      const given = alone
        ? 0
        : duties.lead
          ? await store.holdLease(LEASE, holder, now, now + LEASE_MS)
          : null;
      if (given === null) return await follow();
      leaseUntil = now + LEASE_MS;
      await lead(given);
    } catch (error) {
      log.error('The store cannot be reached to agree on who sends.', { error: String(error) });
      if (leaseUntil <= clock.now()) await follow(true);
    }
  };

  return {
    start() {
      stopBeats = options.beats(() => void beat());
      renewing = (async () => {
        while (!stopping.signal.aborted) {
          nudge = new AbortController();
          await renew();
          if (alone && led !== null) return;
          await clock.sleep(RENEW_MS, AbortSignal.any([stopping.signal, nudge.signal]));
        }
      })();
    },
    beat,
    wake: () => outbox?.wake(),
    agree: () => nudge.abort(),
    ...{ leads: () => led !== null, leading: () => led, busySince: beats.busySince },
    async stop(withinMs) {
      stopBeats();
      stopping.abort();
      await renewing;
      const began = clock.now();
      const deadline = new AbortController();
      await Promise.race([beats.running(), clock.sleep(withinMs, deadline.signal)]);
      deadline.abort();
      // Others need not wait for what this one still sends: nobody takes what is claimed.
      tell(false);
      if (!alone) await store.dropLease(LEASE, holder).catch(() => {});
      await outbox?.stop(Math.max(0, withinMs - (clock.now() - began)));
      outbox = null;
    },
  };
}

/** Runs work, and once more where it was asked for meanwhile or says that there is more. */
function oneAtATime(
  work: () => Promise<boolean>,
  stopping: AbortSignal,
  elapsed: () => number = () => performance.now(),
) {
  let running: Promise<void> | null = null;
  let again = false;
  let busySince: number | null = null;
  return {
    running: () => running,
    busySince: () => busySince,
    async run(): Promise<void> {
      if (stopping.aborted) return;
      again = running !== null;
      running ??= (async () => {
        try {
          do {
            again = false;
            busySince = elapsed();
            const more = await work();
            again ||= more;
          } while (again && !stopping.aborted);
        } finally {
          busySince = null;
          running = null;
        }
      })();
      await running;
    },
  };
}
