import { MIGRATIONS } from '../sql/migrations.ts';

/** A table as the migrations make it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly kind: 'number' | 'text' }[];
  /** Columns that rows are walked by. */
  readonly key: readonly string[];
  /** Whether two rows never share a key. */
  readonly unique: boolean;
}

/** What belongs to one database alone: its own shape, who leads on it, whose turn it is, its own counts, and notes about itself. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  ...['schema_version', 'lease', 'rate_turn', 'store_note', 'delivery_count'],
]);

/** Tables without a primary key, and what they are walked by. */
const WALKED_BY: Readonly<Record<string, readonly string[]>> = { audit: ['at'] };

/** Every table that a copy takes along, as the migrations leave it. */
export const COPIED_TABLES: readonly Table[] = tables().filter(({ name }) => !NOT_COPIED.has(name));

function tables(): readonly Table[] {
  const made = new Map<string, Table>();
  for (const sql of MIGRATIONS.flat()) {
    const create = /^create table (\w+) \(/.exec(sql);
    if (create !== null) {
      const name = create[1] ?? '';
      made.set(name, tableOf(name, sql.slice(create[0].length, sql.lastIndexOf(')'))));
    }
    const add = /^alter table (\w+) add column (\w+) (text|bigint|integer)\b/.exec(sql);
    const table = made.get(add?.[1] ?? '');
    if (add !== null && table !== undefined) {
      made.set(table.name, { ...table, columns: [...table.columns, columnOf(add[2] ?? '', add[3] ?? '')] });
    }
  }
  return [...made.values()];
}

function tableOf(name: string, inside: string): Table {
  // No other part of a table has a name and a type beside each other.
  const columns = Array.from(
    inside.matchAll(/\b(\w+) (text|bigint|integer)\b/g),
    ([, column = '', type = '']) => columnOf(column, type),
  );
  const single = /\b(\w+) \w+ primary key\b/.exec(inside)?.[1];
  const several = /\bprimary key \(([^()]*)\)/.exec(inside)?.[1]?.split(', ');
  const primary = single === undefined ? (several ?? []) : [single];
  return {
    name,
    columns,
    key: primary.length > 0 ? primary : (WALKED_BY[name] ?? []),
    unique: primary.length > 0,
  };
}

function columnOf(name: string, type: string): Table['columns'][number] {
  return { name, kind: type === 'text' ? 'text' : 'number' };
}
