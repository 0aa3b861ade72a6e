import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Destination } from '../../../../src/core/delivery.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import type { Received } from '../../../fakes/discord/fake-discord.ts';
import { CHANNEL, GUILD } from '../../../fakes/discord/interactions.ts';
import type { Json } from '../../../fakes/discord/json.ts';
import { longBlocks, reply } from '../desk.ts';
import { type UnderTest, underTest } from '../platform-under-test.ts';
import { text } from '../spans.ts';

const KEY = 'Zm9vYmFyZm9vYmFyZm9vYmFy';
const OTHER = '400000000000000002';
const FORUM = '400000000000000015';
const HERE: Destination = { platform: 'discord', tenant: tenantId(GUILD), channel: CHANNEL };
const creates = ({ method, path }: Received) => method === 'POST' && path.includes('/messages');
const short = reply('digest', { headline: [text('Three things changed.')] });
const long = reply('digest', { blocks: longBlocks(40) });

describe('a delivery to Discord', () => {
  let test: UnderTest;
  beforeEach(async () => {
    test = await underTest('http');
    const { channels } = test.discord;
    channels.set(OTHER, { id: OTHER, type: 5, guild_id: GUILD, name: 'news', permission_overwrites: [] });
    channels.set(FORUM, {
      id: FORUM,
      type: 15,
      guild_id: GUILD,
      name: 'forum',
      flags: 16,
      available_tags: [
        { id: '91', name: 'mods', moderated: true },
        { id: '92', name: 'news', moderated: false },
      ],
    });
  });
  afterEach(async () => {
    await test.close();
    expect(test.discord.violations).toEqual([]);
  });
  const stored = (channel = CHANNEL) => test.discord.messages.get(channel) ?? [];
  const deliver = (destination = HERE, answer = short, key = KEY) =>
    test.platform.delivery.post(destination, answer, key);
  const ref = (messages: readonly Json[], channel = CHANNEL) =>
    `${channel}/${messages.map(({ id }) => String(id)).join('+')}`;
  const since = () => Temporal.Now.instant().subtract({ minutes: 5 });

  it('posts once with the key as nonce, silently, without crossposting', async () => {
    const result = await deliver({ ...HERE, channel: OTHER });
    expect(result).toEqual({ kind: 'sent', message: `${OTHER}/${String(stored(OTHER)[0]?.id)}` });
    expect(stored(OTHER)[0]).toMatchObject({ nonce: KEY, enforce_nonce: true, flags: 32772 });
    expect(test.discord.requests.some(({ path }) => path.includes('crosspost'))).toBe(false);
  });

  it('tells what people and channels of its own server are called, and nothing of others', async () => {
    const { nameOf } = test.platform.delivery;
    expect(await nameOf?.(tenantId(GUILD), 'person', '2000000000000000001')).toBe('Ann M');
    expect(await nameOf?.(tenantId(GUILD), 'channel', OTHER)).toBe('#news');
    expect(await nameOf?.(tenantId('999'), 'channel', OTHER)).toBeNull();
    expect(await nameOf?.(tenantId(GUILD), 'channel', '1')).toBeNull();
    expect(await nameOf?.(tenantId(GUILD), 'person', '../roles')).toBeNull();
  });

  it('answers in a thread where one is named', async () => {
    const thread = '400000000000000011';
    test.discord.channels.set(thread, {
      id: thread,
      type: 11,
      guild_id: GUILD,
      parent_id: CHANNEL,
      name: 'talk',
    });
    await deliver({ ...HERE, thread });
    expect(stored(thread)).toHaveLength(1);
  });

  it.each([
    ['lost-reply', 'in-doubt', 1],
    ['bad-gateway-after', 'in-doubt', 1],
    ['reset', 'in-doubt', 0],
  ] as const)(
    'is in doubt after %s, tried once, and is found or not found as it was',
    async (kind, expected, count) => {
      test.discord.fail(creates, { kind });
      expect((await deliver()).kind).toBe(expected);
      expect(test.discord.requests.filter(creates)).toHaveLength(1);
      expect(stored()).toHaveLength(count);
      const found = await test.platform.delivery.find(HERE, KEY, since());
      expect(found).toEqual(count === 1 ? { kind: 'found', message: ref(stored()) } : { kind: 'absent' });
      await deliver();
      expect(stored()).toHaveLength(1);
    },
  );

  it('recognises its message in history long after the nonce is forgotten, and no other', async () => {
    await deliver();
    await deliver(HERE, short, 'another-key');
    const found = await test.platform.delivery.find(HERE, KEY, since());
    expect(found).toEqual({ kind: 'found', message: ref(stored().slice(0, 1)) });
    expect(await test.platform.delivery.find(HERE, 'third-key', since())).toEqual({ kind: 'absent' });
  });

  it('says that it cannot tell where history may not be read', async () => {
    test.discord.roles.set(GUILD, [{ id: GUILD, name: '@everyone', permissions: '3072' }]);
    expect((await test.platform.delivery.find(HERE, KEY, since())).kind).toBe('unknown');
  });

  it('delays no other channel when one is limited', async () => {
    test.discord.fail((request) => creates(request) && request.path.includes(CHANNEL), {
      kind: 'limited',
      retryAfter: 30,
    });
    expect(await deliver()).toMatchObject({ kind: 'not-sent', retryAfterMs: 30_050 });
    const again = await deliver();
    expect(again).toMatchObject({ kind: 'not-sent' });
    expect(test.discord.requests.filter(creates)).toHaveLength(1);
    expect((await deliver({ ...HERE, channel: OTHER })).kind).toBe('sent');
    // What was not even tried is no refusal.
    expect(test.tallied).toEqual(['limited discord']);
  });

  it('posts a long answer also where history may not be read', async () => {
    test.discord.roles.set(GUILD, [{ id: GUILD, name: '@everyone', permissions: '3072' }]);
    expect((await deliver(HERE, long)).kind).toBe('sent');
  });

  it('holds everything back after a global limit', async () => {
    test.discord.fail(creates, { kind: 'limited', retryAfter: 30, global: true });
    await deliver();
    expect(await deliver({ ...HERE, channel: OTHER })).toMatchObject({ kind: 'not-sent' });
  });

  it.each([
    [404, 10003, 'channel-gone'],
    [403, 50001, 'no-permission'],
    [403, 50013, 'no-permission'],
    [404, 10004, 'uninstalled'],
    [400, 50083, 'archived'],
    [400, 160005, 'archived'],
    [400, 50035, 'invalid'],
    [400, 240000, 'restricted'],
    [403, 0, 'no-permission'],
  ] as const)('is blocked by status %i code %i: %s', async (status, code, reason) => {
    test.discord.fail(creates, { kind: 'status', status, body: { code, message: 'no' } });
    const result = await deliver();
    expect(result).toMatchObject({ kind: 'blocked', reason });
    // People are told a sentence; what Discord said exactly is in the log.
    expect('detail' in result && result.detail).toMatch(/^[A-Z][^\d()]*\.$/);
    expect(test.logged.filter((line) => line.includes(`"code":${code}`))).toHaveLength(1);
  });

  it('was not sent while Discord refuses the token, and asks only once', async () => {
    await deliver();
    test.discord.tokenAccepted = false;
    expect(await deliver(HERE, short, 'second')).toMatchObject({ kind: 'not-sent' });
    const before = test.discord.requests.length;
    expect(await deliver(HERE, short, 'third')).toMatchObject({ kind: 'not-sent' });
    expect(test.discord.requests.filter(creates).length).toBe(2);
    expect(test.discord.requests.slice(before).every(({ path }) => path === '/applications/@me')).toBe(true);
    expect(test.platform.health().state).toBe('down');
  });

  it('opens a post in a forum, named and tagged, and finds it again', async () => {
    const forum = { ...HERE, channel: FORUM };
    const result = await deliver(forum);
    const [post] = [...test.discord.channels.values()].filter(({ type }) => type === 11);
    expect(post).toMatchObject({ name: 'Three things changed.', parent_id: FORUM });
    expect(result).toEqual({ kind: 'sent', message: `${String(post?.id)}/${String(post?.id)}` });
    expect(test.discord.requests.find(({ path }) => path.endsWith('/threads'))?.body.applied_tags).toEqual([
      '92',
    ]);
    expect(await test.platform.delivery.find(forum, KEY, since())).toEqual({
      kind: 'found',
      message: `${String(post?.id)}/${String(post?.id)}`,
    });
    expect(await test.platform.delivery.find(forum, 'another', since())).toEqual({ kind: 'absent' });
  });

  it('posts an answer too long for one message as several, and adds only what is missing when tried again', async () => {
    test.discord.fail((request) => creates(request) && stored().length === 1, {
      kind: 'status',
      status: 503,
    });
    expect((await deliver(HERE, long)).kind).toBe('in-doubt');
    expect(await test.platform.delivery.find(HERE, KEY, since())).toEqual({ kind: 'absent' });
    const result = await deliver(HERE, long);
    const ids = stored().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(result).toEqual({ kind: 'sent', message: ref(stored()) });
    expect(await test.platform.delivery.find(HERE, KEY, since())).toEqual({
      kind: 'found',
      message: ref(stored()),
    });
    const all = JSON.stringify(stored());
    for (let at = 1; at <= 40; at += 1) expect(all.split(`Statement number ${at}:`).length - 1).toBe(1);
  });

  it('continues a long forum post in the post', async () => {
    const result = await deliver({ ...HERE, channel: FORUM }, long);
    const [post] = [...test.discord.channels.values()].filter(({ type }) => type === 11);
    const ids = stored(String(post?.id)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(result).toEqual({ kind: 'sent', message: `${String(post?.id)}/${ids.join('+')}` });
  });

  it('opens no second forum post where somebody deleted the message that opened the first', async () => {
    const forum = { ...HERE, channel: FORUM };
    const result = await deliver(forum, long);
    const [post] = [...test.discord.channels.values()].filter(({ type }) => type === 11);
    const id = String(post?.id);
    stored(id).splice(0, 1);
    const before = stored(id).length;
    expect(await test.platform.delivery.find(forum, KEY, since())).toEqual({
      kind: 'found',
      message: result.kind === 'sent' ? result.message : '',
    });
    expect(await deliver(forum, long)).toEqual(result);
    expect(stored(id)).toHaveLength(before);
    expect([...test.discord.channels.values()].filter(({ type }) => type === 11)).toHaveLength(1);
  });

  it('edits what it posted, adding and removing messages as the answer grows and shrinks', async () => {
    const sent = await deliver(HERE, long);
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    const edited = await test.platform.delivery.edit(HERE, sent.message, short);
    expect(edited).toEqual({ kind: 'sent', message: ref(stored()) });
    expect(stored()).toHaveLength(1);
    expect(JSON.stringify(stored())).toContain('Three things changed.');
    const grown = await test.platform.delivery.edit(HERE, sent.message.split('+')[0] ?? '', long);
    expect(grown.kind === 'sent' ? grown.message.split('+').length : 0).toBe(stored().length);
    test.discord.messages.set(CHANNEL, []);
    expect(await test.platform.delivery.edit(HERE, sent.message, short)).toMatchObject({
      kind: 'blocked',
      reason: 'invalid',
    });
  });

  it('edits nothing under an id that is not its own', async () => {
    const { delivery } = test.platform;
    expect(await delivery.edit(HERE, '../../users/@me', short)).toMatchObject({ reason: 'invalid' });
    expect(await delivery.edit(HERE, `${CHANNEL}/12`, short)).toMatchObject({ reason: 'invalid' });
  });

  it('tells somebody something in private, and takes a closed door for an answer', async () => {
    const tell = () => test.platform.delivery.tell?.(tenantId(GUILD), '600000000000000001', short);
    await tell();
    await tell();
    const [direct] = [...test.discord.channels.values()].filter(({ type }) => type === 1);
    expect(stored(String(direct?.id))).toHaveLength(2);
    expect(stored()).toHaveLength(0);
    const body = { code: 50007, message: 'Cannot send messages to this user' };
    test.discord.fail(creates, { kind: 'status', status: 403, body });
    expect(await tell()).toMatchObject({ kind: 'blocked', reason: 'restricted' });
    test.discord.fail(({ path }) => path === '/users/@me/channels', { kind: 'lost-reply' });
    expect(await tell()).toMatchObject({ kind: 'not-sent' });
  });

  it('asks for a pace of five messages in five seconds a channel and under fifty requests a second', () => {
    expect(test.platform.delivery.limits).toEqual({
      perSecond: 48,
      perTenantPerSecond: 48,
      perChannelMs: 1000,
    });
  });

  it('proves what holds now, whatever was read a moment before', async () => {
    const { delivery } = test.platform;
    const allow = (permissions: string) =>
      test.discord.roles.set(GUILD, [{ id: GUILD, name: '@everyone', permissions }]);
    const all = '309237746688';
    for (const permissions of [all, '3072', all]) {
      allow(permissions);
      const expected = permissions === all ? 'ok' : 'blocked';
      expect((await delivery.probe(HERE)).kind).toBe(expected);
    }
  });

  it('probes without posting', async () => {
    const { delivery } = test.platform;
    expect(await delivery.probe(HERE)).toEqual({ kind: 'ok', name: 'desk' });
    expect(await delivery.probe({ ...HERE, channel: '400000000000000099' })).toMatchObject({
      reason: 'channel-gone',
    });
    expect(await delivery.probe({ ...HERE, tenant: tenantId('300000000000000009') })).toMatchObject({
      reason: 'channel-gone',
    });
    test.discord.channels.set(CHANNEL, {
      ...test.discord.channels.get(CHANNEL),
      permission_overwrites: [{ id: GUILD, type: 0, allow: '0', deny: String(2n ** 35n) }],
    });
    expect(await delivery.probe(HERE)).toEqual({
      ...{ kind: 'ok', name: 'desk' },
      note: 'The bot lacks Create Public Threads in this channel, so detail and corrections come as replies instead of in a thread.',
    });
    test.discord.channels.set(CHANNEL, {
      ...test.discord.channels.get(CHANNEL),
      permission_overwrites: [{ id: GUILD, type: 0, allow: '0', deny: '2048' }],
    });
    expect(await delivery.probe(HERE)).toMatchObject({
      reason: 'no-permission',
      detail: 'The bot lacks Send Messages in this channel.',
    });
    test.discord.channels.set(OTHER, { id: OTHER, type: 4, guild_id: GUILD, name: 'category' });
    expect(await delivery.probe({ ...HERE, channel: OTHER })).toMatchObject({ reason: 'invalid' });
    expect(test.discord.messages.size).toBe(0);
  });
});
