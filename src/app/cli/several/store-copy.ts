import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../../../domain/errors.ts';
import { type CopyEnd, copyStore } from '../../../store/copy/copy.ts';
import { readDatabaseUrl } from '../../config/database-url.ts';
import { type Home, inHome } from '../../config/home.ts';
import { type ExitCode, readConfig, say, type Terminal } from '../../process/process.ts';

/**
 * `readout store copy --from <url> --to <url>`: everything from one store to another, either way, verified. The source is
 * then marked as moved. Killed and run again it goes on.
 */
export async function copyStores(
  terminal: Terminal,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ExitCode> {
  const { home } = await readConfig(terminal);
  const ends: CopyEnd[] = [];
  try {
    ends.push(await openEnd('--from', from, { home, expected: true }));
    ends.push(await openEnd('--to', to, { home, expected: false }));
    const [source, target] = ends;
    if (source === undefined || target === undefined) return 1;
    const copied = await copyStore({
      from: source,
      to: target,
      progress: (table, rows) => say(terminal, `${table}: ${rows}`),
    });
    for (const { table, rows, hash } of copied) {
      terminal.output.write(`${table.padEnd(18)} ${String(rows).padStart(9)}  ${hash.slice(0, 16)}\n`);
    }
    const rows = copied.reduce((sum, each) => sum + each.rows, 0);
    terminal.output.write(
      `${rows} rows in ${copied.length} tables are the same in both, by count and hash. ${source.name} is marked as moved: set DATABASE_URL to the other one.\n`,
    );
    return 0;
  } finally {
    for (const { driver } of ends) await driver.close();
  }
}

/** @throws ConfigError where the address is none, StoreError where it cannot be used */
async function openEnd(
  option: string,
  url: string,
  { home, expected }: { readonly home: Home; readonly expected: boolean },
): Promise<CopyEnd> {
  const read = readDatabaseUrl(url);
  if (read.kind === 'problem') throw new ConfigError([`${option} ${read.problem}`]);
  if (read.kind === 'postgres') {
    const { openPostgresDriver } = await import('../../../store/postgres/open.ts');
    const { nameOf } = await import('../../../store/postgres/address.ts');
    if (expected) {
      const { inspectPostgresStore } = await import('../../../store/postgres/inspect.ts');
      const { name, trouble, schema } = await inspectPostgresStore(read.address);
      if (trouble === null && schema === 0)
        throw new Error(`${name} has no tables of Readout: there is nothing to copy.`);
    }
    return { driver: await openPostgresDriver({ address: read.address }), name: nameOf(read.address) };
  }
  const file = inHome(home, read.path);
  if (expected && !existsSync(file)) throw new Error(`There is no store at ${file}.`);
  const { openSqliteDriver } = await import('../../../store/sqlite/sqlite.ts');
  return { driver: await openSqliteDriver({ file, exclusive: true }), name: resolve(file) };
}
