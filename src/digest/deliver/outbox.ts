import type { Delivery } from '../../core/delivery.ts';
import { createPostRate, type PostLimits } from '../../core/post-rate.ts';
import type { ClaimRequest, StoredDelivery } from '../../store/ports/deliveries.ts';
import { type Bell, createBell } from './bell.ts';
import { isLead, type Job, type OutboxOptions, type OutboxTiming, type Reserved } from './outbox-job.ts';
import { lookFor } from './outbox-look.ts';
import { send } from './outbox-send.ts';

export const OUTBOX_TIMING: OutboxTiming = { leaseMs: 60_000, doubtMs: 60_000, lookAgainMs: 600_000 };

/** The slowest rules of the platforms we know. */
const CAREFUL_LIMITS: PostLimits = { perSecond: 20, perTenantPerSecond: 3, perChannelMs: 1_000 };

/** Sends what the store has planned, each message once. */
export interface Outbox {
  /** Works until `stop`; one loop per platform, so that one being down holds up no other. */
  readonly start: () => void;
  /** Something new may be in the store. */
  readonly wake: () => void;
  /** Takes nothing new, waits for what is being sent, at most `withinMs`, and gives the rest back. */
  readonly stop: (withinMs: number) => Promise<void>;
  /** Deliveries being handled now. */
  readonly inFlight: () => number;
}

/** Room for many channels that hang until their time limit, with others passing by. */
const MOST_IN_FLIGHT = 512;
/** What is claimed must be sent well before its lease runs out. */
const MOST_SECONDS_AHEAD = 20;
const CLAIM_AT_ONCE = 64;
const LOOK_AT_ONCE = 16;
/** Whoever plans wakes us; this is for what nobody tells us of. */
const IDLE_MS = 60_000;
/** Details that wait for their turn at once: few, so that leads that come due do not wait behind them. */
const MOST_DETAILS_WAITING = 48;
/** A lead that the platform takes longer for holds up no details. */
const LEAD_ANSWERED_MS = 3_000;
/** How often details that wait for leads are looked at, where no lead's end wakes us. */
const LEADS_LOOK_MS = 1_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const workers = [...options.deliveries].map(([platform, delivery]) =>
    createWorker(platform, delivery, options),
  );
  return {
    start() {
      for (const worker of workers) void worker.run();
    },
    wake() {
      for (const worker of workers) worker.bell.ring();
    },
    async stop(withinMs) {
      await Promise.all(workers.map((worker) => worker.stop(withinMs)));
    },
    inFlight: () => workers.reduce((sum, worker) => sum + worker.inFlight.size, 0),
  };
}

/** A delivery being handled, and the claim it is held by. */
interface Held {
  readonly claim: string;
  readonly work: Promise<void>;
  readonly row: StoredDelivery;
  readonly looked: boolean;
  /** When the platform was called, in epoch milliseconds; null while it waits for its turn. */
  begunAt: number | null;
}

interface Worker {
  readonly bell: Bell;
  readonly inFlight: Map<string, Held>;
  readonly run: () => Promise<void>;
  readonly stop: (withinMs: number) => Promise<void>;
}

function createWorker(platform: string, delivery: Delivery, options: OutboxOptions): Worker {
  const { store, clock, log } = options;
  const timing = options.timing ?? OUTBOX_TIMING;
  const limits = delivery.limits ?? CAREFUL_LIMITS;
  const room = Math.min(MOST_IN_FLIGHT, Math.ceil(limits.perSecond * MOST_SECONDS_AHEAD));
  const bell = createBell(clock);
  const inFlight = new Map<string, Held>();
  const stopping = new AbortController();
  let finished: Promise<void> = Promise.resolve();
  const reserved = new Map<string, Reserved>();
  const job: Job = {
    delivery,
    options,
    timing,
    reserved,
    rate: createPostRate(limits),
    stopping: stopping.signal,
    begun(id) {
      const held = inFlight.get(id);
      if (held === undefined) return;
      held.begunAt = clock.now();
      if (!isLead(held.row) && detailsWaiting() < MOST_DETAILS_WAITING / 2) bell.ring();
    },
  };

  const take = (row: StoredDelivery, claim: string, handle: typeof send) => {
    const work = handle(row, claim, job)
      .catch((error: unknown) => {
        // The claim runs out by itself and the delivery is looked at again.
        log.error('A delivery could not be handled.', { delivery: row.id, error: String(error) });
      })
      .finally(() => {
        inFlight.delete(row.id);
        bell.ring();
      });
    inFlight.set(row.id, { claim, work, row, looked: handle === lookFor, begunAt: null });
  };

  /** Milliseconds until details may go out as far as leads are concerned: every lead comes before any detail. */
  const leadsTakeMs = (): number => {
    const now = clock.now();
    const waiting = [...inFlight.values()].some(
      ({ row, looked, begunAt }) =>
        isLead(row) && !looked && (begunAt === null || now - begunAt < LEAD_ANSWERED_MS),
    );
    if (waiting) return LEADS_LOOK_MS;
    // What has long had its turn and never came back was taken off the list elsewhere.
    for (const [id, { at }] of reserved) if (at < now - LEAD_ANSWERED_MS) reserved.delete(id);
    const next = [...reserved.values()].flatMap(({ at, lead }) => (lead ? [at - now] : []));
    return next.length === 0 ? 0 : Math.max(10, Math.min(LEADS_LOOK_MS, ...next));
  };
  const detailsWaiting = () =>
    [...inFlight.values()].filter(({ row, looked, begunAt }) => !isLead(row) && !looked && begunAt === null)
      .length;

  /** How many were taken, and how long to sleep at most where nothing wakes us. */
  const round = async (): Promise<{ readonly taken: number; readonly idleMs: number }> => {
    const claim = options.token();
    const request = (limit: number, suffix: string): ClaimRequest => ({
      platform,
      claim: claim + suffix,
      now: clock.now(),
      leaseUntil: clock.now() + timing.leaseMs,
      limit: Math.max(0, Math.min(limit, room - inFlight.size)),
    });
    const doubtful = await store.claimDoubtful(request(LOOK_AT_ONCE, '?'));
    for (const row of doubtful) take(row, `${claim}?`, lookFor);
    const leads = await store.claim({ ...request(CLAIM_AT_ONCE, ''), only: 'leads' });
    for (const row of leads) take(row, claim, send);
    const taken = doubtful.length + leads.length;
    const afterMs = leads.length > 0 ? LEADS_LOOK_MS : leadsTakeMs();
    if (afterMs > 0) return { taken, idleMs: afterMs };
    const wanted = request(MOST_DETAILS_WAITING - detailsWaiting(), '+');
    const details = wanted.limit === 0 ? [] : await store.claim({ ...wanted, only: 'details' });
    for (const row of details) take(row, `${claim}+`, send);
    return { taken: taken + details.length, idleMs: IDLE_MS };
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      let taken = 0;
      let idle = IDLE_MS;
      try {
        if (inFlight.size < room) ({ taken, idleMs: idle } = await round());
        if (taken === 0 && inFlight.size === 0) {
          const next = await store.nextMove(platform, clock.now());
          if (next !== null && idle === IDLE_MS) idle = Math.min(IDLE_MS, Math.max(10, next - clock.now()));
        }
      } catch (error) {
        log.error('The outbox cannot reach the store.', { platform, error: String(error) });
      }
      // More may wait behind a full claim; else whatever ends, arrives or comes due wakes us.
      if (taken < CLAIM_AT_ONCE || inFlight.size >= room) await bell.wait(idle);
    }
  };

  return {
    bell,
    inFlight,
    run() {
      finished = loop();
      return finished;
    },
    async stop(withinMs) {
      stopping.abort();
      bell.ring();
      const deadline = new AbortController();
      const works = [...inFlight.values()].map(({ work }) => work);
      const all = Promise.all([finished, ...works]).then(() => deadline.abort());
      await Promise.race([all, clock.sleep(withinMs, deadline.signal)]);
      const claims = new Set([...inFlight.values()].map(({ claim }) => claim));
      for (const claim of claims) await store.release(claim, clock.now()).catch(() => 0);
    },
  };
}
