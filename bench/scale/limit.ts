import { SYSTEM_CLOCK } from '../../src/core/clock.ts';
import type { SharedTurns } from '../../src/core/post-rate.ts';
import type { Pace } from '../../src/platforms/discord/api/pace.ts';
import { createSharedPace } from '../../src/platforms/discord/api/shared-pace.ts';
import { OUR_REQUESTS_PER_SECOND } from '../../src/platforms/discord/render/limits.ts';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { tell } from './figure.ts';

/** Each worker asks for turns without end, as a sender with work for hours does. */
export async function limit(address: PostgresAddress, workers: number, seconds: number): Promise<void> {
  const stores = await Promise.all(Array.from({ length: workers }, () => openPostgresStore({ address })));
  const stop = new AbortController();
  const times: number[] = [];
  const work = async (pace: Pace) => {
    while (!stop.signal.aborted) {
      await pace.room(stop.signal);
      if (!stop.signal.aborted && (await pace.next(2_000)) === 0) times.push(performance.now());
    }
  };
  for (const store of stores) {
    const turns: SharedTurns = {
      take: (wish) => store.takeTurns(wish, Date.now()),
      hold: (name, forMs) => store.holdTurns(name, forMs, Date.now()),
    };
    const pace = createSharedPace({
      ...{
        perSecond: OUR_REQUESTS_PER_SECOND,
        now: Date.now,
        after: SYSTEM_CLOCK.after,
        turns,
        name: 'bench',
      },
    });
    for (let at = 0; at < 8; at += 1) void work(pace);
  }
  await SYSTEM_CLOCK.sleep(seconds * 1_000);
  stop.abort();
  await SYSTEM_CLOCK.sleep(500);
  for (const store of stores) await store.close();
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
  const share = (OUR_REQUESTS_PER_SECOND * seconds) / times.length;
  tell(
    `one token, ${workers} workers, ${seconds} s`,
    `${most} in the fullest second, ${share.toFixed(3)} x the bound`,
    'at most 50; at most 1.05',
    most <= 50 && share <= 1.05,
  );
}
