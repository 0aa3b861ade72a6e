import type { LeaseStore, MemoryStore } from '../store.ts';
import { type SqlDriver, statement, textOf } from './driver.ts';

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
      ]);
    },
  };
}

export function leaseStore(driver: SqlDriver): LeaseStore {
  return {
    holdLease: async (name, holder, now, until) =>
      (
        await driver.all(
          `insert into lease (name, holder, until) values ($1, $2, $4)
          on conflict (name) do update set holder = $2, until = $4
          where lease.holder = $2 or lease.until <= $3 returning name`,
          ...[name, holder, now, until],
        )
      ).length > 0,
    async dropLease(name, holder) {
      await driver.all('delete from lease where name = $1 and holder = $2', name, holder);
    },
  };
}
