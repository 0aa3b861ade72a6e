import { createHash } from 'node:crypto';
import { numberOf, type Row, type SqlDriver, type SqlValue, statement, textOf } from '../sql/driver.ts';
import { StoreError } from '../store-error.ts';
import { noteIn, noteStatement } from './notes.ts';
import { COPIED_TABLES, type Table } from './tables.ts';

/** One store as a copy sees it. */
export interface CopyEnd {
  readonly driver: SqlDriver;
  /** What people call it. */
  readonly name: string;
}

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** Over its rows, whatever their order. */
  readonly hash: string;
}

/** Few enough values for every database's statement, which takes at most 32,766 (SQLite). */
const ROWS_AT_ONCE = 500;

/**
 * Copies everything from one store to an empty one, nobody serving either. Where it was broken off it goes on: how far a
 * table has come is written together with its rows. In the end both are counted and hashed, and the source is marked as
 * moved, so that nobody serves it by mistake. @throws StoreError that says in words what is in the way
 */
export async function copyStore(options: {
  readonly from: CopyEnd;
  readonly to: CopyEnd;
  /** Told as it goes: rows of the table copied so far. */
  readonly progress?: (table: string, rows: number) => void;
  readonly rowsAtOnce?: number;
}): Promise<readonly CopiedTable[]> {
  const { from, to, progress = () => {}, rowsAtOnce = ROWS_AT_ONCE } = options;
  await mayCopy(from, to);
  await to.driver.batch([noteStatement('filling', from.name)]);
  for (const table of COPIED_TABLES) await copyTable(table, { from, to, progress, rowsAtOnce });
  const copied = await verified(from, to);
  // The source first: broken off in between, neither can be served, and the next run only has to end it.
  await from.driver.batch([noteStatement('moved', to.name)]);
  await to.driver.batch([statement(`delete from store_note where name = 'filling' or name like 'copied %'`)]);
  return copied;
}

async function mayCopy(from: CopyEnd, to: CopyEnd): Promise<void> {
  const refuse = (fault: string, remedy: string) => {
    throw new StoreError('not-ours', { fault, remedy });
  };
  if (from.name === to.name) refuse(`Both ends of the copy are ${from.name}.`, 'Name two stores.');
  const unfinished = await noteIn(from.driver, 'filling');
  if (unfinished !== '') {
    refuse(`${from.name} is itself a copy of ${unfinished} that is not finished.`, 'Finish that one first.');
  }
  const moved = await noteIn(from.driver, 'moved');
  const filling = await noteIn(to.driver, 'filling');
  if (moved !== '' && (moved !== to.name || filling !== from.name)) {
    refuse(`The store was moved from ${from.name} to ${moved} before.`, 'Copy from that one.');
  }
  const [held] = await from.driver.all(
    `select name from lease where holder <> '' and until > ${from.driver.dialect.now('$1')} limit 1`,
    Date.now(),
  );
  if (held !== undefined) {
    refuse(
      `${from.name} is being served.`,
      'Stop every Readout that serves it; one that was killed is forgotten after half a minute.',
    );
  }
  if (filling === from.name) return;
  if (filling !== '') {
    refuse(
      `${to.name} is being filled from ${filling}.`,
      'Go on with that copy, or name another, empty store.',
    );
  }
  if ((await noteIn(to.driver, 'moved')) !== '') {
    refuse(`${to.name} is an old store that was moved away.`, 'Name a new, empty one.');
  }
  for (const { name } of COPIED_TABLES) {
    const rows = await countOf(to.driver, name);
    if (rows > 0)
      refuse(`${to.name} is not empty (${rows} rows in the table "${name}").`, 'Name an empty store.');
  }
}

async function countOf(driver: SqlDriver, table: string): Promise<number> {
  const [row] = await driver.all(`select count(*) as n from ${table}`);
  return row === undefined ? 0 : numberOf(row, 'n');
}

async function copyTable(
  table: Table,
  { from, to, progress, rowsAtOnce }: Required<Parameters<typeof copyStore>[0]>,
): Promise<void> {
  const note = await noteIn(to.driver, `copied ${table.name}`);
  let after: readonly SqlValue[] | null = note === '' ? null : JSON.parse(note);
  let copied = after === null ? 0 : await countOf(to.driver, table.name);
  for (;;) {
    const rows = await pageOf(from.driver, table, after, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = keyOf(table, last);
    const places = table.columns.map((_, at) => at + 1);
    const inserts = chunksOf(rows, Math.floor(30_000 / table.columns.length)).map((some) =>
      statement(
        `insert into ${table.name} (${table.columns.map(({ name }) => name).join(', ')}) values ${some
          .map((_, row) => `(${places.map((at) => `$${row * places.length + at}`).join(', ')})`)
          .join(', ')}`,
        ...some.flatMap((row) => valuesOf(table, row)),
      ),
    );
    await to.driver.batch([...inserts, noteStatement(`copied ${table.name}`, JSON.stringify(after))]);
    copied += rows.length;
    progress(table.name, copied);
  }
}

/** The next rows by key. Rows of one key, where a table has no key of its own, stay together. */
async function pageOf(
  driver: SqlDriver,
  { name, key, unique }: Table,
  after: readonly SqlValue[] | null,
  limit: number,
): Promise<readonly Row[]> {
  const columns = `(${key.join(', ')})`;
  const places = (from: number) => `(${key.map((_, at) => `$${from + at}`).join(', ')})`;
  const later = after === null ? '' : `where ${columns} > ${places(1)}`;
  const values = after ?? [];
  if (unique) {
    return driver.all(
      `select * from ${name} ${later} order by ${key.join(', ')} limit $${values.length + 1}`,
      ...[...values, limit],
    );
  }
  const some = await driver.all(
    `select ${key.join(', ')} from ${name} ${later} order by ${key.join(', ')} limit $${values.length + 1}`,
    ...[...values, limit],
  );
  const last = some.at(-1);
  if (last === undefined) return [];
  const end = key.map((column) => numberOf(last, column));
  return driver.all(
    `select * from ${name} ${later === '' ? 'where' : `${later} and`} ${columns} <= ${places(values.length + 1)}
    order by ${key.join(', ')}`,
    ...[...values, ...end],
  );
}

function keyOf({ key, columns }: Table, row: Row): readonly SqlValue[] {
  return key.map((name) =>
    columns.find((column) => column.name === name)?.kind === 'number'
      ? numberOf(row, name)
      : textOf(row, name),
  );
}

/** As both databases keep them: PostgreSQL gives large numbers as text, and keeps no NUL. */
function valuesOf({ columns }: Table, row: Row): readonly SqlValue[] {
  return columns.map(({ name, kind }) =>
    kind === 'number' ? numberOf(row, name) : textOf(row, name).replaceAll('\0', '\u{fffd}'),
  );
}

function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

async function verified(from: CopyEnd, to: CopyEnd): Promise<readonly CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of COPIED_TABLES) {
    const [theirs, ours] = [await sumOf(from.driver, table), await sumOf(to.driver, table)];
    if (theirs.rows !== ours.rows || theirs.hash !== ours.hash) {
      throw new StoreError('broken', {
        fault: `The table "${table.name}" is not the same in both: ${theirs.rows} rows in ${from.name}, ${ours.rows} in ${to.name}${theirs.rows === ours.rows ? ', with other content' : ''}.`,
        remedy: 'Make sure that nobody serves either, empty the second and copy again.',
      });
    }
    copied.push({ table: table.name, ...theirs });
  }
  return copied;
}

const MODULUS = 1n << 256n;

/** Count, and the sum of each row's SHA-256: the order of rows is each database's own. */
async function sumOf(driver: SqlDriver, table: Table): Promise<Omit<CopiedTable, 'table'>> {
  let after: readonly SqlValue[] | null = null;
  let rows = 0;
  let sum = 0n;
  for (;;) {
    const page = await pageOf(driver, table, after, ROWS_AT_ONCE);
    const last = page.at(-1);
    if (last === undefined) return { rows, hash: sum.toString(16).padStart(64, '0') };
    for (const row of page) {
      const digest = createHash('sha256')
        .update(JSON.stringify(valuesOf(table, row)))
        .digest('hex');
      sum = (sum + BigInt(`0x${digest}`)) % MODULUS;
    }
    rows += page.length;
    after = keyOf(table, last);
  }
}
