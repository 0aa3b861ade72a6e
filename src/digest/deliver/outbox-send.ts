import type { DeliveryResult } from '../../core/delivery.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Settlement, StoredDelivery } from '../../store/ports/deliveries.ts';
import { destinationOf, firstLookMs, isLead, type Job, settle as settleAs } from './outbox-job.ts';

/** A wait longer than this is spent in the store, not in a place others could use. */
const LONGEST_WAIT_MS = 2_000;
const LONGEST_BACKOFF_MS = 300_000;

/** One attempt: its time is written down before the platform is called, so that a crash leaves a doubt and not a gap. */
export async function send(row: StoredDelivery, claim: string, job: Job): Promise<void> {
  const { options, timing } = job;
  const { store, clock } = options;
  const settle = (outcome: Settlement) => settleAs(row.id, claim, outcome, job);
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
  job.begun(row.id);
  if (!(await store.startSending(row.id, claim, attemptAt, attemptAt + timing.leaseMs))) return;
  // Stopped for so long that somebody else may be looking for it by now: whoever has it decides, and here nothing is posted.
  if (clock.now() - attemptAt > timing.leaseMs / 2) {
    await settle({ state: 'planned', reason: row.reason, notBefore: clock.now() });
    return;
  }
  const result = await attempt(row, job);
  switch (result.kind) {
    case 'sent':
      if (await settle({ state: 'sent', message: result.message })) options.onArrived?.(row);
      return;
    case 'not-sent': {
      const now = clock.now();
      const notBefore = now + (result.retryAfterMs ?? backoff(row.attempts));
      if (result.retryAfterMs !== undefined) {
        job.rate.hold(row.place, notBefore, now);
        await store.holdBack(row.place, notBefore);
      }
      await settle({ state: 'planned', reason: result.reason, notBefore });
      return;
    }
    case 'in-doubt':
      await settle({
        state: 'in-doubt',
        reason: result.reason,
        notBefore: attemptAt + firstLookMs(timing, job.delivery),
      });
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
  { rate, options, delivery, reserved, stopping }: Job,
): Promise<number | null> {
  const { clock } = options;
  const at = reserved.get(row.id)?.at ?? rate.reserve(row.place, clock.now());
  reserved.delete(row.id);
  if (at - clock.now() > LONGEST_WAIT_MS) {
    reserved.set(row.id, { at, lead: isLead(row) });
    return at;
  }
  if (at > clock.now()) await clock.sleep(at - clock.now(), stopping);
  const turn = rate.turn(clock.now());
  if (turn > clock.now()) await clock.sleep(turn - clock.now(), stopping);
  await delivery.room?.(stopping);
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
      ? delivery.post(destination, options.answerOf(row), row.key, row.attempts > 0)
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

/** The first retry of what was certainly not sent is at once; then it doubles. */
function backoff(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(LONGEST_BACKOFF_MS, 1_000 * 2 ** (attempts - 1));
}
