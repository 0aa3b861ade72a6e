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

/** What belongs to one database alone: its own shape, who leads on it, whose turn it is, and notes about itself. */
const NOT_COPIED: ReadonlySet<string> = new Set(['schema_version', 'lease', 'rate_turn', 'store_note']);

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
  const parts = inside.split(/,(?![^(]*\))/).map((part) => part.trim());
  const columns = parts.flatMap((part) => {
    const found = /^(\w+) (text|bigint|integer)\b/.exec(part);
    return found === null ? [] : [columnOf(found[1] ?? '', found[2] ?? '')];
  });
  const single = parts.flatMap((part) => /^(\w+) \w+ primary key/.exec(part)?.[1] ?? []);
  const several = parts.flatMap(
    (part) =>
      /^primary key \(([^)]*)\)/
        .exec(part)?.[1]
        ?.split(',')
        .map((each) => each.trim()) ?? [],
  );
  const primary = [...single, ...several];
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
