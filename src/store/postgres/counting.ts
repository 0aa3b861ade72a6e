import { COUNTS_KEPT } from '../sql/migrations.ts';

/**
 * PostgreSQL's part of the schema that counts deliveries: each statement adds what it changed, as rows of its own. One row a
 * state would be what every sender waits for; the rows are put together from time to time.
 */
export function countSteps(schema: number): readonly string[] {
  if (schema !== COUNTS_KEPT) return [];
  const counting = (name: string, changed: string) =>
    `create function ${name}() returns trigger language plpgsql set search_path from current as $$ begin
      insert into delivery_count (state, n) select state, sum(n) from (${changed}) c group by state having sum(n) <> 0;
      return null; end $$`;
  const added = 'select state, 1 as n from new_rows';
  const gone = 'select state, -1 as n from old_rows';
  const when = (name: string, event: string, tables: string) =>
    `create trigger ${name} after ${event} on delivery referencing ${tables} for each statement execute function ${name}()`;
  return [
    counting('delivery_counted', added),
    counting('delivery_uncounted', gone),
    counting('delivery_recounted', `${added} union all ${gone}`),
    when('delivery_counted', 'insert', 'new table as new_rows'),
    when('delivery_uncounted', 'delete', 'old table as old_rows'),
    when('delivery_recounted', 'update', 'old table as old_rows new table as new_rows'),
  ];
}
