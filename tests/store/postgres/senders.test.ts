import { afterEach, describe, expect, test } from 'vitest';
import { startSoakChat } from '../../../bench/soak/chat.ts';
import { seededRandom, startSender, subscribeAll, tallyOf } from '../../../bench/soak/digests.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { addressUrl } from '../../fixtures/postgres/address-url.ts';
import { addressOn, postgresHost } from '../../fixtures/postgres/postgres.ts';

/** Posts a second of each: so quick that a claim of 64 does not hold them all for long. */
const PACE = 60;

describe('processes that send over one PostgreSQL', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  test.each([
    [2, 32, 0.1],
    [4, 120, 0],
  ])(
    'post each message once: %i of them, %i digests, faults in %d of the posts',
    async (many, digests, share) => {
      const address = addressOn(await postgresHost());
      const chat = await startSoakChat(digests / 2, share, seededRandom(many));
      closing.push(chat.close);
      const store = await openPostgresStore({ address });
      closing.push(store.close);
      await subscribeAll(store, chat);
      const codes = await Promise.all(
        Array.from({ length: many }, () => {
          const child = startSender(addressUrl(address), chat.addresses, PACE);
          closing.push(async () => child.kill('SIGKILL'));
          return new Promise((resolve) => child.once('exit', resolve));
        }),
      );
      expect(codes).toEqual(codes.map(() => 0));
      expect(tallyOf(chat)).toMatchObject({ messages: digests * 1.5, lost: 0, doubled: 0 });
    },
    60_000,
  );
});
