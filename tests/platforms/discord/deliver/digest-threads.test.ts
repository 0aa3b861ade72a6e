import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/core/delivery.ts';
import { createDigests, type Digests } from '../../../../src/digest/digests.ts';
import type { Briefing } from '../../../../src/domain/briefing.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { EVERY_DAY, type Subscription } from '../../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';
import type { Fault, Received } from '../../../fakes/discord/fake-discord.ts';
import { BOT, CHANNEL, GUILD } from '../../../fakes/discord/interactions.ts';
import { lakeBriefing } from '../../../fixtures/briefing.ts';
import { subscription } from '../../../fixtures/subscription.ts';
import { textOf } from '../message-parts.ts';
import { type UnderTest, underTest } from '../platform-under-test.ts';
import { waitFor } from '../wait-for.ts';

const opensThread = ({ method, path }: Received) => method === 'POST' && path.endsWith('/threads');
const postsIn = (channel: string) => (request: Received) =>
  request.method === 'POST' && request.path === `/channels/${channel}/messages`;
const edits = ({ method, path }: Received) => method === 'PATCH' && path.includes('/messages/');
const FORUM = '400000000000000015';
const TALK = '400000000000000011';

/** The lake story with another cap on the fleet, which its first digest has told. */
function corrected(): Briefing {
  const story = lakeBriefing();
  const terms = [{ name: 'cap', unit: 'boats', qualifier: 'in peacetime', value: 90 }];
  return {
    ...story,
    provisions: story.provisions.map((provision) => ({
      ...provision,
      readings: provision.readings.map((reading) =>
        reading.id === 'fleet/second' ? { ...reading, terms } : reading,
      ),
    })),
  };
}

describe('a brief digest on Discord', () => {
  let test: UnderTest;
  let store: Store;
  let running: Digests[];
  let briefing: Briefing;

  beforeEach(async () => {
    test = await underTest('http');
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    running = [];
    briefing = lakeBriefing();
  });
  afterEach(async () => {
    // What hangs must not hold up the end.
    await test.close();
    await Promise.all(running.map((digests) => digests.stop()));
    await store.close();
    expect(test.discord.violations).toEqual([]);
  });

  const process = (): Digests => {
    const delivery: Delivery = {
      ...test.platform.delivery,
      limits: { perSecond: 1000, perTenantPerSecond: 1000, perChannelMs: 0 },
    };
    const digests = createDigests({
      ...{ store, deliveries: new Map([['discord', delivery]]), declared: [], alone: true, log: SILENT },
      briefings: () => new Map([[briefing.id, briefing]]),
      beats: () => () => undefined,
      token: () => crypto.randomUUID(),
      timing: { leaseMs: 20_000, doubtMs: 30, lookAgainMs: 30 },
    });
    running.push(digests);
    return digests;
  };
  const subscribe = async (place: Partial<Subscription['place']> = {}, over: Partial<Subscription> = {}) => {
    const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
    const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
    const made = subscription({
      ...{ place: { platform: 'discord', tenant: tenantId(GUILD), channel: CHANNEL, thread: '', ...place } },
      ...{ schedule: { time, days: EVERY_DAY, zone: 'UTC' }, format: 'brief', threads: true, ...over },
    });
    const why = { at: 0, ...made.place, actor: 'u', action: 'subscribe', subject: made.id, detail: '' };
    await store.saveSubscription(made, why);
  };
  const messages = (channel = CHANNEL) => test.discord.messages.get(channel) ?? [];
  const settled = async (count: number) => {
    let done = false;
    const look = async () => {
      const states = await store.countDeliveries();
      done = (states.get('sent') ?? 0) + (states.get('reconciled') ?? 0) === count;
    };
    await waitFor(() => {
      void look();
      return done;
    });
  };
  const leadId = () => String(messages()[0]?.id);
  const all = () => [...test.discord.messages.values()].flat();
  const fail = (match: (request: Received) => boolean, fault: Fault, times = 1) =>
    test.discord.fail(match, fault, times);

  it('has its detail in a thread of its lead, named after the detail', async () => {
    await subscribe();
    await process().start();
    await settled(2);
    expect(messages()).toHaveLength(1);
    expect(messages(leadId())).toHaveLength(1);
    expect(test.discord.channels.get(leadId())).toMatchObject({
      type: 11,
      parent_id: CHANNEL,
      name: 'The Lake Accord, in detail',
    });
  });

  it('is complete after a crash between lead and detail, with one thread and nothing twice', async () => {
    await subscribe();
    fail(opensThread, { kind: 'hang-after' });
    await process().start();
    await test.discord.seen(opensThread);
    await process().start();
    await settled(2);
    expect(test.discord.requests.filter(opensThread)).toHaveLength(2);
    expect([messages().length, messages(leadId()).length]).toEqual([1, 1]);
  });

  it.each<[string, Fault['kind'], (request: Received) => boolean]>([
    ['the receipt of the lead', 'lost-reply', postsIn(CHANNEL)],
    ['the lead', 'reset', postsIn(CHANNEL)],
    ['the receipt of the thread', 'lost-reply', opensThread],
    ['the thread', 'reset', opensThread],
    [
      'the receipt of the detail',
      'lost-reply',
      (request) => request.method === 'POST' && request.path === `/channels/${leadId()}/messages`,
    ],
    [
      'the detail',
      'reset',
      (request) => request.method === 'POST' && request.path === `/channels/${leadId()}/messages`,
    ],
  ])('is whole and single when %s is lost on the way (%s)', async (_, kind, match) => {
    await subscribe();
    fail(match, kind === 'reset' ? { kind: 'reset' } : { kind: 'lost-reply' });
    await process().start();
    await settled(2);
    expect([messages().length, messages(leadId()).length]).toEqual([1, 1]);
  });

  it('is a lead and a reply to it where threads may not be opened', async () => {
    await subscribe();
    const body = { code: 50013, message: 'Missing Permissions' };
    fail(opensThread, { kind: 'status', status: 403, body }, 9);
    await process().start();
    await settled(2);
    expect(messages()).toHaveLength(2);
    expect(messages()[1]?.message_reference).toEqual({ message_id: leadId(), fail_if_not_exists: false });
    expect(test.logged.some((line) => line.includes('Create Public Threads'))).toBe(true);
  });

  it('is a lead and a reply to it where nobody may post in threads', async () => {
    await subscribe();
    const body = { code: 50013, message: 'Missing Permissions' };
    fail((request) => postsIn(leadId())(request), { kind: 'status', status: 403, body }, 9);
    await process().start();
    await settled(2);
    expect(messages().map(({ message_reference }) => message_reference !== undefined)).toEqual([false, true]);
  });

  it('finds a reply whose receipt was lost where threads may not be opened', async () => {
    await subscribe();
    const body = { code: 50013, message: 'Missing Permissions' };
    fail(opensThread, { kind: 'status', status: 403, body }, 9);
    fail((request) => request.body.message_reference !== undefined, { kind: 'lost-reply' });
    await process().start();
    await settled(2);
    expect(messages()).toHaveLength(2);
  });

  it('opens its thread in an announcement channel too', async () => {
    test.discord.channels.set(CHANNEL, { ...test.discord.channels.get(CHANNEL), type: 5 });
    await subscribe();
    await process().start();
    await settled(2);
    expect(test.discord.channels.get(leadId())?.type).toBe(10);
    expect(messages(leadId())).toHaveLength(1);
  });

  it('stays in the thread somebody chose, the detail as a reply', async () => {
    const thread = { id: TALK, type: 11, guild_id: GUILD, parent_id: CHANNEL, name: 'talk' };
    test.discord.channels.set(TALK, thread);
    await subscribe({ thread: TALK });
    await process().start();
    await settled(2);
    expect(messages(TALK).map(({ message_reference }) => message_reference)).toEqual([
      undefined,
      { message_id: messages(TALK)[0]?.id, fail_if_not_exists: false },
    ]);
    expect(all()).toHaveLength(2);
  });

  it('is one post in a forum, the detail below its lead', async () => {
    test.discord.channels.set(FORUM, { id: FORUM, type: 15, guild_id: GUILD, name: 'forum' });
    await subscribe({ channel: FORUM });
    await process().start();
    await settled(2);
    const [post] = [...test.discord.channels.values()].filter(({ parent_id }) => parent_id === FORUM);
    expect(post).toMatchObject({ owner_id: BOT });
    expect(messages(String(post?.id))).toHaveLength(2);
    expect(all()).toHaveLength(2);
  });

  it('is corrected where it stands, with one reply in its thread', async () => {
    await subscribe({}, { corrections: 'quiet' });
    const digests = process();
    await digests.start();
    await settled(2);
    briefing = corrected();
    fail(edits, { kind: 'lost-reply' });
    digests.packsChanged();
    await settled(4);
    expect(messages()).toHaveLength(1);
    expect(
      messages(leadId())
        .map(textOf)
        .map((text) => text.includes('Corrected')),
    ).toEqual([true, true]);
  });

  it('is corrected in a thread that has gone to the archive', async () => {
    await subscribe({}, { corrections: 'quiet' });
    const digests = process();
    await digests.start();
    await settled(2);
    const thread = test.discord.channels.get(leadId());
    test.discord.channels.set(leadId(), { ...thread, thread_metadata: { archived: true } });
    briefing = corrected();
    digests.packsChanged();
    await settled(4);
    expect(messages(leadId()).filter((message) => textOf(message).includes('Corrected'))).toHaveLength(2);
  });

  it('in one message has its correction in a thread opened for it, and itself edited', async () => {
    await subscribe({}, { format: 'full', threads: false, corrections: 'quiet' });
    const digests = process();
    await digests.start();
    await settled(1);
    briefing = corrected();
    digests.packsChanged();
    await settled(3);
    expect(messages().map((message) => textOf(message).includes('Corrected'))).toEqual([true]);
    expect(messages(leadId())).toHaveLength(1);
  });

  it('that was wrong in substance is answered in the channel, once, where a reply is lost', async () => {
    await subscribe({}, { format: 'full', threads: false });
    const digests = process();
    await digests.start();
    await settled(1);
    briefing = corrected();
    fail((request) => request.body.message_reference !== undefined, { kind: 'lost-reply' });
    digests.packsChanged();
    await settled(3);
    const [post, reply, ...others] = messages();
    expect(others).toEqual([]);
    expect([post, reply].map((message) => textOf(message ?? {}).includes('Corrected'))).toEqual([true, true]);
    expect(reply).toMatchObject({ message_reference: { message_id: leadId() } });
  });
});
