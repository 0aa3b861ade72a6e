import type { QueueStore } from '../../ports/kept.ts';
import { numberOf, type SqlDriver, statement, textOf } from '../driver.ts';

export function queueStore(driver: SqlDriver): QueueStore {
  return {
    async queue() {
      const [waiting = [], parked = []] = await driver.batch([
        statement(
          `select platform, state, count(*) as n, min(due_at) as oldest from delivery
          where state in ('planned', 'claimed', 'sending', 'in-doubt') group by platform, state order by platform, state`,
        ),
        statement(
          'select platform, reason, count(*) as n from parked group by platform, reason order by platform, reason',
        ),
      ]);
      return {
        waiting: waiting.map((row) => ({
          platform: textOf(row, 'platform'),
          state: textOf(row, 'state'),
          count: numberOf(row, 'n'),
          oldestDueAt: numberOf(row, 'oldest'),
        })),
        parked: parked.map((row) => ({
          platform: textOf(row, 'platform'),
          reason: textOf(row, 'reason'),
          count: numberOf(row, 'n'),
        })),
      };
    },
  };
}
