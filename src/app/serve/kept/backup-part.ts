import { rmSync } from 'node:fs';
import { everyMinute } from '../../../digest/schedule/every-minute.ts';
import type { Log } from '../../../domain/log.ts';
import { inspectSqliteStore } from '../../../store/sqlite/inspect.ts';
import type { WatchedStore } from '../../../store/watch.ts';
import type { Part } from '../app.ts';
import { type BackupRules, backupFile, backupsIn } from './backups.ts';

/** After a copy that failed, where the next one is not due earlier. */
const AGAIN_MS = 3_600_000;

/**
 * Copies the store whenever the newest copy is old enough, by their names, so that a start anew makes none too many and
 * none too few. Each is read through, opened as a store, and only then are the oldest deleted.
 */
export function backupPart(options: {
  readonly rules: BackupRules;
  readonly watched: Pick<WatchedStore, 'store' | 'trouble' | 'look'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Rings once a minute until what it gives is called. */
  readonly beats?: (ring: () => void) => () => void;
}): Part {
  const { rules, watched, log, now, beats = everyMinute } = options;
  const { folder, everyMs, keep } = rules;
  let notBefore = 0;
  let underWay: Promise<void> | null = null;
  let stopBeats = () => {};

  const make = async (): Promise<void> => {
    const began = now();
    const file = backupFile(folder, began);
    try {
      await watched.store.backup(file);
      const { troubles, schema } = await inspectSqliteStore(file);
      const [trouble] = troubles;
      if (trouble !== undefined) throw new Error(trouble.fault);
      for (const old of backupsIn(folder).slice(keep)) rmSync(old.file, { force: true });
      log.info(`Backed up the store as ${file}.`, { schema, kept: backupsIn(folder).length });
    } catch (error) {
      notBefore = began + Math.min(everyMs, AGAIN_MS);
      const why = error instanceof Error ? error.message : String(error);
      const minutes = Math.round((notBefore - began) / 60_000);
      log.error(`The store could not be backed up as ${file}: ${why} Tried again in ${minutes} min.`);
    }
  };

  const beat = () => {
    if (underWay !== null || watched.trouble() !== null || now() < notBefore) return;
    // One from the future was made by a clock that was wrong.
    const newest = backupsIn(folder).find(({ at }) => at <= now());
    if (newest !== undefined && newest.at + everyMs > now()) return;
    underWay = make().finally(() => {
      underWay = null;
    });
  };

  return {
    name: 'backups',
    async start() {
      stopBeats = beats(beat);
      // Nobody waits for the store to be read through.
      void watched.look().then(beat);
    },
    async stop() {
      stopBeats();
      await underWay;
    },
  };
}
