import type { StoreError } from '../store-error.ts';
import { nameOf, type PostgresAddress } from './address.ts';
import { SERVER_TROUBLES } from './trouble.ts';

/** The refusal of `readout backup`, with what to run instead. */
export function noBackup(address: PostgresAddress): StoreError {
  const { host, port, user, database, schema } = address;
  return SERVER_TROUBLES.noBackup(
    nameOf(address),
    `pg_dump --format=custom --schema=${schema} --host=${host} --port=${port} --username=${user} --file=readout.dump ${database}`,
  );
}
