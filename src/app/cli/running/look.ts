import { lookAtSqliteStore } from '../../../store/sqlite/sqlite.ts';
import type { Store } from '../../../store/store.ts';
import type { Config } from '../../config/config.ts';

/** The store to look into, also beside a process that serves it: nothing is made or changed. Null where there is none yet. @throws StoreError */
export async function openToLook({ database }: Pick<Config, 'database'>): Promise<Store | null> {
  if (database.kind === 'sqlite') return lookAtSqliteStore(database.path);
  const { lookAtPostgresStore } = await import('../../../store/postgres/open.ts');
  return lookAtPostgresStore({ address: database.address });
}
