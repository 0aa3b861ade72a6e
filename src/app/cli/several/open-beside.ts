import type { Store } from '../../../store/store.ts';
import type { Config } from '../../config/config.ts';

/** The store for a short piece of work, also while processes serve it. @throws StoreError, Error where there is none */
export async function openStoreBeside({ database }: Pick<Config, 'database'>): Promise<Store> {
  if (database.kind === 'postgres') {
    const { openPostgresStore } = await import('../../../store/postgres/open.ts');
    return openPostgresStore({ address: database.address });
  }
  const { openSqliteStoreBeside } = await import('../../../store/sqlite/sqlite.ts');
  const { isStoreThere } = await import('../../../store/sqlite/files.ts');
  if (!isStoreThere(database.path)) {
    throw new Error(
      `There is no store at ${database.path} yet: it is made when Readout first serves a platform.`,
    );
  }
  return openSqliteStoreBeside(database.path);
}
