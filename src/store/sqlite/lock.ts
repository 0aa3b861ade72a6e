import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { StoreError } from '../store-error.ts';
import { isBusy, isUnreadable, TROUBLES, troubleOf } from '../trouble.ts';
import { makePrivate } from './files.ts';

export interface StoreLock {
  readonly release: () => void;
}

/** A holder writes its number in an instant; where nothing can be read for longer, nobody is writing. */
const READ_TRIES = 10;
const READ_PAUSE_MS = 20;

/** The file that keeps a second process off the store. */
export function lockFileOf(file: string): string {
  return `${file}.lock`;
}

/**
 * Keeps every other Readout process off a store. A second database beside it holds an open write transaction: the
 * operating system drops that lock with the process, however it dies, so there is never a stale lock to clear away, and
 * readers can still see who holds it. @throws StoreError that tells a holder from a disk that cannot lock
 */
export async function lockStore(file: string): Promise<StoreLock> {
  const path = lockFileOf(file);
  let lock: DatabaseSync | undefined;
  try {
    makePrivate(path);
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec(
      'pragma journal_mode = delete; begin immediate; create table if not exists holder (pid integer)',
    );
    lock.exec('delete from holder');
    lock.prepare('insert into holder values (?)').run(process.pid);
    // Committed so that others can read it; the lock is taken again at once for as long as the process lives.
    lock.exec('commit; begin immediate');
  } catch (error) {
    const trouble = await lockTrouble(error, file, lock);
    lock?.close();
    throw trouble;
  }
  const held = lock;
  return { release: () => held.close() };
}

/**
 * Why the lock cannot be had. A file system without locks and one where somebody has the lock give the same code
 * (SQLite reads ENOLCK as "busy"); but beside a holder others can read, and where there are no locks nobody can.
 */
export async function lockTrouble(
  error: unknown,
  file: string,
  lock: DatabaseSync | undefined,
): Promise<StoreError> {
  if (!isBusy(error) || lock === undefined) {
    return isUnreadable(error) ? TROUBLES.badLock(lockFileOf(file), error) : troubleOf(error, file);
  }
  for (let tries = 0; tries < READ_TRIES; tries += 1) {
    try {
      const row = lock.prepare('select pid from holder').get();
      return TROUBLES.locked(file, typeof row?.pid === 'number' ? row.pid : null, error);
    } catch (unread) {
      // Held by something that is no Readout: it wrote no number.
      if (!isBusy(unread)) return TROUBLES.locked(file, null, error);
    }
    await wait(READ_PAUSE_MS);
  }
  return TROUBLES.noLocks(file, error);
}
