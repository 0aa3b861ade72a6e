import { describe, expect, test } from 'vitest';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Fate } from '../../fakes/chat.ts';
import { createSimulatedClock } from '../../fakes/simulated-clock.ts';
import {
  type Desk,
  HOUR,
  MINUTE,
  openDesk,
  placeNumber,
  planningSlowly,
} from '../../fixtures/digest-desk.ts';

const DISCORD = { perSecond: 45, perTenantPerSecond: 45, perChannelMs: 1_000 };
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: `sub-${String(at).padStart(3, '0')}`, place: placeNumber(at), threads: true },
    format: 'brief' as const,
  }));
const leads = ({ chat }: Desk) => chat.messages.filter(({ destination }) => destination.thread === undefined);
const details = ({ chat }: Desk) =>
  chat.messages.filter(({ destination }) => destination.thread !== undefined);
const times = (messages: readonly { readonly at: number }[]) => messages.map(({ at }) => at);

/** A store whose process can be killed: from then on nothing it asks is done or answered. */
function mortal(store: Store): { readonly store: Store; readonly kill: () => void } {
  let dead = false;
  return {
    store: new Proxy(store, {
      get(target, name: keyof Store) {
        const method = target[name] as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => (dead ? new Promise(() => undefined) : method.apply(target, given));
      },
    }),
    kill: () => {
      dead = true;
    },
  };
}

describe('a fan-out of digests with threads', () => {
  test('posts every lead before any detail', async () => {
    const desk = await openDesk({ chat: { limits: { ...DISCORD, perSecond: 2 }, latencyMs: 250 } });
    await desk.subscribe(...many(100));
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    expect([leads(desk).length, details(desk).length]).toEqual([100, 100]);
    expect(Math.max(...times(leads(desk)))).toBeLessThan(Math.min(...times(details(desk))));
    await desk.digests.stop();
  });

  test('posts every lead before any detail, though they are planned over many beats while sending goes on', async () => {
    const clock = createSimulatedClock(Temporal.Instant.from('2025-11-25T05:58:00Z').epochMilliseconds);
    const { store: whole } = await openDesk({ clock });
    // A page of 256 takes longer than a beat has, and half of what sending it takes.
    const store = planningSlowly(whole, clock, 3_000);
    const desk = await openDesk({
      ...{ clock, store, chat: { limits: DISCORD, latencyMs: 250 } },
      over: { elapsed: clock.now },
    });
    await desk.subscribe(...many(700));
    await desk.digests.start();
    await desk.clock.until(() => leads(desk).length > 0, HOUR);
    // It is under way before all are planned.
    const planned = [...(await store.countDeliveries()).values()].reduce((sum, each) => sum + each, 0);
    expect(planned).toBeLessThan(2 * 700);
    await desk.clock.until(() => details(desk).length > 0, HOUR);
    expect(leads(desk)).toHaveLength(700);
  });

  test('posts every lead of one tenant and of one channel first, though they wait long for their turn', async () => {
    const limits = { perSecond: 45, perTenantPerSecond: 4, perChannelMs: 1_000 };
    const desk = await openDesk({ chat: { limits, latencyMs: 250 } });
    const one = { ...placeNumber(0), tenant: tenantId('guild') };
    await desk.subscribe(
      ...many(40).map((over, at) => ({
        ...over,
        place: { ...one, channel: `channel-${at % 10}` },
      })),
    );
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    expect([leads(desk).length, details(desk).length]).toEqual([40, 40]);
    expect(Math.max(...times(leads(desk)))).toBeLessThan(Math.min(...times(details(desk))));
    await desk.digests.stop();
  });

  test('is not held up by leads that cannot go out: a channel held back, one refused, one that hangs', async () => {
    const fates: Readonly<Record<string, Fate>> = {
      'channel-3': { kind: 'limited', retryAfterMs: 300_000 },
      'channel-4': { kind: 'blocked', reason: 'no-permission' },
      'channel-5': { kind: 'hang' },
    };
    const desk = await openDesk({
      chat: { limits: DISCORD, fate: ({ channel }) => fates[channel] ?? { kind: 'ok' } },
    });
    await desk.subscribe(...many(20));
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE + 10_000);
    expect([leads(desk).length, details(desk).length]).toEqual([17, 17]);
  });

  test('lets leads that come due while details go out pass them', async () => {
    const desk = await openDesk({ chat: { limits: { ...DISCORD, perSecond: 8 }, latencyMs: 250 } });
    const zone = 'Europe/Kyiv';
    const days = [1, 2, 3, 4, 5, 6, 7] as const;
    await desk.subscribe(
      ...many(350).map((over, at) => ({
        ...over,
        schedule: { time: at < 300 ? '08:00' : '08:01', days, zone },
      })),
    );
    await desk.digests.start();
    await desk.clock.advance(MINUTE);
    await desk.clock.until(() => details(desk).length > 100, HOUR);
    await desk.clock.until(() => leads(desk).length === 350, HOUR);
    // The details of the first would all have come before them.
    expect(details(desk).length).toBeLessThan(300);
    await desk.clock.until(() => details(desk).length === 350, HOUR);
  });

  test.each([0.3, 0.9, 1.7, 2.6, 3.4, 4.3])(
    'is whole within 30 s of a restart when the process is killed %s s into it',
    async (seconds) => {
      const desk = await openDesk({
        chat: {
          ...{ limits: { ...DISCORD, perSecond: 8 }, latencyMs: 250, lookAfterMs: 5_000 },
          // Looks meet our own limits too.
          lookDelayed: (call) => (call % 3 === 1 ? 700 : null),
        },
      });
      const first = mortal(desk.store);
      await desk.subscribe(...many(20));
      await desk.another({ store: first.store }).start();
      await desk.clock.advance(2 * MINUTE + seconds * 1_000);
      first.kill();
      await desk.clock.advance(2_000);
      await desk.another().start();
      const took = await desk.clock.until(() => desk.chat.messages.length === 40, HOUR);
      const keys = new Set(desk.chat.messages.map(({ key }) => key));
      expect([keys.size, desk.chat.messages.length, took <= 30_000]).toEqual([40, 40, true]);
    },
  );

  test('looks again when a look that could not be had can be had, and not ten minutes later', async () => {
    const desk = await openDesk({
      chat: {
        ...{ kind: 'history', fate: (_, call) => ({ kind: call === 1 ? 'lost-before' : 'ok' }) },
        lookDelayed: (call) => (call < 4 ? 2_000 : null),
      },
    });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE);
    // A minute of doubt, and three looks of two seconds each.
    const took = await desk.clock.until(() => desk.chat.messages.length === 1, HOUR);
    expect([desk.chat.calls.find, took > MINUTE, took < MINUTE + 10_000]).toEqual([4, true, true]);
    await desk.digests.stop();
  });

  test('posts again at once what a platform would know again, and waits the minute where it would not', async () => {
    const after = async (lookAfterMs: { readonly lookAfterMs?: number }) => {
      const desk = await openDesk({
        chat: { fate: (_, call) => ({ kind: call === 1 ? 'lost-before' : 'ok' }), ...lookAfterMs },
      });
      await desk.subscribe({ threads: false });
      await desk.digests.start();
      await desk.clock.advance(2 * MINUTE);
      const took = await desk.clock.until(() => desk.chat.messages.length === 1, HOUR);
      await desk.digests.stop();
      return Math.round(took / 1_000);
    };
    expect([await after({ lookAfterMs: 5_000 }), await after({})]).toEqual([5, 60]);
  });

  test('begins nothing before the platform has room, so that a kill leaves little in doubt', async () => {
    let places = 3;
    const desk = await openDesk({
      chat: {
        room: async (signal) => {
          places -= 1;
          if (places < 0) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
    });
    await desk.subscribe(...many(20));
    await desk.digests.start();
    await desk.clock.advance(3 * MINUTE);
    const counts = await desk.store.countDeliveries();
    expect([desk.chat.calls.post, counts.get('sent'), counts.get('sending')]).toEqual([3, 3, undefined]);
  });
});
