import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSpan } from '../../../domain/schedule/span.ts';
import type { Config } from '../../config/config.ts';
import { inHome } from '../../config/home.ts';

/** How the store is copied by itself. */
export interface BackupRules {
  readonly folder: string;
  readonly everyMs: number;
  /** So many of the newest stay. */
  readonly keep: number;
}

/** One copy, whole and under its name. */
export interface Backup {
  readonly file: string;
  /** When it was made, in epoch milliseconds, whole seconds. */
  readonly at: number;
}

/** Null where none are to be made. */
export function backupRules({ home, behaviour }: Pick<Config, 'home' | 'behaviour'>): BackupRules | null {
  const { every, keep, folder } = behaviour.backup;
  const span = every === undefined ? null : readSpan(every);
  return span?.kind === 'read' ? { folder: inHome(home, folder), everyMs: span.value, keep } : null;
}

const NAME = /^readout-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/;

/** `readout-20251126T080000Z.db` in the folder. */
export function backupFile(folder: string, at: number): string {
  const moment = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return join(folder, `readout-${moment}.db`);
}

/** The copies that were made by themselves, the newest first; none where the folder cannot be read. */
export function backupsIn(folder: string): readonly Backup[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const [, ...parts] = NAME.exec(name) ?? [];
      const [year = 0, month = 1, ...rest] = parts.map(Number);
      return parts.length === 0 ? [] : [{ file: join(folder, name), at: Date.UTC(year, month - 1, ...rest) }];
    })
    .toSorted((a, b) => b.at - a.at);
}

/** How the copies are doing. */
export interface BackupLook {
  readonly newest: Backup | null;
  readonly kept: number;
  /** None is as young as twice the time between two. */
  readonly late: boolean;
}

export function lookAtBackups({ folder, everyMs }: BackupRules, now: number): BackupLook {
  const found = backupsIn(folder);
  const [newest = null] = found;
  return { newest, kept: found.length, late: newest === null || now - newest.at > 2 * everyMs };
}
