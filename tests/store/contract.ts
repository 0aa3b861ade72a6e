import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { AuditEntry } from '../../src/store/ports/audit.ts';
import type { NewDelivery, StoredDelivery } from '../../src/store/ports/deliveries.ts';
import type { WaitingSubscription } from '../../src/store/ports/subscriptions.ts';
import type { Store } from '../../src/store/store.ts';
import { content, newDelivery } from '../fixtures/delivery.ts';
import { subscription } from '../fixtures/subscription.ts';

/** What every store does, whatever database it is kept in. `open` gives an empty one. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const claim = (over: Partial<Parameters<Store['claim']>[0]> = {}) =>
      store.claim({ platform: 'discord', claim: 'c1', now: 2_000, leaseUntil: 62_000, limit: 10, ...over });
    const only = (rows: readonly StoredDelivery[]): StoredDelivery => {
      expect(rows).toHaveLength(1);
      const [row] = rows;
      if (row === undefined) throw new Error('No delivery where one was expected.');
      return row;
    };
    const state = async () => only(await store.deliveriesIn(newDelivery().place, 10)).state;

    describe('subscriptions', () => {
      test('gives back what was saved, with nothing told yet', async () => {
        const saved = subscription({ filter: { all: [{ kind: 'material' }], any: [], not: [] } });
        await store.saveSubscription(saved, why());
        expect(await store.subscription('sub-1')).toEqual({
          subscription: saved,
          lastDay: '',
          toldMark: 0,
          toldAt: 0,
        });
      });

      test('replaces one saved again and keeps what its channel was told', async () => {
        await store.saveSubscription(subscription(), why());
        await store.enqueue([content('hash-1')], [newDelivery({ mark: 7 })], 1_000);
        await claim();
        await store.startSending('delivery-1', 'c1', 2_000, 62_000);
        await store.settle('delivery-1', 'c1', { state: 'sent', message: 'm1' }, 2_500);
        await store.saveSubscription(subscription({ state: 'paused' }), why({ action: 'pause' }));
        expect(await store.subscription('sub-1')).toMatchObject({
          subscription: { state: 'paused' },
          toldMark: 7,
          toldAt: 2_500,
        });
      });

      test('never shows one tenant another tenant, channel or platform', async () => {
        const elsewhere = { platform: 'slack', tenant: tenantId('team-1'), channel: 'channel-1', thread: '' };
        await store.saveSubscription(subscription(), why());
        await store.saveSubscription(subscription({ id: 'sub-2', place: elsewhere }), why());
        const ids = async (scope: Parameters<Store['subscriptionsIn']>[0]) =>
          (await store.subscriptionsIn(scope)).map((known) => known.subscription.id);
        expect(await ids({ platform: 'discord', tenant: tenantId('guild-1') })).toEqual(['sub-1']);
        expect(await ids({ platform: 'discord', tenant: tenantId('team-1') })).toEqual([]);
        expect(await ids({ platform: 'slack', tenant: tenantId('team-1'), channel: 'channel-2' })).toEqual(
          [],
        );
        expect(await ids({ platform: 'slack' })).toEqual(['sub-2']);
      });

      test('forgets what its channel was told once it is about another story', async () => {
        await store.saveSubscription(subscription(), why());
        await store.enqueue([content('hash-1')], [newDelivery({ mark: 7 })], 1_000);
        await claim();
        await store.startSending('delivery-1', 'c1', 2_000, 62_000);
        await store.settle('delivery-1', 'c1', { state: 'sent', message: 'm1' }, 2_500);
        await store.saveSubscription(subscription({ story: 'another' }), why({ action: 'change' }));
        expect(await store.subscription('sub-1')).toMatchObject({ toldMark: 0, toldAt: 0 });
      });

      test('walks the active ones in pages', async () => {
        for (const id of ['a', 'b', 'c']) await store.saveSubscription(subscription({ id }), why());
        await store.saveSubscription(subscription({ id: 'd', state: 'paused' }), why());
        const page = async (after: string) =>
          (await store.activeSubscriptions(after, 2)).map((known) => known.subscription.id);
        expect([await page(''), await page('b'), await page('c')]).toEqual([['a', 'b'], ['c'], []]);
      });

      describe('by when they may be due', () => {
        const due = async (now: number) =>
          (await store.dueSubscriptions(now, 10)).map(({ subscription, nextDueAt }) => [
            subscription.id,
            nextDueAt,
          ]);
        const looked = (nextDueAt: number, was = 0) => [{ subscription: 'sub-1', was, nextDueAt }];

        test('gives new ones, then none before the time that was noted', async () => {
          await store.saveSubscription(subscription(), why());
          await store.saveSubscription(subscription({ id: 'sub-2', state: 'paused' }), why());
          expect(await due(5)).toEqual([['sub-1', 0]]);
          await store.planSlots([], 5, looked(900));
          expect([await due(899), await due(900)]).toEqual([[], [['sub-1', 900]]]);
          expect(await store.activeSubscriptions('', 10)).toMatchObject([{ nextDueAt: 900 }]);
        });

        test('gives those behind another one, by when they may be due and then by name', async () => {
          for (const id of ['c', 'a', 'b', 'd']) await store.saveSubscription(subscription({ id }), why());
          const later = ['a', 'b', 'd'].map((id) => ({ subscription: id, was: 0, nextDueAt: 900 }));
          await store.planSlots([], 5, later);
          const pages: string[] = [];
          for (let last: WaitingSubscription | undefined; ; ) {
            const [next] = await store.dueSubscriptions(900, 1, last);
            if (next === undefined) break;
            pages.push(next.subscription.id);
            last = next;
          }
          expect(pages).toEqual(['c', 'a', 'b', 'd']);
        });

        test('gives those that were changed, also while they were looked at', async () => {
          await store.saveSubscription(subscription(), why());
          await store.saveSubscription(subscription({ since: 3 }), why({ action: 'resume' }));
          // Read before it was changed: what was found out then says nothing of it now.
          await store.planSlots([], 5, looked(900));
          expect(await due(5)).toEqual([['sub-1', -1]]);
          await store.planSlots([], 5, looked(900, -1));
          expect(await due(5)).toEqual([]);
          await store.saveSubscription(subscription({ since: 4 }), why({ action: 'resume' }));
          expect(await due(5)).toEqual([['sub-1', 0]]);
        });
      });

      test('changes none that was removed meanwhile, and takes over none whose id is taken', async () => {
        const saved = subscription();
        expect(await store.saveSubscription(saved, why(), 'known')).toBe(false);
        expect(await store.subscription('sub-1')).toBeNull();
        expect(await store.saveSubscription(saved, why(), 'new')).toBe(true);
        const other = { ...saved, owner: 'somebody', place: { ...saved.place, channel: 'elsewhere' } };
        expect(await store.saveSubscription(other, why(), 'new')).toBe(false);
        expect(await store.subscription('sub-1')).toMatchObject({ subscription: saved });
        const paused = { ...saved, state: 'paused' } as const;
        expect(await store.saveSubscription(paused, why({ action: 'pause' }), 'known')).toBe(true);
        expect(await store.subscription('sub-1')).toMatchObject({ subscription: paused });
        const audit = await store.auditOf({ platform: 'discord', tenant: tenantId('guild-1') }, 10);
        expect(audit.map(({ action }) => action).sort()).toEqual(['pause', 'subscribe']);
      });

      test('removes one once and audits each change', async () => {
        await store.saveSubscription(subscription(), why({ at: 1, action: 'subscribe' }));
        expect(await store.removeSubscription('sub-1', why({ at: 2, action: 'remove' }))).toBe(true);
        expect(await store.removeSubscription('sub-1', why({ at: 3, action: 'remove' }))).toBe(false);
        const audit = await store.auditOf({ platform: 'discord', tenant: tenantId('guild-1') }, 10);
        expect(audit.map((entry) => entry.action)).toEqual(['remove', 'remove', 'subscribe']);
        expect(await store.auditOf({ platform: 'discord', tenant: tenantId('guild-2') }, 10)).toEqual([]);
      });
    });

    describe('the story of a channel', () => {
      const setting = {
        ...{ platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1' },
        ...{ story: 'lake', setBy: 'ann', setAt: 5 },
      };

      test('is none at first, then the one that was set last, each change audited', async () => {
        expect(await store.channelStories()).toEqual([]);
        await store.setChannelStory(setting, why({ at: 1, action: 'story', subject: 'lake' }));
        await store.setChannelStory(
          { ...setting, story: 'river', setAt: 9 },
          why({ at: 2, action: 'story' }),
        );
        expect(await store.channelStories()).toEqual([{ ...setting, story: 'river', setAt: 9 }]);
        const audit = await store.auditOf({ platform: 'discord', tenant: tenantId('guild-1') }, 10);
        expect(audit.map(({ action }) => action)).toEqual(['story', 'story']);
      });

      test('is kept apart by channel, tenant and platform, and is none again once it is cleared', async () => {
        const others = [
          { ...setting, channel: 'channel-2' },
          { ...setting, tenant: tenantId('guild-2') },
          { ...setting, platform: 'slack' },
        ];
        for (const each of [setting, ...others]) await store.setChannelStory(each, why());
        await store.clearChannelStory(setting, why({ action: 'story' }));
        const left = await store.channelStories();
        expect(left).toHaveLength(3);
        expect(left).toEqual(expect.arrayContaining(others));
        await store.clearChannelStory(setting, why({ action: 'story' }));
        expect(await store.channelStories()).toHaveLength(3);
      });
    });

    describe('slots', () => {
      const slot = {
        subscription: 'sub-1',
        day: '2025-11-25',
        dueAt: 5,
        kind: 'digest',
        late: false,
        skipped: 0,
      } as const;

      test('keeps one a subscription and day, however often it is planned', async () => {
        await store.saveSubscription(subscription(), why());
        expect(await store.planSlots([slot], 5)).toBe(1);
        expect(await store.planSlots([{ ...slot, dueAt: 9 }], 9)).toBe(0);
        expect(await store.slotsToCompose(10)).toMatchObject([{ slot, known: { lastDay: '2025-11-25' } }]);
        expect(await store.subscription('sub-1')).toMatchObject({ lastDay: '2025-11-25' });
      });

      test('that are decided when they are planned get their deliveries then, and none where they were there', async () => {
        await store.saveSubscription(subscription(), why());
        const decided = (state: 'composed' | 'quiet', day: string, deliveries: readonly NewDelivery[]) => ({
          ...{ ...slot, day },
          decided: { subscription: 'sub-1', day, state, contents: [content('hash-1')], deliveries },
        });
        const later = newDelivery({ id: 'delivery-2', slot: 'sub-1/2025-11-26' });
        expect(await store.planSlots([decided('composed', '2025-11-25', [newDelivery()])], 5)).toBe(1);
        const again = [
          decided('composed', '2025-11-25', [newDelivery({ id: 'again', slot: 'again' })]),
          decided('composed', '2025-11-26', [later]),
          decided('quiet', '2025-11-27', []),
        ];
        expect(await store.planSlots(again, 6)).toBe(2);
        expect(await store.slotsToCompose(10)).toEqual([]);
        expect((await store.deliveriesIn(newDelivery().place, 10)).map(({ id }) => id).sort()).toEqual([
          'delivery-1',
          'delivery-2',
        ]);
        expect((await store.slotsOf('sub-1', 5)).map(({ state }) => state)).toEqual([
          ...['quiet', 'composed', 'composed'],
        ]);
      });

      test('turns a composed one into its deliveries once', async () => {
        await store.saveSubscription(subscription(), why());
        await store.planSlots([slot], 5);
        const composed = {
          ...({ subscription: 'sub-1', day: '2025-11-25', state: 'composed' } as const),
          contents: [content('hash-1')],
          deliveries: [newDelivery()],
        };
        await store.composeSlots([composed], 6);
        await store.composeSlots([{ ...composed, deliveries: [newDelivery({ id: 'again' })] }], 7);
        expect(await store.slotsToCompose(10)).toEqual([]);
        expect((await store.deliveriesIn(newDelivery().place, 10)).map(({ id }) => id)).toEqual([
          'delivery-1',
        ]);
        expect(await store.slotsOf('sub-1', 5)).toMatchObject([{ day: '2025-11-25', state: 'composed' }]);
      });
    });

    describe('slots of a subscription that somebody changes at the same time', () => {
      const decided = (id: string, at: number) => {
        const place = { ...newDelivery().place, channel: `channel-${at}` };
        const slot = `${id}/2025-11-25`;
        const delivery = newDelivery({ id: `${slot}#0`, subscription: id, slot, place, key: slot });
        return {
          ...({ subscription: id, day: '2025-11-25', kind: 'digest', late: false, skipped: 0 } as const),
          ...{ dueAt: 5 },
          decided: {
            ...({ subscription: id, day: '2025-11-25', state: 'composed' } as const),
            ...{ contents: [content('hash-1')], deliveries: [delivery] },
          },
        };
      };
      const ids = Array.from({ length: 12 }, (_, at) => `sub-${at}`);
      const placeAt = (at: number) => ({ ...newDelivery().place, channel: `channel-${at}` });

      test('are written of those alone that are as they were read, and the changed one is looked at again', async () => {
        for (const [at, id] of ids.entries())
          await store.saveSubscription(subscription({ id, place: placeAt(at) }), why());
        const read = await store.dueSubscriptions(5, 100);
        await store.saveSubscription(
          subscription({ id: 'sub-3', place: placeAt(3), format: 'full' }),
          why(),
          'known',
        );
        await store.saveSubscription(
          subscription({ id: 'sub-4', place: placeAt(4), state: 'paused' }),
          why(),
          'known',
        );
        await store.removeSubscription('sub-5', why());
        const looked = read.map(({ subscription: { id }, nextDueAt }) => ({
          ...{ subscription: id, was: nextDueAt, nextDueAt: 900 },
        }));
        expect(await store.planSlots(ids.map(decided), 6, looked)).toBe(9);
        for (const at of [3, 4, 5]) {
          expect(await store.slotsOf(`sub-${at}`, 5)).toEqual([]);
          expect(await store.deliveriesIn(placeAt(at), 5)).toEqual([]);
        }
        const again = await store.dueSubscriptions(6, 100);
        expect(again.map((each) => [each.subscription.id, each.subscription.format])).toEqual([
          ['sub-3', 'full'],
        ]);
      });

      const ways = {
        removed: () => store.removeSubscription('sub-1', why({ at: 7 })),
        paused: () => store.saveSubscription(subscription({ state: 'paused' }), why({ at: 7 }), 'known'),
      };
      const stateOf = async () =>
        new Map((await store.deliveriesIn(newDelivery().place, 20)).map((each) => [each.id, each.state]));

      test.each(['removed', 'paused'] as const)(
        'go no more once it is %s, but for what is on its way or asked for',
        async (what) => {
          await store.saveSubscription(subscription(), why());
          const of = (slot: string, over: Partial<NewDelivery> = {}) =>
            newDelivery({
              ...{ id: `${slot}#${over.part ?? 0}`, slot, key: `${slot} ${over.part ?? 0}` },
              ...over,
            });
          const detail = (slot: string) => of(slot, { part: 1, parent: `${slot}#0` });
          await store.enqueue([content('hash-1')], [of('going'), detail('going'), of('taken')], 1_000);
          expect(await claim({ only: 'leads' })).toHaveLength(2);
          expect(await store.startSending('going#0', 'c1', 2_000, 62_000)).toBe(true);
          await store.enqueue(
            [],
            [
              ...[of('waits'), detail('waits'), of('a test', { kind: 'test' })],
              of('another', { subscription: 'sub-2' }),
            ],
            1_000,
          );
          await ways[what]();
          expect(Object.fromEntries(await stateOf())).toEqual({
            ...{ 'going#0': 'sending', 'going#1': 'planned', 'taken#0': 'expired' },
            ...{ 'waits#0': 'expired', 'waits#1': 'expired', 'a test#0': 'planned', 'another#0': 'planned' },
          });
          // Whoever had it claimed finds that out before anything is posted.
          expect(await store.startSending('taken#0', 'c1', 8, 62_000)).toBe(false);
          expect(await store.expire(3_000)).toEqual([]);
          const reasons = (await store.deliveriesIn(newDelivery().place, 20)).map(({ reason }) => reason);
          expect(reasons.filter((reason) => reason !== '')).toEqual(
            Array(3).fill(`The digest was ${what} before it could be posted.`),
          );
        },
      );
    });

    describe('slots that were decided', () => {
      test('among many, written together, each get theirs once and the others nothing', async () => {
        const day = '2025-11-25';
        const many = Array.from({ length: 150 }, (_, at) => ({
          id: `sub-${at}`,
          place: { platform: 'discord', tenant: tenantId('guild-1'), channel: `channel-${at}`, thread: '' },
        }));
        const slots = many.map(({ id }) => ({
          ...({ subscription: id, day, kind: 'digest', late: false, skipped: 0 } as const),
          dueAt: 5,
        }));
        for (const { id, place } of many.slice(60, 70))
          await store.saveSubscription(subscription({ id, place }), why());
        const looked = many.slice(60, 70).map(({ id }) => ({ subscription: id, was: 0, nextDueAt: 900 }));
        expect(await store.planSlots(slots.slice(0, 100), 5)).toBe(100);
        expect(await store.planSlots(slots, 6, looked)).toBe(50);
        expect(await store.dueSubscriptions(899, 100)).toEqual([]);
        expect(await store.dueSubscriptions(900, 100)).toHaveLength(10);
        const composed = many.map(({ id, place }) => ({
          ...({ subscription: id, day, state: 'composed' } as const),
          contents: [content('hash-1')],
          deliveries: [newDelivery({ id: `${id}#0`, subscription: id, slot: `${id}/${day}`, place })],
        }));
        const quiet = many.slice(60, 70).map(({ id }) => ({
          ...({ subscription: id, day, state: 'quiet' } as const),
          ...{ contents: [], deliveries: [] },
        }));
        const pages: string[] = [];
        for (let after: Awaited<ReturnType<Store['slotsToCompose']>>[number]['slot'] | undefined; ; ) {
          const page = await store.slotsToCompose(4, after);
          if (page.length === 0) break;
          pages.push(...page.map(({ slot }) => slot.subscription));
          after = page.at(-1)?.slot;
        }
        expect(pages).toEqual(many.slice(60, 70).map(({ id }) => id));
        await store.composeSlots(quiet, 7);
        await store.composeSlots(composed.slice(0, 80), 8);
        await store.composeSlots(composed, 9);
        expect(await store.countDeliveries()).toEqual(new Map([['planned', 140]]));
        expect(await store.deliveriesIn({ ...newDelivery().place, channel: 'channel-65' }, 9)).toEqual([]);
        expect(await store.deliveriesIn({ ...newDelivery().place, channel: 'channel-70' }, 9)).toMatchObject([
          { id: 'sub-70#0', content: 'hash-1', updatedAt: 8 },
        ]);
        expect(await store.slotsToCompose(10)).toEqual([]);
      });

      test('get no deliveries from whoever decides them again', async () => {
        await store.saveSubscription(subscription(), why());
        const slot = { subscription: 'sub-1', day: '2025-11-25' } as const;
        await store.planSlots([{ ...slot, dueAt: 5, kind: 'digest', late: false, skipped: 0 }], 5);
        await store.composeSlots([{ ...slot, state: 'quiet', contents: [], deliveries: [] }], 6);
        const composed = { contents: [content('hash-1')], deliveries: [newDelivery()] };
        await store.composeSlots([{ ...slot, state: 'composed', ...composed }], 7);
        expect(await store.slotsOf('sub-1', 5)).toMatchObject([{ state: 'quiet' }]);
        expect((await store.countDeliveries()).size).toBe(0);
      });
    });

    describe('deliveries', () => {
      test('are counted by state, whatever became of them and however many are written and dropped at once', async () => {
        const ids = Array.from({ length: 140 }, (_, at) => `d${at}`);
        const rows = ids.map((id, at) =>
          newDelivery({ ...{ id, slot: id, expiresAt: at < 20 ? 1_500 : 900_000 } }),
        );
        await store.enqueue([content('hash-1')], rows, 1_000);
        // Those that are there already change nothing.
        await store.enqueue([content('hash-1')], rows.slice(0, 30), 1_000);
        await store.expire(2_000);
        const claimed = await claim({ limit: 100 });
        for (const { id } of claimed.slice(0, 60)) await store.startSending(id, 'c1', 2_000, 62_000);
        for (const { id } of claimed.slice(0, 40))
          await store.settle(id, 'c1', { state: 'sent', message: `m ${id}` }, 2_500);
        const kept = async () => {
          const states = (await store.deliveriesIn(newDelivery().place, 500)).map((each) => each.state);
          return new Map(
            [...new Set(states)].map((one) => [one, states.filter((each) => each === one).length]),
          );
        };
        expect(await store.countDeliveries()).toEqual(await kept());
        expect(await store.countDeliveries()).toEqual(
          new Map([
            ...([
              ['claimed', 40],
              ['expired', 20],
              ['planned', 20],
              ['sending', 20],
              ['sent', 40],
            ] as const),
          ]),
        );
        const since = { deliveries: 1_500, audit: 0, questions: 0, shared: 0, feedKeys: 0, articles: 0 };
        while ((await store.dropOld(since, 25)) > 0);
        expect(await store.countDeliveries()).toEqual(await kept());
        expect(await store.countDeliveries()).toEqual(
          new Map([
            ['claimed', 40],
            ['planned', 20],
            ['sending', 20],
          ]),
        );
      });

      test('go from planned through claimed and sending to sent', async () => {
        await store.enqueue([content('hash-1')], [newDelivery()], 1_000);
        expect(only(await claim())).toMatchObject({ state: 'claimed', body: 'body of hash-1' });
        expect(await store.startSending('delivery-1', 'c1', 2_000, 62_000)).toBe(true);
        expect(await state()).toBe('sending');
        expect(await store.settle('delivery-1', 'c1', { state: 'sent', message: 'm1' }, 2_100)).toBe(true);
        expect(only(await store.deliveriesIn(newDelivery().place, 1))).toMatchObject({
          state: 'sent',
          message: 'm1',
          attempts: 1,
        });
        expect(await store.countDeliveries()).toEqual(new Map([['sent', 1]]));
      });

      test('are claimed with every post in a channel before what comes after one, or either alone', async () => {
        const post = { state: 'sent', message: 'm1' } as const;
        await store.enqueue(
          [content('hash-1')],
          [
            newDelivery({ id: 'a#0', slot: 'a' }),
            newDelivery({ id: 'a#1', slot: 'a', part: 1, parent: 'a#0' }),
            newDelivery({ id: 'b#0', slot: 'b' }),
            newDelivery({ id: 'c#0', slot: 'c' }),
          ],
          1_000,
        );
        expect(only(await claim({ limit: 1 })).id).toBe('a#0');
        await store.startSending('a#0', 'c1', 2_000, 62_000);
        await store.settle('a#0', 'c1', post, 2_500);
        expect(await claim({ claim: 'c2', only: 'leads', limit: 1 })).toMatchObject([{ id: 'b#0' }]);
        expect(await claim({ claim: 'c3', only: 'details' })).toMatchObject([{ id: 'a#1' }]);
        await store.release('c3', 3_000);
        expect(await claim({ claim: 'c4', limit: 1 })).toMatchObject([{ id: 'c#0' }]);
        expect(await claim({ claim: 'c5', limit: 1 })).toMatchObject([{ id: 'a#1' }]);
      });

      test('are claimed by one at a time', async () => {
        await store.enqueue([content('hash-1')], [newDelivery()], 1_000);
        await claim();
        expect(await claim({ claim: 'c2' })).toEqual([]);
        expect(await store.startSending('delivery-1', 'c2', 2_000, 62_000)).toBe(false);
        expect(await store.settle('delivery-1', 'c2', { state: 'sent', message: 'x' }, 2_000)).toBe(false);
      });

      test('exist once for a place, slot and part', async () => {
        await store.enqueue([content('hash-1')], [newDelivery(), newDelivery({ id: 'delivery-2' })], 1_000);
        expect(await claim()).toHaveLength(1);
      });

      test('wait for their time, for the message they answer, and while their place is parked', async () => {
        const { place } = newDelivery();
        await store.enqueue(
          [content('hash-1')],
          [
            newDelivery({ notBefore: 5_000 }),
            newDelivery({ id: 'detail', part: 1, parent: 'delivery-1', notBefore: 5_000 }),
          ],
          1_000,
        );
        expect(await claim()).toEqual([]);
        expect(await store.nextMove('discord', 2_000)).toBe(5_000);
        await store.park(place, 'archived', 'The channel is archived.', 1_500);
        expect(await claim({ now: 6_000 })).toEqual([]);
        expect(await store.nextMove('discord', 2_000)).toBe(null);
        await store.unpark(place);
        expect(only(await claim({ now: 6_000 })).id).toBe('delivery-1');
        expect(await claim({ now: 6_000, claim: 'c2' })).toEqual([]);
        await store.startSending('delivery-1', 'c1', 6_000, 66_000);
        await store.settle('delivery-1', 'c1', { state: 'sent', message: 'm1' }, 6_000);
        expect(only(await claim({ now: 6_000, claim: 'c3' }))).toMatchObject({
          id: 'detail',
          parentMessage: 'm1',
        });
      });

      test('are held back for one channel and not for another', async () => {
        const other = { ...newDelivery().place, channel: 'channel-2' };
        await store.enqueue(
          [content('hash-1')],
          [newDelivery(), newDelivery({ id: 'other', place: other })],
          1_000,
        );
        await store.holdBack(newDelivery().place, 30_000);
        expect(only(await claim()).id).toBe('other');
        expect(only(await claim({ now: 30_000, claim: 'c2' })).id).toBe('delivery-1');
      });

      test('that a dead process had begun to send are in doubt, those it had only claimed are planned', async () => {
        await store.enqueue(
          [content('hash-1')],
          [newDelivery(), newDelivery({ id: 'second', slot: 's2' })],
          1_000,
        );
        await claim();
        await store.startSending('delivery-1', 'c1', 2_000, 62_000);
        expect(await store.recover({ now: 3_000, doubtMs: 60_000, everything: false })).toBe(0);
        expect(await store.recover({ now: 3_000, doubtMs: 60_000, everything: true })).toBe(2);
        expect(
          await store.claimDoubtful({
            platform: 'discord',
            claim: 'd',
            now: 61_999,
            leaseUntil: 70_000,
            limit: 9,
          }),
        ).toEqual([]);
        const doubtful = await store.claimDoubtful({
          platform: 'discord',
          claim: 'd',
          now: 62_000,
          leaseUntil: 70_000,
          limit: 9,
        });
        expect(only(doubtful)).toMatchObject({ id: 'delivery-1', state: 'in-doubt', attemptAt: 2_000 });
        expect(only(await claim({ claim: 'c2', now: 3_000 })).id).toBe('second');
      });

      test('whose lease ran out are recovered from a process that still lives elsewhere', async () => {
        await store.enqueue([content('hash-1')], [newDelivery()], 1_000);
        await claim();
        expect(await store.recover({ now: 62_000, doubtMs: 1, everything: false })).toBe(1);
        expect(await state()).toBe('planned');
      });

      test('are released by the one who claimed them', async () => {
        await store.enqueue(
          [content('hash-1')],
          [newDelivery(), newDelivery({ id: 'second', slot: 's2' })],
          1_000,
        );
        await claim();
        await store.startSending('delivery-1', 'c1', 2_000, 62_000);
        expect(await store.release('c1', 2_100)).toBe(1);
        expect(only(await claim({ claim: 'c2' })).id).toBe('second');
      });

      test('expire so many at a time, those first whose time was over first', async () => {
        const ends = [5_000, 3_000, 4_000, 9_000];
        const rows = ends.map((expiresAt) =>
          newDelivery({ id: `d${expiresAt}`, slot: `s${expiresAt}`, expiresAt }),
        );
        await store.enqueue([content('hash-1')], rows, 1_000);
        const some = async () => (await store.expire(6_000, 2)).map(({ id }) => id).sort();
        expect([await some(), await some(), await some()]).toEqual([['d3000', 'd4000'], ['d5000'], []]);
        expect(await store.countDeliveries()).toEqual(
          new Map([
            ['planned', 1],
            ['expired', 3],
          ]),
        );
      });

      test('expire once their time is over, and say so once', async () => {
        await store.enqueue([content('hash-1')], [newDelivery({ expiresAt: 5_000 })], 1_000);
        expect(await store.expire(4_999)).toEqual([]);
        expect(only(await store.expire(5_000))).toMatchObject({ id: 'delivery-1', state: 'expired' });
        expect(await store.expire(5_001)).toEqual([]);
        expect(await claim({ now: 5_001 })).toEqual([]);
      });

      test('that edit a post become what the post says', async () => {
        await store.enqueue([content('hash-1'), content('hash-2')], [newDelivery()], 1_000);
        await claim();
        await store.settle('delivery-1', 'c1', { state: 'sent', message: 'm1' }, 2_000);
        await store.enqueue(
          [],
          [
            newDelivery({
              id: 'fix',
              kind: 'correction',
              slot: 'fix/1',
              edits: 'delivery-1',
              content: 'hash-2',
            }),
          ],
          2_000,
        );
        expect(only(await claim({ claim: 'c2' }))).toMatchObject({ id: 'fix', editedMessage: 'm1' });
        await store.settle('fix', 'c2', { state: 'sent', message: 'm1+m2' }, 2_100);
        const post = (await store.deliveriesIn(newDelivery().place, 5)).find(({ id }) => id === 'delivery-1');
        expect([post?.body, post?.message]).toEqual(['body of hash-2', 'm1+m2']);
      });
    });

    describe('channels that were told a correction aloud', () => {
      test('are listed once each, whatever thread it is in, and none that only had another post', async () => {
        const { place } = newDelivery();
        const row = (id: string, kind: NewDelivery['kind'], channel: string, thread = '') =>
          newDelivery({ id, kind, slot: id, place: { ...place, channel, thread } });
        const rows = [
          row('a', 'correction-aloud', 'one'),
          row('b', 'correction-aloud', 'one', 'thread'),
          row('c', 'correction-aloud', 'two'),
          row('d', 'correction', 'three'),
          row('e', 'digest', 'four'),
        ];
        await store.enqueue([content('hash-1')], rows, 0);
        const { platform, tenant } = place;
        const [one, two] = ['one', 'two'].map((channel) => ({ platform, tenant, channel }));
        expect(await store.correctedAloud(9)).toEqual([one, two]);
        expect(await store.correctedAloud(1)).toEqual([one]);
      });
    });

    describe('parked places', () => {
      test('keep their first reason, are told of once and found again for a probe', async () => {
        const { place } = newDelivery();
        expect(await store.park(place, 'archived', 'It is archived.', 10)).toBe(true);
        expect(await store.park(place, 'no-permission', 'Later.', 20)).toBe(false);
        expect(await store.parked({ ...place, thread: 'thread-1' })).toMatchObject({
          reason: 'archived',
          since: 10,
        });
        expect([await store.markTold(place, 30), await store.markTold(place, 31)]).toEqual([true, false]);
        expect(await store.parkedNotProbedSince(9, 5)).toEqual([]);
        expect(await store.parkedNotProbedSince(10, 5)).toHaveLength(1);
        await store.markProbed(place, 40);
        expect(await store.parkedNotProbedSince(39, 5)).toEqual([]);
        // Probed by a clock that was a month ahead: not kept waiting for it.
        await store.markProbed(place, 30 * 86_400_000);
        expect(await store.parkedNotProbedSince(39, 5)).toHaveLength(1);
        expect([await store.unpark(place), await store.unpark(place)]).toEqual([true, false]);
      });
    });

    describe('revisions', () => {
      const seen = (record: string, hash: string, material = true) => ({
        record,
        hash,
        content: `"${hash}"`,
        material,
      });

      test('are kept for ever and read as of any mark', async () => {
        await store.addRevisions('lake', 1, [seen('reading:a', 'h1'), seen('reading:b', 'h1')], 10);
        await store.addRevisions('lake', 2, [seen('reading:a', 'h2')], 20);
        await store.addRevisions('lake', 3, [seen('reading:a', 'h1')], 30);
        const at = async (mark: number) =>
          new Map((await store.revisionsAt('lake', mark)).map(({ record, hash }) => [record, hash]));
        expect(await store.addRevisions('lake', 3, [seen('reading:b', 'h9')], 40)).toBe(false);
        expect(await store.currentMark('lake')).toBe(3);
        expect(await at(2)).toEqual(
          new Map([
            ['reading:a', 'h2'],
            ['reading:b', 'h1'],
          ]),
        );
        expect([...(await at(3)).values()].sort()).toEqual(['h1', 'h1']);
        expect([await store.currentMark('other'), (await store.revisionsAt('other', 9)).length]).toEqual([
          0, 0,
        ]);
      });

      test('name a state of a story that has no records, once', async () => {
        expect(await store.addRevisions('empty', 1, [], 10)).toBe(true);
        expect(await store.addRevisions('empty', 1, [], 10)).toBe(false);
        expect(await store.currentMark('empty')).toBe(1);
      });

      test('find the posts that used what now reads differently, and leave minor changes alone', async () => {
        await store.addRevisions('lake', 1, [seen('reading:a', 'h1'), seen('reading:b', 'h1')], 10);
        await store.enqueue(
          [content('hash-1', { 'reading:a': 'h1', 'reading:b': 'h1' })],
          [newDelivery()],
          1_000,
        );
        await claim();
        await store.settle('delivery-1', 'c1', { state: 'sent', message: 'm1' }, 2_000);
        expect(await store.outdatedPosts('lake', 0)).toEqual([]);
        await store.addRevisions('lake', 2, [seen('reading:a', 'h2'), seen('reading:b', 'h2', false)], 20);
        expect(await store.outdatedPosts('lake', 0)).toMatchObject([
          {
            record: 'reading:a',
            delivery: { id: 'delivery-1' },
            told: { content: '"h1"' },
            current: { hash: 'h2', mark: 2 },
          },
        ]);
        expect(await store.outdatedPosts('lake', 1_001)).toEqual([]);
      });
    });

    describe('installations', () => {
      const saved = { platform: 'slack', tenant: tenantId('T1'), keyId: 'k1', sealed: 'one', savedAt: 10 };

      test('are one for each workspace of each platform, the last saved', async () => {
        await store.saveInstallation(saved);
        await store.saveInstallation({ ...saved, tenant: tenantId('T2'), savedAt: 5 });
        await store.saveInstallation({ ...saved, platform: 'other', sealed: 'theirs' });
        await store.saveInstallation({ ...saved, keyId: 'k2', sealed: 'two', savedAt: 20 });
        expect(await store.installation('slack', tenantId('T1'))).toEqual({
          ...{ ...saved, keyId: 'k2', sealed: 'two', savedAt: 20 },
        });
        expect((await store.installations('slack')).map(({ tenant }) => tenant)).toEqual(['T2', 'T1']);
      });

      test('are gone once removed, and only those', async () => {
        await store.saveInstallation(saved);
        await store.saveInstallation({ ...saved, tenant: tenantId('T2') });
        expect(await store.removeInstallation('slack', tenantId('T1'))).toBe(true);
        expect(await store.removeInstallation('slack', tenantId('T1'))).toBe(false);
        expect(await store.installation('slack', tenantId('T1'))).toBeNull();
        expect(await store.installations('slack')).toHaveLength(1);
      });
    });

    describe('proposals', () => {
      const proposer = { platform: 'slack', tenant: tenantId('T1'), actor: 'U1' };
      const article = (id: string) => ({
        ...{ id, story: 'harbour', url: `https://news.example/${id}`, hash: `hash of ${id}`, source: '{}' },
        ...{ text: 'Words.', proposer, proposedAt: 1_000 },
      });
      const draft = (from: string, fingerprint: string) => ({
        ...{
          id: `harbour/${from}/${fingerprint}`,
          fingerprint,
          kind: 'statement',
          draft: `{"says":"${fingerprint}"}`,
        },
      });
      const decision = { by: 'slack:U2', outcome: 'tide', now: 2_000 };

      test('gives back articles with their drafts, in the order they were proposed', async () => {
        expect(await store.propose(article('a'), [draft('a', 'second'), draft('a', 'first')])).toBe(2);
        expect(await store.proposedArticles('harbour')).toEqual([article('a')]);
        const drafts = await store.proposalsOf('harbour');
        expect(drafts.map(({ fingerprint, state }) => [fingerprint, state])).toEqual([
          ['second', 'open'],
          ['first', 'open'],
        ]);
        expect(await store.proposal('harbour/a/first')).toEqual(drafts[1]);
        expect(drafts[1]).toMatchObject({ proposer, article: 'a', story: 'harbour', decidedAt: 0 });
        expect(await store.proposalsOf('another')).toEqual([]);
      });

      test('adds nothing where the article and its drafts are there', async () => {
        await store.propose(article('a'), [draft('a', 'one')]);
        expect(await store.propose({ ...article('a'), text: 'Other.' }, [draft('a', 'one')])).toBe(0);
        expect((await store.proposedArticles('harbour')).map(({ text }) => text)).toEqual(['Words.']);
      });

      test('keeps the same words of another article, unless they were rejected', async () => {
        await store.propose(article('a'), [draft('a', 'one'), draft('a', 'two')]);
        expect(await store.decideProposal('harbour/a/two', { ...decision, state: 'rejected' })).toBe(true);
        expect(await store.propose(article('b'), [draft('b', 'one'), draft('b', 'two')])).toBe(1);
        expect(
          (await store.proposalsOf('harbour', { article: 'b' })).map(({ fingerprint }) => fingerprint),
        ).toEqual(['one']);
      });

      test('lets one person decide, and nobody edit or decide afterwards', async () => {
        await store.propose(article('a'), [draft('a', 'one')]);
        expect(await store.editProposal('harbour/a/one', '{"says":"edited"}')).toBe(true);
        expect(await store.decideProposal('harbour/a/one', { ...decision, state: 'approved' })).toBe(true);
        expect(
          await store.decideProposal('harbour/a/one', { ...decision, state: 'rejected', from: 'held' }),
        ).toBe(false);
        expect(await store.decideProposal('harbour/a/one', { ...decision, state: 'rejected' })).toBe(false);
        expect(await store.editProposal('harbour/a/one', '{}')).toBe(false);
        expect(await store.proposal('harbour/a/one')).toMatchObject({
          ...{ state: 'approved', decidedBy: 'slack:U2', decidedAt: 2_000, outcome: 'tide' },
          draft: '{"says":"edited"}',
        });
        expect(await store.proposalsOf('harbour', { state: 'open' })).toEqual([]);
      });
    });

    describe('feeds', () => {
      const feed = {
        url: 'https://news.example/feed',
        etag: '"1"',
        lastModified: '',
        readAt: 1_000,
        notBefore: 0,
        failures: 0,
        checkedAt: 1_000,
        trouble: '',
      };
      const key = (name: string, item: string, seenAt = 1_000) => ({
        key: name,
        item,
        title: `Title of ${item}`,
        seenAt,
      });

      test('gives back the newest state of a feed', async () => {
        expect(await store.feed(feed.url)).toBeNull();
        await store.saveFeed(feed, []);
        await store.saveFeed({ ...feed, etag: '"2"', failures: 3 }, []);
        expect(await store.feed(feed.url)).toEqual({ ...feed, etag: '"2"', failures: 3 });
      });

      test('knows items by any of their keys, each under the item that had it first', async () => {
        await store.saveFeed(feed, [key('url:1', 'one'), key('id:1', 'one')]);
        await store.saveFeed({ ...feed, url: 'https://other.example/feed' }, [key('id:1', 'two', 2_000)]);
        const many = Array.from({ length: 500 }, (_, at) => `url:none-${at}`);
        expect(await store.knownFeedKeys(['id:1', ...many, 'id:9'])).toEqual([key('id:1', 'one', 2_000)]);
        expect((await store.feedTitlesSince(1_000, 10, '')).map(({ item }) => item)).toEqual(['one']);
        expect(await store.feedTitlesSince(3_000, 10, '')).toEqual([]);
      });
    });

    describe('proposals', () => {
      const article = {
        ...{
          id: 'src-1',
          story: 'lake',
          url: 'https://example.org/a',
          hash: 'h',
          source: '{}',
          text: 'A text.',
        },
        ...{ proposer: { platform: 'slack', tenant: tenantId('t'), actor: 'u' }, proposedAt: 5 },
      };
      const draft = (fingerprint: string) => ({
        ...{ id: `lake/src-1/${fingerprint}`, fingerprint, kind: 'statement', draft: '{"a":1}' },
      });

      test('are kept once, decided once, and never again once they were rejected', async () => {
        expect(await store.propose(article, [draft('f1'), draft('f2')])).toBe(2);
        expect(await store.propose(article, [draft('f1'), draft('f3')])).toBe(1);
        expect(await store.proposedArticles('lake')).toEqual([article]);
        expect(
          (await store.proposalsOf('lake', { state: 'open' })).map(({ fingerprint }) => fingerprint),
        ).toEqual(expect.arrayContaining(['f1', 'f2', 'f3']));
        expect(await store.editProposal('lake/src-1/f1', '{"a":2}')).toBe(true);
        const no = { state: 'rejected', by: 'slack:u', outcome: 'Wrong.', now: 9 } as const;
        expect(await store.decideProposal('lake/src-1/f1', no)).toBe(true);
        expect(await store.decideProposal('lake/src-1/f1', { ...no, state: 'approved' })).toBe(false);
        expect(await store.editProposal('lake/src-1/f1', '{"a":3}')).toBe(false);
        expect(await store.proposal('lake/src-1/f1')).toMatchObject({ state: 'rejected', draft: '{"a":2}' });
        const other = { ...article, id: 'src-2' };
        expect(await store.propose(other, [{ ...draft('f1'), id: 'lake/src-2/f1' }])).toBe(0);
        expect(await store.proposalsOf('lake', { article: 'src-2' })).toEqual([]);
      });
    });

    describe('feeds', () => {
      const feed = {
        url: 'https://example.org/feed',
        etag: 'e',
        lastModified: '',
        readAt: 1,
        notBefore: 2,
        failures: 0,
        checkedAt: 3,
        trouble: 'It answers 500.',
      };
      const key = (name: string, seenAt: number) => ({ key: name, item: 'item', title: 'Title', seenAt });

      test('are as they were saved last, and know each key whatever feed it came by', async () => {
        expect(await store.feed(feed.url)).toBeNull();
        await store.saveFeed(feed, [key('a', 5), key('b', 5)]);
        await store.saveFeed({ ...feed, etag: 'f' }, [{ ...key('a', 9), item: 'another' }]);
        expect(await store.feed(feed.url)).toEqual({ ...feed, etag: 'f' });
        const known = await store.knownFeedKeys(['a', 'b', 'c']);
        expect(known).toEqual(expect.arrayContaining([key('a', 9), key('b', 5)]));
        expect(await store.feedTitlesSince(5, 10, '')).toEqual([key('a', 9)]);
        expect(await store.feedTitlesSince(10, 10, '')).toEqual([]);
      });

      test('give the titles of one story alone, and those of none', async () => {
        await store.saveFeed(feed, [key('a', 5), key('story:lake b', 6)]);
        expect(await store.feedTitlesSince(0, 10, 'story:lake ')).toEqual([key('story:lake b', 6)]);
        expect(await store.feedTitlesSince(0, 10, 'story:la')).toEqual([key('story:lake b', 6)]);
        expect(await store.feedTitlesSince(0, 10, '')).toEqual([key('a', 5)]);
      });

      test('have articles that wait until they are done with, each once', async () => {
        const waiting = (item: string, foundAt: number) => ({
          ...{ feed: feed.url, item, url: `https://example.org/${item}`, title: 'Title', foundAt },
          ...{ notBefore: 0, failures: 0 },
        });
        await store.saveFeed(feed, [key('a', 5)], [waiting('two', 2), waiting('one', 1)]);
        await store.saveFeed(feed, [], [{ ...waiting('one', 9), url: 'https://example.org/moved' }]);
        expect(await store.waitingItems(feed.url)).toEqual([waiting('one', 1), waiting('two', 2)]);
        await store.putOffItem({ ...waiting('one', 1), notBefore: 70, failures: 1 });
        await store.dropItem(feed.url, 'two');
        await store.dropItem('another', 'one');
        expect(await store.waitingItems(feed.url)).toEqual([
          { ...waiting('one', 1), notBefore: 70, failures: 1 },
        ]);
        expect(await store.waitingItems('another')).toEqual([]);
      });
    });

    describe('turns', () => {
      const take = (name: string, now: number, count = 1, patienceMs = 1_000) =>
        store.takeTurns({ name, spacingMs: 20, count, patienceMs }, now);

      test('follow one another, are taken several at a time, and are not taken where they come too late', async () => {
        expect(await take('a', 1_000)).toEqual({ kind: 'given', afterMs: 0 });
        expect(await take('a', 1_000, 5)).toEqual({ kind: 'given', afterMs: 20 });
        expect(await take('a', 1_000)).toEqual({ kind: 'given', afterMs: 120 });
        expect(await take('b', 1_000)).toEqual({ kind: 'given', afterMs: 0 });
        expect(await take('a', 1_000, 1, 100)).toEqual({ kind: 'later', afterMs: 140 });
        expect(await take('a', 1_050, 1, 100)).toEqual({ kind: 'given', afterMs: 90 });
        expect(await take('a', 5_000)).toEqual({ kind: 'given', afterMs: 0 });
        // What is over for long is forgotten, and a line that is still stood in is not.
        await store.forget(5_000);
        expect(await take('a', 5_000)).toEqual({ kind: 'given', afterMs: 20 });
      });

      test('within a window are never more than it holds, follow evenly, and those given back are had again', async () => {
        const window = { ms: 1_000, most: 10, apartMs: 40, behindMs: 200 };
        const some = async (now: number, count: number, unused: readonly number[] = []) => {
          const wish = { name: 'w', spacingMs: 100, count, patienceMs: 3_000, window, unused };
          return (await store.takeTurns(wish, now)).taken ?? [];
        };
        expect(await some(10_000, 4)).toEqual([10_000, 10_100, 10_200, 10_300]);
        // All that was missed lately is caught up with, but not nearer than 40 ms.
        expect(await some(10_600, 4)).toEqual([10_600, 10_640, 10_680, 10_720]);
        expect(await some(10_700, 3)).toEqual([10_800, 10_900, 11_000]);
        expect(await some(11_000, 2, [10_900, 11_000])).toEqual([11_000, 11_040]);
        await store.holdTurns('w', 2_000, 11_100);
        expect(await some(11_200, 1)).toEqual([13_100]);
        expect(
          await store.takeTurns({ name: 'w', spacingMs: 100, count: 1, patienceMs: 10, window }, 11_300),
        ).toEqual({ kind: 'later', afterMs: 1_900 });
      });

      test('within a window stay below it whoever takes and gives back, and beside one that knows no windows', async () => {
        const window = { ms: 1_000, most: 12, apartMs: 30, behindMs: 150 };
        let random = 7;
        const next = (most: number) => {
          random = (random * 48_271) % 2_147_483_647;
          return random % most;
        };
        const used: number[] = [];
        let kept: number[] = [];
        for (let now = 50_000; now < 70_000; now += next(180)) {
          const unused = kept.filter(() => next(4) === 0);
          used.push(...kept.filter((turn) => !unused.includes(turn)));
          const wish = { name: 'r', spacingMs: 100, count: 1 + next(6), patienceMs: 200, window, unused };
          kept = [...((await store.takeTurns(wish, now)).taken ?? [])];
          if (next(9) > 0) continue;
          const plain = { name: 'r', spacingMs: 100, count: 2, patienceMs: 200 };
          const given = await store.takeTurns(plain, now);
          if (given.kind === 'given') used.push(now + given.afterMs, now + given.afterMs + 100);
        }
        const most = Math.max(
          ...used.map((from) => used.filter((turn) => turn >= from && turn < from + 1_000).length),
        );
        expect(used.length).toBeGreaterThan(150);
        expect(most).toBeLessThanOrEqual(window.most);
      });

      test('wait for the end of the longest hold', async () => {
        await store.holdTurns('a', 500, 1_000);
        await store.holdTurns('a', 100, 1_000);
        expect(await take('a', 1_000)).toEqual({ kind: 'given', afterMs: 500 });
      });
    });

    describe('leases', () => {
      test('belong to one holder until they run out or are given up', async () => {
        expect(await store.holdLease('digest', 'a', 0, 100)).toBe(1);
        expect(await store.holdLease('digest', 'b', 50, 150)).toBeNull();
        expect(await store.holdLease('digest', 'a', 60, 160)).toBe(1);
        expect(await store.holdLease('digest', 'b', 160, 260)).toBe(2);
        await store.dropLease('digest', 'a');
        expect(await store.holdLease('digest', 'a', 161, 261)).toBeNull();
        await store.dropLease('digest', 'b');
        expect(await store.holdLease('digest', 'a', 161, 261)).toBe(3);
        expect(await store.holdLease('other', 'b', 161, 261)).toBe(1);
      });

      test('let their holder write until somebody else has them, whatever it writes', async () => {
        const slot = { subscription: 'sub-1', day: '2025-11-25', dueAt: 5, kind: 'digest' } as const;
        const planned = { ...slot, late: false, skipped: 0 };
        const leading = async (holder: string, now: number) => {
          const fence = await store.holdLease('digest', holder, now, now + 100);
          return store.leading({ name: 'digest', fence: fence ?? 0 });
        };
        const first = await leading('a', 0);
        await first.saveSubscription(subscription(), why());
        expect(await first.planSlots([planned], 5)).toBe(1);
        const second = await leading('b', 100);
        const overtaken = { code: 'overtaken' };
        await expect(first.planSlots([{ ...planned, day: '2025-11-26' }], 6)).rejects.toMatchObject(
          overtaken,
        );
        await expect(first.enqueue([content('hash-1')], [newDelivery()], 6)).rejects.toMatchObject(overtaken);
        await expect(first.expire(6)).rejects.toMatchObject(overtaken);
        await expect(first.markProbed(newDelivery().place, 6)).rejects.toMatchObject(overtaken);
        await expect(
          first.composeSlots([{ ...slot, state: 'quiet', contents: [], deliveries: [] }], 6),
        ).rejects.toMatchObject(overtaken);
        expect(await first.slotsOf('sub-1', 5)).toMatchObject([{ day: '2025-11-25', state: 'planned' }]);
        expect((await store.countDeliveries()).size).toBe(0);
        const composed = { contents: [content('hash-1')], deliveries: [newDelivery()] };
        await second.composeSlots([{ ...slot, state: 'composed', ...composed }], 6);
        expect(await store.countDeliveries()).toEqual(new Map([['planned', 1]]));
      });
    });

    describe('memory', () => {
      test('knows a key until its time is over', async () => {
        expect([await store.markSeen('k', 0, 10), await store.markSeen('k', 9, 19)]).toEqual([true, false]);
        expect([
          await store.isSeen('k', 9),
          await store.isSeen('k', 10),
          await store.isSeen('other', 9),
        ]).toEqual([true, false, false]);
        expect(await store.markSeen('k', 10, 20)).toBe(true);
      });

      test('keeps the last line of a thread and forgets it in time', async () => {
        await store.keepLine('t', '/plan-point 6', 10);
        await store.keepLine('t', '/plan-point 7', 20);
        expect([await store.lineOf('t', 19), await store.lineOf('t', 20)]).toEqual([
          '/plan-point 7',
          undefined,
        ]);
        await store.forget(20);
        expect(await store.lineOf('t', 0)).toBe(undefined);
      });
    });
  });
}

function why(over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...{ at: 0, platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1', actor: 'user-1' },
    ...{ action: 'subscribe', subject: 'sub-1', detail: '' },
    ...over,
  };
}
