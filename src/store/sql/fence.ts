import type { Lease } from '../ports/leases.ts';
import { StoreError } from '../store-error.ts';
import { type SqlDriver, type Statement, type Step, statement } from './driver.ts';

/**
 * A driver that writes only while a lease still has its number. The number stands in the same transaction as the write:
 * a process that was stopped for longer than its lease and goes on as if it led writes nothing.
 */
export function fenced(driver: SqlDriver, lease: Lease): SqlDriver {
  const { name, fence } = lease;
  const guard = () =>
    statement(
      `select name from lease where name = $1 and fence = $2 ${driver.dialect.keepRow}`,
      ...[name, fence],
    );
  const guardedBy = (batch: SqlDriver['batch']) => async (steps: readonly Step[]) => {
    const first = guard();
    const copies = new Map<Step, Step>();
    const copyOf = (each: Step) => copies.get(each);
    for (const each of steps) {
      if ('make' in each) {
        copies.set(each, { ...each, after: copyOf(each.after) ?? first });
        continue;
      }
      // What has a condition of its own falls with it: that one is not met either.
      const condition = each.onlyAfter === undefined ? first : copyOf(each.onlyAfter);
      copies.set(each, {
        ...each,
        onlyAfter: condition === undefined || 'make' in condition ? first : condition,
      });
    }
    const [leads, ...rows] = await batch([first, ...copies.values()]);
    if (leads === undefined || leads.length === 0) throw overtaken(name);
    return rows;
  };
  const guarded = guardedBy(driver.batch);
  const one = async (sql: string, ...values: Statement['values']) =>
    /^\s*select\b/i.test(sql)
      ? driver.all(sql, ...values)
      : ((await guarded([statement(sql, ...values)]))[0] ?? []);
  return { ...driver, all: one, soon: one, batch: guarded, batchSoon: guardedBy(driver.batchSoon) };
}

function overtaken(name: string): StoreError {
  return new StoreError('overtaken', {
    fault: `Another process leads (${name}) since this one last said that it does.`,
    remedy: 'Nothing was written; it goes on by itself.',
  });
}
