import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../core/request.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { ServedPlatform } from '../../platforms/module.ts';
import type { Platform, PlatformHealth } from '../../platforms/platform.ts';
import { within } from '../process/until-stopped.ts';

/** Something that runs beside the platforms: the store, the watch over the packs, the HTTP server, the scheduler. */
export interface Part {
  readonly name: string;
  /** Rejects where the process cannot do without it. */
  readonly start: () => Promise<void>;
  /** Before anything is stopped: takes nothing new. What comes while the rest stops would be refused where it can go elsewhere. */
  readonly close?: () => void;
  readonly stop: () => Promise<void>;
}

/** The running process. */
export interface App {
  readonly platforms: () => readonly { readonly name: string; readonly health: PlatformHealth }[];
  /** Starts parts in order, then every platform at once, then workers. @throws ConfigError where no platform can be served */
  readonly start: (core: Core) => Promise<void>;
  /** Stops in the opposite order; a failure is logged and holds nothing up. At most 10 s. */
  readonly stop: () => Promise<void>;
}

/** Together under 10 s, so that the store is closed in time even where a worker and a platform hang. */
const STOP_WORKERS_MS = 4_500;
const STOP_PLATFORMS_MS = 4_000;
const STOP_PARTS_MS = 1_400;
/** Questions wait where nobody served for a while, and what is posted each minute can wait for them. */
const MOMENT_MS = 100;

/** Wires parts and platforms so that one platform failing, at start, in service or at stop, never touches the other. */
export function createApp(options: {
  /** What platforms stand on. */
  readonly parts: readonly Part[];
  readonly platforms: readonly ServedPlatform[];
  /** What uses platforms: started a moment after them, so that who asked first is answered first, and stopped before them. */
  readonly workers?: readonly Part[];
  readonly log: Log;
}): App {
  const { parts, platforms, workers = [], log } = options;
  const failures = new Map<string, string>();
  const started = new Set<Part>();
  let stopping: Promise<void> | undefined;

  async function startPlatform(platform: Platform, core: Core): Promise<unknown> {
    try {
      await platform.start(core);
      return undefined;
    } catch (error) {
      const reason = messageOf(error);
      failures.set(platform.name, reason);
      log.error('A platform could not be started; the others go on.', { platform: platform.name, reason });
      return error;
    }
  }

  async function startAll(some: readonly Part[]): Promise<void> {
    for (const part of some) {
      await part.start();
      started.add(part);
    }
  }

  async function stopStarted(some: readonly Part[]): Promise<void> {
    for (const part of some.toReversed()) {
      if (started.has(part)) await quietly(part.name, part.stop);
    }
  }

  async function stopAll(): Promise<void> {
    for (const part of started) part.close?.();
    await within(STOP_WORKERS_MS, stopStarted(workers));
    await within(
      STOP_PLATFORMS_MS,
      Promise.all(platforms.map((platform) => quietly(platform.name, () => platform.stop()))),
    );
    await within(STOP_PARTS_MS, stopStarted(parts));
  }

  async function quietly(name: string, stop: () => Promise<void>): Promise<void> {
    try {
      await stop();
    } catch (error) {
      log.error('Stopping a part of the process failed.', { part: name, error: messageOf(error) });
    }
  }

  return {
    platforms: () =>
      platforms.map((platform) => {
        const reason = failures.get(platform.name);
        return {
          name: platform.name,
          health: reason === undefined ? platform.health() : { state: 'down', reason },
        };
      }),
    async start(core) {
      await startAll(parts);
      const errors = await Promise.all(platforms.map((platform) => startPlatform(platform, core)));
      if (platforms.length > 0 && errors.every((error) => error instanceof ConfigError)) {
        throw new ConfigError(
          errors.flatMap((error) => (error instanceof ConfigError ? error.problems : [])),
        );
      }
      if (workers.length > 0) await sleep(MOMENT_MS);
      // Somebody stopped it meanwhile: what starts now would be stopped by nobody.
      if (stopping === undefined) await startAll(workers);
    },
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
