import type { Finding } from '../../platforms/finding.ts';
import type { PostgresAddress } from '../../store/postgres/address.ts';
import { inspectSqliteStore } from '../../store/sqlite/inspect.ts';
import type { Config } from '../config/config.ts';
import { forgottenStore } from '../config/forgotten-store.ts';
import { missingStore } from '../config/new-store.ts';

const LEAST_FREE_MEGABYTES = 50;

/** The store: in the words a serving process would use, and how much room there is. Changes nothing. */
export async function examineStore({ database }: Pick<Config, 'database'>): Promise<readonly Finding[]> {
  const part = 'store';
  if (database.kind === 'postgres') return examineServer(database.address);
  const { path } = database;
  const refused = forgottenStore(database) ?? missingStore(database);
  if (refused !== null) return [{ part, state: 'wrong', says: refused.says, mend: refused.mend }];
  const { troubles, bytes, folder, folderThere, freeBytes, schema, heldBy } = await inspectSqliteStore(path);
  const findings: Finding[] = troubles.map(({ fault, remedy }) => ({
    ...{ part, state: 'wrong', says: fault, mend: remedy },
  }));
  const free = freeBytes === null ? null : Math.floor(freeBytes / 1_000_000);
  if (free !== null && free < LEAST_FREE_MEGABYTES) {
    findings.push({
      part,
      state: 'wrong',
      says: `only ${free} MB are free in ${folder}, which is to hold ${path}`,
      mend: 'Make room: on a full disk no digest can be recorded, and so none is posted.',
    });
  }
  if (findings.length > 0) return findings;
  const made = folderThere ? '' : `, with its folder in ${folder}`;
  if (bytes === null) return [{ part, state: 'ok', says: `${path} will be made at the first start${made}` }];
  const use = heldBy === null ? 'nobody serves it now' : heldBy.fault;
  return [
    { part, state: 'ok', says: `${path}, ${Math.ceil(bytes / 1000)} kB, whole, schema ${schema}; ${use}` },
  ];
}

/** A store on PostgreSQL, likewise. */
async function examineServer(address: PostgresAddress): Promise<readonly Finding[]> {
  const { inspectPostgresStore } = await import('../../store/postgres/inspect.ts');
  const { name, trouble, version, schema } = await inspectPostgresStore(address);
  if (trouble !== null) return [{ part: 'store', state: 'wrong', says: trouble.fault, mend: trouble.remedy }];
  const state = schema === 0 ? 'the tables will be made at the first start' : `schema ${schema}`;
  return [{ part: 'store', state: 'ok', says: `${name}, PostgreSQL ${version}; ${state}` }];
}
