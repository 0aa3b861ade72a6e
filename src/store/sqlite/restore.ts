import { existsSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { TROUBLES, troubleOf } from '../trouble.ts';
import { copyDatabase } from './backup.ts';
import { prepareDatabase } from './files.ts';
import { damageOf, openForReading } from './integrity.ts';
import { lockStore } from './lock.ts';
import { schemaIn } from './schema.ts';
import { openSqliteDriver } from './sqlite.ts';

/** What a restore did. */
export interface Restored {
  /** Where the store that was there is now; null where there was none. */
  readonly kept: string | null;
  readonly digests: number;
}

export interface RestoreOptions {
  /** The copy, which is only read. */
  readonly from: string;
  /** The store that it becomes. */
  readonly file: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Digests that came due since the copy was made are posted late, as after a downtime; else they are taken as posted. */
  readonly postMissed: boolean;
}

/**
 * Puts a copy in the place of the store, which no process may have. The store that was there is kept beside it, and the copy
 * is looked at whole before anything is touched. What the copy was about to post may have been posted since: it is in doubt,
 * and looked for on the platform before it is sent. @throws StoreError
 */
export async function restoreSqliteStore({ from, file, now, postMissed }: RestoreOptions): Promise<Restored> {
  const copy = openCopy(from);
  const had = existsSync(file);
  let kept = '';
  try {
    mustBeWhole(copy, from);
    const path = prepareDatabase(file);
    const fresh = `${path}.restored`;
    kept = `${path}.before-restore`;
    const lock = await lockStore(path);
    try {
      await copyDatabase(copy, from, fresh);
      // What the log of the old one holds belongs to it.
      for (const end of ['', '-wal', '-shm']) {
        rmSync(`${kept}${end}`, { force: true });
        if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${kept}${end}`);
      }
      renameSync(fresh, path);
    } finally {
      rmSync(fresh, { force: true });
      lock.release();
    }
  } finally {
    copy.close();
  }
  const driver = await openSqliteDriver({ file, exclusive: true });
  try {
    await driver.all(
      `update delivery set state = 'in-doubt', claim = '', lease_until = 0, not_before = $1, attempt_at = due_at,
        reason = 'The store was restored from a copy.'
      where state in ('planned', 'claimed', 'sending') and due_at <= $1`,
      now,
    );
    if (!postMissed) await driver.all('update subscription set since = $1, next_due_at = 0', now);
    const [row] = await driver.all('select count(*) as n from subscription');
    return { kept: had ? kept : null, digests: Number(row?.['n'] ?? 0) };
  } finally {
    await driver.close();
  }
}

function openCopy(from: string): DatabaseSync {
  if (!existsSync(from)) {
    throw new StoreError('gone', {
      fault: `${from} is not there.`,
      remedy: 'Name a copy that readout backup made.',
    });
  }
  try {
    return openForReading(from);
  } catch (error) {
    throw troubleOf(error, from);
  }
}

/** @throws StoreError where it is no store of ours, or not a sound one */
function mustBeWhole(copy: DatabaseSync, from: string): void {
  try {
    const found = schemaIn(copy, from);
    if (found.kind === 'unusable') throw found.trouble;
    if (found.kind === 'empty') {
      throw new StoreError('not-ours', {
        fault: `${from} holds no store.`,
        remedy: 'Name a copy that readout backup made.',
      });
    }
    const damage = damageOf(copy);
    if (damage !== null) throw TROUBLES.damaged(from, damage);
  } catch (error) {
    throw troubleOf(error, from);
  }
}
