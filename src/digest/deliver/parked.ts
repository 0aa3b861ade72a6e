import type { Answer } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import type { Delivery } from '../../core/delivery.ts';
import { blockedWords } from '../../core/delivery-words.ts';
import type { Log } from '../../domain/log.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { type Place, SOMEONE, type Subscription } from '../../domain/schedule/subscription.ts';
import { clockWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import type { ParkedPlace } from '../../store/ports/parking.ts';
import type { Store } from '../../store/store.ts';

/** What places that take nothing are looked after with. */
interface Parking {
  readonly store: Store;
  /** By platform name. */
  readonly deliveries: ReadonlyMap<string, Delivery>;
  readonly log: Log;
}

const PROBE_EVERY_MS = 86_400_000;
const PROBES_A_BEAT = 50;

/** Looks once a day whether a parked place can be posted to again, so that a cure needs nobody to tell us. */
export async function probeParked({ store, deliveries, log }: Parking, now: number): Promise<void> {
  for (const { place } of await store.parkedNotProbedSince(now - PROBE_EVERY_MS, PROBES_A_BEAT)) {
    const { thread, ...channel } = place;
    await store.markProbed(place, now);
    const proof = await deliveries
      .get(place.platform)
      ?.probe({ ...channel, ...(thread === '' ? {} : { thread }) })
      .catch(() => undefined);
    // What could not be found out is no proof of anything: the next beat asks again.
    if (proof?.kind === 'later') await store.markProbed(place, now - PROBE_EVERY_MS + proof.retryAfterMs);
    if (proof?.kind !== 'ok') continue;
    await store.unpark(place);
    await store.recordAudit(auditEntry(place, 'unpark', '', now));
    log.info('A parked destination can be posted to again.', {
      platform: place.platform,
      channel: place.channel,
    });
  }
}

/** Tells whoever set up the digests of a parked place why nothing arrives: once, and in private where that is possible. */
export async function tellOwners(
  { store, deliveries, log }: Parking,
  now: number,
  place: Place,
  reason: ParkedPlace['reason'],
  detail: string,
): Promise<void> {
  await store.recordAudit(auditEntry(place, 'park', `${reason}: ${detail}`, now));
  const { tell, nameOf } = deliveries.get(place.platform) ?? {};
  if (tell === undefined || !(await store.markTold(place, now))) return;
  const known = (await store.subscriptionsIn(place)).map(({ subscription }) => subscription);
  const owners = new Set(
    known.map(({ owner }) => owner).filter((owner) => owner !== 'config' && owner !== SOMEONE),
  );
  const channel = (await nameOf?.(place.tenant, 'channel', place.channel)) ?? null;
  for (const owner of owners) {
    const theirs = known.filter((subscription) => subscription.owner === owner);
    const answer = parkedAnswer(theirs, channel, blockedWords(reason, detail), now);
    const told = await tell(place.tenant, owner, answer).catch(() => null);
    if (told?.kind !== 'sent') log.warn('The owner of a parked digest could not be told.', { reason });
  }
}

/** `channel` is null where the platform does not tell what it is called: then the digests' times say which it is. */
function parkedAnswer(
  digests: readonly Subscription[],
  channel: string | null,
  why: string,
  now: number,
): Answer {
  const which = digests.map(
    ({ id, schedule: { days, time, zone } }) => `${id}, ${daysInWords(days)} at ${clockWords(time, zone)}`,
  );
  const one = digests.length === 1;
  return {
    status: 'answered',
    citations: [],
    records: [],
    command: 'digest',
    audience: 'asker',
    headline: [
      strong(
        `${one ? 'A digest' : `${digests.length} digests`} you set up cannot be posted${channel === null ? '' : ` in ${channel}`}.`,
      ),
    ],
    blocks: [
      {
        kind: 'paragraph',
        spans: [
          text(
            `${why} ${one ? `It is ${which[0]}. It is kept and goes on` : `They are ${which.join('; ')}. They are kept and go on`} by ${one ? 'itself' : 'themselves'} once this is mended; /digest resume in the channel tries at once.`,
          ),
        ],
      },
    ],
    actions: [],
    asOf: dayIn(Temporal.Instant.fromEpochMilliseconds(now), 'UTC'),
  };
}

function auditEntry({ platform, tenant, channel }: Place, action: string, detail: string, at: number) {
  return { at, platform, tenant, channel, actor: 'readout', action, subject: '', detail };
}
