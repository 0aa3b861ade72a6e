import { type Clock, SYSTEM_CLOCK } from '../../core/clock.ts';
import { unserved } from '../copy/notes.ts';
import { textOf } from '../sql/driver.ts';
import { SCHEMA } from '../sql/migrations.ts';
import type { StoreError } from '../store-error.ts';
import { nameOf, type PostgresAddress } from './address.ts';
import { createPostgresDriver } from './driver.ts';
import { mayMigrate, missingRight, schemaOn, unfitness } from './open.ts';
import { poolerBetween } from './pooler.ts';
import { serverTrouble } from './trouble.ts';

/** A store on PostgreSQL as it is found from outside. */
export interface ServerInspection {
  readonly name: string;
  /** The first thing in the way of serving it; null where nothing is. */
  readonly trouble: StoreError | null;
  /** As the server says it; empty where it could not be asked. */
  readonly version: string;
  /** 0 where the tables are still to be made. */
  readonly schema: number;
}

/** Looks at the store without changing it: is it there, is it fit, is it ours, and may we do there what we must. */
export async function inspectPostgresStore(
  address: PostgresAddress,
  clock: Pick<Clock, 'now' | 'after'> = SYSTEM_CLOCK,
): Promise<ServerInspection> {
  const name = nameOf(address);
  const driver = createPostgresDriver({ address, connections: 1 });
  let version = '';
  let schema = 0;
  const look = async (): Promise<StoreError | null> => {
    const pooled = await poolerBetween(address, clock);
    if (pooled !== null) return pooled;
    const [row] = await driver.all("select current_setting('server_version') as version");
    version = row === undefined ? '' : textOf(row, 'version');
    const unfit = await unfitness(driver, address, clock);
    if (unfit !== null) return unfit;
    const barred = await mayMigrate(driver, address);
    if (barred !== null) return barred;
    schema = await schemaOn(driver, address);
    const missing = await missingRight(driver, address);
    return missing ?? (schema < SCHEMA ? null : unserved(driver, name));
  };
  try {
    const trouble = await look();
    return { name, trouble, version, schema };
  } catch (error) {
    return { name, trouble: serverTrouble(error, name), version, schema };
  } finally {
    await driver.close();
  }
}
