import type { Answer } from '../answer/answer.ts';
import { unreachable } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Place } from '../domain/subscription.ts';
import type { Delivery, DeliveryResult, Destination, PostLimits } from '../platforms/platform.ts';
import type {
  ClaimRequest,
  DeliveryStore,
  ParkingStore,
  Settlement,
  StoredDelivery,
} from '../store/store.ts';
import { type Bell, type Clock, createBell } from './clock.ts';
import { createPacer, type Pacer } from './pacer.ts';

/** How patient the outbox is. */
export interface OutboxTiming {
  /** How long a claim lasts when its holder says nothing more; longer than any platform call. */
  readonly leaseMs: number;
  /** How long after an attempt a doubtful message is looked for: a server may store it long after we gave up. */
  readonly doubtMs: number;
  /** How often a doubtful message is looked for where the platform does not let us look. */
  readonly lookAgainMs: number;
}

export const OUTBOX_TIMING: OutboxTiming = { leaseMs: 60_000, doubtMs: 60_000, lookAgainMs: 600_000 };

/** The slowest rules of the platforms we know. */
const CAREFUL_LIMITS: PostLimits = { perSecond: 20, perTenantPerSecond: 3, perChannelMs: 1_000 };

export interface OutboxOptions {
  readonly store: DeliveryStore & ParkingStore;
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** What a stored delivery says. */
  readonly answerOf: (delivery: StoredDelivery) => Answer;
  /** A place was parked just now; called once per parking. */
  readonly onParked: (place: Place, reason: string, detail: string) => Promise<void>;
  /** A message arrived, found again or not. */
  readonly onArrived?: (delivery: StoredDelivery) => void;
  readonly clock: Clock;
  /** A new claim token. */
  readonly token: () => string;
  readonly log: Log;
  readonly timing?: OutboxTiming;
}

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
/** A wait longer than this is spent in the store, not in a place others could use. */
const LONGEST_WAIT_MS = 2_000;
/** Whoever plans wakes us; this is for what nobody tells us of. */
const IDLE_MS = 60_000;
const LONGEST_BACKOFF_MS = 300_000;
/** Past its time a doubt that cannot be settled is only shown. */
const FOR_GOOD_MS = 100 * 365 * 86_400_000;
/** A platform's clock may run behind ours. */
const CLOCK_SKEW_MS = 60_000;

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
  const pacer = createPacer(limits);
  const room = Math.min(MOST_IN_FLIGHT, Math.ceil(limits.perSecond * MOST_SECONDS_AHEAD));
  const bell = createBell(clock);
  const inFlight = new Map<string, Held>();
  const stopping = new AbortController();
  let finished: Promise<void> = Promise.resolve();
  const job: Job = {
    platform,
    delivery,
    options,
    timing,
    pacer,
    stopping: stopping.signal,
    reserved: new Map(),
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
    inFlight.set(row.id, { claim, work });
  };

  const round = async (): Promise<number> => {
    const claim = options.token();
    const request = (limit: number, suffix: string): ClaimRequest => ({
      ...{ platform, claim: claim + suffix, now: clock.now(), leaseUntil: clock.now() + timing.leaseMs },
      limit: Math.min(limit, room - inFlight.size),
    });
    const doubtful = await store.claimDoubtful(request(LOOK_AT_ONCE, '?'));
    for (const row of doubtful) take(row, `${claim}?`, lookFor);
    const planned = await store.claim(request(CLAIM_AT_ONCE, ''));
    for (const row of planned) take(row, claim, send);
    return doubtful.length + planned.length;
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      let taken = 0;
      let idle = IDLE_MS;
      try {
        if (inFlight.size < room) taken = await round();
        if (taken === 0 && inFlight.size === 0) {
          const next = await store.nextMove(platform, clock.now());
          if (next !== null) idle = Math.min(IDLE_MS, Math.max(10, next - clock.now()));
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

interface Job {
  readonly platform: string;
  readonly delivery: Delivery;
  readonly options: OutboxOptions;
  readonly timing: OutboxTiming;
  readonly pacer: Pacer;
  readonly stopping: AbortSignal;
  /** When a delivery that went back to the store for pacing has its turn. */
  readonly reserved: Map<string, number>;
}

/** One attempt: its time is written down before the platform is called, so that a crash leaves a doubt and not a gap. */
async function send(row: StoredDelivery, claim: string, job: Job): Promise<void> {
  const { options, timing } = job;
  const { store, clock } = options;
  const settle = (outcome: Settlement) => store.settle(row.id, claim, outcome, clock.now());
  const later = await waitForTurn(row, job);
  if (later !== null) {
    await settle({ state: 'planned', reason: row.reason, notBefore: later });
    return;
  }
  if (job.stopping.aborted) {
    await settle({ state: 'planned', reason: row.reason, notBefore: row.notBefore });
    return;
  }
  const attemptAt = clock.now();
  if (!(await store.startSending(row.id, claim, attemptAt, attemptAt + timing.leaseMs))) return;
  const result = await attempt(row, job);
  switch (result.kind) {
    case 'sent':
      if (await settle({ state: 'sent', message: result.message })) options.onArrived?.(row);
      return;
    case 'not-sent': {
      const now = clock.now();
      const notBefore = now + (result.retryAfterMs ?? backoff(row.attempts));
      if (result.retryAfterMs !== undefined) {
        job.pacer.hold(row.place, notBefore);
        await store.holdBack(row.place, notBefore);
      }
      await settle({ state: 'planned', reason: result.reason, notBefore });
      return;
    }
    case 'in-doubt':
      await settle({ state: 'in-doubt', reason: result.reason, notBefore: attemptAt + timing.doubtMs });
      return;
    case 'blocked':
      await block(row, result, job, settle);
      return;
    default:
      unreachable(result);
  }
}

/** Null where the message may go out now; else when it may, and its place in the queue is kept. */
async function waitForTurn(
  row: StoredDelivery,
  { pacer, options, reserved, stopping }: Job,
): Promise<number | null> {
  const { clock } = options;
  const at = reserved.get(row.id) ?? pacer.reserve(row.place, clock.now());
  reserved.delete(row.id);
  if (at - clock.now() > LONGEST_WAIT_MS) {
    reserved.set(row.id, at);
    return at;
  }
  if (at > clock.now()) await clock.sleep(at - clock.now(), stopping);
  const turn = pacer.turn(clock.now());
  if (turn > clock.now()) await clock.sleep(turn - clock.now(), stopping);
  return null;
}

async function attempt(row: StoredDelivery, job: Job): Promise<DeliveryResult> {
  const { delivery, options, timing } = job;
  const answered = new AbortController();
  // Platforms carry their own limit; this one only keeps a call that never ends from outliving its claim.
  const tooLong = options.clock
    .sleep(timing.leaseMs * 0.8, answered.signal)
    .then((): DeliveryResult => ({ kind: 'in-doubt', reason: 'The platform did not answer.' }));
  const destination = destinationOf(row);
  const call =
    row.edits === ''
      ? delivery.post(destination, options.answerOf(row), row.key)
      : delivery.edit(destination, row.editedMessage, options.answerOf(row));
  const result = call.catch(
    (error: unknown): DeliveryResult => ({ kind: 'in-doubt', reason: String(error) }),
  );
  try {
    return await Promise.race([result, tooLong]);
  } finally {
    answered.abort();
  }
}

async function block(
  row: StoredDelivery,
  { reason, detail }: Extract<DeliveryResult, { kind: 'blocked' }>,
  { options }: Job,
  settle: (outcome: Settlement) => Promise<boolean>,
): Promise<void> {
  const { store, clock, log, onParked } = options;
  // What hangs on a message fails with that message: it says nothing about the channel.
  if (reason === 'invalid' || row.parent !== '' || row.edits !== '') {
    log.warn('A message was refused by its platform.', { delivery: row.id, reason, detail });
    await settle({ state: 'failed', reason: `${reason}: ${detail}` });
    return;
  }
  const fresh = await store.park(row.place, reason, detail, clock.now());
  await settle({ state: 'planned', reason: `${reason}: ${detail}`, notBefore: clock.now() });
  if (!fresh) return;
  log.warn('A destination is parked.', { platform: row.place.platform, channel: row.place.channel, reason });
  await onParked(row.place, reason, detail);
}

/** Finds out what became of a doubtful message. It is sent again only when it is certainly not there. */
async function lookFor(row: StoredDelivery, claim: string, job: Job): Promise<void> {
  const { delivery, options, timing } = job;
  const { store, clock, log } = options;
  const settle = (outcome: Settlement) => store.settle(row.id, claim, outcome, clock.now());
  const doubt = (reason: string, inMs: number) =>
    settle({ state: 'in-doubt', reason, notBefore: clock.now() + inMs });
  // An edit can be repeated: it leaves the same message however often it arrives.
  if (row.edits !== '') {
    await settle({ state: 'planned', reason: row.reason, notBefore: clock.now() });
    return;
  }
  const since = Temporal.Instant.fromEpochMilliseconds(row.attemptAt - CLOCK_SKEW_MS);
  const found = await delivery
    .find(destinationOf(row), row.key, since)
    .catch((error: unknown) => ({ kind: 'failed', reason: String(error) }) as const);
  switch (found.kind) {
    case 'found':
      if (await settle({ state: 'reconciled', message: found.message })) options.onArrived?.(row);
      return;
    case 'absent':
      await settle(
        row.expiresAt > clock.now()
          ? { state: 'planned', reason: row.reason, notBefore: clock.now() }
          : { state: 'expired', reason: `It never arrived (${row.reason}) and its time is over.` },
      );
      return;
    case 'unknown':
      log.warn('It is not known whether a message arrived.', { delivery: row.id, reason: found.reason });
      await doubt(found.reason, row.expiresAt > clock.now() ? timing.lookAgainMs : FOR_GOOD_MS);
      return;
    case 'failed':
      await doubt(found.reason, timing.doubtMs);
      return;
    default:
      unreachable(found);
  }
}

/** The first retry of what was certainly not sent is at once; then it doubles. */
function backoff(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(LONGEST_BACKOFF_MS, 1_000 * 2 ** (attempts - 1));
}

function destinationOf(row: StoredDelivery): Destination {
  const { platform, tenant, channel } = row.place;
  const thread = row.parentMessage === '' ? row.place.thread : row.parentMessage;
  return { platform, tenant, channel, ...(thread === '' ? {} : { thread }) };
}
