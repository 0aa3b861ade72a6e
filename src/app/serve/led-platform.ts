import type { Core } from '../../core/request.ts';
import type { Log } from '../../domain/log.ts';
import type { ConnectedPlatform, PlatformParts, ServedPlatform } from '../../platforms/module.ts';

/** A platform whose connection one of several processes holds. */
export interface LedPlatform {
  readonly platform: ServedPlatform;
  /** Opens the connection, or closes it. Never rejects. */
  readonly lead: (leads: boolean) => void;
}

/**
 * Sends and looks things up at all times, and holds the platform's connection only while this process leads: two that
 * did would both answer what people write.
 */
export async function ledPlatform(
  connected: ConnectedPlatform,
  parts: PlatformParts,
  log: Log,
): Promise<LedPlatform> {
  const base = await connected.create({ ...parts, connects: false });
  let core: Core | null = null;
  let wanted = false;
  let held: ServedPlatform | null = null;
  let turning: Promise<void> = Promise.resolve();
  let failure: string | null = null;

  const turn = async () => {
    if (wanted && core !== null && held === null) {
      const made = await connected.create(parts);
      held = made;
      await made.start(core);
      failure = null;
    } else if ((!wanted || core === null) && held !== null) {
      const left = held;
      held = null;
      await left.stop();
    }
  };
  const next = () => {
    turning = turning.then(turn).catch((error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
      log.error('The connection of a platform could not be taken over or given back.', {
        platform: connected.name,
        error: failure,
      });
    });
    return turning;
  };

  const own: ServedPlatform = {
    ...base,
    async start(given) {
      core = given;
      await base.start(given);
      await next();
    },
    health() {
      if (failure !== null) return { state: 'down', reason: failure };
      if (held !== null) return held.health();
      const health = base.health();
      return health.state === 'ready'
        ? { state: 'ready', reason: 'Standing by: another process holds the connection.' }
        : health;
    },
    async stop() {
      core = null;
      wanted = false;
      await Promise.all([next(), base.stop()]);
    },
  };
  return {
    platform: own,
    lead(leads) {
      if (leads === wanted) return;
      wanted = leads;
      if (core !== null) void next();
    },
  };
}
