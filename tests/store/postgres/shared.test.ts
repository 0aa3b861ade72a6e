import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import type { StoredDelivery } from '../../../src/store/ports/deliveries.ts';
import type { PostgresAddress } from '../../../src/store/postgres/address.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { content, newDelivery } from '../../fixtures/delivery.ts';
import { addressOn, asOwner, postgresHost, SERVERS, session } from '../../fixtures/postgres/postgres.ts';
import { subscription } from '../../fixtures/subscription.ts';

const MINUTE = 60_000;

for (const { name, bin } of SERVERS) {
  describe(`${name}, shared by several processes`, () => {
    let host = '';
    beforeAll(async () => {
      host = await postgresHost(bin);
    });
    const opened: Store[] = [];
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });
    /** As many processes as are asked for, on one schema. */
    const processes = async (many: number, address: PostgresAddress = addressOn(host)) => {
      const stores = await Promise.all(
        Array.from({ length: many }, () => openPostgresStore({ address, connections: 3 })),
      );
      opened.push(...stores);
      return stores;
    };
    const pair = async () => {
      const [one, other] = await processes(2);
      if (one === undefined || other === undefined) throw new Error('Two stores were asked for.');
      return [one, other] as const;
    };
    /** Planned posts, each in a channel of its own, due now. */
    const plan = async (store: Store, many: number) => {
      const now = Date.now();
      const rows = Array.from({ length: many }, (_, at) =>
        newDelivery({
          ...{
            id: `d${at}`,
            slot: `s${at}`,
            dueAt: now,
            notBefore: now - 1_000,
            expiresAt: now + 60 * MINUTE,
          },
          place: { ...newDelivery().place, channel: `channel-${at}` },
        }),
      );
      await store.enqueue([content('hash-1')], rows, now);
    };
    const claim = (store: Store, claim: string, limit: number, now = Date.now()) =>
      store.claim({ platform: 'discord', claim, now, leaseUntil: now + MINUTE, limit });

    test('adds one of eight subscriptions that are the same, wanted of several at once', async () => {
      const stores = await processes(4);
      const outcomes = await Promise.all(
        [...stores, ...stores].map((store, at) =>
          store.addSubscription(
            subscription({ id: `sub-${at}` }),
            {
              ...{
                at: 1,
                platform: 'discord',
                tenant: tenantId('guild-1'),
                channel: 'channel-1',
                actor: 'u',
              },
              ...{ action: 'subscribe', subject: `sub-${at}`, detail: '' },
            },
            { mark: 0, at: 0 },
            (others) => others.length === 0,
          ),
        ),
      );
      expect(outcomes.toSorted()).toEqual(['added', ...Array(7).fill('refused')]);
      const scope = { platform: 'discord', tenant: tenantId('guild-1') };
      expect(await stores[0]?.subscriptionsIn(scope)).toHaveLength(1);
      expect(await stores[0]?.auditOf(scope, 9)).toHaveLength(1);
    });

    test.each([2, 4, 8])('hands each delivery to one of %i that claim at once', async (many) => {
      const stores = await processes(many);
      const [first] = stores;
      if (first === undefined) throw new Error('No store.');
      await plan(first, 400);
      const claimed: string[] = [];
      const started: string[] = [];
      await Promise.all(
        stores.map(async (store, worker) => {
          for (let round = 0; ; round += 1) {
            const token = `w${worker} r${round}`;
            const rows = await claim(store, token, 16);
            if (rows.length === 0) return;
            expect(rows.length).toBeLessThanOrEqual(16);
            claimed.push(...rows.map(({ id }) => id));
            for (const { id } of rows) {
              const now = Date.now();
              if (await store.startSending(id, token, now, now + MINUTE)) started.push(id);
            }
          }
        }),
      );
      expect([claimed.length, new Set(claimed).size]).toEqual([400, 400]);
      expect([started.length, new Set(started).size]).toEqual([400, 400]);
      // Also where their counts are put together while others add to them.
      const nothingOld = { deliveries: 0, audit: 0, questions: 0, shared: 0, feedKeys: 0, articles: 0 };
      await Promise.all(stores.map((store) => store.dropOld(nothingOld, 10)));
      expect(await first.countDeliveries()).toEqual(new Map([['sending', 400]]));
    });

    test('passes over what somebody has this moment, and does not wait for it', async () => {
      const address = addressOn(host);
      const [store] = await processes(1, address);
      if (store === undefined) throw new Error('No store.');
      await plan(store, 10);
      const holder = await session(host);
      await holder.query(`begin; set local search_path = ${address.schema}`);
      await holder.query(`select id from delivery where id in ('d1', 'd3', 'd5') for update`);
      const claimed = await claim(store, 'c', 10);
      await store.holdBack({ ...newDelivery().place, channel: 'channel-1' }, Date.now() + MINUTE);
      await holder.query('rollback');
      await holder.end();
      expect(claimed.map(({ id }) => id).sort()).toEqual(['d0', 'd2', 'd4', 'd6', 'd7', 'd8', 'd9']);
    });

    test('starts ten at once on an empty database, and migrates it once', async () => {
      const address = addressOn(host);
      const ten = await processes(10, address);
      await Promise.all(ten.map((store) => store.countDeliveries()));
      const versions = await asOwner(
        host,
        `set search_path = ${address.schema}`,
        'select version from schema_version order by version',
      );
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
    });

    test.each([10 * MINUTE, -10 * MINUTE])(
      'measures claims and leases by the clock of the database, not by one that is %i ms off',
      async (offMs) => {
        const [right, wrong] = await pair();
        const theirs = Date.now() + offMs;
        await plan(right, 1);
        expect(await right.holdLease('digest', 'right', Date.now(), Date.now() + MINUTE)).toBe(1);
        expect(await wrong.holdLease('digest', 'wrong', theirs, theirs + MINUTE)).toBeNull();
        const [row] = await claim(right, 'right', 5);
        expect(await wrong.recover({ now: theirs, doubtMs: 0, everything: false })).toBe(0);
        expect(await right.startSending('d0', 'right', Date.now(), Date.now() + MINUTE)).toBe(true);
        expect(await wrong.recover({ now: theirs, doubtMs: 0, everything: false })).toBe(0);
        expect(await right.settle(row?.id ?? '', 'right', { state: 'sent', message: 'm' }, Date.now())).toBe(
          true,
        );
        // What the wrong one takes is its own for as long as it asked for, and not a moment longer or shorter.
        expect(await wrong.holdLease('other', 'wrong', theirs, theirs + MINUTE)).toBe(1);
        expect(await right.holdLease('other', 'right', Date.now(), Date.now() + MINUTE)).toBeNull();
        expect(await wrong.holdLease('short', 'wrong', theirs, theirs)).toBe(1);
        expect(await right.holdLease('short', 'right', Date.now(), Date.now() + MINUTE)).toBe(2);
      },
    );

    test('says each expiry to one, and recovers each claim once', async () => {
      const stores = await processes(4);
      const [first] = stores;
      if (first === undefined) throw new Error('No store.');
      await plan(first, 60);
      const past = Date.now();
      await first.claim({ platform: 'discord', claim: 'dead', now: past, leaseUntil: past, limit: 20 });
      const back = await Promise.all(
        stores.map((store) => store.recover({ now: Date.now(), doubtMs: 0, everything: false })),
      );
      expect(back.reduce((sum, each) => sum + each, 0)).toBe(20);
      await first.enqueue(
        [],
        Array.from({ length: 30 }, (_, at) =>
          newDelivery({ id: `old${at}`, slot: `old${at}`, notBefore: past, expiresAt: past }),
        ),
        past,
      );
      const said = (await Promise.all(stores.map((store) => store.expire(Date.now())))).flat();
      expect(said.map(({ id }) => id).sort()).toEqual([...new Set(said.map(({ id }) => id))].sort());
      expect(said).toHaveLength(30);
    });

    test('lets one of two decide a slot, with all that it decided and nothing of the other', async () => {
      const [one, other] = await pair();
      const days = Array.from({ length: 20 }, (_, at) => `2025-11-${String(at + 1).padStart(2, '0')}`);
      await one.saveSubscription(subscription(), audit());
      await one.planSlots(
        days.map((day) => ({
          ...({ subscription: 'sub-1', day, dueAt: 1, kind: 'digest', late: false, skipped: 0 } as const),
        })),
        1,
      );
      const decide = (store: Store, day: string, state: 'composed' | 'quiet') =>
        store.composeSlots(
          [
            {
              ...{ subscription: 'sub-1', day, state, contents: [content('hash-1')] },
              deliveries: state === 'quiet' ? [] : [newDelivery({ id: day, slot: `sub-1/${day}` })],
            },
          ],
          2,
        );
      await Promise.all(days.flatMap((day) => [decide(one, day, 'composed'), decide(other, day, 'quiet')]));
      const composed = (await one.slotsOf('sub-1', 50)).filter(({ state }) => state === 'composed');
      const sent = await one.deliveriesIn(newDelivery().place, 50);
      expect(sent.map(({ id }) => id).sort()).toEqual(composed.map(({ day }) => day).sort());
    });

    test('gives a story’s next mark to one of many that name it', async () => {
      const stores = await processes(6);
      const named = await Promise.all(
        stores.map((store, at) =>
          store.addRevisions(
            'lake',
            1,
            [{ record: `reading:${at}`, hash: 'h', content: '{}', material: true }],
            1,
          ),
        ),
      );
      expect(named.filter((won) => won)).toHaveLength(1);
      expect(await stores[0]?.revisionsAt('lake', 1)).toHaveLength(1);
    });

    test('never locks itself up: claims, settlements, hold-backs and recoveries at once', async () => {
      const stores = await processes(4);
      const [first] = stores;
      if (first === undefined) throw new Error('No store.');
      await plan(first, 120);
      await Promise.all(
        stores.map(async (store, worker) => {
          for (let round = 0; round < 12; round += 1) {
            const token = `w${worker} r${round}`;
            const rows: readonly StoredDelivery[] = await claim(store, token, 8);
            await Promise.all([
              store.recover({ now: Date.now(), doubtMs: 0, everything: true }),
              ...rows.map(({ id, place }) =>
                Promise.all([
                  store.holdBack(place, Date.now()),
                  store.settle(id, token, { state: 'planned', reason: '', notBefore: 0 }, Date.now()),
                ]),
              ),
            ]);
          }
        }),
      );
      expect(await first.countDeliveries()).toEqual(new Map([['planned', 120]]));
    });

    test('gives back every text and number as it was written', async () => {
      const [store] = await pair();
      const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((each) => !each.includes('\0'));
      const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
      const part = fc.integer({ min: 0, max: 50 });
      let made = 0;
      await fc.assert(
        fc.asyncProperty(text, text, number, part, async (key, words, at, part) => {
          made += 1;
          const saved = newDelivery({
            ...{ id: `${made} ${words}`, slot: words, key, part, mark: at, dueAt: at, notBefore: at },
            place: { platform: 'discord', tenant: tenantId(`t${made}`), channel: words, thread: key },
          });
          await store.enqueue(
            [{ ...content(`h${made}`), body: words }],
            [{ ...saved, content: `h${made}` }],
            at,
          );
          const [read] = await store.deliveriesIn(saved.place, 2);
          const { id, slot, place, dueAt, notBefore, mark } = saved;
          expect(read).toMatchObject({ id, slot, place, key, part, mark, dueAt, notBefore, body: words });
        }),
        { numRuns: 40 },
      );
    });

    test('keeps text with a character that PostgreSQL has no room for', async () => {
      const [store] = await pair();
      await store.keepLine('thread', 'a\0b', Date.now() + MINUTE);
      expect(await store.lineOf('thread', Date.now())).toBe('a\u{fffd}b');
    });
  });
}

function audit() {
  const where = { platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1', actor: 'user-1' };
  return { ...where, at: 0, action: 'subscribe', subject: 'sub-1', detail: '' };
}
