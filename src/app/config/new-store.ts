import { statSync } from 'node:fs';
import type { EmbeddedDatabase } from './config.ts';

/** True where serving would make the store: there is no file, or an empty one, or none that can be seen. */
export function isNewStore({ path }: EmbeddedDatabase): boolean {
  try {
    return statSync(path).size === 0;
  } catch {
    return true;
  }
}

/** Why a store may not be made, and what to do; null where it may, or is there. */
export function missingStore(
  database: EmbeddedDatabase,
): { readonly says: string; readonly mend: string } | null {
  if (database.expected !== true || !isNewStore(database)) return null;
  return {
    says: `READOUT_EXPECT_STORE is 1, and there is no store at ${database.path}.`,
    mend: 'See that its disk is mounted and that READOUT_HOME or DATABASE_URL names the right place, or leave READOUT_EXPECT_STORE out for one start, which makes a new one.',
  };
}
