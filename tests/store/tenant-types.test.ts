import { expect, it } from 'vitest';
import type { Asker } from '../../src/core/command.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import type { Place } from '../../src/domain/schedule/subscription.ts';
import { type TenantId, tenantId } from '../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * What must not compile, told to `npm run check`: each line below a `@ts-expect-error` fails it as soon as the line
 * does compile. None of it is ever run.
 */
export const refusedByTypes = [
  async (store: Store, { channel, user }: Asker, text: string) => {
    const platform = 'slack';
    // @ts-expect-error a channel is no tenant
    await store.subscriptionsIn({ platform, tenant: channel });
    // @ts-expect-error a person is no tenant
    await store.auditOf({ platform, tenant: user }, 1);
    // @ts-expect-error nor is a text
    await store.keptOf({ platform, tenant: 'T1', user });
    // @ts-expect-error
    await store.keptOfTenant({ platform, tenant: text });
    // @ts-expect-error
    await store.forgetTenant({ platform, tenant: text });
    // @ts-expect-error
    await store.installation(platform, text);
    // @ts-expect-error
    await store.removeInstallation(platform, text);
    // @ts-expect-error
    await store.countWatches(platform, text);
    // @ts-expect-error
    await store.watchesFor({ platform, tenant: text, channel, user });
    // @ts-expect-error
    await store.openQuestions(0, 1, { platform, tenant: text });
    // @ts-expect-error whose it is must be said
    await store.auditOf({ platform, channel }, 1);
    // @ts-expect-error
    await store.keptOf({ platform, user });
  },
  async (store: Store, place: Place, text: string) => {
    const wrong = { ...place, tenant: place.channel };
    // @ts-expect-error
    await store.deliveriesIn(wrong, 1);
    // @ts-expect-error
    await store.correctionsIn(wrong, 1);
    // @ts-expect-error
    await store.holdBack(wrong, 1);
    // @ts-expect-error
    await store.park(wrong, 'archived', '', 1);
    // @ts-expect-error
    await store.unpark(wrong);
    // @ts-expect-error
    await store.parked(wrong);
    // @ts-expect-error
    await store.markProbed(wrong, 1);
    // @ts-expect-error
    await store.markTold(wrong, 1);
    const why = { at: 1, ...wrong, actor: 'u', action: 'a', subject: '', detail: '' };
    // @ts-expect-error
    await store.recordAudit(why);
    // @ts-expect-error
    await store.setChannelStory({ ...wrong, story: text, setBy: 'u', setAt: 1 }, { ...why, ...place });
    // @ts-expect-error
    await store.clearChannelStory(wrong, { ...why, ...place });
  },
  async (delivery: Delivery, text: string) => {
    // @ts-expect-error
    await delivery.nameOf?.(text, 'person', text);
    // @ts-expect-error
    await delivery.zoneOf?.(text, text);
  },
  // Given away, a tenant is a text like any other.
  (tenant: TenantId): string => tenant,
] as const;

it('gives a tenant back from the store as it was put in', async () => {
  const store = await openSqliteStore({ file: ':memory:', exclusive: true });
  const tenant = tenantId('T1');
  const sealed = { platform: 'slack', tenant, keyId: 'k', sealed: 's', savedAt: 1 };
  await store.saveInstallation(sealed);
  const back: TenantId | undefined = (await store.installation('slack', tenant))?.tenant;
  expect(back).toBe('T1');
  await store.close();
});
