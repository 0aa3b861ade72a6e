import { unreachable } from '../../domain/errors.ts';
import { NEVER } from '../../domain/schedule/never.ts';
import type { Settlement, StoredDelivery } from '../../store/ports/deliveries.ts';
import { destinationOf, type Job, settle as settleAs } from './outbox-job.ts';

/** A platform's clock may run behind ours. */
const CLOCK_SKEW_MS = 60_000;

/** Finds out what became of a doubtful message. It is sent again only when it is certainly not there. */
export async function lookFor(row: StoredDelivery, claim: string, job: Job): Promise<void> {
  const { delivery, options, timing } = job;
  const { clock, log } = options;
  const settle = (outcome: Settlement) => settleAs(row.id, claim, outcome, job);
  const doubt = (reason: string, inMs: number) =>
    settle({ state: 'in-doubt', reason, notBefore: clock.now() + inMs });
  // An edit can be repeated: it leaves the same message however often it arrives.
  if (row.edits !== '') {
    await settle({ state: 'planned', reason: row.reason, notBefore: clock.now() });
    return;
  }
  // Until then the attempt itself may still arrive.
  const firmAt = row.attemptAt + timing.doubtMs;
  if (clock.now() < firmAt && delivery.lookAfterMs === undefined) {
    await doubt(row.reason, firmAt - clock.now());
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
      if (clock.now() < firmAt && found.collapses !== true) {
        await doubt(row.reason, firmAt - clock.now());
        return;
      }
      await settle(
        row.expiresAt > clock.now()
          ? { state: 'planned', reason: row.reason, notBefore: clock.now() }
          : { state: 'expired', reason: `It never arrived (${row.reason}) and its time is over.` },
      );
      return;
    case 'unknown':
      log.warn('It is not known whether a message arrived.', { delivery: row.id, reason: found.reason });
      // Past its time a doubt that cannot be settled is only shown.
      if (row.expiresAt <= clock.now())
        await settle({ state: 'in-doubt', reason: found.reason, notBefore: NEVER });
      else await doubt(found.reason, timing.lookAgainMs);
      return;
    case 'later':
      await doubt(found.reason, found.retryAfterMs);
      return;
    case 'failed':
      await doubt(found.reason, timing.doubtMs);
      return;
    default:
      unreachable(found);
  }
}
