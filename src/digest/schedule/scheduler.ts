import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../domain/log.ts';
import type { DeliveryStore, LeaseStore, MemoryStore } from '../../store/store.ts';
import type { Outbox } from '../deliver/outbox.ts';

export interface SchedulerOptions {
  readonly store: LeaseStore & DeliveryStore & MemoryStore;
  /** What is to be done each minute by the one who leads. */
  readonly work: (now: number) => Promise<void>;
  /** A fresh outbox for each time this process leads. */
  readonly outbox: () => Outbox;
  /** Rings every minute until the function it returns is called. */
  readonly beats: (ring: () => void) => () => void;
  /** This process; unique among those on one store. */
  readonly holder: string;
  /** True where no other process can have the store open: then there is nothing to agree on or to wait for. */
  readonly alone: boolean;
  readonly doubtMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Scheduler {
  readonly start: () => void;
  /** Something is due, new or corrected outside the minute's beat. */
  readonly beat: () => Promise<void>;
  readonly leads: () => boolean;
  /** Finishes or gives back what is under way within `withinMs`. */
  readonly stop: (withinMs: number) => Promise<void>;
}

const LEASE = 'digest';
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;

/** One process on a store plans and sends; the others take over when its lease runs out. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, work, clock, log, holder, alone } = options;
  const stopping = new AbortController();
  let outbox: Outbox | null = null;
  let leaseUntil = 0;
  let beating: Promise<void> | null = null;
  let again = false;
  let renewing: Promise<void> = Promise.resolve();
  let stopBeats = () => {};

  const workOnce = async () => {
    try {
      const now = clock.now();
      await store.recover({ now, doubtMs: options.doubtMs, everything: false });
      await work(now);
      await store.forget(now);
    } catch (error) {
      // The next beat finds what this one left: nothing is planned or sent that is not in the store.
      log.error('The minute’s work failed and is tried again with the next beat.', { error: String(error) });
    }
    outbox?.wake();
  };

  const beat = async (): Promise<void> => {
    if (outbox === null || stopping.signal.aborted) return;
    if (beating !== null) {
      again = true;
      return beating;
    }
    beating = (async () => {
      do {
        again = false;
        await workOnce();
      } while (again && !stopping.signal.aborted);
    })().finally(() => {
      beating = null;
    });
    return beating;
  };

  const lead = async () => {
    if (outbox !== null) return;
    await store.recover({ now: clock.now(), doubtMs: options.doubtMs, everything: alone });
    outbox = options.outbox();
    outbox.start();
    log.info('This process plans and sends digests.', { holder });
    void beat();
  };

  const follow = async () => {
    const left = outbox;
    outbox = null;
    if (left === null) return;
    log.warn('Another process sends digests now.', { holder });
    await left.stop(0);
  };

  const renew = async () => {
    const now = clock.now();
    try {
      if (alone || (await store.holdLease(LEASE, holder, now, now + LEASE_MS)) !== null) {
        leaseUntil = now + LEASE_MS;
        await lead();
      } else {
        await follow();
      }
    } catch (error) {
      log.error('The store cannot be reached to agree on who sends.', { error: String(error) });
      if (leaseUntil <= clock.now()) await follow();
    }
  };

  return {
    start() {
      stopBeats = options.beats(() => void beat());
      renewing = (async () => {
        while (!stopping.signal.aborted) {
          await renew();
          if (alone && outbox !== null) return;
          await clock.sleep(RENEW_MS, stopping.signal);
        }
      })();
    },
    beat,
    leads: () => outbox !== null,
    async stop(withinMs) {
      stopBeats();
      stopping.abort();
      await renewing;
      const began = clock.now();
      const deadline = new AbortController();
      await Promise.race([beating, clock.sleep(withinMs, deadline.signal)]);
      deadline.abort();
      await outbox?.stop(Math.max(0, withinMs - (clock.now() - began)));
      outbox = null;
      if (!alone) await store.dropLease(LEASE, holder).catch(() => {});
    },
  };
}
