import type { Answer } from '../../answer/answer.ts';
import type { Clock } from '../../core/clock.ts';
import type { Delivery, Destination } from '../../core/delivery.ts';
import type { PostRate } from '../../core/post-rate.ts';
import { codeOf } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Place } from '../../domain/schedule/subscription.ts';
import type { DeliveryStore, Settlement, StoredDelivery } from '../../store/ports/deliveries.ts';
import type { ParkingStore } from '../../store/ports/parking.ts';

/** How patient the outbox is. */
export interface OutboxTiming {
  /** How long a claim lasts when its holder says nothing more; longer than any platform call. */
  readonly leaseMs: number;
  /** How long after an attempt a doubtful message may still arrive: a server may store it long after we gave up. */
  readonly doubtMs: number;
  /** How often a doubtful message is looked for where the platform does not let us look. */
  readonly lookAgainMs: number;
}

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

/** What sending one platform's deliveries needs. */
export interface Job {
  readonly delivery: Delivery;
  readonly options: OutboxOptions;
  readonly timing: OutboxTiming;
  readonly rate: PostRate;
  readonly stopping: AbortSignal;
  /** When a delivery that went back to the store for pacing has its turn. */
  readonly reserved: Map<string, Reserved>;
  /** This delivery's turn has come: the platform is called now. */
  readonly begun: (id: string) => void;
}

export interface Reserved {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly lead: boolean;
}

/** The post in the channel, as against what hangs in its thread. */
export function isLead({ part }: StoredDelivery): boolean {
  return part === 0;
}

/** How soon after an attempt its message is looked for. */
export function firstLookMs({ doubtMs }: OutboxTiming, { lookAfterMs }: Delivery): number {
  return Math.min(doubtMs, lookAfterMs ?? doubtMs);
}

export function destinationOf(row: StoredDelivery): Destination {
  const { platform, tenant, channel } = row.place;
  const thread = row.parentMessage === '' ? row.place.thread : row.parentMessage;
  const aloud = row.kind === 'correction-aloud' && row.edits === '' && row.parentMessage !== '';
  return {
    ...{ platform, tenant, channel },
    ...(thread === '' ? {} : { thread }),
    ...(aloud ? { aloud } : {}),
  };
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Writes what became of a delivery. Where the store is away it is tried again for as long as the claim lasts: what the platform
 * answered is known here and nowhere else.
 */
export async function settle(id: string, claim: string, outcome: Settlement, job: Job): Promise<boolean> {
  const { store, clock } = job.options;
  const until = clock.now() + job.timing.leaseMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await store.settle(id, claim, outcome, clock.now());
    } catch (error) {
      if (codeOf(error) !== 'away' || clock.now() + pause > until) throw error;
      await clock.sleep(pause);
    }
  }
}
