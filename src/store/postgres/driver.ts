import { Pool, type PoolClient } from 'pg';
import type { Clock } from '../../core/clock.ts';
import {
  type Dialect,
  type Row,
  type SqlDriver,
  type SqlValue,
  type Statement,
  type Step,
  statement,
  toRun,
} from '../sql/driver.ts';
import { nameOf, type PostgresAddress } from './address.ts';
import { channelOf, connectionOf, setUp } from './connection.ts';
import { countSteps } from './counting.ts';
import { noBackup } from './no-backup.ts';
import { isCut, isTakenBack, SERVER_TROUBLES, serverTrouble } from './trouble.ts';

export interface PostgresOptions {
  readonly address: PostgresAddress;
  /**
   * Whose time claims and leases are measured by. `database`, always, but in tests that make their own time: machines'
   * clocks differ, and a process whose clock is ahead would take what others still hold.
   */
  readonly time?: 'database' | 'callers';
  /** Most connections at once, one for notices not counted. */
  readonly connections?: number;
  /** This machine's. */
  readonly clock?: Pick<Clock, 'now' | 'after'>;
}

/** Enough for every platform's sender at once; servers are set up for about a hundred in all. */
const CONNECTIONS = 8;
/** The longest migration, and the longest wait for one. */
const MIGRATION_MS = 3_600_000;

function dialectOf({ address, time = 'database' }: PostgresOptions): Dialect {
  return {
    lockRows: 'for update of d skip locked',
    keepRow: 'for share',
    oneAtATime: (what) => [
      statement('select pg_advisory_xact_lock(hashtextextended($1, 0))', `${channelOf(address)} ${what}`),
    ],
    // Stable within a statement, so that an index can be walked by it; the caller's time is named for its type alone.
    now: (given) =>
      time === 'callers'
        ? `cast(${given} as bigint)`
        : `(floor(extract(epoch from statement_timestamp()) * 1000)::bigint + 0 * cast(${given} as bigint))`,
    wake: (what) => [statement('select pg_notify($1, $2)', channelOf(address), what)],
    ownSteps: countSteps,
  };
}

const SOON = 'set local synchronous_commit = off';
/** Ways that the planner takes only where there is no other: it knows nothing yet of rows that have come by the thousand. */
const BY_INDEX = ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin']
  .map((way) => `set local enable_${way} = off`)
  .join('; ');

/** One session of the pool, asked in order. */
interface Session {
  readonly run: (statement: Statement) => Promise<readonly Row[]>;
}

/** PostgreSQL behind a pool of connections. Nothing is asked before the first call. */
export function createPostgresDriver(options: PostgresOptions): SqlDriver {
  const { address, connections = CONNECTIONS } = options;
  const name = nameOf(address);
  const dialect = dialectOf(options);
  const pool = poolOf(address, connections);

  const connected = async (): Promise<PoolClient> => {
    try {
      return await pool.connect();
    } catch (error) {
      throw serverTrouble(error, name);
    }
  };

  /** All or nothing. Asked again once where the server took it back, or went away before it was to be kept. */
  const together = async <T>(
    work: (session: Session) => Promise<T>,
    begin = 'begin',
    silentMs?: number,
  ): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      const client = await connected();
      let keeping = false;
      try {
        await client.query(begin);
        const done = await work(sessionOf(client, silentMs));
        keeping = true;
        await client.query('commit');
        client.release();
        return done;
      } catch (error) {
        const usable = !isCut(error) && (await rolledBack(client));
        client.release(!usable);
        const again = isTakenBack(error) || (isCut(error) && !keeping);
        if (tries > 1 || !again) throw serverTrouble(error, name);
      }
    }
  };

  const one = async (asked: Statement): Promise<readonly Row[]> => {
    for (let tries = 1; ; tries += 1) {
      const client = await connected();
      try {
        const rows = await sessionOf(client).run(asked);
        client.release();
        return rows;
      } catch (error) {
        client.release(isCut(error));
        // A write that was cut off may have been kept: whoever asked knows what that means, we do not.
        const again = isTakenBack(error) || (isCut(error) && /^\s*select\b/i.test(asked.sql));
        if (tries > 1 || !again) throw serverTrouble(error, name);
      }
    }
  };

  return {
    dialect,
    all: (sql, ...values) => one({ sql, values }),
    soon: (sql, ...values) => together(({ run }) => run({ sql, values }), `begin; ${SOON}`),
    page: (sql, ...values) => together(({ run }) => run({ sql, values }), `begin read only; ${BY_INDEX}`),
    batch: (statements) => together((session) => runAll(session, statements)),
    batchSoon: (statements) =>
      together((session) => runAll(session, statements), `begin; ${SOON}; ${BY_INDEX}`),
    exclusive: (work) =>
      together(
        async (session) => {
          await session.run(
            statement('select pg_advisory_xact_lock(hashtextextended($1, 0))', channelOf(address)),
          );
          return work(withinOne(session, dialect, name));
        },
        // Whoever migrates a large store takes its time, and the others wait for that.
        'begin; set local statement_timeout = 0; set local lock_timeout = 0',
        MIGRATION_MS,
      ),
    backup: async () => {
      throw noBackup(address);
    },
    close: () => pool.end(),
  };
}

function poolOf(address: PostgresAddress, max: number): Pool {
  const pool = new Pool({
    ...connectionOf(address),
    ...{ max, idleTimeoutMillis: 30_000 },
    onConnect: (client) => {
      // One that ends while it is used fails the call under way; unheard, its event would end the process.
      client.on('error', () => {});
      return setUp(client, address);
    },
  });
  // A connection that ends while nobody uses it is taken out of the pool; the next call makes another.
  pool.on('error', () => {});
  return pool;
}

function sessionOf(client: PoolClient, silentMs?: number): Session {
  return {
    async run({ sql, values, isKept }) {
      const { rows } = await client.query<Record<string, unknown>>({
        text: sql,
        ...(isKept === true ? { name: keptName(sql) } : {}),
        values: values.map(sent),
        ...(silentMs === undefined ? {} : { query_timeout: silentMs }),
      });
      return rows;
    },
  };
}

const keptNames = new Map<string, string>();

/** The name that a session knows a text by: PostgreSQL cuts names at 63 bytes. */
function keptName(sql: string): string {
  const known = keptNames.get(sql) ?? `readout ${keptNames.size + 1}`;
  keptNames.set(sql, known);
  return known;
}

/** PostgreSQL keeps no NUL in text (https://www.postgresql.org/docs/18/datatype-character.html, read 2026-11-28). */
function sent(value: SqlValue): SqlValue {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value;
}

async function runAll({ run }: Session, steps: readonly Step[]): Promise<readonly (readonly Row[])[]> {
  const found = new Map<Step, readonly Row[]>();
  for (const step of steps) {
    const rows: Row[] = [];
    for (const each of toRun(step, found)) rows.push(...(await run(each)));
    found.set(step, rows);
  }
  return steps.map((step) => found.get(step) ?? []);
}

/** A driver whose every call is part of the transaction under way. */
function withinOne(session: Session, dialect: Dialect, name: string): SqlDriver {
  const driver: SqlDriver = {
    dialect,
    all: (sql, ...values) => session.run({ sql, values }),
    soon: (sql, ...values) => session.run({ sql, values }),
    page: (sql, ...values) => session.run({ sql, values }),
    batch: (statements) => runAll(session, statements),
    batchSoon: (statements) => runAll(session, statements),
    exclusive: (work) => work(driver),
    backup: async () => {
      throw SERVER_TROUBLES.broken(name, 'it is being migrated');
    },
    close: async () => {},
  };
  return driver;
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
