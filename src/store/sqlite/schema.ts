import type { DatabaseSync } from 'node:sqlite';
import { canWorkWith, SCHEMA, tablesOf, WORKS_FOR_SQL } from '../sql/migrations.ts';
import type { StoreError } from '../store-error.ts';
import { TROUBLES } from '../trouble.ts';

/** What a database holds: nothing yet, a store of ours with its schema number, or what cannot be served and why. */
export type Found =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ours'; readonly schema: number }
  | { readonly kind: 'unusable'; readonly trouble: StoreError };

/** Reads the schema, so that no other program's database is ever written to. `file` names it in sentences. */
export function schemaIn(database: DatabaseSync, file: string): Found {
  const unusable = (trouble: StoreError): Found => ({ kind: 'unusable', trouble });
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all()
    .map((row) => String(row.name));
  const [first] = tables;
  if (first === undefined) return { kind: 'empty' };
  const schema = versionIn(database);
  // Ours has its version before it has anything else.
  if (schema === null || (schema === 0 && tables.length > 1))
    return unusable(TROUBLES.otherDatabase(file, first));
  if (schema > SCHEMA) {
    const least = tables.includes('store_note') ? database.prepare(WORKS_FOR_SQL).get() : undefined;
    if (!canWorkWith(schema, least?.value)) return unusable(TROUBLES.newer(file, schema, SCHEMA));
  }
  const missing = tablesOf(schema).filter((table) => !tables.includes(table));
  if (missing.length === tablesOf(schema).length && missing.length > 0)
    return unusable(TROUBLES.otherDatabase(file, first));
  return missing.length > 0
    ? unusable(TROUBLES.damaged(file, `the table ${missing[0]} is missing`))
    : { kind: 'ours', schema };
}

/** Null where there is no such table. */
function versionIn(database: DatabaseSync): number | null {
  const columns = database.prepare("select name from pragma_table_info('schema_version')").all();
  if (!columns.some((column) => column.name === 'version')) return null;
  const row = database.prepare('select max(version) as version from schema_version').get();
  return Number(row?.version ?? 0);
}
