import { Client } from 'pg';
import type { Clock } from '../../core/clock.ts';
import type { StoreError } from '../store-error.ts';
import { nameOf, type PostgresAddress } from './address.ts';
import { connectionOf } from './connection.ts';
import { isCut, SERVER_TROUBLES } from './trouble.ts';

/** What a notice takes that comes at all. */
const NOTICE_MS = 2_000;

/**
 * A pooler on the way that gives a server's session to somebody else after each transaction (PgBouncer's
 * `pool_mode = transaction`, https://www.pgbouncer.org/features.html, read 2026-11-28): what a session listens to and is set
 * to is lost there. Null where there is none. @throws what connecting throws
 */
export async function poolerBetween(
  address: PostgresAddress,
  clock: Pick<Clock, 'after'>,
): Promise<StoreError | null> {
  const one = new Client(connectionOf(address));
  one.on('error', () => {});
  try {
    await one.connect();
    const { rows } = await one.query<{ pid: number }>('select pg_backend_pid() as pid');
    // A pooler gives out numbers of its own.
    if (rows[0]?.pid === processOf(one)) return null;
    return (await hears(one, address, clock))
      ? null
      : SERVER_TROUBLES.pooled(nameOf(address), 'that shares sessions between transactions');
  } catch (error) {
    if (isCut(error)) throw error;
    // PgBouncer refuses LISTEN in some of its modes outright.
    if (/listen/i.test(String(error))) {
      return SERVER_TROUBLES.pooled(nameOf(address), 'that lets nobody listen for notices', error);
    }
    throw error;
  } finally {
    await one.end().catch(() => {});
  }
}

/** Whether a session that waits is told what another one says. */
async function hears(one: Client, address: PostgresAddress, clock: Pick<Clock, 'after'>): Promise<boolean> {
  const channel = 'readout_pooler';
  const other = new Client(connectionOf(address));
  other.on('error', () => {});
  const word = `${processOf(one)} ${Math.random()}`;
  const heard = new Promise<boolean>((resolve) => {
    const callOff = clock.after(NOTICE_MS, () => resolve(false));
    one.on('notification', ({ payload }) => {
      if (payload !== word) return;
      callOff();
      resolve(true);
    });
  });
  try {
    await one.query(`listen ${channel}`);
    await other.connect();
    await other.query('select pg_notify($1, $2)', [channel, word]);
    return await heard;
  } finally {
    await other.end().catch(() => {});
  }
}

/** What the server, or what stands before it, said that its process is; node-postgres keeps it without saying so in its types. */
function processOf(client: Client): unknown {
  return Reflect.get(client, 'processID');
}
