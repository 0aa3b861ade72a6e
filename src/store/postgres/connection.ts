import { readFileSync } from 'node:fs';
import type { ClientBase, ClientConfig } from 'pg';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { PostgresAddress } from './address.ts';

const CONNECT_MS = 5_000;
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
/** A process that was stopped in the middle holds its rows no longer than this. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** A server that says nothing for longer than its own limit is not there any more. */
const SILENT_MS = STATEMENT_MS + 5_000;

/** How to connect. What a session is set to comes by `setUp`: a pooler refuses settings that come with the connection. */
export function connectionOf(address: PostgresAddress): ClientConfig {
  const { host, port, user, password, database, tls } = address;
  return {
    ...{ host, port, user, database, application_name: 'readout' },
    ...withoutUndefined({ password }),
    ssl: tls === false ? false : sslOf(host, tls.authorities),
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: SILENT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

function sslOf(host: string, authorities: string | undefined) {
  return {
    rejectUnauthorized: true,
    servername: host,
    ...(authorities === undefined ? {} : { ca: readFileSync(authorities, 'utf8') }),
  };
}

/** Makes a new session see our schema alone, and wait for nothing for ever. */
export async function setUp(client: ClientBase, { schema }: PostgresAddress): Promise<void> {
  await client.query(
    [
      `set search_path = ${quoted(schema)}`,
      `set statement_timeout = ${STATEMENT_MS}`,
      `set lock_timeout = ${LOCK_MS}`,
      `set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
      "set timezone = 'UTC'",
      'set standard_conforming_strings = on',
    ].join('; '),
  );
}

/** The channel of the notices that processes on one schema wake each other by. */
export function channelOf({ schema }: PostgresAddress): string {
  return `readout ${schema}`;
}

/** SQL of a name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
