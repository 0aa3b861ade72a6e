import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Declared, reconcileDeclared } from '../../../src/digest/schedule/configured.ts';
import type {
  DigestService,
  Person,
  SubscriptionView,
  Wish,
} from '../../../src/digest/subscriptions/service.ts';
import { Refusal } from '../../../src/domain/errors.ts';
import { EVERY_DAY, EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { type TenantId, tenantId } from '../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { openDesk } from '../../fixtures/digest-desk.ts';

const OWNER: Person = {
  platform: 'discord',
  tenant: tenantId('guild-1'),
  channel: 'channel-1',
  user: 'ann',
  mayConfigure: true,
};
const WISH: Wish = {
  ...{ story: 'lake', schedule: { time: '08:00', days: EVERY_DAY, zone: 'Europe/Kyiv' }, filter: EVERYTHING },
  ...{ format: 'brief', quiet: 'skip', threads: true, here: false },
};

const CHANGES: readonly (readonly [string, (service: DigestService, person: Person) => Promise<unknown>])[] =
  [
    ['subscribe', (service, person) => service.subscribe(person, WISH, lakeBriefing())],
    ['pause', (service, person) => service.pause(person, '')],
    ['resume', (service, person) => service.resume(person, '')],
    ['test', (service, person) => service.test(person, '')],
    ['remove', (service, person) => service.remove(person, '')],
    ['list all', (service, person) => service.listAll(person)],
    ['audit', (service, person) => service.audit(person)],
  ];

/** People as a platform may present them; only `mayConfigure` lets anybody change anything. */
const OUTSIDERS: readonly (readonly [string, Partial<Person>])[] = [
  ['a member', {}],
  ['a guest', { user: 'guest' }],
  ['somebody of another company in a shared channel', { user: 'stranger', tenant: tenantId('guild-1') }],
  ['somebody on another platform', { platform: 'slack' }],
];

describe('a digest whose story is not loaded any more', () => {
  test('says so where it is listed, has no next post, and is neither resumed nor tested', async () => {
    const { digests, load } = await openDesk();
    const { subscription } = await digests.service.subscribe(OWNER, WISH, lakeBriefing());
    load({ ...lakeBriefing(), id: 'river' });
    const [view] = await digests.service.list(OWNER);
    expect(view).toMatchObject({
      next: null,
      note: expect.stringContaining('its story "lake" is not loaded'),
    });
    for (const change of [digests.service.resume, digests.service.test])
      await expect(change(OWNER, subscription.id)).rejects.toMatchObject({ code: 'not-available' });
    load(lakeBriefing());
    expect((await digests.service.list(OWNER))[0]).toMatchObject({ next: expect.anything() });
    expect((await digests.service.remove(OWNER, subscription.id)).subscription.id).toBe(subscription.id);
  });
});

describe('digests that are wanted at once', () => {
  const at = (time: string): Wish => ({ ...WISH, schedule: { ...WISH.schedule, time } });

  test('are one where they are the same, whoever presses twice', async () => {
    const { digests, another } = await openDesk();
    const services = [digests.service, another().service, digests.service, another().service];
    const asked = await Promise.allSettled(
      services.map((service) => service.subscribe(OWNER, WISH, lakeBriefing())),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(asked.find((each) => each.status === 'rejected')).toMatchObject({
      reason: { message: expect.stringMatching(/^This channel already gets that digest of .*, as "\w+"\.$/) },
    });
    expect(await digests.service.list(OWNER)).toHaveLength(1);
    expect((await digests.service.audit(OWNER)).filter(({ action }) => action === 'subscribe')).toHaveLength(
      1,
    );
  });

  test('are as many as one tenant may have, and nobody else has fewer for it', async () => {
    const { digests } = await openDesk({ over: { quotas: { subscriptions: 3 } } });
    const elsewhere = { ...OWNER, channel: 'channel-2' };
    await digests.service.subscribe(OWNER, at('07:00'), lakeBriefing());
    const asked = await Promise.allSettled(
      ['08:00', '09:00', '10:00', '11:00'].map((time) =>
        digests.service.subscribe(elsewhere, at(time), lakeBriefing()),
      ),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const sentence =
      'At most 3 digests are set up for one server or workspace here: remove one first, or ask whoever runs Readout for more.';
    expect(asked.find((each) => each.status === 'rejected')).toMatchObject({ reason: { message: sentence } });
    await digests.service.subscribe({ ...OWNER, tenant: tenantId('guild-2') }, WISH, lakeBriefing());
    await digests.service.remove(OWNER, '');
    await digests.service.subscribe(elsewhere, at('12:00'), lakeBriefing());
    await expect(digests.service.restore(OWNER, '')).rejects.toThrow(sentence);
  });
});

describe('the digest service', () => {
  describe.each(OUTSIDERS)('for %s who may not configure', (_, over) => {
    test.each(CHANGES)('refuses %s', async (_name, change) => {
      const { digests } = await openDesk();
      await digests.service.subscribe(OWNER, WISH, lakeBriefing());
      await expect(change(digests.service, { ...OWNER, ...over, mayConfigure: false })).rejects.toMatchObject(
        {
          code: 'not-allowed',
        },
      );
    });
  });

  test.each(CHANGES.filter(([name]) => ['pause', 'resume', 'test', 'remove'].includes(name)))(
    'never lets %s reach another channel, tenant or platform, even by its id',
    async (_, change) => {
      const { digests } = await openDesk();
      const { subscription } = await digests.service.subscribe(OWNER, WISH, lakeBriefing());
      const byId: Record<string, (person: Person) => Promise<unknown>> = {
        '': (person) => change(digests.service, person),
        id: (person) => digests.service.remove(person, subscription.id),
      };
      for (const reach of Object.values(byId)) {
        for (const over of [
          { channel: 'channel-2' },
          { tenant: tenantId('guild-2') },
          { platform: 'slack' },
        ]) {
          await expect(reach({ ...OWNER, ...over })).rejects.toThrow(Refusal);
        }
      }
      expect(await digests.service.list(OWNER)).toHaveLength(1);
    },
  );

  test('shows who set a digest up and when it comes next, and audits every change', async () => {
    const { digests } = await openDesk();
    const view = await digests.service.subscribe(OWNER, WISH, lakeBriefing());
    expect([view.subscription.owner, view.next?.toString(), view.last]).toEqual([
      'ann',
      '2025-11-25T06:00:00Z',
      null,
    ]);
    expect((await digests.service.pause(OWNER, '')).next).toBe(null);
    await digests.service.resume(OWNER, view.subscription.id);
    await digests.service.remove(OWNER, '');
    expect(await digests.service.list(OWNER)).toEqual([]);
    const audit = await digests.service.audit(OWNER);
    expect(audit.map(({ action, actor }) => `${actor} ${action}`).sort()).toEqual([
      'ann pause',
      'ann remove',
      'ann resume',
      'ann subscribe',
    ]);
  });

  test('refuses to save where it cannot post, and says why', async () => {
    const { digests } = await openDesk({ chat: { blocked: () => 'no-permission' } });
    await expect(digests.service.subscribe(OWNER, WISH, lakeBriefing())).rejects.toThrow(
      'I cannot post here. The platform said no.',
    );
    expect(await digests.service.list(OWNER)).toEqual([]);
  });

  test('refuses the same digest twice, and asks which where there are several', async () => {
    const { digests } = await openDesk();
    await digests.service.subscribe(OWNER, WISH, lakeBriefing());
    await expect(digests.service.subscribe(OWNER, WISH, lakeBriefing())).rejects.toThrow(
      'already gets that digest',
    );
    const evening = { ...WISH, schedule: { ...WISH.schedule, time: '18:00' } };
    await digests.service.subscribe(OWNER, evening, lakeBriefing());
    await expect(digests.service.pause(OWNER, '')).rejects.toThrow(
      /^Which digest\? It has \w+ \(every day at 08:00 Kyiv time\) and \w+ \(every day at 18:00 Kyiv time\)\.$/,
    );
  });

  test('posts a test that is marked as one and does not use up the day', async () => {
    const { digests, clock, chat } = await openDesk();
    await digests.start();
    await digests.service.subscribe(OWNER, WISH, lakeBriefing());
    await digests.service.test(OWNER, '');
    await clock.advance(60_000);
    expect(chat.messages[0]?.answer.headline[0]).toEqual({ kind: 'text', text: 'Test post. ' });
    await clock.advance(30 * 60_000);
    expect(chat.messages.filter(({ destination }) => destination.thread === undefined)).toHaveLength(2);
    await digests.stop();
  });
});

describe('declared subscriptions', () => {
  const declared: Declared = {
    ...{
      name: 'desk',
      platform: 'discord',
      tenant: tenantId('guild-1'),
      channel: 'channel-1',
      time: '08:00',
      days: 'mon-fri',
    },
    ...{ format: 'standard', quiet: 'skip', threads: true },
  };
  const briefings = new Map([['lake', lakeBriefing()]]);

  test('come when the file says, read as in chat', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const wishes = [
      { ...declared, name: 'one', time: '9h30', days: 'mon—fri', zone: 'Katmandu' },
      { ...declared, name: 'two', time: '8.30pm', days: 'Tuesdays and Thursdays', zone: 'Kiev' },
      { ...declared, name: 'three', days: 'mon—fry' },
      { ...declared, name: 'four', zone: 'EST' },
    ];
    expect(await reconcileDeclared(store, wishes, briefings, 10)).toEqual([
      'digest.subscriptions "three": days must be daily, weekdays, mon-fri or a list such as mon, thu, not “mon-fry”.',
      'digest.subscriptions "four": zone must be a time zone such as Europe/Kyiv or a city such as London, not “EST”. That is not a place’s clock all year: write America/New_York or America/Panama.',
    ]);
    expect((await store.declaredSubscriptions()).map(({ subscription }) => subscription.schedule)).toEqual([
      { time: '09:30', days: [1, 2, 3, 4, 5], zone: 'Asia/Kathmandu' },
      { time: '20:30', days: [2, 4], zone: 'Europe/Kyiv' },
    ]);
    await store.close();
  });

  test('are added, kept, changed and removed as the file says', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const reconcile = (list: readonly Declared[], now: number) =>
      reconcileDeclared(store, list, briefings, now);
    const known = async () =>
      (await store.declaredSubscriptions()).map(({ subscription: { id, schedule, since } }) => [
        id,
        schedule.time,
        since,
      ]);
    expect(await reconcile([declared], 10)).toEqual([]);
    await reconcile([declared], 20);
    expect(await known()).toEqual([['config-desk', '08:00', 10]]);
    await reconcile([{ ...declared, time: '09:00' }], 30);
    expect(await known()).toEqual([['config-desk', '09:00', 30]]);
    await reconcile([], 40);
    expect(await known()).toEqual([]);
    const audit = await store.auditOf({ platform: 'discord', tenant: tenantId('guild-1') }, 10);
    expect(audit.map(({ action, actor }) => `${actor} ${action}`)).toEqual([
      'config remove',
      'config change',
      'config subscribe',
    ]);
    await store.close();
  });

  test('that cannot be used are named in one sentence and leave the others alone', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const wrong = { ...declared, name: 'wrong', filter: 'speaker:nobody' };
    expect(await reconcileDeclared(store, [wrong, declared], briefings, 10)).toEqual([
      'digest.subscriptions "wrong": Nobody in The Lake Accord goes by "nobody", so speaker cannot be filtered by it.',
    ]);
    expect(await store.declaredSubscriptions()).toHaveLength(1);
    await store.close();
  });

  test('cannot be changed in chat', async () => {
    const { digests } = await openDesk({ over: { declared: [declared] } });
    expect(await digests.start()).toEqual([]);
    await expect(digests.service.remove(OWNER, '')).rejects.toThrow(
      'declared as "desk" in the configuration file',
    );
    await digests.stop();
  });
});

describe('tenants', () => {
  test('never see or touch each other’s digests, whatever both do', async () => {
    const people = ['guild-1', 'guild-2'].flatMap((tenant) =>
      ['channel-1', 'channel-2'].map(
        (channel): Person => ({
          ...{ ...OWNER, tenant: tenantId(tenant), channel, user: tenant },
        }),
      ),
    );
    const step = fc.record({
      who: fc.constantFrom(...people),
      what: fc.constantFrom(
        'subscribe',
        'pause',
        'resume',
        'remove',
        'list',
        'listAll',
        'audit',
        'corrections',
      ),
      /** Which of all ids ever given out is named. */
      which: fc.nat(30),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
        const { digests, store } = await openDesk();
        const { service } = digests;
        const ids: string[] = [];
        for (const { who, what, which, hour } of steps) {
          const id = ids[which % Math.max(1, ids.length)] ?? 'none';
          const seen: { readonly tenant: TenantId; readonly channel: string }[] = [];
          const note = ({ subscription }: SubscriptionView) => seen.push(subscription.place);
          const ask: Readonly<Record<typeof what, () => Promise<unknown>>> = {
            async subscribe() {
              const time = `${String(hour).padStart(2, '0')}:00`;
              const view = await service.subscribe(
                who,
                { ...WISH, schedule: { ...WISH.schedule, time } },
                lakeBriefing(),
              );
              ids.push(view.subscription.id);
              note(view);
            },
            pause: async () => note(await service.pause(who, id)),
            resume: async () => note(await service.resume(who, id)),
            remove: async () => seen.push((await service.remove(who, id)).subscription.place),
            list: async () => {
              for (const view of await service.list(who)) note(view);
            },
            async listAll() {
              // A tenant's list names all its channels; only another tenant's must not be there.
              for (const { subscription } of await service.listAll(who)) {
                seen.push({ tenant: subscription.place.tenant, channel: who.channel });
              }
            },
            async audit() {
              for (const { tenant } of await service.audit(who)) seen.push({ tenant, channel: who.channel });
            },
            corrections: () => service.corrections(who),
          };
          await ask[what]().catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
          expect(
            seen.filter(({ tenant, channel }) => tenant !== who.tenant || channel !== who.channel),
          ).toEqual([]);
        }
        await store.close();
      }),
      { numRuns: 40 },
    );
  });
});
