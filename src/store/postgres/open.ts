import { type Clock, SYSTEM_CLOCK } from '../../core/clock.ts';
import { unserved } from '../copy/notes.ts';
import { numberOf, type SqlDriver, textOf } from '../sql/driver.ts';
import { canWorkWith, migrate, SCHEMA, tablesOf, WORKS_FOR_SQL } from '../sql/migrations.ts';
import { createSqlStore } from '../sql/store.ts';
import type { Store } from '../store.ts';
import type { StoreError } from '../store-error.ts';
import { TROUBLES } from '../trouble.ts';
import { nameOf, type PostgresAddress } from './address.ts';
import { quoted } from './connection.ts';
import { createPostgresDriver, type PostgresOptions } from './driver.ts';
import { poolerBetween } from './pooler.ts';
import { MOST_SKEW_MS, OLDEST_SERVER, SERVER_TROUBLES, serverTrouble } from './trouble.ts';

/** Opens the store on PostgreSQL, refuses a server it cannot stand on, and brings the schema up to date. @throws StoreError */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const driver = await openPostgresDriver(options);
  const kept = await unserved(driver, nameOf(options.address));
  if (kept === null) return createSqlStore(driver);
  await driver.close();
  throw kept;
}

/** The store as it is, for a look from outside that makes and migrates nothing; null where there is none. @throws StoreError */
export async function lookAtPostgresStore(options: PostgresOptions): Promise<Store | null> {
  const driver = createPostgresDriver(options);
  try {
    if ((await schemaOn(driver, options.address)) > 0) return createSqlStore(driver);
    await driver.close();
    return null;
  } catch (error) {
    await driver.close();
    throw serverTrouble(error, nameOf(options.address));
  }
}

/** As `openPostgresStore`, below the store's questions. @throws StoreError */
export async function openPostgresDriver(options: PostgresOptions): Promise<SqlDriver> {
  const { address, clock = SYSTEM_CLOCK } = options;
  const driver = createPostgresDriver(options);
  try {
    const pooled = await poolerBetween(address, clock);
    if (pooled !== null) throw pooled;
    await makeReady(driver, address, clock);
    return driver;
  } catch (error) {
    await driver.close();
    throw serverTrouble(error, nameOf(address));
  }
}

/** Checks what is there, and makes or migrates what is missing. @throws StoreError */
async function makeReady(
  driver: SqlDriver,
  address: PostgresAddress,
  clock: Pick<Clock, 'now'>,
): Promise<void> {
  const server = await unfitness(driver, address, clock);
  if (server !== null) throw server;
  const barred = await mayMigrate(driver, address);
  if (barred !== null) throw barred;
  if ((await schemaOn(driver, address)) < SCHEMA) await migrateOn(driver, address);
  const missing = await missingRight(driver, address);
  if (missing !== null) throw missing;
}

/** What keeps Readout from standing on this server; null where nothing does. */
export async function unfitness(
  driver: SqlDriver,
  address: PostgresAddress,
  clock: Pick<Clock, 'now'>,
): Promise<StoreError | null> {
  const name = nameOf(address);
  const began = clock.now();
  const [row] = await driver.all(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding, current_setting('transaction_read_only') as read_only,
      floor(extract(epoch from clock_timestamp()) * 1000) as now`,
  );
  const ended = clock.now();
  if (row === undefined) return SERVER_TROUBLES.broken(name, 'it answers nothing');
  if (numberOf(row, 'number') < OLDEST_SERVER) return SERVER_TROUBLES.tooOld(name, textOf(row, 'version'));
  if (textOf(row, 'encoding') !== 'UTF8') return SERVER_TROUBLES.encoding(name, textOf(row, 'encoding'));
  if (textOf(row, 'read_only') === 'on') return SERVER_TROUBLES.readOnly(name);
  const skew = skewBetween(began, ended, numberOf(row, 'now'));
  return Math.abs(skew) > MOST_SKEW_MS ? SERVER_TROUBLES.skewed(name, skew) : null;
}

/** Milliseconds that this machine is surely ahead of the database; what the way there took is held against nobody. */
function skewBetween(began: number, ended: number, theirs: number): number {
  if (theirs < began) return began - theirs;
  return theirs > ended ? ended - theirs : 0;
}

/** The schema number that is there, 0 for none yet. @throws StoreError where it is not ours, or a newer one. */
export async function schemaOn(driver: SqlDriver, address: PostgresAddress): Promise<number> {
  const name = nameOf(address);
  const tables = (
    await driver.all('select tablename from pg_tables where schemaname = $1', address.schema)
  ).map((row) => textOf(row, 'tablename'));
  const [first] = tables;
  if (first === undefined) return 0;
  if (!tables.includes('schema_version')) throw SERVER_TROUBLES.otherTables(name, first);
  const [row] = await driver.all('select max(version) as version from schema_version');
  const schema = row === undefined ? 0 : numberOf(row, 'version');
  if (schema > SCHEMA) {
    const [least] = tables.includes('store_note') ? await driver.all(WORKS_FOR_SQL) : [];
    if (!canWorkWith(schema, least?.['value'])) throw TROUBLES.newer(name, schema, SCHEMA);
  }
  const missing = tablesOf(schema).find((table) => !tables.includes(table));
  if (missing !== undefined) throw SERVER_TROUBLES.missing(name, missing);
  return schema;
}

async function migrateOn(driver: SqlDriver, address: PostgresAddress): Promise<void> {
  const { schema } = address;
  // In one transaction with the steps: a start that fails leaves nothing behind.
  await driver.exclusive(async (alone) => {
    const barred = await mayMigrate(alone, address);
    if (barred !== null) throw barred;
    if (!(await isThere(alone, schema))) await alone.all(`create schema ${quoted(schema)}`);
    // Somebody else may have made them while we waited.
    await schemaOn(alone, address);
    await migrate(alone, nameOf(address));
  });
}

async function isThere(driver: SqlDriver, schema: string): Promise<boolean> {
  return (await driver.all('select 1 as one from pg_namespace where nspname = $1', schema)).length > 0;
}

/** Why the user may not make our schema or its tables; null where it may, or they are there. */
export async function mayMigrate(driver: SqlDriver, address: PostgresAddress): Promise<StoreError | null> {
  const { schema, user } = address;
  const name = nameOf(address);
  const [may] = await driver.all(
    `select has_database_privilege(current_database(), 'create') as make,
      (select has_schema_privilege(n.oid, 'create') from pg_namespace n where n.nspname = $1) as fill,
      (select has_schema_privilege(n.oid, 'usage') from pg_namespace n where n.nspname = $1) as enter`,
    schema,
  );
  if (may?.fill === null) return may.make === true ? null : SERVER_TROUBLES.noSchema(name, schema, user);
  if (may?.enter !== true) return SERVER_TROUBLES.noRight(name, `it may not use the schema "${schema}"`);
  if (may.fill === true || (await schemaOn(driver, address)) >= SCHEMA) return null;
  return SERVER_TROUBLES.noRight(name, `it may not make tables in the schema "${schema}"`);
}

/** A right that the user lacks on one of our tables; null where there is none. */
export async function missingRight(driver: SqlDriver, address: PostgresAddress): Promise<StoreError | null> {
  const [row] = await driver.all(
    `select t.tablename, p.privilege from pg_tables t, unnest(array['select', 'insert', 'update', 'delete']) as p (privilege)
    where t.schemaname = $1
      and not has_table_privilege(format('%I.%I', t.schemaname, t.tablename), p.privilege)
    order by 1, 2 limit 1`,
    address.schema,
  );
  return row === undefined
    ? null
    : SERVER_TROUBLES.noRight(
        nameOf(address),
        `it may not ${textOf(row, 'privilege')} in the table "${textOf(row, 'tablename')}"`,
      );
}
