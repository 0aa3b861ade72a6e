import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../bench/soak/digests.ts';
import { type TenantId, tenantId } from '../../src/domain/schedule/tenant.ts';
import type { AuditEntry } from '../../src/store/ports/audit.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { content, newDelivery } from '../fixtures/delivery.ts';
import { subscription } from '../fixtures/subscription.ts';

const OPERATIONS = 10_000;
const MOST_SENT = 20;
const TENANTS = ['tenant-a', 'tenant-b'].map(tenantId);

describe('two tenants on one store', () => {
  test(`whose channels have the same names see nothing of each other in ${OPERATIONS} operations`, async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const random = seededRandom(16);
    const among = <T>(all: readonly T[]): T => {
      const one = all[Math.floor(random() * all.length)];
      if (one === undefined) throw new Error('There is nothing to choose from.');
      return one;
    };
    await store.enqueue([content('hash-1')], [], 1);
    /** What each tenant has, by what it asks for. */
    const subscribed = new Map<string, Set<string>>(TENANTS.map((tenant) => [tenant, new Set()]));
    const sent = new Map<string, string[]>();
    for (let at = 0; at < OPERATIONS; at += 1) {
      const tenant = among(TENANTS);
      const channel = among(['c1', 'c2', 'c3']);
      const place = { platform: 'discord', tenant, channel, thread: '' };
      const own = subscribed.get(tenant) ?? new Set();
      const there = sent.get(`${tenant} ${channel}`) ?? [];
      const why = entry(at, tenant, channel);
      switch (among(['subscribe', 'remove', 'send', 'list', 'audit', 'deliveries', 'token'])) {
        case 'subscribe': {
          const id = `${tenant} ${among([1, 2, 3, 4, 5])}`;
          await store.saveSubscription(subscription({ id, place }), why);
          own.add(id);
          break;
        }
        case 'remove': {
          const [id] = own;
          if (id !== undefined) await store.removeSubscription(id, why);
          own.delete(id ?? '');
          break;
        }
        case 'send':
          // Few enough that all of a channel are read at each look.
          if (there.length >= MOST_SENT) break;
          await store.enqueue([], [{ ...newDelivery({ id: `d${at}`, slot: `s${at}` }), place }], at);
          sent.set(`${tenant} ${channel}`, [`d${at}`, ...there]);
          break;
        case 'list': {
          const listed = await store.subscriptionsIn({ platform: 'discord', tenant });
          expect(listed.map((each) => each.subscription.id).sort()).toEqual([...own].sort());
          break;
        }
        case 'audit': {
          const scope = among([
            { platform: 'discord', tenant },
            { platform: 'discord', tenant, channel },
          ]);
          const told = await store.auditOf(scope, 20);
          expect(told.filter((each) => each.tenant !== tenant)).toEqual([]);
          break;
        }
        case 'deliveries': {
          const read = await store.deliveriesIn(place, MOST_SENT + 1);
          expect(read.map(({ id }) => id)).toEqual(there);
          break;
        }
        default: {
          const sealed = `sealed for ${tenant}`;
          await store.saveInstallation({ platform: 'slack', tenant, keyId: 'k', sealed, savedAt: at });
          expect((await store.installation('slack', tenant))?.sealed).toBe(sealed);
        }
      }
    }
    await store.close();
  }, 30_000);
});

function entry(at: number, tenant: TenantId, channel: string): AuditEntry {
  return {
    ...{ at, platform: 'discord', tenant, channel, actor: 'u', action: 'subscribe', subject: 's' },
    detail: '',
  };
}
