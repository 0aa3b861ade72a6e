import { existsSync } from 'node:fs';
import { openSqliteStore } from '../../../store/sqlite/sqlite.ts';
import type { Store } from '../../../store/store.ts';
import type { Config } from '../../config/config.ts';

/** The store to look into beside a process that serves it; null where there is none yet. @throws StoreError */
export async function openToLook({ database }: Pick<Config, 'database'>): Promise<Store | null> {
  if (database.kind === 'sqlite') {
    return existsSync(database.path) ? openSqliteStore({ file: database.path, exclusive: false }) : null;
  }
  const { lookAtPostgresStore } = await import('../../../store/postgres/open.ts');
  return lookAtPostgresStore({ address: database.address });
}
