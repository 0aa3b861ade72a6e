import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { whyUnserved } from '../copy/notes.ts';
import { tablesOf } from '../sql/migrations.ts';
import type { StoreError } from '../store-error.ts';
import { freeBytesAt, nearestFolder, obstacleAt, TROUBLES, troubleOf } from '../trouble.ts';
import { damageOf, openForReading } from './integrity.ts';
import { lockFileOf, lockTrouble } from './lock.ts';
import { schemaIn } from './schema.ts';

/** An embedded store as it is found from outside. */
export interface Inspection {
  /** Everything in the way of serving it, without what a process that serves it has a right to. */
  readonly troubles: readonly StoreError[];
  /** Null where there is no file yet. */
  readonly bytes: number | null;
  /** The folder it is in, or the nearest one above that is there. */
  readonly folder: string;
  /** False where the folder itself has to be made. */
  readonly folderThere: boolean;
  /** Null where the file system does not tell. */
  readonly freeBytes: number | null;
  /** 0 for an empty one; null where it could not be read. */
  readonly schema: number | null;
  /** What another process says by holding it; null where none does. */
  readonly heldBy: StoreError | null;
}

/** Looks at the store without changing it: may it be written, is it held, is it whole, and is it ours. */
export async function inspectSqliteStore(file: string): Promise<Inspection> {
  const folder = nearestFolder(file);
  const troubles: StoreError[] = [];
  const obstacle = obstacleAt(file);
  if (obstacle !== null) troubles.push(obstacle);
  const there = existsSync(file) && statSync(file).isFile();
  const lock = obstacle === null ? await tryLock(file) : null;
  const held = lock?.code === 'locked';
  if (lock !== null && !held) troubles.push(lock);
  const content = there ? readContent(file) : { schema: null, trouble: null };
  if (!there && obstacle === null) {
    const refused = tryToMake(file, folder);
    if (refused !== null) troubles.push(refused);
  }
  if (content.trouble !== null && content.trouble.code !== obstacle?.code) troubles.push(content.trouble);
  return {
    troubles,
    bytes: there ? statSync(file).size : null,
    folder,
    folderThere: folder === dirname(file),
    freeBytes: freeBytesAt(file),
    schema: content.schema,
    heldBy: held ? lock : null,
  };
}

/** Makes a folder where the store is to be made and takes it away again: rights alone do not tell. */
function tryToMake(file: string, folder: string): StoreError | null {
  try {
    rmdirSync(mkdtempSync(join(folder, '.readout-')));
    return null;
  } catch (error) {
    return troubleOf(error, file);
  }
}

/** Takes the lock and gives it back; null where it could be had, or nobody has ever taken it. */
async function tryLock(file: string): Promise<StoreError | null> {
  if (!existsSync(lockFileOf(file))) return null;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockFileOf(file), { timeout: 0 });
    lock.exec('begin immediate; rollback');
    return null;
  } catch (error) {
    return await lockTrouble(error, file, lock);
  } finally {
    lock?.close();
  }
}

function unservedIn(database: DatabaseSync, file: string, schema: number): StoreError | null {
  if (!tablesOf(schema).includes('store_note')) return null;
  const rows = database.prepare('select name, value from store_note').all();
  return whyUnserved(new Map(rows.map(({ name, value }) => [String(name), String(value)])), file);
}

function readContent(file: string): { readonly schema: number | null; readonly trouble: StoreError | null } {
  let database: DatabaseSync | undefined;
  try {
    database = openForReading(file);
    const found = schemaIn(database, file);
    if (found.kind === 'unusable') return { schema: null, trouble: found.trouble };
    const schema = found.kind === 'ours' ? found.schema : 0;
    const damage = damageOf(database);
    const trouble = damage === null ? unservedIn(database, file, schema) : TROUBLES.damaged(file, damage);
    return { schema, trouble };
  } catch (error) {
    return { schema: null, trouble: troubleOf(error, file) };
  } finally {
    database?.close();
  }
}
