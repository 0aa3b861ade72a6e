import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SharedTurns } from '../../../../src/core/post-rate.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { createClients, failureOf } from '../../../../src/platforms/slack/api/api.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';
import { BOT_TOKEN, type FakeSlack, startFakeSlack } from '../../../fakes/slack/slack.ts';

let store: Store;
let slack: FakeSlack;
beforeAll(async () => {
  store = await openSqliteStore({ file: ':memory:', exclusive: true });
  slack = await startFakeSlack();
});
afterAll(async () => {
  await store.close();
  await slack.stop();
});

test('reads of two processes with one token are one line a method, which is told before Slack is asked too often', async () => {
  let now = 1_000_000;
  let away = false;
  const turns: SharedTurns = {
    take: async (wish) => {
      if (away) throw new Error('away');
      return store.takeTurns(wish, now);
    },
    hold: (name, forMs) => store.holdTurns(name, forMs, now),
  };
  const client = (token = BOT_TOKEN) =>
    createClients({
      ...{ apiUrl: slack.apiUrl, timeoutMs: 5_000, log: SILENT, turns },
      sleep: async (ms: number) => {
        now += ms;
      },
    })(token);
  const processes = [client(), client()];
  const ask = async (at: number) => {
    try {
      await processes[at % 2]?.users.info({ user: 'U0EDITOR' });
      return 'asked';
    } catch (error) {
      return failureOf(error);
    }
  };
  const asked = () => slack.callsOf('users.info').length;
  for (let at = 0; at < 90; at += 1) expect(await ask(at)).toBe('asked');
  expect(await ask(90)).toEqual({ kind: 'rate-limited', retryAfterMs: 60_000 });
  expect(asked()).toBe(90);
  // Another method, and a post, have their own.
  await processes[1]?.conversations.info({ channel: 'C0DESK' });
  await processes[1]?.chat.postMessage({ channel: 'C0DESK', text: 'A line.' });
  // Where the wait is short it is waited for.
  now += 59_000;
  expect(await ask(1)).toBe('asked');
  now += 1_000;
  // What Slack says to one of them holds for the other.
  slack.fail('users.info', { kind: 'rate-limited', retryAfter: 30 });
  expect(await ask(0)).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
  expect(await ask(1)).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
  expect(asked()).toBe(92);
  away = true;
  expect(await ask(1)).toBe('asked');
});
