import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { copyDatabase } from './backup.ts';

/** Copies of earlier schemas that are kept, the newest ones. */
const KEPT = 2;

/** The copy of a store as it was before it was upgraded from a schema: `readout.db.schema-7`. */
export function copyBeforeUpgrade(path: string, schema: number): string {
  return `${path}.schema-${schema}`;
}

/**
 * Copies the store as it is, beside it, before a step to a newer schema that no earlier Readout can read. Without a whole
 * copy nothing is upgraded. Gives where the copy is. @throws StoreError
 */
export async function keepBeforeUpgrade(
  database: DatabaseSync,
  path: string,
  schema: number,
): Promise<string> {
  const to = copyBeforeUpgrade(path, schema);
  try {
    await copyDatabase(database, path, to);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreError(
      error.code,
      {
        fault: `${path} is from an earlier Readout and is not upgraded, because no copy of it could be made first: ${error.fault}`,
        remedy: `Make room for ${to}, or start the Readout that wrote it.`,
      },
      { cause: error },
    );
  }
  for (const old of copiesOf(path).slice(KEPT)) rmSync(old, { force: true });
  return to;
}

/** Newest schema first. */
function copiesOf(path: string): readonly string[] {
  const start = `${basename(path)}.schema-`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .toSorted((a, b) => Number(b.slice(start.length)) - Number(a.slice(start.length)))
    .map((name) => join(dirname(path), name));
}
