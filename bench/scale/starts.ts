import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { tell } from './figure.ts';

export async function startsAtOnce(address: PostgresAddress): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: 10 }, () => openPostgresStore({ address })));
  const up = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  for (const store of up) await store.close();
  tell('ten starts at once on an empty database', `${up.length} of 10 up`, '10 of 10', up.length === 10);
}
