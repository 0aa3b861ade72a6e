import { expect, test } from 'vitest';
import { createMissed } from '../../../src/digest/compose/missed.ts';
import { createStories } from '../../../src/digest/schedule/story-revisions.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';

const SECOND = 1_000;

async function desk() {
  const real = await openSqliteStore({ file: ':memory:', exclusive: true });
  const calls: string[] = [];
  const store: Store = {
    ...real,
    noteAsked(...values) {
      calls.push('noteAsked');
      return real.noteAsked(...values);
    },
  };
  const moment = { now: 100 * SECOND, run: () => {} };
  const clock = {
    now: () => moment.now,
    after(ms: number, run: () => void) {
      expect(ms).toBeLessThanOrEqual(5 * SECOND);
      moment.run = run;
      return () => {
        moment.run = () => {};
      };
    },
  };
  const missed = createMissed({ store, stories: createStories(store, () => new Map(), clock.now), clock });
  const person = (user: string) => ({
    ...{ platform: 'discord', tenant: tenantId('g'), channel: 'c', user, mayConfigure: false },
  });
  const lastOf = async (user: string) => (await missed.lastAsked(person(user)))?.epochMilliseconds ?? null;
  return { missed, moment, calls, person, lastOf, close: real.close };
}

test('a thousand questions of many people ask the store once when they asked last, and nothing at once', async () => {
  const { missed, moment, calls, person, lastOf, close } = await desk();
  await missed.remember(person('ann'));
  for (let at = 0; at < 1_000; at += 1) missed.asked(person(at % 3 === 0 ? 'ann' : `other ${at}`));
  expect(calls).toEqual([]);
  moment.now += 4 * SECOND;
  missed.asked(person('ann'));
  moment.run();
  expect(calls).toEqual(['noteAsked']);
  // Of those who did not ask for it nothing is kept.
  expect([await lastOf('ann'), await lastOf('other 1')]).toEqual([100 * SECOND, null]);
  await close();
});

test('whoever asks what they missed is told since their last question, also where that is not written down yet', async () => {
  const { missed, moment, person, lastOf, close } = await desk();
  await missed.remember(person('ann'));
  moment.now += 60 * SECOND;
  missed.asked(person('ann'));
  moment.now += SECOND;
  expect(await lastOf('ann')).toBe(160 * SECOND);
  await close();
});

test('what was asked just before somebody is forgotten, or before the process ends, is forgotten, or kept', async () => {
  const { missed, moment, person, lastOf, close } = await desk();
  for (const user of ['ann', 'ben']) await missed.remember(person(user));
  moment.now += 60 * SECOND;
  for (const user of ['ann', 'ben']) missed.asked(person(user));
  expect(await missed.forget(person('ann'))).toBe(true);
  await missed.flush();
  expect([await lastOf('ann'), await lastOf('ben')]).toEqual([null, 160 * SECOND]);
  await close();
});
