import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askerName } from '../../src/domain/schedule/asker-name.ts';
import { NEVER } from '../../src/domain/schedule/never.ts';
import { NO_TENANT, tenantId } from '../../src/domain/schedule/tenant.ts';
import type { AuditEntry } from '../../src/store/ports/audit.ts';
import type { Store } from '../../src/store/store.ts';
import { content, newDelivery } from '../fixtures/delivery.ts';
import { subscription } from '../fixtures/subscription.ts';

const DAY = 86_400_000;
const HERE = { platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1' };
const SOMEBODY = { platform: 'discord', tenant: tenantId('guild-1'), user: 'user-1' };

/** What every store keeps of people and tenants, and for how long. `open` gives an empty one. */
export function describeKept(name: string, open: () => Promise<Store>): void {
  describe(`what is kept: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
      ...{ ...HERE, at: 0, actor: 'user-1', action: 'subscribe', subject: 'sub-1', detail: '' },
      ...over,
    });
    const post = async (id: string, at: number, over: Parameters<typeof newDelivery>[0] = {}) => {
      const body = content(`hash-${id}`, { 'statement:x': 'r1' });
      const delivery = newDelivery({
        ...{ id, slot: id, key: id, content: body.hash },
        expiresAt: at + 1e9,
        notBefore: at,
        ...over,
      });
      await store.enqueue([body], [delivery], at);
    };
    const sent = async (id: string, at: number, over: Parameters<typeof newDelivery>[0] = {}) => {
      await post(id, at, over);
      await store.claim({ platform: 'discord', claim: 'c', now: at, leaseUntil: at + 1_000, limit: 100 });
      await store.startSending(id, 'c', at, at + 1_000);
      await store.settle(id, 'c', { state: 'sent', message: `m-${id}` }, at);
    };
    const ids = async () => (await store.deliveriesIn(newDelivery().place, 100)).map(({ id }) => id).sort();
    const old = (at: number) => ({
      deliveries: at,
      shared: at,
      audit: at,
      questions: at,
      feedKeys: at,
      articles: at,
    });
    const dropAll = async (at: number) => {
      let dropped = 0;
      for (let some = 1; some > 0; dropped += some) some = await store.dropOld(old(at), 2);
      return dropped;
    };

    describe('of a person', () => {
      test('with when they asked last, whichever tenant is meant', async () => {
        const name = askerName('discord', tenantId('guild-1'), 'user-1');
        for (const tenant of [tenantId('guild-1'), NO_TENANT]) {
          await store.saveSubscription(subscription(), entry());
          await store.keepAsked(name, 1, 100);
          expect(Object.keys(await store.keptOf({ ...SOMEBODY, tenant }))).toContain('last_asked');
          await store.forgetPerson({ ...SOMEBODY, tenant });
          expect(await store.lastAsked(name, 2)).toBeNull();
        }
      });

      const everything = async () => {
        await store.saveSubscription(subscription(), entry());
        await store.saveSubscription(subscription({ id: 'sub-2' }), entry({ subject: 'sub-2' }));
        await store.removeSubscription(
          'sub-2',
          entry({
            action: 'remove',
            subject: 'sub-2',
            actor: 'other',
            detail: JSON.stringify(subscription({ id: 'sub-2' })),
          }),
        );
        await store.setChannelStory(
          { ...HERE, story: 'lake', setBy: 'user-1', setAt: 1 },
          entry({ action: 'story' }),
        );
      };

      test('is all that names them, in their tenant alone', async () => {
        await everything();
        await store.recordAudit(entry({ tenant: tenantId('guild-2') }));
        const kept = await store.keptOf(SOMEBODY);
        expect(Object.entries(kept).map(([table, rows]) => [table, rows.length])).toEqual([
          ['subscription', 1],
          ['audit', 4],
          ['channel_story', 1],
        ]);
        expect((await store.keptOf({ ...SOMEBODY, tenant: NO_TENANT })).audit).toHaveLength(5);
        expect(await store.keptOf({ ...SOMEBODY, platform: 'slack' })).toEqual({});
        expect(await store.keptOf({ ...SOMEBODY, user: 'user-11' })).toEqual({});
      });

      test('is gone once they are forgotten, and what serves others goes on', async () => {
        await everything();
        await store.recordAudit(entry({ tenant: tenantId('guild-2') }));
        expect(await store.forgetPerson(SOMEBODY)).toBe(6);
        expect(await store.keptOf(SOMEBODY)).toEqual({});
        expect(JSON.stringify(await store.keptOfTenant(SOMEBODY))).not.toContain('user-1');
        expect(await store.subscription('sub-1')).toMatchObject({
          subscription: { owner: 'someone', state: 'active' },
        });
        expect((await store.keptOf({ ...SOMEBODY, tenant: tenantId('guild-2') })).audit).toHaveLength(1);
        expect(await store.forgetPerson(SOMEBODY)).toBe(0);
      });

      test('ends with them where it is a watch of their own', async () => {
        const watch = {
          ...{
            id: 'w1',
            story: 'lake',
            place: newDelivery().place,
            home: tenantId('guild-1'),
            owner: 'user-1',
            zone: 'UTC',
          },
          ...{
            title: 'x',
            filter: subscription().filter,
            words: [],
            private: true,
            createdAt: 1,
            toldMark: 1,
          },
          ...{ alertDay: '', alertCount: 0 },
        };
        await store.addWatch(watch);
        await store.addWatch({ ...watch, id: 'w2', private: false });
        expect(await store.forgetPerson(SOMEBODY)).toBe(2);
        expect([await store.watch('w1'), (await store.watch('w2'))?.owner]).toEqual([null, 'someone']);
      });
    });

    test('a tenant is told whole, without its secrets, and deleted whole, and no other is touched', async () => {
      for (const tenant of ['guild-1', 'guild-2'].map(tenantId)) {
        const place = { ...newDelivery().place, tenant };
        await store.saveSubscription(subscription({ id: `of-${tenant}`, place }), entry({ tenant }));
        await store.planSlots(
          [
            {
              subscription: `of-${tenant}`,
              day: '2025-11-25',
              dueAt: 5,
              kind: 'digest',
              late: false,
              skipped: 0,
            },
          ],
          5,
        );
        await store.park(place, 'gone', '', 1);
        await post(`d-${tenant}`, 10, { place });
        await store.saveInstallation({
          platform: 'discord',
          tenant,
          keyId: 'k',
          sealed: 'SECRET',
          savedAt: 1,
        });
      }
      const other = await store.keptOfTenant({ platform: 'discord', tenant: tenantId('guild-2') });
      const kept = await store.keptOfTenant(SOMEBODY);
      expect(Object.keys(kept)).toEqual([
        'installation',
        'subscription',
        'slot',
        'delivery',
        'parked',
        'audit',
      ]);
      expect(JSON.stringify(kept)).not.toContain('SECRET');
      expect(await store.forgetTenant(SOMEBODY)).toBe(6);
      expect(await store.keptOfTenant(SOMEBODY)).toEqual({});
      expect(await store.keptOfTenant({ platform: 'discord', tenant: tenantId('guild-2') })).toEqual(other);
    });

    describe('of what is old', () => {
      test('goes a few rows at a time, with its text, and what is younger stays', async () => {
        for (let day = 1; day <= 6; day += 1) await sent(`d${day}`, day * DAY);
        for (let day = 1; day <= 6; day += 1) await store.recordAudit(entry({ at: day * DAY }));
        // Of each kind: deliveries, what their texts were made from, texts, lines of the record.
        expect(await store.dropOld(old(5 * DAY), 3)).toBe(3 * 4);
        expect(await dropAll(5 * DAY)).toBe(4);
        expect(await ids()).toEqual(['d5', 'd6']);
        expect((await store.auditOf(HERE, 10)).map(({ at }) => at / DAY)).toEqual([6, 5]);
      });

      test('is kept in short where it says what items of feeds are known, a few at a time, and known all the same', async () => {
        const feed = {
          ...{
            url: 'https://news.example/feed',
            etag: '',
            lastModified: '',
            readAt: 1,
            notBefore: 0,
            failures: 0,
          },
          ...{ checkedAt: 1, trouble: '' },
        };
        const keys = (from: number, to: number, at: number) =>
          Array.from({ length: to - from }, (_, index) => ({
            ...{ key: `url:${from + index}`, item: `item-${from + index}`, title: 'A title', seenAt: at },
          }));
        await store.saveFeed(feed, [...keys(0, 900, 1 * DAY), ...keys(900, 910, 9 * DAY)]);
        expect(await store.dropOld(old(5 * DAY), 100)).toBe(100);
        expect(await dropAll(5 * DAY)).toBe(800);
        const asked = keys(0, 1_000, 0).map(({ key }) => key);
        const known = await store.knownFeedKeys(asked);
        expect(known.map(({ key }) => key).sort()).toEqual(asked.slice(0, 910).sort());
        // Each is another item.
        expect(new Set(known.map(({ item }) => item)).size).toBe(910);
        expect(await store.feedTitlesSince(0, 1_000, '')).toHaveLength(10);
        // Seen again it is known as ever, and past again later.
        await store.saveFeed(feed, keys(0, 1, 9 * DAY));
        expect((await store.knownFeedKeys(['url:0']))[0]?.seenAt).toBe(9 * DAY);
        expect(await dropAll(99 * DAY)).toBe(11);
        expect(await store.knownFeedKeys(asked)).toHaveLength(910);
      });

      test('stays while something under way or younger hangs on it', async () => {
        await sent('thread', 1 * DAY);
        await sent('reply', 1 * DAY, { parent: 'thread', slot: 'reply' });
        await sent('edited', 1 * DAY);
        await post('edit', 2 * DAY, { edits: 'edited', slot: 'edit' });
        await sent('late-reply', 9 * DAY, { parent: 'thread', slot: 'late-reply' });
        await dropAll(5 * DAY);
        expect(await ids()).toEqual(['edit', 'edited', 'late-reply', 'thread']);
        await dropAll(99 * DAY);
        // Nobody has decided yet what becomes of the edit.
        expect(await ids()).toEqual(['edit', 'edited']);
      });

      test('goes with articles once all of their drafts are decided, and what was rejected is not drafted again', async () => {
        const draft = (article: string, fingerprint: string) => ({
          ...{ id: `lake/${article}/${fingerprint}`, fingerprint, kind: 'statement', draft: '{"record":{}}' },
        });
        const propose = (id: string, fingerprints: readonly string[], at: number) =>
          store.propose(
            {
              ...{ story: 'lake', id, url: '', hash: id, source: '{}', text: 'An article.', proposedAt: at },
              proposer: { platform: 'discord', tenant: tenantId('guild-1'), actor: 'user-1' },
            },
            fingerprints.map((each) => draft(id, each)),
          );
        const decide = (id: string, state: 'approved' | 'rejected') =>
          store.decideProposal(`lake/${id}`, { state, by: 'discord:user-2', outcome: 'r', now: DAY });
        await propose('decided', ['yes', 'no'], DAY);
        await decide('decided/yes', 'approved');
        await decide('decided/no', 'rejected');
        await propose('open', ['yes-or-no', 'told'], DAY);
        await decide('open/told', 'approved');
        await propose('young', [], 9 * DAY);
        await dropAll(5 * DAY);
        expect((await store.proposedArticles('lake')).map(({ id }) => id)).toEqual(['open', 'young']);
        expect((await store.proposalsOf('lake')).map(({ fingerprint }) => fingerprint)).toEqual([
          'yes-or-no',
          'told',
        ]);
        expect(await store.keptOf({ platform: 'discord', tenant: NO_TENANT, user: 'user-2' })).toMatchObject({
          proposal: [{ fingerprint: 'told' }],
        });
        // Found again, of it only that comes which nobody rejected.
        expect(await propose('decided', ['yes', 'no'], 6 * DAY)).toBe(1);
        expect(
          (await store.proposalsOf('lake', { article: 'decided' })).map(({ fingerprint }) => fingerprint),
        ).toEqual(['yes']);
        await decide('decided/yes', 'rejected');
        await dropAll(7 * DAY);
        expect(await propose('decided', ['yes', 'no'], 8 * DAY)).toBe(0);
      });

      test('goes with a post of which nobody will ever know whether it arrived, and that is not told as waiting', async () => {
        await post('doubtful', DAY);
        await store.claim({ platform: 'discord', claim: 'c', now: DAY, leaseUntil: DAY + 1_000, limit: 100 });
        await store.startSending('doubtful', 'c', DAY, DAY + 1_000);
        await store.settle('doubtful', 'c', { state: 'in-doubt', reason: 'lost', notBefore: 2 * DAY }, DAY);
        expect((await store.queue()).waiting).toMatchObject([{ state: 'in-doubt', count: 1 }]);
        await dropAll(99 * DAY);
        expect(await ids()).toEqual(['doubtful']);
        await store.claimDoubtful({
          platform: 'discord',
          claim: 'c',
          now: 3 * DAY,
          leaseUntil: 4 * DAY,
          limit: 9,
        });
        await store.settle('doubtful', 'c', { state: 'in-doubt', reason: 'lost', notBefore: NEVER }, 3 * DAY);
        expect((await store.queue()).waiting).toEqual([]);
        await dropAll(99 * DAY);
        expect(await ids()).toEqual([]);
      });

      test('keeps the newest day of each digest, so that no day is planned again', async () => {
        await store.saveSubscription(subscription(), entry());
        const slot = { subscription: 'sub-1', dueAt: 5, kind: 'digest', late: false, skipped: 0 } as const;
        const planned = { state: 'quiet', contents: [], deliveries: [] } as const;
        for (const day of ['2025-11-24', '2025-11-25']) {
          await store.planSlots([{ ...slot, day }], DAY);
          await store.composeSlots([{ ...slot, ...planned, day }], DAY);
        }
        await dropAll(9 * DAY);
        expect((await store.slotsOf('sub-1', 5)).map(({ day }) => day)).toEqual(['2025-11-25']);
        await store.removeSubscription('sub-1', entry());
        await dropAll(9 * DAY);
        expect(await store.slotsOf('sub-1', 5)).toEqual([]);
      });
    });
  });
}
