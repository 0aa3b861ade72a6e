import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dropOld } from '../../src/digest/schedule/drop-old.ts';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresDriver } from '../../src/store/postgres/open.ts';
import type { SqlDriver } from '../../src/store/sql/driver.ts';
import { createSqlStore } from '../../src/store/sql/store.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite.ts';
import { tell } from './figure.ts';
import { keep } from './keeping.ts';
import { place } from './place.ts';

const SECONDS = 20;

/** On each database: of so many that are kept, all are old; they are dropped as each minute does while posts are claimed. */
export async function dropping(address: PostgresAddress, many: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const file = join(folder, 'readout.db');
  try {
    await droppingOn('PostgreSQL', () => openPostgresDriver({ address }), many);
    await droppingOn('SQLite', () => openSqliteDriver({ file, exclusive: true }), many);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function droppingOn(name: string, open: () => Promise<SqlDriver>, many: number): Promise<void> {
  const driver = await open();
  const store = createSqlStore(driver);
  await keep(driver, many);
  const now = Date.now();
  const due = Array.from({ length: 2_000 }, (_, at) => ({ ...place(at), id: `due${at}`, slot: `due${at}` }));
  await store.enqueue([], due, now);
  const count = async () => (await store.countDeliveries()).get('sent') ?? 0;
  const before = await count();
  const claimUntil = async (isOver: (claims: number) => boolean) => {
    const waits: number[] = [];
    while (!isOver(waits.length)) {
      const asked = performance.now();
      await store.claim({ platform: 'discord', claim: 'w', now, leaseUntil: now + 60_000, limit: 16 });
      waits.push(performance.now() - asked);
      await store.release('w', now);
      await wait(20);
    }
    return waits.toSorted((a, b) => a - b);
  };
  const alone = await claimUntil((claims) => claims === 200);
  let isOver = false;
  const claiming = claimUntil(() => isOver);
  const old = {
    deliveries: now - 60_000,
    shared: now - 60_000,
    audit: 0,
    questions: 0,
    feedKeys: 0,
    articles: 0,
  };
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  while (performance.now() - began < SECONDS * 1_000 && (await dropOld(store, old)));
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  isOver = true;
  const waits = await claiming;
  const dropped = before - (await count());
  await store.close();
  const longest = waits.at(-1) ?? 0;
  const aMinute = (dropped / seconds) * 60;
  tell(
    `${name}, ${many} kept, all old: dropped a minute`,
    `${Math.round(aMinute)} (${((user + system) / 1_000 / seconds / 10).toFixed(0)} % of a processor of ours); a claim ${claimWords(waits)} (alone ${claimWords(alone)})`,
    '100,000; no claim above 50 ms',
    aMinute >= 100_000 && longest <= 50,
  );
}

function claimWords(sorted: readonly number[]): string {
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`;
}
