import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { startFakeSlack } from '../../tests/fakes/slack/slack.ts';
import { addressUrl } from '../../tests/fixtures/postgres/address-url.ts';
import { type Served, serveIt } from '../../tests/fixtures/served.ts';
import { tell, took } from './figure.ts';

/** Two real processes that may lead: the first is stopped, then the second is killed while a third stands by. */
export async function leaders(address: PostgresAddress): Promise<void> {
  const slack = await startFakeSlack();
  const served: Served[] = [];
  const start = async () => {
    const one = await serveIt({ DATABASE_URL: addressUrl(address) }, { slack, words: ['--role', 'lead'] });
    served.push(one);
    await one.seen(/"msg":"Started\."/);
    return one;
  };
  const leads = (one: Served) => one.seen(/This process plans/);
  try {
    const first = await start();
    await leads(first);
    const second = await start();
    const stopped = await took(() => {
      first.child.kill('SIGTERM');
      return leads(second);
    });
    const third = await start();
    const killed = await took(() => {
      second.child.kill('SIGKILL');
      return leads(third);
    });
    tell(
      'another one leads after a stop, after a kill',
      `${(stopped / 1_000).toFixed(2)} s, ${(killed / 1_000).toFixed(1)} s; ${slack.links.length} connections in all`,
      'at most 1 s, at most 60 s',
      stopped <= 1_000 && killed <= 60_000,
    );
  } finally {
    for (const one of served) await one.stop();
    await slack.stop();
  }
}
