import { COUNTS_KEPT } from '../sql/migrations.ts';

/** SQLite's part of the schema that counts deliveries: one process writes, so that each state has one row. */
export function countSteps(schema: number): readonly string[] {
  if (schema !== COUNTS_KEPT) return [];
  const add = (sign: '+' | '-', row: 'new' | 'old') =>
    `update delivery_count set n = n ${sign} 1 where state = ${row}.state;`;
  return [
    `create trigger delivery_counted after insert on delivery begin ${add('+', 'new')} end`,
    `create trigger delivery_uncounted after delete on delivery begin ${add('-', 'old')} end`,
    `create trigger delivery_recounted after update of state on delivery when old.state <> new.state
      begin ${add('-', 'old')} ${add('+', 'new')} end`,
  ];
}
