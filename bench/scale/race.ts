import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { Store } from '../../src/store/store.ts';
import { content } from '../../tests/fixtures/delivery.ts';
import { tell, took } from './figure.ts';
import { place } from './place.ts';

/** Workers claim, begin and settle until nothing is left. */
export async function race(address: PostgresAddress, workers: number, many: number): Promise<void> {
  const first = await openPostgresStore({ address });
  for (let from = 0; from < many; from += 2_000) {
    const some = Array.from({ length: Math.min(2_000, many - from) }, (_, at) => place(from + at));
    await first.enqueue([content('hash-1')], some, Date.now());
  }
  const begun = new Map<string, number>();
  let claimed = 0;
  const work = async (store: Store, claim: string) => {
    for (let turn = 0; ; turn += 1) {
      const now = Date.now();
      const token = `${claim} ${turn}`;
      const rows = await store.claim({
        ...{ platform: 'discord', claim: token, now, leaseUntil: now + 60_000, limit: 64 },
      });
      if (rows.length === 0) return;
      claimed += rows.length;
      for (const { id } of rows) {
        if (!(await store.startSending(id, token, now, now + 60_000))) continue;
        begun.set(id, (begun.get(id) ?? 0) + 1);
        await store.settle(id, token, { state: 'sent', message: id }, now);
      }
    }
  };
  const stores = await Promise.all(Array.from({ length: workers }, () => openPostgresStore({ address })));
  const ms = await took(() => Promise.all(stores.map((store, at) => work(store, `w${at}`))));
  for (const store of [first, ...stores]) await store.close();
  const doubled = [...begun.values()].filter((times) => times > 1).length + claimed - begun.size;
  tell(
    `${workers} workers, ${many} deliveries`,
    `${doubled} doubled, ${many - begun.size} left, ${Math.round((1_000 * many) / ms)} a second`,
    '0 doubled, 0 left',
    doubled === 0 && begun.size === many,
  );
}
