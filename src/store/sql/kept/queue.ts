import { NEVER } from '../../../domain/schedule/never.ts';
import type { QueueStore } from '../../ports/kept.ts';
import { FREE } from '../deliveries.ts';
import { numberOf, type SqlDriver, statement, textOf } from '../driver.ts';

export function queueStore(driver: SqlDriver): QueueStore {
  return {
    async queue() {
      const [waiting = [], parked = []] = await driver.batch([
        statement(
          `select d.platform, d.state, count(*) as n, min(d.due_at) as oldest from delivery d
          where d.state in ('planned', 'claimed', 'sending', 'in-doubt') and d.not_before < $1
            and (not exists (select 1 from parked) or ${FREE}) group by d.platform, d.state order by d.platform, d.state`,
          NEVER,
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
