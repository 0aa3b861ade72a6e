import type { LeaseStore } from '../ports/leases.ts';
import type { MemoryStore } from '../ports/memory.ts';
import { leaseEnd } from './deliveries.ts';
import { numberOf, onlyAfter, type SqlDriver, statement, textOf } from './driver.ts';

/** Rows of one insert: few enough for every database's number of values. */
const KEYS_AT_ONCE = 100;

export function memoryStore(driver: SqlDriver): MemoryStore {
  return {
    markSeen: async (key, now, until) =>
      (
        await driver.soon(
          `insert into seen_key (key, until) values ($1, $3)
          on conflict (key) do update set until = $3 where seen_key.until <= $2 returning key`,
          ...[key, now, until],
        )
      ).length > 0,
    isSeen: async (key, now) =>
      (await driver.all('select key from seen_key where key = $1 and until > $2', ...[key, now])).length > 0,
    async markAllSeen(keys, until) {
      for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
        const some = keys.slice(from, from + KEYS_AT_ONCE);
        const rows = some.map((_, at) => `($${at + 2}, $1)`).join(', ');
        await driver.soon(
          `insert into seen_key (key, until) values ${rows} on conflict (key) do update set until = $1`,
          ...[until, ...some],
        );
      }
    },
    async seenKeys(now) {
      const rows = await driver.all('select key, until from seen_key where until > $1', now);
      return new Map(rows.map((row) => [textOf(row, 'key'), numberOf(row, 'until')]));
    },
    async lineOf(thread, now) {
      const [row] = await driver.all(
        'select line from thread_line where thread = $1 and until > $2',
        ...[thread, now],
      );
      return row === undefined ? undefined : textOf(row, 'line');
    },
    async keepLine(thread, line, until) {
      await driver.soon(
        `insert into thread_line (thread, line, until) values ($1, $2, $3)
        on conflict (thread) do update set line = $2, until = $3`,
        ...[thread, line, until],
      );
    },
    async forget(now) {
      await driver.batch([
        statement('delete from seen_key where until <= $1', now),
        statement('delete from thread_line where until <= $1', now),
        // A turn that is over says nothing any more; a minute is for clocks that differ.
        statement('delete from rate_turn where next_at <= $1', now - 60_000),
        statement('delete from last_asked where until <= $1', now),
      ]);
    },
  };
}

export function leaseStore(driver: SqlDriver): LeaseStore {
  const now = driver.dialect.now('$3');
  const end = leaseEnd(driver, '$4', '$3');
  return {
    async holdLease(name, holder, from, until) {
      const [row] = await driver.all(
        `insert into lease (name, holder, until, fence) values ($1, $2, ${end}, 1)
        on conflict (name) do update set holder = $2, until = ${end},
          fence = case when lease.holder = $2 then lease.fence else lease.fence + 1 end
        where lease.holder = $2 or lease.until <= ${now} returning fence`,
        ...[name, holder, from, until],
      );
      return row === undefined ? null : numberOf(row, 'fence');
    },
    async dropLease(name, holder) {
      // The row stays: its number must never be given out twice.
      const dropped = statement(
        `update lease set holder = '', until = 0 where name = $1 and holder = $2 returning name`,
        ...[name, holder],
      );
      await driver.batch([dropped, ...onlyAfter(dropped, driver.dialect.wake('lead'))]);
    },
  };
}
