import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { isBusy, isUnreadable, TROUBLES, troubleOf } from '../trouble.ts';
import { makePrivate, makePrivateFolder } from './files.ts';
import { findDamage } from './integrity.ts';

/** A whole, sound copy for our user alone, or none: what is half written or damaged never passes for a backup. @throws StoreError */
export async function copyDatabase(database: DatabaseSync, file: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    makePrivateFolder(dirname(to));
    rmSync(partial, { force: true });
    makePrivate(partial);
    await backup(database, partial);
    const damage = await findDamage(partial, true);
    if (damage !== null) throw TROUBLES.damaged(file, damage);
    renameSync(partial, to);
  } catch (error) {
    for (const left of [partial, `${partial}-journal`]) removeQuietly(left);
    throw copyTrouble(error, file, to);
  }
}

/** Where the copy could not be begun, there may be no place to look for it either. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

/** What cannot be read is the store's trouble; all else is the copy's, which can be made somewhere else. */
function copyTrouble(error: unknown, file: string, to: string): StoreError {
  if (isBusy(error) || isUnreadable(error)) return troubleOf(error, file);
  const { code, fault, remedy } = troubleOf(error, to);
  const mended = ['damaged', 'broken'].includes(code) ? remedy : 'Make the backup in another place.';
  return new StoreError(code, { fault, remedy: mended }, { cause: error });
}
