import { type TenantId, tenantId } from '../../domain/schedule/tenant.ts';
/** What a database hands back: columns by name. Never leaves the store. */
export type Row = Readonly<Record<string, unknown>>;
export type SqlValue = string | number;

/** SQL with `$1` … `$n`, the same text for every database. A number may repeat. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** An earlier statement of the same batch: this one runs only where that one gave back a row. */
  readonly onlyAfter?: Statement;
  /** One of few texts, each long and asked again and again: a database that can reads and plans it once a connection. */
  readonly isKept?: true;
}

/** Statements of a batch that are made of what an earlier one of it gave back. */
export interface Following {
  readonly after: Step;
  readonly make: (rows: readonly Row[]) => readonly Statement[];
}

export type Step = Statement | Following;

/** What somebody who waits is woken for: something can be sent, may have to be planned, nobody leads any more, or a pack was pushed. */
export const WAKES = ['deliver', 'plan', 'lead', 'pack'] as const;
export type Wake = (typeof WAKES)[number];

/** Where one text does not serve every database: each difference by name. */
export interface Dialect {
  /**
   * Ends a sub-select over deliveries `d`: its rows are nobody else's until the batch ends, and those that somebody has are
   * passed over. Empty where only one process writes.
   */
  readonly lockRows: string;
  /** Ends a select of one row: it stays as it is until the batch ends. */
  readonly keepRow: string;
  /** First in a batch: no other batch that begins so with this name runs until this one ends. */
  readonly oneAtATime: (name: string) => readonly Statement[];
  /** SQL of the time that claims and leases are measured by; `given` is the parameter with the caller's own time. */
  readonly now: (given: string) => string;
  /** What wakes the other processes once the batch is written. */
  readonly wake: (what: Wake) => readonly Statement[];
  /** What the migration to that schema has of this database's own, after what all have. */
  readonly ownSteps: (schema: number) => readonly string[];
}

/** For a database that one process has: there is nobody to agree with, and its clock is the caller's. */
export const ALONE: Dialect = {
  ...{
    lockRows: '',
    keepRow: '',
    oneAtATime: () => [],
    now: (given) => given,
    wake: () => [],
    ownSteps: () => [],
  },
};

/** One database. Rejects with `StoreError` only. */
export interface SqlDriver {
  readonly dialect: Dialect;
  readonly all: (sql: string, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;
  /**
   * As `all`, without waiting for the disk: what it writes outlives the process at once, and a power cut once anything
   * else has been written. For what is written at every question and soon forgotten.
   */
  readonly soon: (sql: string, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;
  /**
   * A select of one page in the order an index has. It is read along that index, whatever the database knows or guesses of
   * its tables: one that guesses that little waits reads and sorts all that waits, for each page.
   */
  readonly page: (sql: string, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;
  /** In order and all or nothing; the rows of each step. There are no open transactions that other calls could fall into. */
  readonly batch: (steps: readonly Step[]) => Promise<readonly (readonly Row[])[]>;
  /**
   * As `batch`, without waiting for the disk as `soon`, each row that is changed found by its index as in `page`: for what
   * nobody acts upon before something else has been written that waits for the disk, and with it for all before it.
   */
  readonly batchSoon: (steps: readonly Step[]) => Promise<readonly (readonly Row[])[]>;
  /** Runs work that no other process may run at the same time: all or nothing on a driver of its own, the others wait. */
  readonly exclusive: <T>(work: (driver: SqlDriver) => Promise<T>) => Promise<T>;
  readonly backup: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A statement for `batch`. */
export function statement(sql: string, ...values: readonly SqlValue[]): Statement {
  return { sql, values };
}

/** Runs a batch's steps in order, without those whose condition did not come true: their rows are none. */
export function inOrder(
  steps: readonly Step[],
  run: (statement: Statement) => readonly Row[],
): readonly (readonly Row[])[] {
  const found = new Map<Step, readonly Row[]>();
  return steps.map((step) => {
    const rows = toRun(step, found).flatMap(run);
    found.set(step, rows);
    return rows;
  });
}

/** What a step comes to, by what ran before it. */
export function toRun(step: Step, before: ReadonlyMap<Step, readonly Row[]>): readonly Statement[] {
  if ('make' in step) return step.make(before.get(step.after) ?? []);
  return isHeldUp(step, before) ? [] : [step];
}

/** Whether a statement's condition did not come true, by what ran before it. */
function isHeldUp({ onlyAfter }: Statement, before: ReadonlyMap<Step, readonly Row[]>): boolean {
  return onlyAfter !== undefined && (before.get(onlyAfter)?.length ?? 0) === 0;
}

/** Statements that run only where `first` gave back a row. */
export function onlyAfter(first: Statement, then: readonly Statement[]): readonly Statement[] {
  return then.map((each) => ({ ...each, onlyAfter: first }));
}

/** A text column. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : String(value ?? '');
}

/** Whose a row is: the one way from a row back to a tenant. */
export function tenantOf(row: Row, column: 'tenant' | 'proposer_tenant' | 'home' = 'tenant'): TenantId {
  return tenantId(textOf(row, column));
}

/** A number column; PostgreSQL hands out `bigint` and `count(*)` as text. */
export function numberOf(row: Row, column: string): number {
  return Number(row[column] ?? 0);
}
