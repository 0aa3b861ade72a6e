import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { isUnreadable, messageOf } from '../trouble.ts';

/** A database up to this size is read through in a few milliseconds, less than a thread takes to start. */
const SMALL_BYTES = 4_000_000;

/** The first thing wrong with the structure of a database, in a few words; null where it is sound. Blocks while it reads. */
export function damageOf(database: DatabaseSync): string | null {
  const [row] = database.prepare('pragma quick_check(1)').all();
  const found = String(row?.quick_check ?? 'ok');
  if (found === 'ok') return null;
  const words = found.split('\n').filter((line) => line !== '' && !line.startsWith('***'));
  return (words[0] ?? found).slice(0, 120);
}

/**
 * The database for reading. Where no process has it open it is read as it lies, which leaves no file beside it and needs
 * no right to write.
 */
export function openForReading(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true, timeout: 0 });
}

/**
 * Reads the database through on a connection of its own, because the serving one would find overwritten pages sound in
 * its memory; in a thread of its own where that takes long. `asItLies`: nobody has it open, and no file is to be left beside
 * it. Null where it is sound, or cannot be read for another reason.
 */
export async function findDamage(file: string, asItLies = false): Promise<string | null> {
  if (statSync(file).size <= SMALL_BYTES) return damageIn(file, asItLies);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./integrity-worker.ts', import.meta.url), {
      workerData: { file, asItLies },
    });
    worker.once('message', (found: string | null) => resolve(found));
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
    worker.unref();
  });
}

/** As `findDamage`, here and now. */
export function damageIn(file: string, asItLies = false): string | null {
  // Where somebody has it open it is not whole without what is beside it.
  const database = asItLies ? openForReading(file) : new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    return damageOf(database);
  } catch (error) {
    // A torn page of the schema is found before the check begins.
    return isUnreadable(error) ? messageOf(error) : null;
  } finally {
    database.close();
  }
}
