import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import type { Log } from '../../../domain/log.ts';
import type { PushedPack } from '../../../store/ports/packs.ts';
import type { WatchedStore } from '../../../store/watch.ts';
import type { Keep } from '../../config/checked-cache.ts';
import type { Config } from '../../config/config.ts';
import { type Briefings, followBriefings } from '../briefings.ts';

/** Where notices cannot be heard, and while many others come, the store is asked no more often than this. */
const LOOK_MS = 2_000;

/**
 * The packs that were pushed into the store, from then on as long as some are there; until then those of the folder. A version
 * is taken whole or not at all: one that this process cannot read is told, and the last one is served on.
 * @throws Error where there is no story to begin with
 */
export async function followPushed(options: {
  readonly config: Config;
  readonly log: Log;
  readonly watched: Pick<WatchedStore, 'store' | 'onWake' | 'onWell'>;
  readonly keep?: Keep | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}): Promise<Briefings> {
  const { config, log, watched, keep, now } = options;
  const folder = mkdtempSync(join(tmpdir(), 'readout-packs-'));
  const listeners: (() => void)[] = [];
  let shown: PushedPack | null = null;
  let wanted: PushedPack | null = null;
  let looked = now();
  let looking: Promise<void> | null = null;
  let stopped = false;

  const hear = (briefings: Briefings) => {
    briefings.onChange(() => {
      if (briefings === current) for (const listener of listeners) listener();
    });
    return briefings;
  };

  /** The packs of a version, all of them whole. @throws Error */
  const read = async ({ version }: PushedPack): Promise<Briefings> => {
    const root = join(folder, version);
    for (const { path, body } of await watched.store.packFiles(version)) {
      const file = join(root, path);
      if (normalize(path) !== path || path.startsWith('..')) throw new Error(`${path} is no path of a pack`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, Buffer.from(body, 'base64'));
    }
    const made = await followBriefings(
      { ...config, behaviour: { ...config.behaviour, briefings: root } },
      log,
      keep,
    );
    if (!made.health().stale) return made;
    await made.stop();
    throw new Error('some of it has problems that this version of Readout finds');
  };

  const first = await watched.store.presentPack();
  wanted = first;
  let current: Briefings =
    first === null
      ? await followBriefings(config, log, keep)
      : await read(first).finally(() => (shown = first));
  hear(current);

  const lookOnce = async () => {
    looked = now();
    const present = await watched.store.presentPack();
    if (stopped || present === null || present.version === wanted?.version) return;
    wanted = present;
    try {
      const made = await read(present);
      const left = current;
      current = hear(made);
      const before = shown;
      shown = present;
      await left.stop();
      if (before !== null) rmSync(join(folder, before.version), { recursive: true, force: true });
      log.info('Answers come from the packs that were pushed.', { version: present.version });
      for (const listener of listeners) listener();
    } catch (error) {
      log.error('The packs that were pushed cannot be used here; the last good ones are.', {
        ...{ version: present.version, error: error instanceof Error ? error.message : String(error) },
      });
    }
  };
  const look = () => {
    looking ??= lookOnce()
      // A store that is away tells that itself.
      .catch(() => {})
      .finally(() => {
        looking = null;
      });
  };
  watched.onWake((what) => {
    if (what === 'pack' || now() - looked >= LOOK_MS) look();
  });
  watched.onWell(look);

  return {
    stories: () => current.stories(),
    defaultBecause: () => current.defaultBecause(),
    health: () => ({
      ...current.health(),
      version: shown?.version ?? 'folder',
      ...(wanted?.version === shown?.version ? {} : { behind: wanted?.version ?? 'folder' }),
    }),
    onChange: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      stopped = true;
      await looking;
      await current.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
