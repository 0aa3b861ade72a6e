import { randomBytes } from 'node:crypto';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { startPostgres } from '../../tests/fixtures/postgres/start.ts';
import { machineLoad } from '../machine.ts';
import { copying } from './copying.ts';
import { dropping } from './dropping.ts';
import { ingress } from './ingress.ts';
import { keeping } from './keeping.ts';
import { leaders } from './leaders.ts';
import { limit } from './limit.ts';
import { planning } from './planning.ts';
import { race } from './race.ts';
import { rolling } from './rolling.ts';
import { startTime } from './start-time.ts';
import { startsAtOnce } from './starts.ts';
import { year } from './year.ts';

/**
 * `npm run bench scale`: what several processes do on one PostgreSQL, each figure beside its goal. Workers are connections of
 * their own in this process; kills, stops and restarts are those of `bench/soak/postgres.ts`.
 * Flags: `--deliveries N` (20000), `--kept N` (1000000), `--seconds N` (10), `--channels N` (1000), `--only race,limit` (all of them).
 */
export async function run(flags: readonly string[]): Promise<void> {
  const number = (name: string, usual: number) =>
    flags.includes(`--${name}`) ? Number(flags[flags.indexOf(`--${name}`) + 1]) : usual;
  const deliveries = number('deliveries', 20_000);
  const kept = number('kept', 1_000_000);
  const seconds = number('seconds', 10);
  console.log(machineLoad());
  const server = await startPostgres(process.env.PG_BIN);
  const address = (): PostgresAddress => ({
    ...{ host: server.host, port: 5432, user: 'desk', password: undefined, database: 'postgres', tls: false },
    schema: `bench_${randomBytes(4).toString('hex')}`,
  });
  try {
    const parts: Readonly<Record<string, () => Promise<void>>> = {
      start: () => startTime(),
      starts: () => startsAtOnce(address()),
      race: () => each([1, 2, 4, 8], (workers) => race(address(), workers, deliveries)),
      limit: () => each([1, 2, 4], (workers) => limit(address(), workers, seconds)),
      ingress: () => ingress(address(), 150),
      rolling: () => rolling(address()),
      leaders: () => leaders(address()),
      planning: () => planning(address(), 100_000),
      keeping: () => keeping(address(), kept),
      copying: () => copying(address(), kept),
      dropping: () => dropping(address(), kept),
      year: () => year(address(), number('channels', 1_000)),
    };
    const only = flags.includes('--only')
      ? (flags[flags.indexOf('--only') + 1] ?? '').split(',')
      : Object.keys(parts);
    for (const name of only) await parts[name]?.();
    console.log(machineLoad());
  } finally {
    await server.end();
  }
}

async function each(counts: readonly number[], work: (count: number) => Promise<void>): Promise<void> {
  for (const count of counts) await work(count);
}
