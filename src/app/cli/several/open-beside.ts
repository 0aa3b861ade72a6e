import { existsSync } from 'node:fs';
import type { Store } from '../../../store/store.ts';
import type { Config } from '../../config/config.ts';

/** The store for a short piece of work, also while processes serve it. @throws StoreError, Error where there is none */
export async function openStoreBeside({ database }: Pick<Config, 'database'>): Promise<Store> {
  if (database.kind === 'postgres') {
    const { openPostgresStore } = await import('../../../store/postgres/open.ts');
    return openPostgresStore({ address: database.address });
  }
  if (!existsSync(database.path)) {
    throw new Error(
      `There is no store at ${database.path} yet: it is made when Readout first serves a platform.`,
    );
  }
  const { openSqliteStoreBeside } = await import('../../../store/sqlite/sqlite.ts');
  return openSqliteStoreBeside(database.path);
}
