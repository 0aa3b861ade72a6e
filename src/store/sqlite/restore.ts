import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { TROUBLES, troubleOf } from '../trouble.ts';
import { copyDatabase } from './backup.ts';
import { isStoreThere, prepareDatabase } from './files.ts';
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
 * Puts a copy in the place of the store, which no process may have. The store that was there is kept beside it under a name
 * of its own, and the copy is looked at whole before anything is touched; killed at any moment there is the one or the other.
 * What the copy was about to post may have been posted since: it is in doubt, and looked for on the platform before it is
 * sent. @throws StoreError
 */
export async function restoreSqliteStore({ from, file, now, postMissed }: RestoreOptions): Promise<Restored> {
  const copy = openCopy(from);
  let kept: string | null = null;
  try {
    mustBeWhole(copy, from);
    mustBeOurs(file);
    const path = prepareDatabase(file);
    const fresh = `${path}.restored`;
    const lock = await lockStore(path);
    try {
      await copyDatabase(copy, from, fresh);
      putInDoubt(fresh, now, postMissed);
      kept = keepBeside(path);
      renameSync(fresh, path);
    } catch (error) {
      throw troubleOf(error, path);
    } finally {
      for (const end of ['', '-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
      lock.release();
    }
  } finally {
    copy.close();
  }
  const driver = await openSqliteDriver({ file, exclusive: true });
  try {
    const [row] = await driver.all('select count(*) as n from subscription');
    return { kept, digests: Number(row?.['n'] ?? 0) };
  } finally {
    await driver.close();
  }
}

/** @throws StoreError where another program has its database there: it would be taken from it */
function mustBeOurs(file: string): void {
  if (!isStoreThere(file) || statSync(file).size === 0) return;
  let there: DatabaseSync | undefined;
  try {
    there = openForReading(file);
    const found = schemaIn(there, file);
    if (found.kind === 'unusable' && found.trouble.code === 'not-ours') throw found.trouble;
  } catch (error) {
    // One that cannot be read is what a copy is restored for.
    if (error instanceof StoreError && error.code === 'not-ours') throw error;
  } finally {
    there?.close();
  }
}

/** Before the copy has the store's name: a start between the two would post what was posted already. */
function putInDoubt(file: string, now: number, postMissed: boolean): void {
  const database = new DatabaseSync(file);
  try {
    const waiting = database.prepare(
      `update delivery set state = 'in-doubt', claim = '', lease_until = 0, not_before = $now, attempt_at = due_at,
        reason = 'The store was restored from a copy.'
      where state in ('planned', 'claimed', 'sending') and due_at <= $now`,
    );
    waiting.run({ now });
    if (postMissed) return;
    // One of an early schema notes no next time yet.
    const columns = database.prepare("select name from pragma_table_info('subscription')").all();
    const next = columns.some(({ name }) => name === 'next_due_at') ? ', next_due_at = 0' : '';
    database.prepare(`update subscription set since = $now${next}`).run({ now });
  } finally {
    database.close();
  }
}

/** Gives what is there a second name, not one that an earlier restore has given; its log goes with it. Null where nothing is there. */
function keepBeside(path: string): string | null {
  const there = ['', '-wal'].some(
    (end) => (statSync(`${path}${end}`, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
  if (!there) return null;
  let kept = `${path}.before-restore`;
  for (let at = 2; existsSync(kept) || existsSync(`${kept}-wal`); at += 1)
    kept = `${path}.before-restore-${at}`;
  try {
    linkSync(path, kept);
  } catch {
    // Not every file system has second names.
    renameSync(path, kept);
  }
  // What the log of the old one holds belongs to it.
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${kept}-wal`);
  rmSync(`${path}-shm`, { force: true });
  return kept;
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
    throw ofTheCopy(troubleOf(error, from));
  }
}

/** What is wrong with a copy is mended in another way than the same of a store, which nothing has happened to. */
function ofTheCopy(trouble: StoreError): StoreError {
  const mend: Partial<Record<StoreError['code'], string>> = {
    newer: 'Update Readout and restore it then; the store is as it was.',
    'not-permitted': 'Let that user read it, or name another copy; the store is as it was.',
  };
  return new StoreError(
    trouble.code,
    {
      fault: trouble.fault.replace(/^The store /, 'The copy '),
      remedy: mend[trouble.code] ?? 'Name another copy that readout backup made; the store is as it was.',
    },
    { cause: trouble },
  );
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
    throw ofTheCopy(troubleOf(error, from));
  }
}
