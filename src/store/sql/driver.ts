/** What a database hands back: columns by name. Never leaves the store. */
export type Row = Readonly<Record<string, unknown>>;
export type SqlValue = string | number;

/** SQL with `$1` … `$n`, the same text for every database. A number may repeat. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** One database. Rejects with `StoreError` only. */
export interface SqlDriver {
  readonly all: (sql: string, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;
  /**
   * As `all`, without waiting for the disk: what it writes outlives the process at once, and a power cut once anything
   * else has been written. For what is written at every question and soon forgotten.
   */
  readonly soon: (sql: string, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;
  /** In order and all or nothing; the rows of each. There are no open transactions that other calls could fall into. */
  readonly batch: (statements: readonly Statement[]) => Promise<readonly (readonly Row[])[]>;
  readonly backup: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A statement for `batch`. */
export function statement(sql: string, ...values: readonly SqlValue[]): Statement {
  return { sql, values };
}

/** A text column. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : String(value ?? '');
}

/** A number column; PostgreSQL hands out `bigint` and `count(*)` as text. */
export function numberOf(row: Row, column: string): number {
  return Number(row[column] ?? 0);
}
