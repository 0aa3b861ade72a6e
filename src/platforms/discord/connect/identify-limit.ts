import { type Clock, sleepOrThrow } from '../../../core/clock.ts';

/** The part of `GET /gateway/bot` that counts. https://docs.discord.com/developers/topics/gateway#session-start-limit-object */
export interface GatewayInformation {
  readonly session_start_limit: {
    readonly total: number;
    readonly remaining: number;
    /** Milliseconds until `remaining` is full again. */
    readonly reset_after: number;
    readonly max_concurrency: number;
  };
}

/** Lets an IDENTIFY through, or holds it back. Rejects when `signal` aborts. */
export interface IdentifyGate {
  readonly wait: (
    shard: number,
    information: (fresh: boolean) => Promise<GatewayInformation>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** Discord resets the token of a bot that identifies more than 1000 times a day; below this many left we wait. */
export const LEAST_REMAINING = 50;
/** Between two identifications of one concurrency slot. https://docs.discord.com/developers/topics/gateway#rate-limiting */
const SPACING_MS = 5000;
const LONGEST_WAIT_MS = 15 * 60_000;
const RETRY_MS = 5000;

/**
 * A gate every IDENTIFY passes, the first and all later ones, so that no loop of ours or of the SDK can use up the day's
 * budget. After the first, the budget is asked for anew each time.
 */
export function createIdentifyGate(options: {
  readonly clock: Clock;
  readonly onHeld: (reason: string) => void;
}): IdentifyGate {
  const { clock } = options;
  const last = new Map<number, number>();
  let identified = false;

  const budget = async (
    information: (fresh: boolean) => Promise<GatewayInformation>,
    signal: AbortSignal,
    fresh: boolean,
  ) => {
    for (;;) {
      try {
        return (await information(fresh)).session_start_limit;
      } catch {
        await sleepOrThrow(clock, RETRY_MS, signal);
      }
    }
  };

  return {
    async wait(shard, information, signal) {
      let limit = await budget(information, signal, identified);
      while (limit.remaining < LEAST_REMAINING) {
        const wait = Math.min(Math.max(limit.reset_after, RETRY_MS), LONGEST_WAIT_MS);
        options.onHeld(
          `Only ${limit.remaining} of ${limit.total} gateway logins are left today; I wait for the next ones rather than risk the bot token.`,
        );
        await sleepOrThrow(clock, wait, signal);
        limit = await budget(information, signal, true);
      }
      const slot = shard % Math.max(1, limit.max_concurrency);
      const now = clock.now();
      const at = Math.max(now, (last.get(slot) ?? Number.NEGATIVE_INFINITY) + SPACING_MS);
      // Before any wait: shards connect at the same time, and each has a turn of its own.
      last.set(slot, at);
      if (at > now) await clock.sleep(at - now, signal);
      signal.throwIfAborted();
      identified = true;
    },
  };
}
