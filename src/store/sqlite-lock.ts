import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store.ts';

export interface StoreLock {
  readonly release: () => void;
}

/**
 * Keeps every other Readout process off a store. A second database beside it holds an open write transaction: the
 * operating system drops that lock with the process, however it dies, so there is never a stale lock to clear away, and
 * readers can still see who holds it.
 */
export function lockStore(file: string): StoreLock {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec(
      'pragma journal_mode = delete; begin immediate; create table if not exists holder (pid integer)',
    );
    lock.exec('delete from holder');
    lock.prepare('insert into holder values (?)').run(process.pid);
    // Committed so that others can read it; the lock is taken again at once for as long as the process lives.
    lock.exec('commit; begin immediate');
  } catch (error) {
    const holder = holderOf(lock);
    lock.close();
    throw new StoreError(
      'locked',
      `${file} is in use by another Readout process${holder}: one process serves an embedded store. Stop that one, or give this one its own DATABASE_URL.`,
      { cause: error },
    );
  }
  return { release: () => lock.close() };
}

function holderOf(lock: DatabaseSync): string {
  try {
    const row = lock.prepare('select pid from holder').get();
    return row === undefined ? '' : ` (process ${row.pid})`;
  } catch {
    return '';
  }
}
