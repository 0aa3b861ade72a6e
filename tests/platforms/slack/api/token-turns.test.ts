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

/** Two processes with one token, on a clock that stands still but for sleeps. */
function twoProcesses() {
  const moment = { now: 1_000_000, away: false };
  const names: string[] = [];
  const turns: SharedTurns = {
    take: async (wish) => {
      if (moment.away) throw new Error('away');
      names.push(wish.name);
      return store.takeTurns(wish, moment.now);
    },
    hold: (name, forMs) => store.holdTurns(name, forMs, moment.now),
  };
  const clock = {
    sleep: async (ms: number) => {
      moment.now += ms;
    },
    after: () => () => {},
  };
  const client = () =>
    createClients({
      ...{ apiUrl: slack.apiUrl, timeoutMs: 5_000, log: SILENT, clock },
      shared: { turns, spacing: { posts: 1_000, edits: 1_200, patience: 8_000 } },
    })(BOT_TOKEN);
  return { moment, names, one: client(), other: client() };
}

test('reads of two processes with one token are one line a method, which is told before Slack is asked too often', async () => {
  const { moment, one, other } = twoProcesses();
  const ask = async (at: number) => {
    try {
      await (at % 2 === 0 ? one : other).users.info({ user: 'U0EDITOR' });
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
  await other.conversations.info({ channel: 'C0DESK' });
  await other.chat.postMessage({ channel: 'C0DESK', text: 'A line.' });
  // Where the wait is short it is waited for.
  moment.now += 59_000;
  expect(await ask(1)).toBe('asked');
  moment.now += 1_000;
  // What Slack says to one of them holds for the other.
  slack.fail('users.info', { kind: 'rate-limited', retryAfter: 30 });
  expect(await ask(0)).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
  expect(await ask(1)).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
  expect(asked()).toBe(92);
  moment.away = true;
  expect(await ask(1)).toBe('asked');
});

test('posts of two processes to one channel are a second apart, whichever part of Readout posts, and other channels do not wait', async () => {
  const { moment, one, other } = twoProcesses();
  const began = moment.now;
  const post = (client: typeof one, channel: string) => client.chat.postMessage({ channel, text: 'A line.' });
  await post(one, 'C0SHARED');
  await post(other, 'C0OTHER');
  expect(moment.now - began).toBe(0);
  await post(other, 'C0SHARED');
  expect(moment.now - began).toBe(1_000);
  await post(one, 'C0SHARED');
  expect(moment.now - began).toBe(2_000);
});

test.each([
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.update',
  'chat.unfurl',
  'views.open',
  'views.publish',
  'auth.test',
  'files.getUploadURLExternal',
  'conversations.replies',
  'a.method.that.we.call.next.year',
])('%s has its turn in one line of all processes, and the line does not tell the token', async (method) => {
  const { names, one, other } = twoProcesses();
  for (const client of [one, other]) await client.apiCall(method, { channel: 'C0LINE' }).catch(() => {});
  expect(names).toHaveLength(2);
  expect(new Set(names).size).toBe(1);
  expect(names[0]).not.toContain(BOT_TOKEN);
});

test('opening a connection waits for nobody: the process that leads next needs it at once', async () => {
  const { names, one } = twoProcesses();
  await one.apps.connections.open({}).catch(() => {});
  expect(names).toEqual([]);
});

test('a store that hangs holds no call up for longer than a moment', async () => {
  const hung: (() => void)[] = [];
  const client = createClients({
    ...{ apiUrl: slack.apiUrl, timeoutMs: 5_000, log: SILENT },
    clock: {
      sleep: async () => {},
      after(_, run) {
        hung.push(run);
        return () => {};
      },
    },
    shared: {
      turns: { take: () => new Promise(() => {}), hold: async () => {} },
      spacing: { posts: 1_000, edits: 1_200, patience: 8_000 },
    },
  })(BOT_TOKEN);
  const asked = client.users.info({ user: 'U0EDITOR' });
  hung[0]?.();
  expect((await asked).ok).toBe(true);
});
