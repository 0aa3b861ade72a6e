import { afterEach, describe, expect, it } from 'vitest';
import { createDigests, type Digests } from '../../../../src/digest/digests.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { EVERY_DAY } from '../../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';
import type { Received } from '../../../fakes/discord/fake-discord.ts';
import { GUILD, slash } from '../../../fakes/discord/interactions.ts';
import { lakeBriefing } from '../../../fixtures/briefing.ts';
import { subscription } from '../../../fixtures/subscription.ts';
import { reply } from '../desk.ts';
import { type UnderTest, underTest } from '../platform-under-test.ts';
import { waitFor } from '../wait-for.ts';

/** Discord's own limit, over any second. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const GLOBAL_LIMIT = 50;
const CHANNELS = Array.from({ length: 30 }, (_, at) => String(700_000_000_000_000_000n + BigInt(at)));
const posts = ({ method, path }: Received) => method === 'POST' && path.endsWith('/messages');

describe('digests for many channels of one guild on Discord', () => {
  let test: UnderTest;
  let store: Store;
  const running: Digests[] = [];
  afterEach(async () => {
    await test.close();
    await Promise.all(running.splice(0).map((digests) => digests.stop()));
    await store.close();
    expect(test.discord.violations).toEqual([]);
  });

  const fanOut = async () => {
    test = await underTest('http');
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
    const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
    for (const channel of CHANNELS) {
      test.discord.channels.set(channel, {
        ...{ id: channel, type: 0, guild_id: GUILD, name: 'desk', permission_overwrites: [] },
      });
      const made = subscription({
        ...{ id: `sub-${channel}`, format: 'brief', threads: true },
        ...{ place: { platform: 'discord', tenant: tenantId(GUILD), channel, thread: '' } },
        schedule: { time, days: EVERY_DAY, zone: 'UTC' },
      });
      const why = { at: 0, ...made.place, actor: 'u', action: 'subscribe', subject: made.id, detail: '' };
      await store.saveSubscription(made, why);
    }
    const briefing = lakeBriefing();
    const digests = createDigests({
      ...{ store, deliveries: new Map([['discord', test.platform.delivery]]), declared: [], alone: true },
      ...{ log: SILENT, beats: () => () => undefined, token: () => crypto.randomUUID() },
      briefings: () => new Map([[briefing.id, briefing]]),
    });
    running.push(digests);
    await digests.start();
  };
  const whole = () => waitFor(() => test.discord.requests.filter(posts).length === 2 * CHANNELS.length);

  it('send every lead before any detail, in no second more than Discord allows, and read the guild once for all', async () => {
    await fanOut();
    await whole();
    const { requests } = test.discord;
    const order = requests.filter(posts).map(({ path }) => CHANNELS.some((id) => path.includes(id)));
    expect(order.lastIndexOf(true)).toBe(CHANNELS.length - 1);
    const times = requests.map(({ at }) => at);
    const within = (from: number) => times.filter((at) => at >= from && at < from + 1_000).length;
    expect(Math.max(...times.map(within))).toBeLessThanOrEqual(GLOBAL_LIMIT);
    const reads = requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(reads.filter((path) => !path.startsWith('/applications/'))).toEqual([`/guilds/${GUILD}/channels`]);
  });

  it('ask nothing about channels that the gateway has told of', async () => {
    test = await underTest('gateway');
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const [plain = '', forum = ''] = CHANNELS;
    const channels = [
      { id: plain, type: 0, guild_id: GUILD, name: 'desk' },
      { id: forum, type: 15, guild_id: GUILD, name: 'forum', flags: 16, available_tags: [{ id: '92' }] },
    ];
    for (const channel of channels) test.discord.channels.set(channel.id, channel);
    test.discord.gateway.dispatch('GUILD_CREATE', { id: GUILD, roles: [], members: [], channels });
    // Answered after it is handled, because the gateway tells in order.
    const command = slash(['echo'], { words: 'x' });
    test.discord.send(command);
    await test.discord.answered(command);
    const { delivery } = test.platform;
    const answer = reply('digest');
    for (const channel of [plain, forum]) {
      const there = { platform: 'discord', tenant: tenantId(GUILD), channel };
      expect((await delivery.post(there, answer, `key-${channel}`, false)).kind).toBe('sent');
    }
    const paths = test.discord.requests.map(({ method, path }) => `${method} ${path}`);
    expect(paths.filter((path) => /^GET \/(?:channels|guilds)/.test(path))).toEqual([]);
    expect(paths).toContain(`POST /channels/${forum}/threads`);
  });

  it('are looked for, and new ones proven, all at once: our own limit is waited out and is no answer', async () => {
    test = await underTest('http');
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    for (const channel of CHANNELS) {
      test.discord.channels.set(channel, {
        ...{ id: channel, type: 0, guild_id: GUILD, name: 'desk', permission_overwrites: [] },
      });
    }
    const { delivery } = test.platform;
    const since = Temporal.Now.instant().subtract({ minutes: 5 });
    const there = CHANNELS.map((channel) => ({ platform: 'discord', tenant: tenantId(GUILD), channel }));
    const found = there.map((destination) => delivery.find(destination, 'key', since));
    const proven = there.map((destination) => delivery.probe(destination));
    expect(new Set((await Promise.all(found)).map(({ kind }) => kind))).toEqual(new Set(['absent']));
    expect(new Set((await Promise.all(proven)).map(({ kind }) => kind))).toEqual(new Set(['ok']));
  });
});
