import { existsSync } from 'node:fs';
import type { Config } from './config.ts';

/**
 * A store that an earlier version made by taking %20 in DATABASE_URL literally: beside it a new, empty one would be begun.
 * Null where there is none, or where the path as it is read now has a store too.
 */
export function forgottenStore(
  database: Config['database'],
): { readonly says: string; readonly mend: string } | null {
  if (database.kind !== 'sqlite') return null;
  const { path, literally } = database;
  if (literally === undefined || !existsSync(literally) || existsSync(path)) return null;
  return {
    says: `DATABASE_URL names ${path}, and the store is in ${literally}, as an earlier version took it.`,
    mend: `Move ${literally} there (with ${literally}-wal where that is), or write %25 for each % that is meant.`,
  };
}
