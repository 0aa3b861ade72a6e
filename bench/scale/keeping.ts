import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresDriver } from '../../src/store/postgres/open.ts';
import type { SqlDriver } from '../../src/store/sql/driver.ts';
import { createSqlStore } from '../../src/store/sql/store.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite.ts';
import { content } from '../../tests/fixtures/delivery.ts';
import { often, tell, tookOften } from './figure.ts';
import { place } from './place.ts';

/** On each database; kept are so many that were sent, in 5,000 channels. */
export async function keeping(address: PostgresAddress, many: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const file = join(folder, 'readout.db');
  try {
    await keepingOn('PostgreSQL', () => openPostgresDriver({ address }), many);
    await keepingOn('SQLite', () => openSqliteDriver({ file, exclusive: true }), many);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function keepingOn(name: string, open: () => Promise<SqlDriver>, many: number): Promise<void> {
  const driver = await open();
  const store = createSqlStore(driver);
  await keep(driver, many);
  let channel = 0;
  const list = await tookOften(() => {
    channel += 1;
    return store.deliveriesIn(place(channel).place, 10);
  });
  const counted = await tookOften(() => store.countDeliveries());
  const now = Date.now();
  const claim = await tookOften(() =>
    store.claim({ platform: 'discord', claim: 'w', now, leaseUntil: now + 60_000, limit: 64 }),
  );
  const queue = await tookOften(() => store.queue());
  await store.close();
  tell(
    `${name}, ${many} kept: a channel's list, a claim`,
    `${often(list)}, ${often(claim)}`,
    'at most 20 ms',
    Math.max(list.median, claim.median) <= 20,
  );
  tell(
    `${name}, ${many} kept: counted by state, what waits`,
    `${often(counted)}, ${often(queue)}`,
    'at most 20 ms',
    Math.max(counted.median, queue.median) <= 20,
  );
}

/** Writes so many deliveries that were sent, in 5,000 channels, all of one moment. */
export async function keep(driver: SqlDriver, many: number): Promise<void> {
  await createSqlStore(driver).enqueue([content('hash-1')], [place(0)], 1);
  const columns = Object.keys((await driver.all('select * from delivery'))[0] ?? {}).map((column) => {
    if (column === 'id' || column === 'slot') return `${column} || n`;
    return column === 'channel' ? `'c' || n % 5000` : column === 'state' ? `'sent'` : column;
  });
  for (let from = 1; from <= many; from += 100_000) {
    await driver.all(
      `with recursive number(n) as (select cast($1 as bigint) union all select n + 1 from number where n < $2)
      insert into delivery select ${columns.join(', ')} from delivery, number where id = 'd0'`,
      ...[from, Math.min(many, from + 99_999)],
    );
  }
  // As the server does by itself, and Readout on a file never.
  if (driver.dialect.lockRows !== '') await driver.all('analyze delivery');
}
